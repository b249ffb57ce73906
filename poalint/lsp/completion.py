"""Words that a plan needs: slots for an action's owner and date, sentences for a section, headings; from the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from poalint.roles import ACTION_ROLES

if TYPE_CHECKING:
    from poalint.findings import Report
    from poalint.linter import Linter
    from poalint.lsp.results import Result
    from poalint.packs.model import Rule

_ITEM = re.compile(r"\s*(?:[-*+•·–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+")
_HEADING = re.compile(r"\s*(?P<mark>#{1,6}\s*|\*\*)?(?P<words>[^\n]*)\Z")
_LONGEST_HEADING = 40


def completions(result: Result, offset: int, snippets: bool) -> list[types.CompletionItem]:
    """Return what can be put in at an offset.

    Args:
        result: of the document's newest version.
        offset: the offset.
        snippets: whether the client can select a slot after it is put in.
    """
    if result.checker is None:
        return []
    slots = _slots(result, result.report, offset, snippets) if result.report is not None else ()
    return [*slots, *_headings(result, result.checker.linter, offset)]


def _slots(result: Result, report: Report, offset: int, snippets: bool) -> Iterator[types.CompletionItem]:
    """Yield slots inside of an action item, and whole sentences with slots on an empty line."""
    document, checker = result.document, result.checker
    assert checker is not None
    section = next((one for one in reversed(report.sections) if one.start <= offset), None)
    roles = set(section.roles) if section is not None else set()
    start, end = _line(document.text, offset)
    line, before = document.text[start:end], document.text[start:offset]
    item = _ITEM.match(line)
    in_action = item is not None and bool(roles & ACTION_ROLES)
    empty = not line[item.end() if item else 0 :].strip()
    opened = before.rfind("[")
    if opened >= 0 and "]" in before[opened:]:
        opened = -1
    first = start + opened if opened >= 0 else offset
    seen: set[str] = set()
    for rule, at, role, words in _insertions(checker.linter.rules_for(report.language)):
        if words in seen or words in line or not (in_action if at == "item-end" else empty and role in roles):
            continue
        if rule.roles and not rule.roles & roles:
            continue
        if opened >= 0 and not words.casefold().startswith(document.text[first:offset].casefold()):
            continue
        seen.add(words)
        yield _item(result, words, rule.title, (first, offset), snippets)


def _insertions(rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, str, str, str]]:
    """Yield what rules put into an item or at the end of a section: the rule, where, the section's role, the words."""
    for rule in rules:
        for one in rule.suggestions:
            if one.kind == "insert" and one.at in ("item-end", "section-end") and "{" not in one.text:
                yield rule, one.at, one.role or next(iter(sorted(rule.roles)), ""), one.text.strip()


def _item(result: Result, words: str, title: str, place: tuple[int, int], snippets: bool) -> types.CompletionItem:
    positions = result.document.positions
    text = _snippet(words) if snippets else words
    return types.CompletionItem(
        label=words,
        kind=types.CompletionItemKind.Snippet if snippets else types.CompletionItemKind.Text,
        detail=title,
        filter_text=words,
        insert_text_format=types.InsertTextFormat.Snippet if snippets else types.InsertTextFormat.PlainText,
        text_edit=types.TextEdit(positions.range(*place), text),
    )


def _snippet(words: str) -> str:
    """Return words whose slots an editor selects one after the other, brackets and all."""
    escaped = re.sub(r"([\\$}])", r"\\\1", words)
    count = iter(range(1, 100))
    return re.sub(r"\[[^\[\]]*\]", lambda slot: f"${{{next(count)}:{slot.group()}}}", escaped)


def _headings(result: Result, linter: Linter, offset: int) -> Iterator[types.CompletionItem]:
    """Yield the headings that the plan lacks, on a line that holds nothing else."""
    document, report = result.document, result.report
    start, end = _line(document.text, offset)
    match = _HEADING.match(document.text[start:offset])
    if match is None or document.text[offset:end].strip() or len(match["words"]) > _LONGEST_HEADING:
        return
    typed, mark = match["words"], match["mark"]
    sections = report.sections if report is not None else ()
    language = report.language if report is not None else linter.default_language
    titled = {role for section in sections if section.title for role in section.roles}
    titles = linter.profile_for(language).table("section-titles")
    for number, (role, title) in enumerate(titles.items()):
        if role in titled or not title.casefold().startswith(typed.casefold()):
            continue
        place = document.positions.range(start, offset)
        yield types.CompletionItem(
            label=title,
            kind=types.CompletionItemKind.Module,
            detail=f"heading: {role}",
            sort_text=f"{number}",
            filter_text=document.text[start:offset].rstrip() + title if mark else title,
            text_edit=types.TextEdit(place, _styled(title, mark, document.is_markdown)),
        )


def _styled(title: str, mark: str | None, markdown: bool) -> str:
    if mark == "**":
        return f"**{title}**"
    if mark:
        return f"{mark.strip()} {title}"
    return f"## {title}" if markdown else title


def _line(text: str, offset: int) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [at for mark in "\r\n" if (at := text.find(mark, offset)) >= 0]
    return start, min(ends, default=len(text))
