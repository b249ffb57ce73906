"""Amazon's targets, misstated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import localised
from poalint.document.model import Sentence
from poalint.facts.tables import target_tables
from poalint.packs.model import Rule

_REACH = 9
_REACH_BEHIND = 8
_NEAR_BEFORE = 4
_SENTENCES_BACK = 3
_STOPS = frozenset(";),|")


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class _Percentage:
    """A percentage: its tokens, offsets and value."""

    first: int
    last: int
    start: int
    end: int
    value: float


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each figure that the draft calls Amazon's target and that is none of Amazon's."""
    finder = _TargetFinder(context)
    if not finder.verbs:
        return
    for sentence, _ in context.sentences(rule):
        for percentage in finder.percentages(sentence):
            if context.document.quoted(percentage.start, percentage.end):
                continue
            cue = finder.cue(percentage, sentence)
            metric = finder.metric(percentage, sentence) if cue is not None else ""
            if cue is None or not metric:
                continue
            wrong = finder.wrong(metric, percentage.value, finder.named(percentage, sentence))
            if wrong is not None:
                start = min(context.document.tokens.starts[cue], percentage.start)
                end = max(context.document.tokens.ends[cue], percentage.end)
                details = {
                    "kind": "target",
                    "metric": finder.terms[metric],
                    "value": localised(_number(percentage.value), context.profile),
                    "target": localised(wrong, context.profile),
                }
                yield Hit(rule, start, end, details=details, sentence=sentence.number)


def _number(value: float) -> str:
    return f"{value:g}"


