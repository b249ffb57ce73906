"""Collect what is wrong with packs, so that one run tells all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from poalint.errors import PackError, Problem

Keys = tuple[str | int, ...]
"""The way to a value of a file: keys of mappings and numbers of list items."""


@dataclass(slots=True)
class Places:
    """Where the values of one file stand, by their way of keys; lines and columns count from 1.

    Attributes:
        path: the file.
        text: its text.
        values, keys: places of values, and of the keys that they stand behind.
        blocks: ways of the values that are written as literal blocks (``|``).
    """

    path: Path
    text: str = ""
    values: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    blocks: set[Keys] = field(default_factory=set)
    _lines: list[str] = field(default_factory=list)

    def value(self, keys: Keys) -> tuple[int, int]:
        """Return the place of a value, or of the nearest value around it."""
        while keys and keys not in self.values:
            keys = keys[:-1]
        return self.values.get(keys, (1, 1))

    def key(self, keys: Keys) -> tuple[int, int]:
        """Return the place of the key that a value stands behind."""
        return self.keys.get(keys) or self.value(keys)

    def within(self, keys: Keys, line: int, column: int) -> tuple[int, int]:
        """Return the place of a character of a text.

        Args:
            keys: the way to the text.
            line: line of the text, from 1.
            column: column of the text's line behind its indentation, from 1.
        """
        first, start = self.value(keys)
        if keys in self.blocks:
            source = self._source(first + line)
            return first + line, len(source) - len(source.lstrip()) + column
        source = self._source(first)
        quoted = source[start - 1 : start] in ("'", '"')
        end = start + quoted + column - 1
        return (first, end) if line == 1 and end <= len(source) else (first, start)

    def _source(self, line: int) -> str:
        if not self._lines:
            self._lines = self.text.split("\n")
        return self._lines[line - 1] if line <= len(self._lines) else ""


class Problems:
    """What is wrong with the packs that are being read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, place: Path | str, line: int, column: int, message: str, remedy: str = "") -> None:
        """Note a problem at a place of a file; line 0 for the whole file."""
        self.found.append(Problem(str(place), line, column, message, remedy))

    def value(self, places: Places, keys: Keys, message: str, remedy: str = "") -> None:
        """Note a problem of a value."""
        self.add(places.path, *places.value(keys), message, remedy)

    def key(self, places: Places, keys: Keys, message: str, remedy: str = "") -> None:
        """Note a problem of a key, or of what stands behind it as a whole."""
        self.add(places.path, *places.key(keys), message, remedy)

    def raise_if_any(self) -> None:
        """Raise all that was noted.

        Raises:
            PackError: something was.
        """
        if self.found:
            raise PackError(self.sorted())

    def sorted(self) -> tuple[Problem, ...]:
        """Return all that was noted, each once, by file and place."""
        files = list(dict.fromkeys(problem.path for problem in self.found))
        found = sorted(self.found, key=lambda one: (files.index(one.path), one.line, one.column))
        return tuple(dict.fromkeys(found))


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return a question that names what is spelled alike, "" if nothing is."""
    close = get_close_matches(str(word), list(known), n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def shown(value: object, most: int = 60) -> str:
    """Return a value of a file as it is quoted in a message."""
    text = repr(value)
    return text if len(text) <= most else text[: most - 3] + "..."
