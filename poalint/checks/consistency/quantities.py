"""One quantity with two values: "31 units ... all 13 units", a total beside its listed IDs, a rate given twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from unicodedata import normalize

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import (
    Numbers,
    dates_by_sentence,
    has_phrase,
    make_hit,
    numbers_of,
    plain,
    roles_of,
    statement,
    statement_at,
)
from poalint.facts.identifiers import ASIN, ORDER, Identifier, find_identifiers
from poalint.facts.quantities import COUNT, MONEY, Quantity, noun_groups, singular
from poalint.packs.model import Rule

_MOST = 400  # quantities of one draft that are compared
_MOST_CANDIDATES = 12
_MOST_LISTS = 200
_NEAR = 60
_LONGEST_GAP = 60  # between two IDs of one list
_SHORT, _SHORT_SEGMENT = 3, 1
_WIDE = 6
_MANY = 8
_TELLING = 100  # figures as great are not alike by chance
# How far a reference back may lie from the figure it must mean: "these 5 orders" says more than "the 5 orders".
_FAR, _NEAR_BY = (0.25, 4.0), (0.6, 1.5)


def find(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield references back to a number of things ("all 13 units") that was given otherwise before."""
    yield from _Comparison(rule, context).run()


class _Comparison:
    """Looks for two values of one count; quantities are indexed by noun, so the work is linear."""

    def __init__(self, rule: Rule, context: Context) -> None:
        profile = context.profile
        self.rule, self.context = rule, context
        self.norms = context.document.tokens.norms
        self.definite = profile.words("definite-words")
        self.strong = profile.words("strong-definite-words")
        self.definite_followers = profile.words("definite-followers")
        self.definite_counters = profile.words("definite-counters")
        self.adjectives = profile.words("issue-adjectives")
        self.times = profile.words("deadline-words")
        self.demonstratives = profile.words("demonstratives")
        self.pointing = profile.words("pointing-adjectives")
        self.surveys = profile.words("survey-verbs")
        self.others = profile.words("other-words")
        self.approximate = profile.words("approximate-words")
        self.examples = profile.words("example-words")
        self.catalogue = profile.words("catalogue-nouns") | profile.words("count-nouns")
        self.groups = noun_groups(profile)
        self.stops = profile.words("noun-stops")
        self.plain_followers = profile.words("np-plain-followers")
        self.related = profile.words("related-nouns")
        self.states = profile.words("state-adjectives")
        self.telling = profile.words("np-telling-followers")
        self.distributive = profile.words("distributive-words")
        self.rates = profile.words("rate-followers")
        self.numbers: Numbers = numbers_of(context)
        # Words of Chinese characters are told by two of them.
        self.short = _SHORT_SEGMENT if context.document.tokens.lemmas else _SHORT
        self.counts = [one for one in self.numbers.quantities if one.kind == COUNT][:_MOST]
        self.nouns = {share.part.first: share.whole.noun for share in self.numbers.shares if not share.part.noun}
        self.wholes = {share.whole.first for share in self.numbers.shares}
        self.dates = dates_by_sentence(context)
        self.date_starts = {mention.start for mention in context.dates}
        self.listed = {float(len(run)) for _, run in islice(_runs(context), _MOST_LISTS) if len(run) > 1}
        self.by_noun: dict[str, list[Quantity]] = {}
        for quantity in self.counts:
            self.by_noun.setdefault(self.group(quantity), []).append(quantity)

    def noun(self, quantity: Quantity) -> str:
        return quantity.noun or self.nouns.get(quantity.first, "")

    def group(self, quantity: Quantity) -> str:
        noun = self.noun(quantity)
        return "*" if noun in self.related else noun

    def run(self) -> Iterator[Hit]:
        reported: set[float] = set()
        for quantity in self.counts:
            if quantity.value < 2 or quantity.value in reported or not self.refers_back(quantity):
                continue
            other = self.contradicted(quantity)
            if other is not None and other.value not in reported:
                reported.update((quantity.value, other.value))
                yield self.hit(quantity, other)
        yield from self.transposed(reported)

    def hit(self, quantity: Quantity, other: Quantity) -> Hit:
        return make_hit(
            self.rule, self.context, "number", (quantity.start, quantity.end), (other.start, other.end),
            actual=plain(other.value),
        )  # fmt: skip

    # A reference back

    def refers_back(self, quantity: Quantity) -> bool:
        """Return whether a count points to things spoken of before ("all 13 units", "12 affected buyers")."""
        noun = self.noun(quantity)
        if not noun or quantity.first in self.wholes or self.is_loose(quantity):
            return False
        if noun in self.catalogue and not (set(quantity.modifiers) & self.states) and not self.is_strong(quantity):
            return False
        if self.is_standing(quantity) or quantity.first in self.nouns:
            return False
        return self.is_definite(quantity) or not self.pointing.isdisjoint(quantity.modifiers)

    def is_standing(self, quantity: Quantity) -> bool:
        """Return whether a count is one of a day or week, or of a step that people repeat: a preventive item."""
        if not self.rates.isdisjoint(self.norms[quantity.last : quantity.last + 1]):
            return True
        if roles_of(self.context, quantity.sentence) != ("preventive",):
            return False
        block = statement(self.context, quantity.sentence).block
        return self.context.document.blocks[block].kind in ("item", "row")

    def is_loose(self, quantity: Quantity) -> bool:
        """Return whether a count is rough, or set apart from the others ("the other 17", "about 40")."""
        if not self.others.isdisjoint(quantity.modifiers) or not self.others.isdisjoint(quantity.before[-1:]):
            return True
        return not self.approximate.isdisjoint(quantity.before[-1:])

    def contradicted(self, quantity: Quantity) -> Quantity | None:
        """Return the count that a reference back contradicts, if there is just one value that it can refer to."""
        same = [one for one in self.by_noun.get(self.group(quantity), ()) if one.first != quantity.first]
        if any(one.value == quantity.value for one in same) or self.known(quantity.value):
            return None
        noun = self.noun(quantity)
        candidates = [one for one in same if self.noun(one) == noun and self.may_introduce(one, quantity)]
        if noun in self.catalogue and not (set(quantity.modifiers) & self.states):
            # "All 56 articles" contradicts "all 58 articles", but no number of some.
            candidates = [one for one in candidates if self.is_strong(one)]
        values = {one.value for one in candidates}
        if not candidates or len(candidates) > _MOST_CANDIDATES or self.made_of(quantity.value, values, same):
            return None
        if self.is_survey(quantity, max(values)):
            return None
        if len(values) > 1:
            return None
        other = candidates[0]
        low, high = _FAR if not self.demonstratives.isdisjoint(quantity.before[-1:]) else _NEAR_BY
        near = low <= quantity.value / other.value <= high
        return other if near and self.same_things(quantity, other) else None

    def known(self, value: float) -> bool:
        """Return whether the draft gives a bare number of this value ("24 were defective"), or as many IDs."""
        return value in self.listed or any(one.value == value and not self.noun(one) for one in self.counts)

    def may_introduce(self, other: Quantity, quantity: Quantity) -> bool:
        """Return whether a count may be what a later one refers back to."""
        if other.value < 2 or other.first in self.wholes or self.is_loose(other) or other.sentence == quantity.sentence:
            return False
        if other.first > quantity.first and not (self.is_definite(other) or self.in_issue(other)):
            return False
        return not self.is_standing(other)

    def in_issue(self, quantity: Quantity) -> bool:
        return not {"issue", "root-cause"}.isdisjoint(roles_of(self.context, quantity.sentence))

    def is_definite(self, quantity: Quantity) -> bool:
        if not self.definite.isdisjoint(quantity.before[-1:]) or self.is_told_behind(quantity):
            return True
        # "all returned 46 packs", "całe odstawione 46 opakowań"
        return not self.strong.isdisjoint(quantity.before[-2:-1])

    def is_told_behind(self, quantity: Quantity) -> bool:
        """Return whether the words behind a count make it a known one: "45名分の一覧", "86名全員"."""
        if not self.definite_counters.isdisjoint(self.norms[quantity.first : quantity.last]):
            return True
        behind = self.norms[quantity.last : quantity.last + 2]
        return any(" ".join(behind[:length]) in self.definite_followers for length in (1, 2))

    def made_of(self, value: float, values: set[float], same: Sequence[Quantity]) -> bool:
        """Return whether a value is a sum or difference of two others, or the sum of all."""
        if value == sum(values) and len(values) > 1:
            return True
        every = {one.value for one in same}
        loose = {one.value for one in self.counts if one.value >= 2 and not self.noun(one) and not self.is_loose(one)}
        return any(value - one in every or abs(value - one) in loose or one - value in every for one in values)

    def is_survey(self, quantity: Quantity, most: float) -> bool:
        """Return whether a larger number is what the seller looked through: "we compared all 37 invoices"."""
        sentence = statement(self.context, quantity.sentence)
        first, last = max(sentence.first, quantity.first - _NEAR), min(sentence.last, quantity.last + _NEAR)
        return quantity.value > most and not self.surveys.isdisjoint(self.norms[first:last])

    def same_things(self, quantity: Quantity, other: Quantity, window: int = 2) -> bool:
        """Return whether nothing that stands beside two counts tells the things counted apart."""
        near = set(self.words_of(other))
        adjectives = set(quantity.modifiers) - self.adjectives
        if not adjectives <= near:
            return False
        if set(other.modifiers) - self.words_of(quantity) and not self.is_strong(quantity):
            return False
        end = statement(self.context, quantity.sentence).last
        behind = self.norms[quantity.last] if quantity.last < end else ""
        near = {word for word in near - self.stops if word[0].isalnum()}
        following = self.norms[quantity.last + 1 : quantity.last + window]
        plain = behind in self.plain_followers or (behind in self.times and self.is_time(quantity.last + 1))
        if behind.isalpha() and not plain:
            return behind in near or not near.isdisjoint(following)
        if (
            self.is_told_behind(quantity)
            or self.is_strong(quantity)
            or not self.pointing.isdisjoint(quantity.modifiers)
        ):
            return True
        told = {word for word in near & self.words_of(quantity) if len(word) > self.short and word.isalpha()}
        return any(singular(word, self.context.profile) != quantity.noun for word in told - set(self.groups))

    def is_time(self, at: int) -> bool:
        """Return whether a date begins at a token."""
        offset = self.context.document.tokens.starts[at] if at < len(self.norms) else -1
        return offset in self.date_starts

    def is_strong(self, quantity: Quantity) -> bool:
        return not self.strong.isdisjoint(quantity.before[-2:]) or not self.distributive.isdisjoint(quantity.before)

    def words_of(self, quantity: Quantity) -> set[str]:
        sentence = statement(self.context, quantity.sentence)
        first, last = max(sentence.first, quantity.first - _NEAR), min(sentence.last, quantity.last + _NEAR)
        return set(self.norms[first:last])

    # Digits swapped

    def transposed(self, reported: set[float]) -> Iterator[Hit]:
        """Yield two figures of the same things whose digits are swapped: 640 units, 604 units."""
        seen: dict[tuple[str, str, str], Quantity] = {}
        uses: dict[float, int] = {}
        amounts = [one for one in self.numbers.quantities if one.kind in (COUNT, MONEY)][:_MOST]
        for quantity in amounts:
            uses[quantity.value] = uses.get(quantity.value, 0) + 1
        for quantity in amounts:
            digits = f"{quantity.value:g}"
            if quantity.value < 10 or quantity.value in reported or not self.noun(quantity) or len(set(digits)) < 2:
                continue
            # Figures of many digits may be one figure of different things: 890 units, "all 809 buyers".
            telling = quantity.value >= _TELLING and quantity.kind == COUNT
            for group in (self.group(quantity), "") if telling else (self.group(quantity),):
                other = seen.setdefault((quantity.kind, group, "".join(sorted(digits))), quantity)
                if other.value == quantity.value or other.value in reported or other.sentence == quantity.sentence:
                    continue
                settled = uses[quantity.value] > 1 and uses[other.value] > 1
                made = {quantity.value + other.value, abs(quantity.value - other.value)}
                if not settled and made.isdisjoint(uses) and self.is_slip(quantity, other):
                    reported.update((quantity.value, other.value))
                    yield self.hit(quantity, other)
                    break

    def is_slip(self, quantity: Quantity, other: Quantity) -> bool:
        """Return whether two figures with swapped digits are one figure mistyped."""
        if not _swapped(quantity.value, other.value) or self.is_loose_slip(quantity, other):
            return False
        profile = self.context.profile
        for one in (quantity, other):
            if has_phrase(self.norms[max(0, one.first - 3) : one.first], profile.words("change-words")):
                return False
        definite = self.is_definite(quantity) + self.is_definite(other)
        if self.group(quantity) != self.group(other):
            back, first = (quantity, other) if self.is_definite(quantity) else (other, quantity)
            return definite == 1 and self.is_strong(back) and self.answers(back, first)
        if quantity.value >= _TELLING and self.noun(quantity) == self.noun(other):
            return definite > 0 or not self.dated_apart(quantity, other)
        # Of many small figures of one thing two are alike by chance.
        if quantity.kind != COUNT or len({one.value for one in self.by_noun[self.group(quantity)]}) > _MANY:
            return False
        if definite == 2 or (definite == 1 and self.noun(quantity) == self.noun(other)):
            back, first = (quantity, other) if self.is_definite(quantity) else (other, quantity)
            whole = definite == 1 and first.first < back.first and self.is_strong(back)
            return whole or self.same_things(back, first, _WIDE) or self.answers(back, first)
        return definite == 1 and self.answers(*((quantity, other) if self.is_definite(quantity) else (other, quantity)))

    def answers(self, back: Quantity, first: Quantity) -> bool:
        """Return whether a step speaks of "the 46 listings" where the issue told of as many, its digits swapped."""
        if not self.is_section_apart(back, first) or not self.in_issue(first) or self.in_issue(back):
            return False
        if set(back.modifiers) - self.adjectives - self.words_of(first) or self.is_survey(back, first.value):
            return False
        behind = self.norms[back.last : back.last + 1]
        return (self.telling | self.others).isdisjoint(behind) and not self.is_standing(back)

    def dated_apart(self, quantity: Quantity, other: Quantity) -> bool:
        """Return whether two figures stand beside different dates, as figures of two months do."""
        times = [{mention.value for mention in self.dates.get(one.sentence, ())} for one in (quantity, other)]
        apart = bool(times[0] and times[1] and times[0].isdisjoint(times[1]))
        return apart and not self.is_section_apart(quantity, other)

    def is_section_apart(self, quantity: Quantity, other: Quantity) -> bool:
        """Return whether two figures stand in different sections: an issue and its answer, not two months."""
        sections = {statement(self.context, one.sentence).block for one in (quantity, other)}
        return len({self.context.document.blocks[block].section for block in sections}) > 1

    def is_loose_slip(self, quantity: Quantity, other: Quantity) -> bool:
        if quantity.first in self.wholes and other.first in self.wholes:
            return True
        rest = self.context.profile.words("rest-words")
        approximate = self.approximate
        return any(
            not approximate.isdisjoint(one.before[-1:]) or (one.value < 100 and not rest.isdisjoint(one.before[-1:]))
            for one in (quantity, other)
        )


