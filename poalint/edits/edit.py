"""One change of a text, and what leaves its surroundings whole."""

from __future__ import annotations

from typing import NamedTuple

INLINE = " \t\u00a0"
LINE_ENDS = "\r\n"
SENTENCE_MARKS = ".!?…。！？"
_PAIRS = ("()", "[]", "{}", "“”", "«»", "「」", "『』", "（）", "【】")
_DOUBLED = ("**", "__", "`", '"')


class Edit(NamedTuple):
    """Put ``replacement`` in the place of the code points ``start`` to ``end``."""

    start: int
    end: int
    replacement: str = ""


def balanced(text: str) -> bool:
    """Return whether brackets, quotation marks and marks of emphasis in a text belong together."""
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS):
        return False
    return all(text.count(mark) % 2 == 0 for mark in _DOUBLED)


def skip_inline(text: str, at: int) -> int:
    """Return the offset behind the blanks that begin at an offset, within the line."""
    while at < len(text) and text[at] in INLINE:
        at += 1
    return at


def back_inline(text: str, at: int) -> int:
    """Return the offset at which the blanks that end at an offset begin, within the line."""
    while at > 0 and text[at - 1] in INLINE:
        at -= 1
    return at


def at_line_end(text: str, at: int) -> bool:
    """Return whether a line, or the text, ends at an offset."""
    return at >= len(text) or text[at] in LINE_ENDS


def at_line_start(text: str, at: int) -> bool:
    """Return whether a line begins at an offset."""
    return at == 0 or text[at - 1] in LINE_ENDS


def skip_line_end(text: str, at: int) -> int:
    """Return the offset behind the line end at an offset; the offset itself if there is none."""
    if text.startswith("\r\n", at):
        return at + 2
    return at + 1 if at < len(text) and text[at] in LINE_ENDS else at


def back_line_end(text: str, at: int) -> int:
    """Return the offset before the line end that ends at an offset; the offset itself if there is none."""
    if text.endswith("\r\n", 0, at):
        return at - 2
    return at - 1 if at > 0 and text[at - 1] in LINE_ENDS else at


def newline(text: str) -> str:
    """Return the line end that a text uses first, LF if it has one line."""
    for at, char in enumerate(text):
        if char in LINE_ENDS:
            return "\r\n" if text.startswith("\r\n", at) else char
    return "\n"
