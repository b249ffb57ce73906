"""Totals that their parts do not add up to, and rests that do not remain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import (
    follows,
    make_hit,
    numbers_of,
    plain,
    share_span,
    statement,
    statement_after,
)
from poalint.document.model import Block, Sentence
from poalint.facts.quantities import COUNT, MONEY, Quantity
from poalint.facts.shares import Share
from poalint.packs.model import Rule

_PART_LENGTH = 9  # tokens from one part of a list to the separator before the next
_STANDALONE = 6
_MOST = 30  # counts of one statement that are added up
_TIMES = (["x"], ["×"], ["*"])
_ROLES = ("issue", "root-cause")


def find(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield totals that their parts do not add up to."""
    numbers = numbers_of(context)
    for number, quantities in numbers.by_sentence.items():
        sentence = statement(context, number)
        yield from _announced(rule, context, sentence, quantities)
        yield from _broken_down(rule, context, sentence, quantities)
        yield from _in_total(rule, context, quantities)
        yield from _equations(rule, context, quantities)
        yield from _differences(rule, context, sentence, quantities)
    yield from _listed(rule, context)


def _counts(quantities: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in quantities if quantity.kind == COUNT]


# "24 were defective: 13 claims, 8 ratings and 3 chargebacks"


def _announced(rule: Rule, context: Context, sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Hit]:
    """Yield a total whose parts follow behind a colon, a dash or in brackets."""
    counts = _counts(quantities)
    norms = context.document.tokens.norms
    examples = context.profile.words("example-words")
    for at, first in enumerate(counts):
        mark = first.first - 1
        if at == 0 or mark < sentence.first or norms[mark] not in (":", "(", "–", "—"):
            continue
        parts = _parts(context, counts, at)
        if len(parts) < 2 or not examples.isdisjoint(norms[first.first : parts[-1].last + 3]):
            continue
        total = _total(context, counts[max(0, at - _MOST) : at], sum(part.value for part in parts), parts, mark)
        if total is not None:
            yield _sum_hit(rule, context, total, parts)


def _parts(context: Context, counts: list[Quantity], at: int) -> list[Quantity]:
    """Return the counts of a list that begins with ``counts[at]``, each right behind a separator."""
    tokens = context.document.tokens
    profile = context.profile
    separators = {",", ";", "&", *profile.words("range-pair-joiners"), *profile.table("operators")}
    parts = [counts[at]]
    for following in counts[at + 1 : at + _MOST]:
        between = tokens.norms[parts[-1].last : following.first]
        if len(between) > _PART_LENGTH or not between or between[-1] not in separators:
            break
        if ")" in between or "." in between or ":" in between:
            break
        parts.append(following)
    # A number behind the last part that is no part leaves the list open.
    end = parts[-1].last
    behind = counts[at + len(parts) : at + len(parts) + 1]
    return [] if behind and behind[0].first - end <= 3 else parts


def _total(context: Context, before: list[Quantity], made: float, parts: list[Quantity], mark: int) -> Quantity | None:
    """Return the count that the parts should add up to, if none of those before the list is their sum."""
    wholes = {share.whole.first for share in numbers_of(context).shares_by_sentence.get(parts[0].sentence, ())}
    if any(quantity.value == made for quantity in before):
        return None
    nouns = context.profile.words("count-nouns")
    text = context.document.text
    for quantity in reversed(before):
        written = text[quantity.number_end : quantity.end].split()
        if quantity.first in wholes or (written and written[-1].lower() in nouns):
            continue
        if quantity.value > max(part.value for part in parts) and 0.5 <= quantity.value / made <= 2:
            return quantity if mark - quantity.last <= 25 else None
    return None


# "Of 300 orders 31 were late. Breakdown: 14 claims, 12 ratings, 6 chargebacks"


