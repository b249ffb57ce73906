"""What fixing gives: the new text and an account of each edit. All offsets are code points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from poalint.findings import Report


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit that may be applied to a text.

    Attributes:
        rule: id of the rule whose finding it mends.
        kind: ``edit``, or ``template`` for words with slots to fill.
        label: what it does, for people.
        safe: whether it cannot change what the draft says.
        start, end: span of the text that it replaces.
        replacement: text to put there; "" deletes.
        place: span of the finding.
    """

    rule: str
    kind: str
    label: str
    safe: bool
    start: int
    end: int
    replacement: str
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class AppliedEdit:
    """An edit that was applied.

    Attributes:
        rule: id of the rule whose finding it mended.
        kind: ``edit`` or ``template``.
        label: what it did, for people.
        safe: whether it cannot change what the draft says.
        line: line at which it began, counted from 1, in the text as it was then.
        old, new: the text before and after it.
    """

    rule: str
    kind: str
    label: str
    safe: bool
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FixResult:
    """A draft after fixing.

    Attributes:
        text: the new text; the old one if nothing was changed.
        applied: the edits, in the order in which they were applied.
        before, report: the reports on the old and the new text, of the selected rules.
        unsafe: how many findings of the new text have an edit that only ``unsafe`` applies.
        templates: how many findings of the new text have a slot that only ``template`` puts in.
        dropped: how many edits were left out because they would have brought new findings or a lower score.
    """

    text: str
    applied: tuple[AppliedEdit, ...]
    before: Report
    report: Report
    unsafe: int = 0
    templates: int = 0
    dropped: int = 0

    @property
    def changed(self) -> bool:
        """Whether the text was changed."""
        return bool(self.applied)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many edits were applied for each rule, by rule id in alphabetical order."""
        return dict(sorted(Counter(edit.rule for edit in self.applied).items()))
