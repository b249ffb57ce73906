"""What a number counts in languages that count by counters, as Japanese does: 注文14件, 4名のお客様, 返品は3個.

The noun stands before the number, or behind the counter and a genitive particle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from poalint.document.model import Document
from poalint.packs.model import Profile

_REACH = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """What a counter counts.

    Attributes:
        noun: its name or its group's name; the counter's own where nothing is said.
        first: token where the noun before the number begins; the number's own without one.
        last: token behind the counter, or behind the noun that follows it.
    """

    noun: str
    first: int
    last: int


class Counters:
    """Reads counters by a language's data; gives nothing where the language has none.

    Args:
        document: the draft.
        profile: its language: ``counters`` (counter to what it counts by itself), ``counter-genitives`` (the particle
            before a noun behind it) and ``counter-topics`` (particles between a noun and its number).
        groups: noun to the name of its group.
    """

    def __init__(self, document: Document, profile: Profile, groups: Mapping[str, str]) -> None:
        self.norms, self.words = document.tokens.norms, document.tokens.words
        self.groups = groups
        self.table: Mapping[str, str | None] = profile.table("counters")
        self.genitives = profile.words("counter-genitives")
        self.topics = profile.words("counter-topics")
        self.stops = profile.words("noun-stops") | frozenset(profile.table("time-units"))
        self.prefixes = profile.words("definite-words") | profile.words("approximate-words")

    def read(self, at: int, first: int, after: int, last: int) -> Counted | None:
        """Return what the number at a token counts, if a counter stands behind it.

        Args:
            at: token of the number.
            first, last: tokens of the statement, last exclusive.
            after: token behind the number.
        """
        if after >= last or self.norms[after] not in self.table:
            return None
        end = after + 1
        own = self.table[self.norms[after]] or self.norms[after]
        before = at
        while before > first and self.norms[before - 1] in self.prefixes:
            before -= 1  # "注文の全14件"
        ahead = self.run(range(before - 1, max(first, before - _REACH) - 1, -1))
        if ahead and self.norms[before - len(ahead) - 1][:1].isdigit() and before - len(ahead) > first:
            ahead.pop()  # the counter of the number before: "14件5個"
        if ahead and before == at:
            return Counted(self.name(ahead, own), at - len(ahead), end)
        if end < last and self.norms[end] in self.genitives:
            behind = self.run(range(end + 1, min(last, end + 1 + _REACH)))
            if behind:
                return Counted(self.name(behind, own), at, end + 1 + len(behind))
        if before > first and self.norms[before - 1] in self.topics | self.genitives:
            topic = self.run(range(before - 2, max(first, before - 1 - _REACH) - 1, -1))
            known = next((self.groups[word] for word in topic if word in self.groups), "")
            return Counted(known or own, at, end)
        return Counted(own, at, end)

    def run(self, places: range) -> list[str]:
        """Return the words of a compound noun at some places, up to a particle, a mark or a number."""
        found: list[str] = []
        for at in places:
            norm = self.norms[at]
            if not self.words[at] or norm in self.stops or norm[:1].isdigit():
                break
            found.append(norm)
        return found

    def name(self, words: list[str], own: str) -> str:
        """Return the name of a compound: the group of a word that has one, else its word next to the number.

        A counter of people counts people, whatever the word beside it ("対象19名").
        """
        general = own if own in self.groups.values() else words[0]
        return next((self.groups[word] for word in words if word in self.groups), general)
