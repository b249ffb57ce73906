"""How wide text stands on a terminal, in columns; and how to show what has no width of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

TAB = 4

# One column each, everywhere. Text of these alone is measured without wcwidth, whose import takes 20 ms.
_PLAIN = "[ -~¡-¬®-\u02ff‐-‧‰-›\u20a0-\u20bf\u2190-\u21ff■-●✓✔✗✘]*"
_CLOSING = frozenset("。、，．」』）】〕》〉！？：；…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ％")
_OPENING = frozenset("「『（【〔《〈")


class Cell(NamedTuple):
    """What stands together on the screen: a letter with its marks, an emoji, a tab.

    Attributes:
        start: code point at which it begins.
        shown: what is printed for it.
        column, width: where it stands, from 0.
    """

    start: int
    shown: str
    column: int
    width: int


def plain(text: str) -> bool:
    """Return whether each code point of a text surely takes one column."""
    return text.isprintable() if text.isascii() else re.fullmatch(_PLAIN, text) is not None


def width(text: str) -> int:
    """Return how many columns a text takes."""
    if plain(text):
        return len(text)
    last = cells(text)[-1]
    return last.column + last.width


def cells(text: str, show: Callable[[str], str] | None = None) -> list[Cell]:
    """Return a line's cells from left to right.

    Tabs become blanks, other white space a blank; control characters are replaced and invisible marks left out.

    Args:
        text: a line without its line end.
        show: what to print for a cluster of code points, where the terminal cannot print everything.
    """
    row: list[Cell] = []
    column = 0
    for start, cluster in _clusters(text):
        shown, columns = _image(cluster, column)
        if show is not None:
            other = show(shown)
            if other != shown:
                shown, columns = other, len(other)
        row.append(Cell(start, shown, column, columns))
        column += columns
    return row


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns, between words or wide characters."""
    lines: list[str] = []
    line, used = "", 0
    for piece, blank in _pieces(text, columns):
        size = width(piece)
        gap = 1 if blank and line else 0
        if line and used + gap + size > columns:
            lines.append(line)
            line, used, gap = "", 0, 0
        line += " " * gap + piece
        used += gap + size
    return [*lines, line] if line else lines


def shorten(text: str, columns: int, ellipsis: str) -> str:
    """Return a text cut to so many columns, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    room = columns - len(ellipsis)
    return "".join(cell.shown for cell in cells(text) if cell.column + cell.width <= room).rstrip() + ellipsis


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    if plain(text):
        yield from enumerate(text)
        return
    from wcwidth import iter_graphemes

    start = 0
    for cluster in iter_graphemes(text):
        yield start, cluster
        start += len(cluster)


def _image(cluster: str, column: int) -> tuple[str, int]:
    """Return what to print for a cluster at a column, and its width."""
    if cluster == "\t":
        columns = TAB - column % TAB
        return " " * columns, columns
    if plain(cluster):
        return cluster, len(cluster)
    from unicodedata import category

    from wcwidth import wcswidth

    kind = category(cluster[0])
    if kind == "Cf" and cluster[0] not in "\u0600\u0601\u0602\u0603\u06dd":
        return "", 0  # soft hyphens, zero-width blanks, marks of direction
    if kind in ("Zs", "Zl", "Zp") or cluster in ("\v", "\f", "\n", "\r", "\r\n", "\x85"):
        columns = max(1, wcswidth(cluster))
        return " " * columns, columns
    columns = wcswidth(cluster)
    if kind in ("Cc", "Cs") or columns < 0:
        return "\ufffd", 1
    return cluster, columns


def _pieces(text: str, columns: int) -> Iterator[tuple[str, bool]]:
    """Yield the parts between which a line may break, each with whether a blank stands before it."""
    for word in text.split():
        blank = True
        for part in (word,) if plain(word) else _parts(word):
            for at in _cuts(part, columns):
                yield at, blank
                blank = False


def _parts(word: str) -> list[str]:
    """Split a word at its wide characters; closing marks stay with what precedes, opening ones with what follows."""
    parts: list[str] = []
    joined = False
    wide = False
    for cell in cells(word):
        now = cell.width > 1
        if parts and (joined or cell.shown in _CLOSING or not (now or wide)):
            parts[-1] += cell.shown
        else:
            parts.append(cell.shown)
        joined = cell.shown in _OPENING
        wide = now
    return parts


def _cuts(part: str, columns: int) -> Iterator[str]:
    """Cut a part that is wider than a line."""
    if width(part) <= columns:
        yield part
        return
    line, used = "", 0
    for cell in cells(part):
        if line and used + cell.width > columns:
            yield line
            line, used = "", 0
        line += cell.shown
        used += cell.width
    if line:
        yield line
