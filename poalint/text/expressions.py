"""Regular expressions that cannot blow up: RE2 runs them in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=512)
def compile_expression(expression: str) -> Any:
    """Return a compiled RE2 expression.

    Raises:
        ValueError: RE2 cannot compile it (it has no look-around and no back-references).
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    try:
        return re2.compile(expression, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        if isinstance(reason, bytes):
            reason = reason.decode(errors="replace")
        raise ValueError(f"not a regular expression that RE2 reads: {reason}") from None


class Searched:
    """A text that many expressions are looked for in: what RE2 reads, UTF-8, is made of it once.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._encoded = text.encode()
        wide = [] if text.isascii() else [(one.start(), one.group()) for one in _NOT_ASCII.finditer(text)]
        more = list(accumulate(1 + (char > "\u07ff") + (char > "\uffff") for _, char in wide))
        # Where each character of several bytes ends, in bytes, and how much further that is than in characters.
        self._ends = [at + further + 1 for (at, _), further in zip(wide, more, strict=True)]
        self._further = [0, *more]

    def spans(self, expression: str, group: str = "") -> Iterator[tuple[int, int]]:
        """Yield where an expression matches, in code points: the group of a name if it has one, or the whole."""
        number, compiled = _with_group(expression, group)
        for match in compiled.finditer(self._encoded):
            start, end = match.span(number)
            yield (self._offset(start), self._offset(end)) if end > start else (start, start)

    def _offset(self, place: int) -> int:
        return place - self._further[bisect_left(self._ends, place + 1)]


@lru_cache(maxsize=512)
def _with_group(expression: str, group: str) -> tuple[int, Any]:
    compiled = compile_expression(expression)
    return compiled.groupindex.get(group, 0), compiled
