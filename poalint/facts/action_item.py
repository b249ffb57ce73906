"""One action item: what the seller says they did, do or will do, with who and when."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Action:
    """One action item, be it a list item, a table row or a sentence.

    Attributes:
        start, end: offsets of the item or sentence without its mark.
        block: number of its block.
        sentences: numbers of its sentences, explanations included.
        roles: roles of its section.
        done: whether it says a completed one-off act.
        standing: whether it is a step to be repeated or still to come.
        planned: whether it is announced for the future.
        who, when: (start, end) of what fills the slot, or ``None``.
        automatic: whether a system does it by itself.
    """

    start: int
    end: int
    block: int
    sentences: tuple[int, ...]
    roles: tuple[str, ...]
    done: bool
    standing: bool
    planned: bool
    who: Span | None
    when: Span | None
    automatic: bool

    def is_in(self, state: str) -> bool:
        """Return whether it is ``done``, ``planned``, ``planned-undated``, ``open`` (not done) or ``any``."""
        if state == "done":
            return self.done
        if state == "planned":
            return self.planned
        if state == "planned-undated":
            return self.planned and self.when is None
        return self.standing if state == "open" else True
