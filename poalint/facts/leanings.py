"""How much the words of a sentence, weighed together, lean to one class of sentences or another: blame, pleading.

The weights were learnt from labelled sentences (see docs/leanings.md); they come from the language's table ``cues``. A
leaning is the probability that logistic regression gives: the weights of the sentence's cues, rare ones counting more,
summed, divided by the length of the vector of their rarities, and put through the logistic function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

from poalint.document.model import Document, Sentence
from poalint.facts.once import once
from poalint.packs.model import Profile
from poalint.text.cues import cues_of
from poalint.text.memory import Memory

_REMEMBERED = 1000  # sentences, for drafts that are checked again
_TELLING = 3
_UNIT = 10  # of weights and rarities in the table
_LEAST = 0.001  # a smaller probability is none

Place = tuple[int, int]
"""Numbers of the first token and the one behind the last, counted from the first of the words that are weighed."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a sentence leans to.

    Attributes:
        shares: class to the probability that the sentence is one of it, where that is not nearly nothing.
        first: the likeliest class.
    """

    shares: Mapping[str, float]
    first: str


class Leanings:
    """The leanings of a draft's sentences.

    Attributes:
        classes: the classes that the language knows.
        by_sentence: the leaning of each sentence by its number, ``None`` for one of which no word is known.
        by_class: class to the numbers of the sentences that lean to it above all others, in text order.
    """

    def __init__(self, classes: Sequence[str], by_sentence: Sequence[Leaning | None]) -> None:
        self.classes = frozenset(classes)
        self.by_sentence = by_sentence
        self.by_class: dict[str, list[int]] = {}
        for number, leaning in enumerate(by_sentence):
            if leaning is not None:
                self.by_class.setdefault(leaning.first, []).append(number)


@once
def find_leanings(document: Document, profile: Profile) -> Leanings:
    """Return what the sentences of a draft lean to."""
    weights = profile.prepare(_Weights)
    found = [weights.leaning(_words(document, one.first, one.last)) for one in document.sentences]
    return Leanings(weights.classes, found)


def leaning_of(document: Document, profile: Profile, start: int, end: int) -> Leaning | None:
    """Return what the words between two offsets lean to by themselves, ``None`` where none of them is known.

    Figures are left out: they make any sentence look sober, and take back nothing of what its words say.
    """
    starts = document.tokens.starts
    words = _words(document, bisect_left(starts, start), bisect_left(starts, end))
    return profile.prepare(_Weights).leaning(tuple(word for word in words if not word[0].isdigit()))


def telling_words(document: Document, profile: Profile, sentence: Sentence, name: str) -> list[Place]:
    """Return the places in a sentence of the words that speak for a class most, the strongest first."""
    return profile.prepare(_Weights).telling(_words(document, sentence.first, sentence.last), name)


def _words(document: Document, first: int, last: int) -> tuple[str, ...]:
    tokens = document.tokens
    return tuple((tokens.lemmas or tokens.norms)[first:last])


class _Weights:
    """The weights of a language."""

    def __init__(self, profile: Profile) -> None:
        data: Mapping[str, Any] = profile.table("cues")
        self.table: Mapping[str, tuple[int, ...]] = data.get("table") or {}
        self.classes: Sequence[str] = data.get("classes") or ()
        self.bias: Sequence[float] = data.get("bias") or ()
        self.stem = int(data.get("stem") or 0)
        self.unknown = int(data.get("unknown") or 0)
        self.known: Memory[Leaning] = Memory(_REMEMBERED)
        self.told: Memory[list[Place]] = Memory(_REMEMBERED)

    def leaning(self, words: tuple[str, ...]) -> Leaning | None:
        """Return the leaning of a run of words, ``None`` where none of them is known."""
        known = self.known.recall(words)
        if known is None:
            known = self.weighed(words)
            if known is not None:
                self.known.keep(words, known)
        return known

    def weighed(self, words: Sequence[str]) -> Leaning | None:
        """Return the leaning of a run of words, weighed anew."""
        cues = cues_of(words, self.stem)
        found = [self.table[cue] for cue in cues if cue in self.table]
        if not found:
            return None
        sums = [0] * len(self.classes)
        for rarity, *weights in found:
            for name, weight in zip(weights[::2], weights[1::2], strict=True):
                sums[name] += rarity * weight
        strange = sum(cue not in self.table for cue, (first, last) in cues.items() if last - first == 1)
        length = sqrt(sum(figures[0] ** 2 for figures in found) + strange * self.unknown**2) * _UNIT
        shares = {
            name: 1 / (1 + exp(-(bias + total / length)))
            for name, bias, total in zip(self.classes, self.bias, sums, strict=True)
        }
        first = max(shares, key=shares.__getitem__)
        return Leaning({name: share for name, share in shares.items() if share >= _LEAST}, first)

    def telling(self, words: tuple[str, ...], name: str) -> list[Place]:
        """Return the places of the cues that speak for a class most, the strongest first."""
        known = self.told.recall((words, name))
        if known is None:
            known = self.strongest(words, name)
            self.told.keep((words, name), known)
        return known

    def strongest(self, words: Sequence[str], name: str) -> list[Place]:
        """Return the same, looked for anew."""
        number = self.classes.index(name)
        parts = []
        for cue, place in cues_of(words, self.stem).items():
            rarity, *weights = self.table.get(cue, (0,))
            weight = dict(zip(weights[::2], weights[1::2], strict=True)).get(number, 0)
            if weight > 0:
                parts.append((-rarity * weight, place))
        return [place for _, place in sorted(parts)[:_TELLING]]