class _TargetFinder:
    def __init__(self, context: Context) -> None:
        self.document = context.document
        self.norms = context.document.tokens.norms
        table: Mapping[str, Any] = context.profile.table("target")
        self.verbs = _set(table, "verbs")
        self.nouns = _set(table, "nouns")
        self.verb_last = bool(table.get("verb-last"))
        self.amazon = _set(table, "amazon")
        self.adjectives = _set(table, "adjectives")
        self.articles = _set(table, "articles")
        self.modals = _set(table, "modals")
        self.ours = _set(table, "ours")
        self.breaks = _set(table, "breaks")
        self.indefinite = _set(table, "indefinite")
        self.states = _set(table, "states")
        self.private = _set(table, "private")
        self.links = _set(table, "links")
        self.demands = [tuple(str(term).split()) for term in table.get("demands") or ()]
        self.per_cent = [tuple(str(term).split()) for term in table.get("per-cent") or ()]
        self.signs = context.document.tokens.places({term[0] for term in self.per_cent})
        self.numbers: Mapping[str, Any] = context.profile.table("number-words")
        metrics = table.get("metrics") or {}
        self.terms = {metric: str(terms[0]) for metric, terms in metrics.items()}
        self.metrics = {tuple(str(term).split()): metric for metric, terms in metrics.items() for term in terms}
        self.longest: dict[str, int] = {}  # term, by its first word
        for term in self.metrics:
            self.longest[term[0]] = max(self.longest.get(term[0], 0), len(term))
        self.begun = context.document.tokens.places(self.longest)
        self.known: dict[int, list[tuple[int, str]]] = {}

    def percentages(self, sentence: Sentence) -> Iterator[_Percentage]:
        """Yield the percentages of a sentence: "5 %", "2.5%", "two percent"."""
        tokens = self.document.tokens
        for sign in self.signs[bisect_left(self.signs, sentence.first + 1) : bisect_left(self.signs, sentence.last)]:
            at = sign - 1
            value = self.value(self.norms[at])
            if value is None:
                continue
            for term in self.per_cent:
                if tuple(self.norms[at + 1 : at + 1 + len(term)]) == term:
                    last = at + 1 + len(term)
                    yield _Percentage(at, last, tokens.starts[at], tokens.ends[last - 1], value)
                    break

    def value(self, norm: str) -> float | None:
        if _figure().fullmatch(norm):
            return float(norm.replace(",", "."))
        number = self.numbers.get(norm)
        return float(number) if isinstance(number, int | float) else None

    def cue(self, percentage: _Percentage, sentence: Sentence) -> int | None:
        """Return the token that makes a percentage Amazon's target, or ``None``."""
        before = range(percentage.first - 1, max(sentence.first, percentage.first - _REACH) - 1, -1)
        after = range(percentage.last, min(sentence.last, percentage.last + 3))
        cue = self.search(before, percentage, sentence)
        if cue is None and (percentage.first == sentence.first or self.norms[percentage.first - 1] not in self.breaks):
            cue = self.noun_behind(after)
            if cue is not None and self.own(cue, sentence):
                return None
        if cue is None:
            cue = self.clause_behind(percentage, sentence)
        return cue if cue is not None else self.demand(percentage, sentence)

    def clause_behind(self, percentage: _Percentage, sentence: Sentence) -> int | None:
        """Return the verb of "the 5 % (that) you accept", "5 % is allowed", "5 % at most is what Amazon wants"."""
        state = False
        near = self.norms[max(sentence.first, percentage.first - _NEAR_BEFORE) : percentage.first]
        amazon = self.verb_last and not self.amazon.isdisjoint(near)
        for at in range(percentage.last, min(sentence.last, percentage.last + _REACH_BEHIND)):
            norm = self.norms[at]
            if not self.document.tokens.words[at]:
                return None
            if norm in self.amazon:
                amazon = True
            elif norm in self.states:
                state = True
            elif (norm in self.verbs and amazon) or (
                norm in self.adjectives and (state or self.is_state(at + 1, sentence))
            ):
                return at
            elif norm not in self.links:
                return None
        return None

    def is_state(self, at: int, sentence: Sentence) -> bool:
        """Return whether a token is the verb of a state, as it is behind "5 % erlaubt" in "wobei 5 % erlaubt sind"."""
        return at < sentence.last and self.norms[at] in self.states

    def demand(self, percentage: _Percentage, sentence: Sentence) -> int | None:
        """Return where "has to be under 5 %" begins: a demand without a word on whose it is."""
        if not self.private.isdisjoint(self.norms[sentence.first : sentence.last]):
            return None
        for at in range(max(sentence.first, percentage.first - _REACH), percentage.first):
            for demand in self.demands:
                end = at + len(demand)
                if tuple(self.norms[at:end]) != demand or end > percentage.first:
                    continue
                between = self.norms[end : percentage.first]
                if all(norm in self.links for norm in between):
                    return at
        return None

    def noun_behind(self, places: Iterable[int]) -> int | None:
        """Return the noun right behind a percentage, as in "the 10 % limit"."""
        for at in places:
            if not self.document.tokens.words[at] or self.norms[at] in self.breaks:
                return None
            if self.norms[at] in self.nouns:
                return at
        return None

    def search(self, places: range, percentage: _Percentage, sentence: Sentence) -> int | None:
        """Walk back from a percentage to a verb of Amazon's or a noun such as "limit"."""
        previous = False
        for at in places:
            norm = self.norms[at]
            if norm == "," and self.norms[at + 1] in self.articles and at - 1 in places:
                # "des Zielwerts, der bei Amazon unter 5 % liegt"
                return at - 1 if self.norms[at - 1] in self.nouns and not self.own(at - 1, sentence) else None
            if norm in _STOPS:
                return None
            if norm in self.nouns:
                return None if self.own(at, sentence) else at
            if norm in self.verbs and self.by_amazon(at, sentence):
                return at
            if norm in self.adjectives and self.stands_alone(at, sentence):
                return at
            if norm in self.modals and self.amazon_behind(percentage, sentence):
                return at
            if norm in self.breaks and previous:
                return None
            if self.value(norm) is not None and at + 1 < sentence.last and self.norms[at + 1] == "%":
                return None
            previous = True
        return None

    def stands_alone(self, at: int, sentence: Sentence) -> bool:
        """Return whether a participle stands before a noun or a figure: "the permitted rate", "required: 95 %"."""
        return at == sentence.first or self.norms[at - 1] in self.articles or not self.document.tokens.words[at - 1]

    def amazon_behind(self, percentage: _Percentage, sentence: Sentence) -> bool:
        """Return whether a percentage is Amazon's by the words behind it: "by Amazon's rules"."""
        return not self.amazon.isdisjoint(self.norms[percentage.last : min(sentence.last, percentage.last + 4)])

    def by_amazon(self, verb: int, sentence: Sentence) -> bool:
        """Return whether Amazon is the subject of a verb, or it stands in the passive ("the required 95 %")."""
        before = self.norms[max(sentence.first, verb - 4) : verb]
        return not self.amazon.isdisjoint(before)

    def own(self, noun: int, sentence: Sentence) -> bool:
        """Return whether a limit is the seller's own: "our target", "the limit we set ourselves", "a limit"."""
        near = self.norms[max(sentence.first, noun - 4) : noun]
        if not self.amazon.isdisjoint(near):
            return False
        if near and near[-1] in self.indefinite:
            return True
        return not self.ours.isdisjoint(self.norms[max(sentence.first, noun - 3) : min(sentence.last, noun + 5)])

    def metric(self, percentage: _Percentage, sentence: Sentence) -> str:
        """Return the metric that a percentage belongs to: in its sentence, in one before, or the draft's only one."""
        found = self.mentions(sentence)
        if found:
            return min(found, key=lambda pair: (abs(pair[0] - percentage.first), pair[0] > percentage.first))[1]
        for back in range(1, _SENTENCES_BACK + 1):
            number = sentence.number - back
            if number < 0:
                break
            found = self.mentions(self.document.sentences[number])
            if found:
                metrics = {metric for _, metric in found}
                return found[-1][1] if len(metrics) == 1 else ""
        return self.only() if self.named(percentage, sentence) else ""

    def named(self, percentage: _Percentage, sentence: Sentence) -> bool:
        """Return whether the words before a percentage name Amazon."""
        return not self.amazon.isdisjoint(self.norms[sentence.first : percentage.first])

    def only(self) -> str:
        metrics = {metric for one in self.document.sentences for _, metric in self.mentions(one)}
        return next(iter(metrics)) if len(metrics) == 1 else ""

    def mentions(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Return (token, metric) of the metrics that a sentence names; the longest term wins."""
        if sentence.number not in self.known:
            found: list[tuple[int, str]] = []
            behind = sentence.first
            first, last = bisect_left(self.begun, sentence.first), bisect_left(self.begun, sentence.last)
            for at in self.begun[first:last]:
                length, metric = self.longest_at(at, sentence.last) if at >= behind else (0, "")
                if metric:
                    found.append((at, metric))
                    behind = at + length
            self.known[sentence.number] = found
        return self.known[sentence.number]

    def longest_at(self, at: int, last: int) -> tuple[int, str]:
        for length in range(min(self.longest.get(self.norms[at], 0), last - at), 0, -1):
            metric = self.metrics.get(tuple(self.norms[at : at + length]))
            if metric:
                return length, metric
        return 0, ""

    @staticmethod
    def wrong(metric: str, value: float, named: bool) -> str | None:
        """Return Amazon's own figure where ``value`` is none of them; ``None`` if right or not known.

        A stricter target that is not called Amazon's by name is the seller's own.
        """
        target = target_tables().get(metric) or {}
        values: Sequence[float] = target.get("values") or ()
        if not target.get("verified") or not values or value in values:
            return None
        stricter = value < min(values) if target.get("direction") == "below" else value > max(values)
        return None if stricter and not named else _number(float(values[0]))


def _set(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(word) for word in table.get(key) or ())
