"""Take words, sentences or whole blocks out of a draft and leave sound text behind.

Each function returns ``None`` where nothing sound would be left: an orphaned list, an empty heading, an open bracket.
"""

from __future__ import annotations

from poalint.document.model import Block, Document, Sentence
from poalint.edits.edit import (
    Edit,
    at_line_end,
    at_line_start,
    back_inline,
    back_line_end,
    balanced,
    skip_inline,
    skip_line_end,
)
from poalint.roles import HEADING, ITEM, OTHER, PARAGRAPH, QUOTE, ROW


def remove_sentence(document: Document, sentence: Sentence, start: int, end: int) -> Edit | None:
    """Return the edit that deletes a sentence and whatever of the finding ``start`` to ``end`` reaches beyond it."""
    block = document.block_of(sentence)
    start, end = _emphasised(document.text, min(start, sentence.start), max(end, sentence.end))
    if start < block.content_start:
        start = min(sentence.start, block.content_start)
    siblings = document.sentences_of(block)
    if block.kind == ROW:
        cell = next((one for one in block.cells if one.start <= sentence.start < one.end), None)
        siblings = [one for one in siblings if cell and cell.start <= one.start < cell.end]
    kept = [one for one in siblings if one.end <= start or one.start >= end]
    if not kept:
        return None if block.kind == ROW else remove_block(document, sentence.block)
    if block.kind in (HEADING, QUOTE) or end > block.end or not balanced(document.text[start:end]):
        return None
    if block.lead_end and (start < block.lead_end or kept[-1].end <= block.lead_end):
        return None
    return _stretch(document.text, block, start, end)


def remove_words(document: Document, start: int, end: int) -> Edit | None:
    """Return the edit that deletes some words of a sentence; all of its words are the sentence."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    sentence = document.sentence_at(start)
    if sentence is None or start == end:
        return None
    block = document.block_of(sentence)
    if start <= block.content_start and end >= block.content_end:
        return remove_block(document, sentence.block) if end <= block.end else None
    if not _has_words(text[sentence.start : max(sentence.start, start)] + text[end : max(end, sentence.end)]):
        return remove_sentence(document, sentence, start, end)
    if start < block.content_start or end > sentence.end or block.kind == QUOTE:
        return None
    start, end = _emphasised(text, start, end)
    return _words(text, sentence, start, end) if balanced(text[start:end]) else None


def remove_block(document: Document, number: int) -> Edit | None:
    """Return the edit that deletes a paragraph, list item, table row or line, with the heading that nothing follows."""
    text = document.text
    blocks = document.blocks
    block = blocks[number]
    first = number
    if not _removable(document, number):
        return None
    above = blocks[number - 1] if number else None
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    section = document.sections[block.section]
    last = section.blocks[1] == number + 1 or below is None or below.kind == HEADING
    if block.kind != HEADING and above is not None and above.kind == HEADING and last:
        if section.role != OTHER or above.mark == "underlined":
            return None
        first = number - 1
    start, end = back_inline(text, blocks[first].start), skip_inline(text, block.end)
    if first == 0 and below is None:
        return None  # nothing would be left
    if not at_line_start(text, start) or not at_line_end(text, end):
        return None
    return Edit(*_lines(text, start, skip_line_end(text, end)))


def remove_item(document: Document, sentence: Sentence, start: int, end: int) -> Edit | None:
    """Return the edit that deletes a list item or table row; in a paragraph it deletes the sentences of a finding."""
    block = document.block_of(sentence)
    if block.kind in (ITEM, ROW):
        return remove_block(document, sentence.block)
    return remove_sentence(document, sentence, start, end)


def _removable(document: Document, number: int) -> bool:
    """Return whether the blocks around a block are sound without it."""
    blocks = document.blocks
    block = blocks[number]
    above = blocks[number - 1] if number else None
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if block.kind == QUOTE or block.header:
        return False
    if block.kind == HEADING:
        section = document.sections[block.section]
        return block.mark != "underlined" and (section.heading != number or section.role == OTHER)
    if block.kind == ROW:
        return any(other is not None and other.kind == ROW and not other.header for other in (above, below))
    if block.kind == PARAGRAPH:
        # It may announce what follows.
        return not document.text[block.start : block.end].rstrip().endswith((":", "："))
    if below is not None and below.kind == ITEM:
        if below.level == block.level:
            return not (_numbered(block) and _numbered(below))  # the numbers would no longer follow one another
        if below.level > block.level:
            return False  # its own parts
    alone = above is None or above.kind != ITEM or above.level < block.level
    return not (alone and above is not None and document.text[above.start : above.end].rstrip().endswith((":", "：")))


def _numbered(block: Block) -> bool:
    return any(map(str.isalnum, block.mark)) or block.mark[:1] in "①②③④⑤⑥⑦⑧⑨⑩"


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of whole lines with the blank lines that would stand double or at an end of the text."""
    before = start
    while True:
        line = back_line_end(text, before)
        blank = back_inline(text, line)
        if line == before or not at_line_start(text, blank):
            break
        before = blank
    after = end
    while after < len(text):
        blank = skip_inline(text, after)
        if not at_line_end(text, blank):
            break
        after = skip_line_end(text, blank)
    if after == len(text):
        if not at_line_start(text, end):
            before = back_line_end(text, before)  # the last line had no end, and the new last one gets none either
        return before, after
    return (start, after) if before < start or start == 0 else (start, end)