def _swapped(one: float, other: float) -> bool:
    """Return whether two neighbouring digits swapped make one number of the other."""
    left, right = f"{one:g}", f"{other:g}"
    if len(left) != len(right) or left == right:
        return False
    differ = [at for at in range(len(left)) if left[at] != right[at]]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and left[differ[0]] == right[differ[1]]
        and left[differ[1]] == right[differ[0]]
    )


# "five buyers ...: orders A, B and C"


def find_listed(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield a number of orders or listings beside more or fewer IDs than that."""
    document = context.document
    numbers = numbers_of(context)
    for kind, run in islice(_runs(context), _MOST_LISTS):
        sentence = statement_at(context, run[0].start)
        if sentence is None or len(run) < 2:
            continue
        counts = [
            one
            for one in numbers.by_sentence.get(sentence.number, [])[:_MOST_LISTS]
            if one.kind == COUNT and one.end <= run[0].start and one.noun in _listed_nouns(context, kind)
        ]
        if not counts or any(one.value == len(run) for one in counts) or not 2 <= counts[-1].value <= 20:
            continue
        between = normalize("NFKC", document.text[counts[-1].end : run[0].start])
        words = between.lower().replace(",", " ").replace("(", " ").replace(":", " ").split()
        opened = "(" in between or ":" in between or not words
        if not opened or not context.profile.words("example-words").isdisjoint(words):
            continue
        if between.count("(") - between.count(")") == 1 and len(words) > 6:
            continue
        yield make_hit(
            rule, context, "number", (counts[-1].start, counts[-1].end), (run[0].start, run[-1].end),
            actual=plain(len(run)),
        )  # fmt: skip


def _listed_nouns(context: Context, kind: str) -> Sequence[str]:
    nouns: Sequence[str] = context.profile.table("listed-nouns").get(kind, ())
    return nouns


def _runs(context: Context) -> Iterator[tuple[str, list[Identifier]]]:
    """Yield the lists of IDs of one kind: nothing but separators between them."""
    text = context.document.text
    joiners = {",", ";", "/", "&", *context.profile.words("range-pair-joiners")}
    run: list[Identifier] = []
    for identifier in find_identifiers(context.document, context.profile):
        if identifier.kind not in (ASIN, ORDER):
            continue
        near = run and identifier.start - run[-1].end <= _LONGEST_GAP
        between = text[run[-1].end : identifier.start].lower().replace(",", " , ").split() if near else []
        if run and run[-1].kind == identifier.kind and between and all(word in joiners for word in between):
            run.append(identifier)
            continue
        if run:
            yield run[0].kind, run
        run = [identifier]
    if run:
        yield run[0].kind, run
