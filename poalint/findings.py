"""What the linter reports: findings with exact places, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to mend a finding.

    Attributes:
        kind: ``edit`` (replace ``start`` to ``end`` by ``replacement``), ``template`` (the same, but the replacement
            has slots in brackets that the seller must fill) or ``guidance`` (words with slots, for people).
        text: what to do, for people.
        safe: whether an edit cannot change what the draft says; always false for templates and guidance.
        start, end: span that is replaced, code points; both -1 for guidance.
        replacement: text to put there; "" deletes.
    """

    kind: str
    text: str
    safe: bool = False
    start: int = -1
    end: int = -1
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class RelatedSpan:
    """Another place that a finding speaks of; offsets in code points, line and column from 1."""

    start: int
    end: int
    line: int
    column: int
    excerpt: str
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a draft.

    Attributes:
        rule: id of the rule, ``pack/name``.
        category: category of the contract, such as ``blame``.
        severity: ``error``, ``warning`` or ``info``.
        message: what is wrong, in a sentence.
        start, end: code points into the draft, end exclusive; never empty unless the draft is.
        line, column, end_line, end_column: the same, counted from 1 in code points; the end is exclusive.
        excerpt: ``text[start:end]``.
        role: role of the section it stands in; of a missing section, the role that is missing.
        why: why it matters.
        source: where the demand comes from.
        related: other places it speaks of.
        details: values for programs, such as ``kind`` of an inconsistency.
        suggestions: at least one.
        fingerprint: 16 hexadecimal digits that stay the same when other text changes.
        points: how much the score would rise without it, all else being equal.
    """

    rule: str
    category: str
    severity: str
    message: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str
    role: str
    why: str
    source: str
    related: tuple[RelatedSpan, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    fingerprint: str = ""
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Gain:
    """What mending all findings of one rule would be worth."""

    rule: str
    title: str
    findings: int
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """How ready a draft is, 0 to 100; see docs/score.md for the formula.

    Attributes:
        total: 0-100.
        tone, substance, form, consistency: sub-scores, 0-100.
        first: what to mend first, the largest gain first.
    """

    total: float
    tone: float
    substance: float
    form: float
    consistency: float
    first: tuple[Gain, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """A section as the linter understood it; offsets in code points."""

    role: str
    roles: tuple[str, ...]
    title: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that is not reported, because the user said so.

    Attributes:
        finding: the finding.
        by: what silences it: ``comment``, ``per-file-ignores``, ``fingerprint`` or ``baseline``.
        place: where that stands, ``path:line:column``, or the path of a baseline.
        reason: why, as the user wrote it; "" without one.
    """

    finding: Finding
    by: str
    place: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnusedSuppression:
    """What silences nothing any more and can be removed.

    Attributes:
        by: ``comment``, ``fingerprint`` or ``baseline``.
        place: where it stands, ``path:line:column``, or the path of a baseline.
        message: what it names and why it is of no use, in a sentence.
        path: the draft that it is for, "" for any.
    """

    by: str
    place: str
    message: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of checking one draft.

    Attributes:
        language: code of the language it was checked in.
        findings: in text order.
        score: the score.
        sections: the draft's sections, so that one sees what was taken for what.
        unchecked: what was not checked, in words; empty if all was.
        words: number of words.
        rules: how many rules ran.
        scored: whether enough was checked for the score to mean something.
        silenced: findings that a configuration, comment or baseline silences, in text order; they do not count.
        unused: suppressions for this draft that silence nothing.
        notes: what to know before the draft is submitted, in words.
        grammar: variant of the language in which LanguageTool checked it, such as ``en-GB``; "" where it was asked and
            did not answer, ``None`` where it was not asked.
    """

    language: str
    findings: tuple[Finding, ...]
    score: Score
    sections: tuple[SectionSummary, ...]
    unchecked: tuple[str, ...]
    words: int
    rules: int
    scored: bool = True
    silenced: tuple[Silenced, ...] = ()
    unused: tuple[UnusedSuppression, ...] = ()
    notes: tuple[str, ...] = ()
    grammar: str | None = None
