"""The passages of a draft that are sent, put together into one text, and the way back to their places in the draft."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from poalint.grammar.model import Matches

# LanguageTool ends a sentence at an empty line: a heading or item without a full stop is not run into what follows.
_BETWEEN = "\n\n"


class Sending:
    """Passages of a draft as one text.

    Args:
        draft: the draft.
        spans: (start, end) of the passages in text order, none overlapping; ``None`` for the whole draft.

    Attributes:
        text: what is sent.
    """

    def __init__(self, draft: str, spans: Sequence[tuple[int, int]] | None = None) -> None:
        self._spans = [(0, len(draft))] if spans is None else [span for span in spans if span[0] < span[1]]
        self._starts: list[int] = []
        at = 0
        for start, end in self._spans:
            self._starts.append(at)
            at += end - start + len(_BETWEEN)
        self.text = _BETWEEN.join(draft[start:end] for start, end in self._spans)

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the place in the draft of a span of what was sent, ``None`` if it is not within one passage."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return None
        first, last = self._spans[at]
        shift = first - self._starts[at]
        return (start + shift, end + shift) if end + shift <= last else None

    def placed(self, answer: Matches) -> Matches:
        """Return an answer on what was sent with places in the draft; what reaches beyond a passage goes."""
        found = []
        for match in answer.matches:
            place = self.back(match.start, match.end)
            if place is not None:
                found.append(replace(match, start=place[0], end=place[1]))
        return replace(answer, matches=tuple(found))
