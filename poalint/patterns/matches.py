"""What patterns matched in a text, by pattern set; the matches of a set are written out when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple, TypeVar, overload

Places = Mapping[int, tuple[tuple[int, int], ...]]
"""For each pattern set that has any, by its number: first and last token of its matches from the sentence's first."""


_T = TypeVar("_T")


class Match(NamedTuple):
    """One place where a pattern was found; ``first`` and ``last`` are token numbers, ``last`` exclusive."""

    first: int
    last: int
    sentence: int


# There are thousands in a draft: this takes half as long as to name their parts.
_make_match: Callable[[tuple[int, int, int]], Match] = partial(tuple.__new__, Match)


class Matches(Mapping[str, list[Match]]):
    """The matches of each pattern set that has any by its name, in text order; they must not be changed.

    Args:
        names: names of the pattern sets by number.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._places: dict[int, tuple[int, Places]] = {}  # by sentence, with its first token
        self._found: defaultdict[int, list[int]] = defaultdict(list)  # sentences in which a set matches
        self._written: dict[str, list[Match]] = {}

    def add(self, sentence: int, offset: int, places: Places) -> None:
        """Add what was found in a sentence that begins at token ``offset``, behind all sentences added before.

        No more may be added once any is asked for.
        """
        found = self._found
        self._places[sentence] = offset, places
        for number in places:
            found[number].append(sentence)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self._names[number]: number for number in self._found}

    def __getitem__(self, name: str) -> list[Match]:
        written = self._written.get(name)
        if written is None:
            number = self._numbers[name]
            written = self._written[name] = [
                _make_match((offset + first, offset + last, sentence))
                for sentence in self._found[number]
                for offset, places in (self._places[sentence],)
                for first, last in places[number]
            ]
        return written

    def by_sentence(self, name: str) -> dict[int, list[Match]]:
        """Return the matches of a set by the sentence that they stand in, in text order."""
        table: dict[int, list[Match]] = {}
        number = self._numbers.get(name)
        if number is None:
            return table
        for sentence in self._found[number]:
            offset, places = self._places[sentence]
            table[sentence] = [_make_match((offset + first, offset + last, sentence)) for first, last in places[number]]
        return table

    def sentences(self, name: str) -> frozenset[int]:
        """Return the numbers of the sentences in which a set matches, without writing its matches out."""
        number = self._numbers.get(name)
        return frozenset() if number is None else frozenset(self._found[number])

    @overload
    def get(self, name: str, default: None = None, /) -> list[Match] | None: ...
    @overload
    def get(self, name: str, default: list[Match] | _T, /) -> list[Match] | _T: ...
    def get(self, name: str, default: list[Match] | _T | None = None, /) -> list[Match] | _T | None:
        """Return the matches of a set, ``default`` if it has none; most sets of a draft have none."""
        return self[name] if name in self._numbers else default

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._numbers, key=self._numbers.__getitem__))

    def __len__(self) -> int:
        return len(self._numbers)


def sentences_of(found: Mapping[str, list[Match]], name: str) -> frozenset[int]:
    """Return the numbers of the sentences in which a pattern set matches."""
    if isinstance(found, Matches):
        return found.sentences(name)
    return frozenset(match.sentence for match in found.get(name, ()))


def by_sentence(found: Mapping[str, list[Match]], name: str) -> dict[int, list[Match]]:
    """Return the matches of a pattern set by the sentence that they stand in, in text order."""
    if isinstance(found, Matches):
        return found.by_sentence(name)
    table: dict[int, list[Match]] = {}
    for match in found.get(name, ()):
        table.setdefault(match.sentence, []).append(match)
    return table
