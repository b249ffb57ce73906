"""Find passages that are not the seller's own words: quoted text and pasted notices."""

from __future__ import annotations

import re

from poalint.document.model import Block
from poalint.roles import QUOTE

# Opening mark to the marks that close it.
_PAIRS = {"“": '”"', "„": '“”"', "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’", "'": "'’"}
_OPENING = re.compile("[" + "".join(_PAIRS) + '"]')
_CORNER = "「『"  # stand behind any letter, as there are no spaces
_LONGEST = 1200


def find_quotations(text: str, blocks: list[Block]) -> list[tuple[int, int]]:
    """Return (start, end) of every quotation in order, quotation marks included.

    A quotation begins and ends within one block. An opening mark without a closing one is no quotation. A straight
    mark opens only behind white space or a bracket (14" is a measure), a single one only if it holds two words.
    Corner brackets open anywhere.
    """
    found: list[tuple[int, int]] = []
    for block in blocks:
        if block.kind == QUOTE:
            found.append((block.start, block.end))
            continue
        behind = block.content_start
        for opening in _OPENING.finditer(text, block.content_start, block.content_end):
            at = opening.start()
            end = _closing(text, at, block.content_end, block.content_start) if at >= behind else 0
            if end:
                found.append((at, end))
                behind = end
    return found


def _closed_later(text: str, at: int, limit: int) -> bool:
    """Return whether what follows an apostrophe shows that it closed a quotation: a mark or the end."""
    return at + 1 >= limit or text[at + 1] in ".,;:!?)]" or text[at - 2 : at] == "ss"


def _closing(text: str, start: int, limit: int, begin: int) -> int:
    """Return the offset behind the closing mark, or 0."""
    char = text[start]
    if start > begin and char not in _CORNER and not (text[start - 1].isspace() or text[start - 1] in "([{–—-/:,*_"):
        return 0
    if start + 1 >= limit or text[start + 1].isspace():
        return 0
    closing = _PAIRS.get(char, '"”')
    for at in range(start + 1, min(limit, start + _LONGEST)):
        if text[at] in closing:
            if char in "‘'" and ((at + 1 < limit and text[at + 1].isalnum()) or " " not in text[start:at]):
                continue  # an apostrophe
            if char == "'" and (text[at - 1] == "s" and not _closed_later(text, at, limit)):
                return 0  # "the two weeks' notice": a plural's apostrophe is no mark
            return at + 1
    return 0
