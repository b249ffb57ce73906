"""Where a regular expression matches in texts whose lines are mostly those of a text met before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from poalint.text.memory import Memory

_REMEMBERED = 1000  # lines
_Spans = tuple[tuple[int, int], ...]


class LineMatches:
    """Finds an expression no match of which goes over a line's end, nor looks over it; safe to share between threads.

    Args:
        expression: the expression.
        wanted: says of the words of a match whether it counts; all do without it.
        most: lines to remember.
    """

    def __init__(
        self, expression: re.Pattern[str], wanted: Callable[[str], bool] | None = None, most: int = _REMEMBERED
    ) -> None:
        self._expression = expression
        self._wanted = wanted
        self._memory: Memory[_Spans] = Memory(most)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the expression matches in a text, in order, in code points."""
        begin = 0
        for line in text.split("\n"):
            for start, end in self._of_line(line) if line else ():
                yield begin + start, begin + end
            begin += len(line) + 1

    def _of_line(self, line: str) -> _Spans:
        known = self._memory.recall(line)
        if known is None:
            found = self._expression.finditer(line)
            known = tuple([one.span() for one in found if self._wanted is None or self._wanted(one.group())])
            self._memory.keep(line, known)
        return known
