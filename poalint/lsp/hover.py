"""What is said of the findings under the pointer: what is wrong, why, what to do, an example, and the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from poalint.excerpts import shorten

if TYPE_CHECKING:
    from poalint.findings import Finding, Suggestion
    from poalint.lsp.results import Result
    from poalint.packs.model import Rule

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST_SHOWN = 400  # characters of a line of the draft


def findings_at(result: Result, offset: int) -> list[Finding]:
    """Return the findings that hold an offset, or end at it."""
    found = result.report.findings if result.report is not None else ()
    return [one for one in found if one.start <= offset <= one.end]


def hover(result: Result, offset: int, markdown: bool, written: Callable[[str], Rule | None]) -> types.Hover | None:
    """Return what is said at an offset, ``None`` for nothing.

    Args:
        result: of the document's newest version.
        offset: the offset.
        markdown: whether the client shows Markdown.
        written: gives the rule of an id with its examples.
    """
    found = findings_at(result, offset)
    if not found:
        return None
    writer = _Markdown() if markdown else _Plain()
    parts = ["\n\n".join(_parts(one, result.document.text, writer, written)) for one in found]
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    first, last = max(one.start for one in found), min(one.end for one in found)
    place = result.document.positions.range(first, last) if first <= last else None
    return types.Hover(types.MarkupContent(kind, writer.rule.join(parts)), place)


class _Plain:
    rule = "\n\n----\n\n"

    def bold(self, text: str) -> str:
        return text

    def text(self, text: str) -> str:
        return text

    def quote(self, text: str) -> str:
        return "\n".join(f"  {line}" for line in text.split("\n"))


class _Markdown(_Plain):
    rule = "\n\n---\n\n"

    def bold(self, text: str) -> str:
        return f"**{self.text(text)}**"

    def text(self, text: str) -> str:
        return _MARKS.sub(r"\\\1", text)

    def quote(self, text: str) -> str:
        return "\n".join(f"> {self.text(line)}  " for line in text.split("\n"))


def _parts(finding: Finding, text: str, writer: _Plain, written: Callable[[str], Rule | None]) -> Iterator[str]:
    yield f"{writer.bold(finding.message)} ({finding.severity}, {writer.text(finding.rule)})"
    yield writer.text(finding.why)
    advice = [f"- {writer.text(one.text)}" for one in finding.suggestions]
    yield "\n".join([f"{writer.bold('What to do')}\n", *advice])
    yield from _example(finding, text, writer, written)
    yield f"{writer.bold('Where it comes from')}: {writer.text(finding.source)}"


def _example(finding: Finding, text: str, writer: _Plain, written: Callable[[str], Rule | None]) -> Iterator[str]:
    """Yield a text before and after: of the draft where an edit is known, else two of the rule's examples."""
    edit = next((one for one in finding.suggestions if one.kind != "guidance"), None)
    if edit is not None:
        before, after = _around(text, edit)
    else:
        rule = written(finding.rule)
        examples = rule.examples if rule is not None else ()
        before = next((one.text for one in examples if one.marked is not None), "").strip("\n")
        after = next((one.text for one in examples if one.marked is None), "").strip("\n")
    if before:
        yield f"{writer.bold('Before')}\n\n{writer.quote(before)}"
    if before and after:
        yield f"{writer.bold('After')}\n\n{writer.quote(after)}"


def _around(text: str, edit: Suggestion) -> tuple[str, str]:
    """Return the lines around an edit before and after it."""
    start = max(text.rfind("\n", 0, edit.start), text.rfind("\r", 0, edit.start)) + 1
    ends = [at for mark in "\r\n" if (at := text.find(mark, edit.end)) >= 0]
    end = min(ends, default=len(text))
    before = shorten(text[start:end], _MOST_SHOWN)
    after = text[start : edit.start] + edit.replacement + text[edit.end : end]
    lines = [shorten(line, _MOST_SHOWN) for line in re.split(r"\r\n|\r|\n", after)]
    return before, "\n".join(lines).strip("\n") or "(nothing is left of it)"
