"""Turn code-point offsets into lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right

# Only the line ends that editors show as such; U+2028, VT and FF stay inside a line.
_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text, for conversion between offsets and line/column.

    Lines and columns count from 1; a column counts code points. A line ends at LF, CR LF or CR.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends: list[int] = []
        for match in _LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of a code-point offset between 0 and the length of the text."""
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} outside the text (0 to {len(self._text)})")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, line: int) -> tuple[int, int]:
        """Return (start, end) offsets of a line without its line end; lines count from 1."""
        return self._starts[line - 1], self._ends[line - 1]

    def text(self, line: int) -> str:
        """Return a line without its line end; lines count from 1."""
        start, end = self.span(line)
        return self._text[start:end]

    def slice(self, start: int, end: int) -> str:
        """Return the text between two offsets."""
        return self._text[start:end]
