"""Which of the strings that regular expressions need stand in a text; each is looked for once, or known by its line."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from poalint.patterns.literals import Condition, leaves
from poalint.text.memory import Memory


class Strings:
    """The strings in one text, each looked for when it is first asked for.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[Condition, bool] = {}

    @cached_property
    def _folded(self) -> str:
        return self._text.casefold()

    def __contains__(self, leaf: object) -> bool:
        assert isinstance(leaf, tuple)
        known = self._known.get(leaf)
        if known is None:
            kind, string = leaf
            known = self._known[leaf] = string in (self._folded if kind == "folded" else self._text)
        return known


class LineStrings:
    """Finds the strings in texts whose lines are mostly those of a text met before; safe to share between threads.

    Args:
        conditions: those that will be asked.
        most: lines to remember.
    """

    def __init__(self, conditions: Iterable[Condition], most: int) -> None:
        found = dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition))
        self._numbers = {leaf: number for number, leaf in enumerate(found)}
        self._folded = [(string, 1 << number) for (kind, string), number in self._numbers.items() if kind == "folded"]
        self._exact = [(string, 1 << number) for (kind, string), number in self._numbers.items() if kind != "folded"]
        # No line holds a string that goes over its end: it is taken to stand anywhere.
        self._beyond = sum(1 << number for leaf, number in self._numbers.items() if "\n" in leaf[1])
        self._memory: Memory[int] = Memory(most)

    def of(self, text: str) -> Container[Condition]:
        """Return the strings that stand in a text."""
        bits = self._beyond
        for line in dict.fromkeys(text.split("\n")):
            bits |= self._of_line(line)
        return _Numbered(self._numbers, bits)

    def _of_line(self, line: str) -> int:
        """Return a bit for each string that stands in a line: sets would take fifty times the memory."""
        known = self._memory.recall(line)
        if known is None:
            folded = line.casefold()
            known = sum([bit for string, bit in self._folded if string in folded])
            known += sum([bit for string, bit in self._exact if string in line])
            self._memory.keep(line, known)
        return known


class _Numbered:
    """Strings by their numbers."""

    def __init__(self, numbers: Mapping[Condition, int], bits: int) -> None:
        self._numbers = numbers
        self._bits = bits

    def __contains__(self, leaf: object) -> bool:
        assert isinstance(leaf, tuple)
        return bool(self._bits >> self._numbers[leaf] & 1)
