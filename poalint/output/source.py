"""Show a place of a draft: its line, cut to the page, with the words underlined."""

from __future__ import annotations

from typing import NamedTuple

from poalint.output.style import Style
from poalint.output.width import Cell, cells
from poalint.text.positions import Lines

_BEFORE, _AFTER = 200, 400  # code points around a place that are looked at, so that a line of any length costs the same
_CONTEXT = 16  # columns shown before a place that fills the page


class _Row(NamedTuple):
    """A line or part of it: ``left`` to ``right`` are the columns to underline, ``cut`` says which ends are cut."""

    cells: list[Cell]
    left: int
    right: int
    cut: tuple[bool, bool]


def snippet(
    text: str, lines: Lines, span: tuple[int, int], style: Style, severity: str, gutter: str | None = None
) -> list[str]:
    """Return a source line and, below it, a line that underlines the span.

    Args:
        text: the draft.
        lines: its lines.
        span: code points; of a place that spans lines, the first line that holds words is shown.
        style: the page.
        severity: colour of the underline.
        gutter: what stands before the line, instead of its number.
    """
    start, end = _trimmed(text, *span)
    number = lines.position(start)[0]
    before = f"{number:>4} | " if gutter is None else gutter
    below = "     | " if gutter is None else " " * len(gutter)
    room = style.columns - len(before)
    shown, left, right = _fitted(_row(text, lines.span(number), (start, end), style), room, style.mark("ellipsis"))
    last = lines.position(max(start, end - 1))[0]
    more = f" to line {last}" if last > number else ""
    left = max(0, min(left, room - 1 - len(more)))  # a place behind a line that fills the page
    right = max(left + 1, min(right, room - len(more)))
    underline = "^" + "~" * (right - left - 1) + more
    return [
        style.paint(before, "dim") + shown.rstrip(),
        style.paint(below, "dim") + " " * left + style.paint(underline, severity),
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without white space at its ends; all white space stays as it is."""
    inner = text[start:end]
    if not inner.strip():
        return start, end
    return end - len(inner.lstrip()), start + len(inner.rstrip())


def _row(text: str, line: tuple[int, int], span: tuple[int, int], style: Style) -> _Row:
    """Return the cells of a line around the start of a span."""
    first = max(line[0], span[0] - _BEFORE)
    last = min(line[1], span[0] + _AFTER)
    row = cells(text[first:last], style.show)
    start, end = span[0] - first, min(span[1], last) - first
    inside = [
        cell for at, cell in enumerate(row) if cell.start < end and (at + 1 == len(row) or row[at + 1].start > start)
    ]
    left = inside[0].column if inside else _end(row)
    right = _end(inside) if inside else left + 1
    return _Row(row, left, max(right, left + 1), (first > line[0], last < line[1]))


def _end(row: list[Cell]) -> int:
    return row[-1].column + row[-1].width if row else 0


def _fitted(row: _Row, room: int, ellipsis: str) -> tuple[str, int, int]:
    """Return what fits the page of a row, and where ``left`` and ``right`` are in it."""
    if _end(row.cells) <= room and not any(row.cut):
        return "".join(cell.shown for cell in row.cells), row.left, row.right
    begin = _begin(row, room - 2 * len(ellipsis))
    head = ellipsis if begin or row.cut[0] else ""
    stop = begin + room - len(head)
    tail = ellipsis if _end(row.cells) > stop or row.cut[1] else ""
    part = [cell for cell in row.cells if cell.column >= begin and cell.column + cell.width <= stop - len(tail)]
    if tail:
        part = _without_last_word(part, row.right)
    shift = len(head) - part[0].column
    right = min(row.right, _end(part)) + shift
    return head + "".join(cell.shown for cell in part) + tail, row.left + shift, right


def _begin(row: _Row, room: int) -> int:
    """Return the column at which the part to show begins: the line's own beginning, or a word before the place."""
    if row.right <= room and not row.cut[0]:
        return 0
    context = max(_CONTEXT, (room - (row.right - row.left)) // 2)
    begin = max(0, min(row.left - context, _end(row.cells) - room))
    for before, cell in zip(row.cells, row.cells[1:], strict=False):
        if cell.column > min(row.left, begin + _CONTEXT):
            break
        if begin and cell.column >= begin and before.shown.isspace() and not cell.shown.isspace():
            return cell.column
    return begin


def _without_last_word(part: list[Cell], right: int) -> list[Cell]:
    """Leave out a last word that is cut, if that is short and not to be underlined."""
    for at in range(len(part) - 1, max(0, len(part) - _CONTEXT), -1):
        if part[at].column < right:
            break
        if part[at].shown.isspace():
            return part[: at + 1]
    return part