def _broken_down(rule: Rule, context: Context, sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Hit]:
    """Yield a share whose parts a statement right behind it breaks down, by a word of the language ("内訳")."""
    norms = context.document.tokens.norms
    words = context.profile.words("breakdown-words")
    at = next((at for at in range(sentence.first, sentence.last) if norms[at] in words), -1)
    parts = [one for one in _counts(quantities) if one.first > at >= 0]
    if len(parts) < 2 or sentence.number == 0:
        return
    numbers = numbers_of(context)
    before = statement(context, sentence.number - 1)
    shares = numbers.shares_by_sentence.get(before.number, [])
    made = sum(part.value for part in parts)
    known = {one.value for one in (*numbers.by_sentence.get(before.number, ()), *quantities)}
    if len(shares) == 1 and follows(before, sentence) and made not in known:
        total = shares[0].part
        if 0.5 <= total.value / made <= 2:
            yield _sum_hit(rule, context, total, parts)


def _sum_hit(rule: Rule, context: Context, total: Quantity, parts: Sequence[Quantity]) -> Hit:
    return make_hit(
        rule, context, "arithmetic", (total.start, total.end), (parts[0].start, parts[-1].end),
        actual=plain(sum(part.value for part in parts)), sum=" + ".join(plain(part.value) for part in parts),
    )  # fmt: skip


# "114 kits ... and 31 kits, so 155 kits in total"


def _in_total(rule: Rule, context: Context, quantities: Sequence[Quantity]) -> Iterator[Hit]:
    norms = context.document.tokens.norms
    words = context.profile.words("total-words")
    counts = _counts(quantities)
    for at, total in enumerate(counts):
        around = [*norms[max(0, total.first - 2) : total.first], *norms[total.last : total.last + 3]]
        if words.isdisjoint(around) or not total.noun:
            continue
        parts = [one for one in counts[max(0, at - _MOST) : at] if one.noun == total.noun]
        values = [part.value for part in parts]
        pairs = {one + other for number, one in enumerate(values[:20]) for other in values[:number]}
        if len(parts) >= 2 and total.value not in {sum(values), *pairs, *values} and total.value > max(values):
            yield _sum_hit(rule, context, total, parts)


# "18 + 6 = 25", "$1,008.00 (8 x $126.00)"


def _equations(rule: Rule, context: Context, quantities: Sequence[Quantity]) -> Iterator[Hit]:
    norms = context.document.tokens.norms
    operators = context.profile.table("operators")
    equals = context.profile.words("equals-words")
    made, written, begin = 0.0, "", 0
    for at, (first, second) in enumerate(pairwise(quantities)):
        between = norms[first.last : second.first]
        link = between[0] if len(between) == 1 else ""
        sign = operators.get(link, "")
        if sign:
            if not written:
                made, written, begin = first.value, plain(first.value), at
            made += second.value if sign == "+" else -second.value
            written += f" {sign} {plain(second.value)}"
            continue
        if written and link in equals and abs(made - second.value) > 1e-6:
            yield make_hit(
                rule, context, "arithmetic", (second.start, second.end), (quantities[begin].start, first.end),
                actual=plain(made), sum=written,
            )  # fmt: skip
        written = ""
    yield from _products(rule, context, quantities)


def _products(rule: Rule, context: Context, quantities: Sequence[Quantity]) -> Iterator[Hit]:
    """Yield "$1,008.00 (8 x $126.00)" where the product is another."""
    norms = context.document.tokens.norms
    for first, second, third in zip(quantities, quantities[1:], quantities[2:], strict=False):
        if norms[first.last : second.first] != ["("] or norms[second.last : third.first] not in _TIMES:
            continue
        made = second.value * third.value
        if first.kind in (second.kind, third.kind) and first.kind in (COUNT, MONEY) and abs(made - first.value) > 0.01:
            yield make_hit(
                rule, context, "arithmetic", (first.start, first.end), (second.start, third.end),
                actual=plain(made), sum=f"{plain(second.value)} × {plain(third.value)}",
            )  # fmt: skip


# "1,316 packs instead of 1,604, a correction of 288"