def _stretch(text: str, block: Block, start: int, end: int) -> Edit:
    """Return the deletion of a stretch of a block's sentences, with the white space that would be left over."""
    behind = skip_inline(text, end)
    line_start = start == block.content_start or at_line_start(text, back_inline(text, start))
    if not at_line_end(text, behind):
        return Edit(start, behind)
    if not line_start:
        return Edit(back_inline(text, start), behind)
    if behind < block.end:
        return Edit(start, skip_inline(text, skip_line_end(text, behind)))
    return Edit(back_inline(text, back_line_end(text, back_inline(text, start))), behind)


def _words(text: str, sentence: Sentence, start: int, end: int) -> Edit | None:
    opening = start == sentence.start
    behind = skip_inline(text, end)
    ahead = back_inline(text, start)
    left = text[ahead - 1] if ahead > sentence.start else ""
    if text[behind : behind + 1] == "," and left == ",":
        return None  # one comma or both: that depends on what stood between them
    if text[behind : behind + 1] == "," and (opening or left in ("(", ";", ":", "–", "—")):
        end = behind + 1
        behind = skip_inline(text, end)
    elif left == "," and text[behind : behind + 1] in tuple(".,;:!?"):
        start = back_inline(text, ahead - 1)
    right = text[behind : behind + 1]
    if opening:
        return _opening(text, start, behind)
    if at_line_end(text, behind) or right in tuple(".,;:!?)]”»"):
        return Edit(back_inline(text, start), behind if at_line_end(text, behind) else end)
    if start > 0 and not text[start - 1].isspace() and end == behind and text[start - 1].isalnum() and right.isalnum():
        return None  # part of a word
    if start > 0 and text[start - 1].isspace():
        end = behind
    return Edit(start, end)


def _opening(text: str, start: int, end: int) -> Edit | None:
    """Return the deletion of a sentence's first words; the next one gets the capital."""
    if at_line_end(text, end) and end < len(text):
        end = skip_inline(text, skip_line_end(text, end))
    first = text[end : end + 1]
    if not first.isalnum():
        return None
    if not first.islower() or not text[start].isupper():
        return Edit(start, end)
    word = text[end:].split(maxsplit=1)[0]
    if not word[1:].islower() and len(word) > 1 and any(char.isupper() or char.isdigit() for char in word):
        return None  # eBay, iPhone: no capital can stand there
    upper = first.upper()
    return Edit(start, end + 1, upper) if len(upper) == 1 else None


def _emphasised(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the marks of emphasis that stand around it alone."""
    while start > 0 and end < len(text) and text[start - 1] == text[end] and text[end] in "*_`":
        start, end = start - 1, end + 1
    return start, end


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
