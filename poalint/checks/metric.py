"""Kind ``metric``: a section, item, sentence or draft beyond a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from poalint.checks.base import Context, Hit
from poalint.document.model import Block, Document, Section
from poalint.packs.model import Rule
from poalint.roles import CONTENT_ROLES, ITEM, PARAGRAPH
from poalint.text.length import count_characters, count_words, lix

_ENDS = frozenset(".!?…;:")


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each thing whose ``measure`` is above ``limit``.

    ``measure`` is ``draft-words``, ``section-words``, ``section-paragraphs``, ``item-words``, ``sentence-words`` or
    ``sentence-lix``.
    Lengths are counted in words, or in characters without white space where ``unit`` says so.
    """
    return _MEASURES[rule.params["measure"]](rule, context.document, float(rule.params["limit"]))


def _length(rule: Rule, document: Document, start: int, end: int) -> int:
    """Return the length of a span in the rule's unit."""
    if rule.params.get("unit") == "characters":
        return count_characters(document.text[start:end])
    return document.word_count(start, end)


def _hit(rule: Rule, document: Document, start: int, end: int, value: int) -> Hit:
    sentence = document.sentence_at(start)
    return Hit(
        rule,
        start,
        end,
        details={"value": value, "limit": rule.params["limit"]},
        sentence=sentence.number if sentence else -1,
    )


def _draft_words(rule: Rule, document: Document, limit: float) -> Iterable[Hit]:
    value = _length(rule, document, 0, len(document.text))
    if value > limit and document.blocks:
        first = document.blocks[0]
        yield _hit(rule, document, first.content_start, first.content_end, value)


def _prose(document: Document, section: Section) -> list[Block]:
    return [block for block in document.blocks_of(section) if block.kind == PARAGRAPH]


def _headed(document: Document) -> Iterable[tuple[Section, Block]]:
    """Yield the sections of the content roles that stand under a heading, with it."""
    for section in document.sections:
        if section.heading is not None and CONTENT_ROLES.intersection(section.roles):
            yield section, document.blocks[section.heading]


def _section_words(rule: Rule, document: Document, limit: float) -> Iterable[Hit]:
    for section, heading in _headed(document):
        value = sum(
            _length(rule, document, block.content_start, block.content_end) for block in _prose(document, section)
        )
        if value > limit:
            yield _hit(rule, document, heading.content_start, heading.content_end, value)


def _section_paragraphs(rule: Rule, document: Document, limit: float) -> Iterable[Hit]:
    for section, heading in _headed(document):
        value = sum(_is_prose(document, block) for block in _prose(document, section))
        if value > limit:
            yield _hit(rule, document, heading.content_start, heading.content_end, value)


def _is_prose(document: Document, block: Block) -> bool:
    """Return whether a paragraph is one to read, not a line that announces a list or names a reference."""
    text = document.text[block.content_start : block.content_end].rstrip()
    return not text.endswith((":", "：")) and document.word_count(block.content_start, block.content_end) > 12


def _item_words(rule: Rule, document: Document, limit: float) -> Iterable[Hit]:
    for block in document.blocks:
        if block.kind == ITEM:
            value = _length(rule, document, block.content_start, block.content_end)
            if value > limit:
                yield _hit(rule, document, block.content_start, block.content_end, value)


def _sentence_words(rule: Rule, document: Document, limit: float) -> Iterable[Hit]:
    longest_item = float(rule.params.get("item-limit", 0))
    long_items = {
        number
        for number, block in enumerate(document.blocks)
        if block.kind == ITEM and 0 < longest_item < _length(rule, document, block.content_start, block.content_end)
    }
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind not in (PARAGRAPH, ITEM) or sentence.block in long_items:
            continue
        value = _length(rule, document, sentence.start, sentence.end)
        if value <= limit:
            continue
        if not document.quoted(sentence.start, sentence.end):
            yield _hit(rule, document, sentence.start, sentence.end, value)


def _sentence_lix(rule: Rule, document: Document, limit: float) -> Iterable[Hit]:
    least = rule.params.get("least", 0)
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind not in (PARAGRAPH, ITEM):
            continue
        text = document.text[sentence.start : sentence.end]
        if text[-1] not in _ENDS:  # a line of names and titles is no sentence
            continue
        if count_words(text) < least:
            continue
        value = round(lix(text))
        if value > limit and not document.quoted(sentence.start, sentence.end):
            yield _hit(rule, document, sentence.start, sentence.end, value)


_MEASURES: dict[str, Callable[[Rule, Document, float], Iterable[Hit]]] = {
    "draft-words": _draft_words,
    "section-words": _section_words,
    "section-paragraphs": _section_paragraphs,
    "item-words": _item_words,
    "sentence-words": _sentence_words,
    "sentence-lix": _sentence_lix,
}
