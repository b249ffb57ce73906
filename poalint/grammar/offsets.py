"""Offsets in UTF-16, as LanguageTool counts, and in code points."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

_FIRST_ASTRAL = 0x10000


class CodePoints:
    """Turns offsets in UTF-16 code units of a text into code points."""

    def __init__(self, text: str) -> None:
        self._ends: list[int] = []  # where each code point ends, in code units; empty where both count alike
        self._length = len(text)
        if text and max(text) >= chr(_FIRST_ASTRAL):
            self._ends = list(accumulate(2 if ord(char) >= _FIRST_ASTRAL else 1 for char in text))
            self._length = self._ends[-1]

    def at(self, offset: int) -> int | None:
        """Return the code point at an offset, ``None`` for one beyond the text or within a character."""
        if not 0 <= offset <= self._length:
            return None
        if not self._ends or offset == 0:
            return offset
        at = bisect_left(self._ends, offset)
        return at + 1 if self._ends[at] == offset else None
