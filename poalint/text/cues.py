"""The cues of a sentence: its words by their stems, figures as one, and the pairs that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

FIGURE = "0"


def cues_of(words: Sequence[str], stem: int) -> dict[str, tuple[int, int]]:
    """Return each cue of a run of words and marks once, with the numbers (first, last) of the words it first stands in.

    Args:
        words: normal forms, or dictionary forms where a language is known by these.
        stem: letters to which longer words are cut, so that the forms of a word meet; 0 keeps all.
    """
    stems = [_stem(word, stem) for word in words]
    found: dict[str, tuple[int, int]] = {}
    for at, cue in enumerate(stems):
        found.setdefault(cue, (at, at + 1))
    for at, (first, second) in enumerate(pairwise(stems)):
        found.setdefault(f"{first} {second}", (at, at + 2))
    return found


def _stem(word: str, length: int) -> str:
    if word[:1].isdigit():
        return FIGURE
    return word[:length] if length and len(word) > length and word.isalpha() else word
