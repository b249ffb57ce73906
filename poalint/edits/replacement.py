"""Put other words or another mark in the place of a finding and leave sound text behind."""

from __future__ import annotations

from poalint.document.model import Document
from poalint.edits.edit import SENTENCE_MARKS, Edit, at_line_end, back_inline, skip_inline

_ENOUGH = frozenset(SENTENCE_MARKS + ",;:，；：、")


def replace_words(document: Document, start: int, end: int, words: str) -> Edit | None:
    """Return the edit that puts words in the place of a span, or ``None`` where that would leave broken text.

    At the start of a sentence a capital stays one.
    """
    text = document.text
    old = text[start:end]
    if words in SENTENCE_MARKS and words:
        return _mark(document, start, end, words)
    sentence = document.sentence_at(start)
    if sentence is not None and start == sentence.start and old[:1].isupper() and words[:1].islower():
        words = words[:1].upper() + words[1:]
    return None if words == old else Edit(start, end, words)


def _mark(document: Document, start: int, end: int, mark: str) -> Edit | None:
    """Return the edit that puts a sentence's mark in the place of another; nothing where one stands already."""
    text = document.text
    start = back_inline(text, start)
    behind = text[end : end + 1]
    following = skip_inline(text, end)
    if text[start:end].strip() == mark or start == 0:
        return None
    if behind.isalnum():
        return None
    if text[start - 1] in _ENOUGH or behind in tuple(",;:.?…"):
        mark = ""
    elif text[following : following + 1].islower():
        return None  # the sentence goes on
    elif behind in tuple(")]）」』") and not at_line_end(text, skip_inline(text, end + 1)):
        mark = ""  # what stands in brackets within a sentence is none
    return Edit(start, end, mark)
