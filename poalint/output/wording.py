"""What is said of a finding, or of a file as a whole, in formats that know only a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from poalint.findings import Finding, RelatedSpan
from poalint.output import CheckedFile

UNREADABLE = "poalint/unreadable"
NOT_CHECKED = "poalint/not-checked"

# Control characters (tab and line ends aside), halves of surrogate pairs, and code points that are no characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|\n")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


class Note(NamedTuple):
    """Something to say of a whole file.

    Attributes:
        rule: ``UNREADABLE`` or ``NOT_CHECKED``; no rule of a pack is called so.
        severity: ``error`` or ``info``.
        message: what it is.
    """

    rule: str
    severity: str
    message: str


def notes(checked: CheckedFile) -> list[Note]:
    """Return why a file could not be read, or what of it was not checked."""
    if checked.report is None:
        return [Note(UNREADABLE, "error", one_line(checked.error))]
    return [Note(NOT_CHECKED, "info", f"Not checked: {one_line(item)}") for item in checked.report.unchecked]


def paragraphs(finding: Finding) -> list[str]:
    """Return all that is said of a finding: message, reason, other places, and what to do; each on one line."""
    parts = [one_line(finding.message), f"Why: {one_line(finding.why)}"]
    parts += [related_place(related) for related in finding.related]
    return [part for part in (*parts, *advice(finding)) if part]


def advice(finding: Finding) -> Iterator[str]:
    """Yield what to do, the best first."""
    word = "What to do: "
    for suggestion in finding.suggestions:
        yield word + one_line(suggestion.text)
        word = "Or: "


def related_place(related: RelatedSpan) -> str:
    """Return another place that a finding speaks of, by its line and words."""
    note = f"{one_line(related.note)}: " if related.note else ""
    return f"See line {related.line}: {note}“{one_line(related.excerpt)}”"


def printable(text: str) -> str:
    """Return a text with line ends as LF, and U+FFFD for all that no reader of text, XML or HTML takes."""
    return _UNPRINTABLE.sub("\ufffd", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return a printable text with each stretch of white space as one blank."""
    return " ".join(printable(text).split())


def markdown(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    return _MARKDOWN.sub(r"\\\1", text)
