"""A linter that remembers sentences finds the same as one that does not."""

from __future__ import annotations

from drafts import FAULTY
from hypothesis import given, settings
from hypothesis import strategies as st

from poalint.linter import Linter

COLD = Linter(language="en")
WARM = Linter(language="en", remember=40)
PIECES = (
    "We beg you. ",
    "\n\n",
    "- ",
    "On 3 March 2026 ",
    "Root cause:\n",
    "“",
    "Ana Ruiz, ",
    "will ",
    "!!",
    "B0ABCDEFGH ",
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=8))
def test_random_edits(edits: list[tuple[float, int, str]]) -> None:
    text = FAULTY
    for place, cut, piece in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + cut :]
        assert WARM.check(text) == COLD.check(text)


def test_memory_is_bounded() -> None:
    linter = Linter(language="en", remember=25)
    for number in range(60):
        linter.check(f"We sold {number} lamps without a check.")
    memory = linter._pipeline("en").matcher.memory
    assert memory is not None and len(memory) == 25
