"""An announced count ("two reasons", "the following five steps") against the list or the ordinals that follow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import Span, has_phrase, make_hit, numbers_of, plain, statement
from poalint.document.model import Block, Sentence
from poalint.facts.quantities import COUNT, Quantity
from poalint.packs.model import Rule

_MOST = 20  # nobody announces "the following 60 steps"; larger numbers count something else
_ORDINAL_REACH = 4
_LONGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class _Found:
    """What follows an announcement: how many parts, and the last of them (or the first too many)."""

    number: int
    span: Span
    open: bool = False  # whether more may follow that is not counted


def find(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield announced counts that the draft does not keep."""
    for quantity in numbers_of(context).quantities:
        if quantity.kind != COUNT or not 2 <= quantity.value <= _MOST or not _announces(context, quantity):
            continue
        sentence = statement(context, quantity.sentence)
        found = _list_behind(context, sentence, quantity) or _ordinals_behind(context, sentence)
        found = found or _headings_behind(context, sentence)
        if found is None or found.number == quantity.value or (found.open and found.number < quantity.value):
            continue
        yield make_hit(
            rule, context, "count", (quantity.start, quantity.end), found.span,
            announced=plain(quantity.value), actual=plain(found.number),
        )  # fmt: skip


def _announces(context: Context, quantity: Quantity) -> bool:
    """Return whether a quantity counts the points that its sentence announces."""
    document, profile = context.document, context.profile
    block = document.blocks[statement(context, quantity.sentence).block]
    sentence = statement(context, quantity.sentence)
    if block.kind not in ("paragraph", "heading", "item"):
        return False
    if block.kind == "heading" and quantity.first == sentence.first and not quantity.in_words:
        return False  # "2 Root causes" is the second heading
    noun = document.tokens.norms[quantity.last - 1] if quantity.noun else ""
    following = not profile.words("count-following").isdisjoint(quantity.before)
    counted = noun in profile.words("count-nouns") or _counts_before(context, quantity)
    if not counted and not (following and noun and quantity.noun):
        return False
    if not profile.words("count-modifiers-not").isdisjoint(quantity.modifiers):
        return False
    blockers = profile.words("count-blockers")
    if not {":", "："}.isdisjoint(document.text[sentence.end - 1 : block.end]):
        blockers -= profile.words("count-pointers")
    if not following and not blockers.isdisjoint(quantity.before):
        return False
    rivals = [
        one
        for one in numbers_of(context).by_sentence[sentence.number][:_MOST]
        if one.kind == COUNT and one.first != quantity.first and one.noun and one.value >= 2
    ]
    return not any(document.tokens.norms[one.last - 1] in profile.words("count-nouns") for one in rivals)


def _counts_before(context: Context, quantity: Quantity) -> bool:
    """Return whether what is counted stands before the number, as in "原因は四つあります"."""
    nouns = context.profile.words("count-nouns")
    if not context.document.tokens.lemmas or not quantity.noun:
        return False
    return len(quantity.before) > 1 and quantity.before[-2] in nouns and quantity.before[-1] not in nouns


def _is_last(context: Context, sentence: Sentence) -> bool:
    """Return whether a statement is the last one of its block."""
    document = context.document
    return sentence.end == document.sentences[document.blocks[sentence.block].sentences[1] - 1].end


# A list directly behind


def _is_pointed(context: Context, quantity: Quantity) -> bool:
    """Return whether a count points at the list below it: "the three points below", "the following four steps"."""
    words = context.profile.words("count-following")
    around = (*quantity.before, *context.document.tokens.norms[quantity.last : quantity.last + 2])
    return not words.isdisjoint(around)


def _list_behind(context: Context, sentence: Sentence, quantity: Quantity) -> _Found | None:
    """Return the list that directly follows the block of an announcing sentence, or a heading on what it announces.

    The sentence must be the block's last one, or be pointed at the list by a word such as "below".
    """
    document = context.document
    block = document.blocks[sentence.block]
    if not _is_pointed(context, quantity) and not _is_last(context, sentence):
        return None
    first = sentence.block + 1
    if first < len(document.blocks) and block.kind == "paragraph" and _heads(context, document.blocks[first], quantity):
        first += 1  # "There were four causes." "Causes"
    if first >= len(document.blocks):
        return None
    kind, level = document.blocks[first].kind, document.blocks[first].level
    if kind == "row":
        body = [row for row in _run(context, first, "row", level) if not row.header]
        return _Found(len(body), (body[-1].start, body[-1].end)) if len(body) >= 2 else None
    if kind != "item" or (block.kind == "item" and level <= block.level):
        return None
    run = _run(context, first, "item", level)
    items = [item for item in run if item.level == level]
    if len(items) < 2:
        return None
    span = (items[-1].content_start, items[-1].content_end)
    return _Found(len(items), span, _goes_on(context, first + len(run), items))


