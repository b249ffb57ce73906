"""Paths and positions as other programs count them."""

from __future__ import annotations

import os

from poalint.output import CheckedFile
from poalint.output.wording import printable
from poalint.text.positions import Lines


def shown_path(checked: CheckedFile) -> str:
    """Return a file's path with ``/``, relative to the current folder where it lies in it."""
    if checked.path == "-":
        return checked.name
    path = checked.path
    folder = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - as text: a path is reported as it was named
    if path.startswith(folder):
        path = path[len(folder) :]
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return printable(path)


def uri(checked: CheckedFile) -> str:
    """Return a file's path as a URI: relative to the current folder, or ``file://`` elsewhere."""
    from urllib.parse import quote

    path = quote(shown_path(checked), safe="/")
    if path.startswith("/"):
        return "file://" + path
    return f"file:///{path}" if path[1:4] == "%3A" else path  # a drive of Windows


def last_character(lines: Lines, start: int, end: int) -> tuple[int, int]:
    """Return line and column of the last character of a span, both from 1, in code points."""
    return lines.position(max(start, end - 1))


def utf8_position(lines: Lines, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1; the column counts the bytes of UTF-8."""
    line, column = lines.position(offset)
    start, _ = lines.span(line)
    before = lines.slice(start, start + column - 1)
    return line, len(before.encode("utf-8", "surrogatepass")) + 1
