"""Put words with slots where a fact is missing: at the end of an item or a section, or as a section of its own.

Every function returns ``None`` where the same words stand already, so that filling in may be asked for again and again.
"""

from __future__ import annotations

import re

from poalint.checks.base import Hit
from poalint.document.model import Block, Document, Section
from poalint.edits.edit import Edit, at_line_start, back_inline, newline
from poalint.roles import HEADING, ITEM, OTHER, PARAGRAPH, QUOTE, ROLES, ROW

_END = re.compile(r"""[\s.!?…;:,。！？]*(?:(?<=[.!?…;:,。！？])["'”’*_]+)?\Z""")
_DIGITS = re.compile(r"\d+")


def insert(document: Document, hit: Hit, words: str, at: str, role: str = "") -> Edit | None:
    """Return the edit that puts words with slots beside a finding.

    Args:
        document: the draft.
        hit: the finding.
        words: what to put there; the first line of a ``section`` is its heading.
        at: ``item-end``, ``section-end`` or ``section``.
        role: for ``section-end``, the role of the section; that of the finding if empty.
    """
    if at == "item-end":
        return _item_end(document, hit, words)
    if at == "section-end":
        return _section_end(document, hit, words, role)
    return _section(document, words, hit.role)


def _item_end(document: Document, hit: Hit, words: str) -> Edit | None:
    sentence = document.sentence_at(hit.start)
    if sentence is None:
        return None
    block = document.block_of(sentence)
    text = document.text
    if words in text[block.start : block.end] or block.kind in (HEADING, QUOTE):
        return None
    end = _END.search(text, hit.start, hit.end)
    at = end.start() if end else hit.end
    gap = " " if at > 0 and text[at - 1] < "\u2e80" else ""
    return Edit(at, at, gap + words)


def _section_end(document: Document, hit: Hit, words: str, role: str) -> Edit | None:
    section = _wanted(document, hit, role)
    if section is None or words in document.text:
        return None
    blocks = document.blocks_of(section)
    last = blocks[-1] if blocks else document.blocks[section.heading or 0]
    line = newline(document.text)
    if last.kind == ITEM:
        return Edit(last.end, last.end, line + _mark(document, last) + words)
    if last.kind in (ROW, QUOTE):
        return Edit(last.end, last.end, line * 2 + words)
    if last.kind == PARAGRAPH and section.heading is None:
        return Edit(last.end, last.end, " " + words)
    return Edit(last.end, last.end, line * (2 if last.kind == PARAGRAPH else 1) + words)


def _wanted(document: Document, hit: Hit, role: str) -> Section | None:
    if role:
        return next((one for one in reversed(document.sections) if role in one.roles), None)
    sentence = document.sentence_at(hit.start)
    return document.section_of(sentence) if sentence else None


def _mark(document: Document, item: Block) -> str:
    """Return the indentation and mark of the item that follows another."""
    text = document.text
    start = back_inline(text, item.start)
    lead = text[start : item.content_start] if at_line_start(text, start) else "- "
    return _DIGITS.sub(lambda number: str(int(number.group()) + 1), lead, count=1) if lead.strip() else "- "


def _section(document: Document, words: str, role: str) -> Edit | None:
    """Return the edit that adds a section: before the first that comes later in a plan, or behind the others."""
    title, _, body = words.strip().partition("\n")
    if any(section.title.casefold() == title.casefold() for section in document.sections):
        return None
    line = newline(document.text)
    block = line.join([_heading(document, title), *body.split("\n")])
    rank = ROLES.index(role)
    behind: Section | None = None
    for section in document.sections:
        other = min((ROLES.index(one) for one in section.roles if one != OTHER), default=None)
        if other is not None and other > rank:
            start = back_inline(document.text, section.start)
            if at_line_start(document.text, start):
                return Edit(start, start, block + line * 2)
        if other is not None and other <= rank:
            behind = section
    if behind is not None:
        return Edit(behind.end, behind.end, line * 2 + block)
    last = document.sections[-1] if document.sections else None
    end = last.end if last else len(document.text)
    return Edit(end, end, line * 2 + block)


def _heading(document: Document, title: str) -> str:
    """Return a heading's line in the style of the draft's own headings."""
    headings = (block for block in document.blocks if block.kind == HEADING)
    mark = next((block.mark for block in headings if block.roles not in ((), (OTHER,))), "")
    if mark.startswith("#"):
        return f"{mark} {title}"
    if mark == "bold":
        return f"**{title}**"
    if mark == "caps":
        return title.upper()
    return title + ":" if mark == "colon" else title
