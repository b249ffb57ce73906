"""Which of a report's edits to apply together: at most one for a finding, in a fixed order, none touching another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from poalint.findings import Finding, Report
from poalint.fixing.model import Proposal


class Edits(Protocol):
    """What splicing needs to know of an edit."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102

    @property
    def replacement(self) -> str: ...  # noqa: D102


def proposals(finding: Finding, kind: str, unsafe: bool) -> Iterable[Proposal]:
    """Yield a finding's edits of a kind, the best first; unsafe ones only if they are wanted."""
    for one in finding.suggestions:
        if one.kind == kind and (one.safe or unsafe or kind == "template"):
            place = (finding.start, finding.end)
            yield Proposal(finding.rule, one.kind, one.text, one.safe, one.start, one.end, one.replacement, place)


def first_of_each(
    findings: Iterable[Finding], kind: str, unsafe: bool, wanted: Callable[[Proposal], bool]
) -> list[Proposal]:
    """Return the first wanted edit of each finding, in the order in which edits have precedence.

    The one that begins first goes first; of those that begin together the longest; then by rule id.
    """
    found = []
    for finding in findings:
        first = next((one for one in proposals(finding, kind, unsafe) if wanted(one)), None)
        if first is not None and first not in found:
            found.append(first)
    if kind == "template":
        return sorted(found, key=lambda one: one.start)  # at one place they stand in the order of the rules
    return sorted(found, key=lambda one: (one.start, -one.end, one.rule))


def independent(found: Iterable[Proposal], report: Report) -> list[Proposal]:
    """Return the edits that may be applied together: none overlaps another or stands beside one.

    Of deletions, a section has one at a time: two together may leave a heading or a list without anything below it.
    """
    taken: list[Proposal] = []
    sections: set[int] = set()
    for one in found:
        last = taken[-1] if taken else None
        if last is not None and (one.start < last.end or (one.start == last.end and one.kind != "template")):
            continue
        if one.kind == "edit" and not one.replacement:
            section = _section(report, one.start)
            if section in sections:
                continue
            sections.add(section)
        taken.append(one)
    return taken


def splice(text: str, edits: Sequence[Edits]) -> str:
    """Return the text with edits applied that do not overlap; those at one place in the given order."""
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*parts, text[at:]])


def moved(offset: int, edits: Sequence[Edits]) -> int:
    """Return where an offset of a text stands after edits."""
    shift = 0
    for edit in edits:
        if edit.end <= offset:
            shift += len(edit.replacement) - (edit.end - edit.start)
    return offset + shift


def _section(report: Report, offset: int) -> int:
    starts = [section.start for section in report.sections]
    return sum(start <= offset for start in starts)
