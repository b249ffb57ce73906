"""What headings look like: their marks, and how they stand between blank lines and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from poalint.document.model import Block, Document
from poalint.roles import HEADING, PARAGRAPH

Layout = tuple[str, bool, bool]
"""The style of a heading's mark, whether a blank line stands above it, and below."""

_AROUND_NUMBERS = "().:- （）．、：第"
_ROMAN = frozenset("IVX")
_MOST_WORDS = 5
_LEAST_BELOW = 6  # words of a paragraph that has a heading
_LEAST_ALIKE = 3
_NO_HEADING = re.compile(r"[\d,;.!?@、。，]")


def style_of(block: Block) -> str:
    """Return what kind of mark a heading has, to compare headings of one draft."""
    mark = block.mark
    if mark.startswith("#"):
        return mark
    if mark.strip(_AROUND_NUMBERS).isdigit():
        return "number"
    if any(map(str.isdigit, mark)) and " " in mark:
        return "labelled"  # "Step 2."
    letters = mark.strip(_AROUND_NUMBERS)
    if len(letters) > 4 or mark in ("bold", "caps"):
        return mark
    if letters and _ROMAN.issuperset(letters):
        return "roman"
    return "small letter" if letters.islower() else "letter"


def layout_of(blocks: Sequence[Block], number: int) -> Layout:
    """Return how a heading stands in the draft."""
    below = number + 1 < len(blocks) and blocks[number + 1].gap_before
    return style_of(blocks[number]), blocks[number].gap_before, below


def heading_layouts(document: Document) -> frozenset[Layout]:
    """Return the layouts that headings have in this draft: of several lines, one of them known by its words."""
    blocks = document.blocks
    headings = [number for number, block in enumerate(blocks) if block.kind == HEADING]
    known = {layout_of(blocks, number) for number in headings if blocks[number].roles}
    alike = Counter(layout_of(blocks, number) for number in headings if looks_like_heading(document, number))
    return frozenset(layout for layout in known if alike[layout] >= _LEAST_ALIKE)


def looks_like_heading(document: Document, number: int) -> bool:
    """Return whether a line has the form of a heading: a few words without marks or figures, over a text or list."""
    block = document.blocks[number]
    text = document.text[block.content_start : block.content_end]
    if number + 1 >= len(document.blocks) or text[0].islower() or _NO_HEADING.search(text):
        return False
    if document.word_count(block.content_start, block.content_end) > _MOST_WORDS:
        return False
    below = document.blocks[number + 1]
    if below.kind == HEADING:
        return False
    return below.kind != PARAGRAPH or document.word_count(below.content_start, below.content_end) >= _LEAST_BELOW
