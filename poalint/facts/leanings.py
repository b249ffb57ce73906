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

from poalint.document.model import Document
from poalint.facts.once import once
from poalint.packs.model import Profile
from poalint.text.cues import cues_of
from poalint.text.memory import Memory

_REMEMBERED = 4000  # sentences, for drafts that are checked again
_TELLING = 3
_UNIT = 10  # of weights and rarities in the table


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a sentence leans to.

    Attributes:
        shares: class to the probability that the sentence is one of it.
        first: the likeliest class.
        telling: class to the places of the words that speak for it most, the strongest first: numbers of the first
            token and the one behind the last, counted from the sentence's first.
    """

    shares: Mapping[str, float]
    first: str
    telling: Mapping[str, tuple[tuple[int, int], ...]]


class Leanings:
    """The leanings of a draft's sentences.

    Attributes:
        by_sentence: the leaning of each sentence by its number, ``None`` for one of which no word is known.
        by_class: class to the numbers of the sentences that lean to it above all others, in text order.
    """

    def __init__(self, by_sentence: Sequence[Leaning | None]) -> None:
        self.by_sentence = by_sentence
        self.by_class: dict[str, list[int]] = {}
        for number, leaning in enumerate(by_sentence):
            if leaning is not None:
                self.by_class.setdefault(leaning.first, []).append(number)


@once
def find_leanings(document: Document, profile: Profile) -> Leanings:
    """Return what the sentences of a draft lean to."""
    weights = profile.prepare(_Weights)
    return Leanings([weights.leaning(document, one.first, one.last) for one in document.sentences])


def leaning_of(document: Document, profile: Profile, start: int, end: int) -> Leaning | None:
    """Return what the words between two offsets lean to by themselves, ``None`` where none of them is known."""
    starts = document.tokens.starts
    return profile.prepare(_Weights).leaning(document, bisect_left(starts, start), bisect_left(starts, end))


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

    def leaning(self, document: Document, first: int, last: int) -> Leaning | None:
        """Return the leaning of a run of tokens, ``last`` exclusive; ``None`` where none of its words is known."""
        tokens = document.tokens
        words = tuple((tokens.lemmas or tokens.norms)[first:last])
        known = self.known.recall(words)
        if known is None:
            known = self.weighed(words)
            if known is not None:
                self.known.keep(words, known)
        return known

    def weighed(self, words: Sequence[str]) -> Leaning | None:
        """Return the leaning of a run of words."""
        cues = cues_of(words, self.stem)
        found = [(place, self.table[cue]) for cue, place in cues.items() if cue in self.table]
        if not found:
            return None
        sums = [0] * len(self.classes)
        parts: list[list[tuple[int, tuple[int, int]]]] = [[] for _ in self.classes]
        for place, (rarity, *weights) in found:
            for at in range(0, len(weights), 2):
                part = rarity * weights[at + 1]
                sums[weights[at]] += part
                parts[weights[at]].append((-part, place))
        strange = sum(cue not in self.table for cue, (first, last) in cues.items() if last - first == 1)
        length = sqrt(sum(figures[0] ** 2 for _, figures in found) + strange * self.unknown**2) * _UNIT
        shares = {
            name: 1 / (1 + exp(-(bias + total / length)))
            for name, bias, total in zip(self.classes, self.bias, sums, strict=True)
        }
        telling = {
            name: tuple(place for part, place in sorted(some)[:_TELLING] if part < 0)
            for name, some in zip(self.classes, parts, strict=True)
        }
        return Leaning(shares, max(shares, key=shares.__getitem__), telling)