def _heads(context: Context, block: Block, quantity: Quantity) -> bool:
    """Return whether a block is a heading that names what a quantity counts."""
    if block.kind != "heading" or not quantity.noun:
        return False
    document = context.document
    sentences = document.sentences_of(block)
    return any(
        document.tokens.norms[quantity.last - 1] in document.tokens.norms[one.first : one.last] for one in sentences
    )


def _run(context: Context, first: int, kind: str, level: int) -> list[Block]:
    """Return the blocks of one kind from ``first`` on, up to something else, a shallower item or a new numbering."""
    run: list[Block] = []
    for block in context.document.blocks[first : first + _LONGEST_LIST]:
        if block.kind != kind or block.level < level or (run and _restarts(run[0], block)):
            break
        run.append(block)
    return run


def _restarts(first: Block, block: Block) -> bool:
    """Return whether an item begins a list of its own: its numbering starts again, or marks replace numbers."""
    if block.level != first.level:
        return False
    numbered = any(map(str.isalnum, first.mark))
    return numbered != any(map(str.isalnum, block.mark)) or (numbered and block.mark == first.mark)


def _goes_on(context: Context, behind: int, items: list[Block]) -> bool:
    """Return whether a numbered list goes on behind a paragraph between its items."""
    blocks = context.document.blocks[behind : behind + 2]
    if len(blocks) < 2 or blocks[0].kind != "paragraph" or blocks[1].kind != "item":
        return False
    return any(map(str.isalnum, blocks[1].mark)) and not _restarts(items[0], blocks[1])


# First, second, third


def _ordinals_behind(context: Context, sentence: Sentence) -> _Found | None:
    """Return the run of sentences that begin with "First", "The second cause" and so on, in the same section."""
    document = context.document
    ordinals = context.profile.table("ordinals")
    others = context.profile.words("not-ordinal-followers")
    section = document.blocks[sentence.block].section
    expected, last = 1, None
    open_end = False
    for following in document.sentences[sentence.number + 1 : sentence.number + 60]:
        block = document.blocks[following.block]
        if following.first < sentence.last:
            continue
        if block.section != section or block.kind not in ("paragraph", "item"):
            break
        if block.kind == "item" and last is None:
            return None
        opening = document.tokens.norms[following.first : following.first + _ORDINAL_REACH]
        value = _ordinal(opening, ordinals, others)
        if value == expected:
            expected, last, open_end = expected + 1, following, False
        elif last is not None and has_phrase(opening, context.profile.words("count-continuers")):
            open_end = True
    if last is None or expected <= 2:
        return None
    return _Found(expected - 1, (last.start, last.end), open_end)


def _ordinal(opening: list[str], ordinals: Mapping[str, int], others: frozenset[str]) -> int:
    """Return the ordinal that a sentence begins with ("First,", "The second cause"), 0 if none."""
    for norm, following in zip(opening[:3], [*opening[1:], ""], strict=False):
        if norm in ordinals:
            return ordinals[norm] if following not in others else 0
    return 0


# Headings of their own


def _headings_behind(context: Context, sentence: Sentence) -> _Found | None:
    """Return the numbered headings below the section in which a count is announced."""
    document = context.document
    block = document.blocks[sentence.block]
    if not _is_last(context, sentence) or sentence.block + 1 >= len(document.blocks):
        return None
    heading = document.sections[block.section].heading
    above = document.blocks[heading].level if heading is not None else 0
    first = document.blocks[sentence.block + 1]
    if first.kind != "heading" or not any(char.isdigit() for char in first.mark) or first.level <= above:
        return None
    found = []
    for following in document.blocks[sentence.block + 1 :]:
        if following.kind == "heading":
            if following.level != first.level or not any(char.isdigit() for char in following.mark):
                break
            found.append(following)
    return _Found(len(found), (found[-1].content_start, found[-1].content_end)) if len(found) >= 2 else None
