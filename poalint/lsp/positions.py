"""Code points to an editor's positions and back.

Lines end at LF, CR LF and CR alone, as the protocol has it: U+2028, VT, FF and NEL, which come in with text pasted from
Word, stay inside a line.
"""

from __future__ import annotations

from lsprotocol import types

from poalint.text.positions import Lines

Encoding = types.PositionEncodingKind | str


class Positions:
    """Places in one text, for one position encoding.

    Args:
        text: the text.
        encoding: what a character of a position counts: ``utf-8`` bytes, ``utf-16`` units or ``utf-32`` code points.
    """

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._lines = Lines(text)
        self._length = len(text)
        name = encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding
        self._width = _WIDTHS[name]

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset; one inside of a line end is the end of the line."""
        line, column = self._lines.position(max(0, min(offset, self._length)))
        before = self._lines.text(line)[: column - 1]
        return types.Position(line - 1, len(before) if before.isascii() else self._width(before))

    def range(self, start: int, end: int) -> types.Range:
        """Return the range between two offsets."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one behind the end of a line or of the text is that end.

        A position inside of a character is its beginning.
        """
        if position.line >= len(self._lines):
            return self._length
        start, end = self._lines.span(position.line + 1)
        text = self._lines.slice(start, end)
        if text.isascii():
            return start + min(position.character, len(text))
        return start + self._column(text, position.character)

    def span(self, range_: types.Range) -> tuple[int, int]:
        """Return the offsets of a range."""
        return self.offset(range_.start), self.offset(range_.end)

    def line(self, line: int) -> tuple[int, int]:
        """Return (start, end) offsets of a line, counted from 0, without its line end; the last for one behind it."""
        return self._lines.span(min(line + 1, len(self._lines)))

    def _column(self, text: str, units: int) -> int:
        used = 0
        for column, character in enumerate(text):
            used += self._width(character)
            if used > units:
                return column
        return len(text)


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


_WIDTHS = {"utf-8": _utf8, "utf-16": _utf16, "utf-32": len}