def _differences(rule: Rule, context: Context, sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Hit]:
    norms = context.document.tokens.norms
    counts = [one for one in quantities if one.kind in (COUNT, MONEY)]
    words = context.profile.words("difference-words")
    if len(counts) != 3 or words.isdisjoint(norms[sentence.first : sentence.last]):
        return
    first, second, third = counts
    if not words.isdisjoint(third.before[-2:-1]):
        made = abs(first.value - second.value)
        if abs(made - third.value) > 0.005 and len({one.kind for one in counts}) == 1:
            yield make_hit(
                rule, context, "arithmetic", (third.start, third.end), (first.start, second.end), actual=plain(made),
                sum=f"{plain(max(first.value, second.value))} − {plain(min(first.value, second.value))}",
            )  # fmt: skip


# "27 of 540 orders", then causes with 18, 6 and 5


def _listed(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield the share of the issue that the figures of the causes do not add up to."""
    numbers = numbers_of(context)
    shares = [share for share in numbers.shares if not share.loose and _in_roles(context, share.part.sentence)]
    if len({(share.part.value, share.whole.value) for share in shares}) != 1:
        return
    share = shares[0]
    known = {one.value for one in numbers.quantities if one.kind == COUNT and _in_roles(context, one.sentence)}
    for items in _item_runs(context):
        parts = [_item_count(context, item, share) for item in items]
        if len(parts) < 2 or statement(context, share.part.sentence).start > items[0].start:
            continue
        found = [part for part in parts if part is not None]
        made = sum(part.value for part in found)
        if len(found) == len(parts) and made not in known and 0.75 <= made / share.part.value <= 1.34:
            yield make_hit(
                rule, context, "arithmetic", share_span(share), (found[0].start, found[-1].end),
                claimed=plain(share.part.value), actual=plain(made),
                sum=" + ".join(plain(part.value) for part in found),
            )  # fmt: skip
            return


def _in_roles(context: Context, sentence: int) -> bool:
    document = context.document
    return not set(_ROLES).isdisjoint(document.section_of(document.sentences[sentence]).roles)


def _item_runs(context: Context) -> Iterator[list[Block]]:
    """Yield the lists of the sections on the issue and its causes, top level only."""
    document = context.document
    for section in document.with_role(*_ROLES):
        run: list[Block] = []
        for block in document.blocks_of(section):
            if block.kind == "item":
                if not run or block.level <= run[0].level:
                    run.append(block)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _item_count(context: Context, item: Block, share: Share) -> Quantity | None:
    """Return the one count of an item: a short sentence of its own ("18 cancellations."), or of the share's noun."""
    document = context.document
    by_sentence = numbers_of(context).by_sentence
    alone: list[Quantity] = []
    same: list[Quantity] = []
    for sentence in document.sentences_of(item):
        counts = _counts(by_sentence.get(sentence.number, ()))
        if len(counts) == 1 and counts[0].first == sentence.first and sentence.last - sentence.first <= _STANDALONE:
            alone.extend(one for one in counts if one.noun)
        same.extend(one for one in counts if one.noun and one.noun == (share.part.noun or share.whole.noun))
    for found in (alone[-1:], same):
        if len(found) == 1:
            return found[0]
    return None


# "412 of our 430 offers ... the other 16"


def find_rests(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield "the other 16" behind "412 of 430", where 18 remain."""
    numbers = numbers_of(context)
    words = context.profile.words("rest-words")
    unnamed = {"", *context.profile.table("counters")}
    for share in numbers.shares:
        if share.loose:
            continue
        sentence = statement(context, share.part.sentence)
        nearby = [one for one in numbers.by_sentence[sentence.number][:_MOST] if one.first >= share.whole.last]
        following = statement_after(context, sentence)
        if following is not None and follows(sentence, following):
            nearby.extend(numbers.by_sentence.get(following.number, [])[:_MOST])
        left = share.whole.value - share.part.value
        for rest in _counts(nearby):
            named = rest.before[-1:] and rest.before[-1] in words and rest.noun in unnamed | {share.whole.noun}
            if named and rest.value != left and left > 0:
                yield make_hit(
                    rule, context, "arithmetic", (rest.start, rest.end), share_span(share), actual=plain(left)
                )
                break
