"""Compiled word classes and patterns, as plain tables.

The tables hold only tuples, dictionaries, sets, strings and numbers, so that ``marshal`` can store them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# Compiled elements are tuples; the first item says which kind.
WORD, CLASS, OPTIONAL, GAP, NOT, SHAPE, START, END = range(8)

Element = tuple[Any, ...]
Program = tuple[Element, ...]
Key = str | int
"""What must stand in a sentence: a word itself, a shape, or the number of a class."""
Pattern = tuple[int, Program, Program, Program, tuple[Key, ...], Key]


@dataclass(slots=True)
class Lexicon:
    """Compiled word classes and patterns of one language and one choice of packs.

    A group of alternatives is a class without a name. A *key* is what a token can stand for at the start of a match:
    the word itself, a class (by number), a shape (``"<NAME>"``), or ``~class`` for a word that is by itself an entry of
    a class that also has longer entries. Only classes that patterns use are kept.

    Attributes:
        words: word to the keys that it stands for.
        prefixes, suffixes: the same for word beginnings and ends.
        circumfixes: the same for both at once, written with a ``*`` between.
        shapes: the same for shapes; all that patterns use.
        longer: class to its entries of several words, by first word: programs for what follows that word, each with
            the key that it begins with, ``""`` where that may be any token.
        via: class to its entries that begin with a class or shape: key to programs for the whole entry.
        mixed: the classes with entries in ``longer`` or ``via``.
        unkeyed: the classes with an entry that may begin with any token.
        patterns: ``(set, before, marked, after, required keys in order, first key)``; the first key is ``""`` where
            any token may begin a match, ``"^"`` where only a sentence's first may.
        by_anchor: rarest required key to the patterns that need it; ``""`` holds those that need none.
        sets: names of the pattern sets, by number.
    """

    words: dict[str, tuple[int, ...]] = field(default_factory=dict)
    prefixes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    suffixes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    circumfixes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    longer: dict[int, dict[str, tuple[tuple[Key, Program], ...]]] = field(default_factory=dict)
    via: dict[int, dict[Key, tuple[Program, ...]]] = field(default_factory=dict)
    mixed: frozenset[int] = frozenset()
    unkeyed: frozenset[int] = frozenset()
    patterns: tuple[Pattern, ...] = ()
    by_anchor: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    sets: tuple[str, ...] = ()

    def dump(self) -> tuple[Any, ...]:
        """Return the tables as plain values for the cache."""
        return tuple(getattr(self, name) for name in self.__slots__)

    @classmethod
    def restore(cls, values: tuple[Any, ...]) -> Lexicon:
        """Rebuild from what ``dump`` gave."""
        return cls(*values)
