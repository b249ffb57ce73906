"""A language's table of cues: for each the classes of sentences that it speaks for or against, and how strongly.

The table is a block of lines, ``cue <tab> commonness <tab> class:weight class:weight``; classes are named by their
numbers. Both figures are whole. It is written by ``training/learn.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from poalint.packs.problems import Problems
from poalint.packs.raw import Value

Cue = tuple[int, ...]
"""A cue's rarity, then a class and its weight, another class and its weight."""

KEYS = ("stem", "unknown", "classes", "bias", "table")


def cue_table_fits(value: Value, problems: Problems) -> bool:
    """Return whether a language's ``cues`` are well formed, and note what is wrong."""
    before = len(problems.found)
    data = value.data
    for key, kind in zip(KEYS, (int, int, list, list, str), strict=True):
        if not isinstance(data.get(key), kind):
            value.wrong(problems, f"'cues' needs {key!r}", "write the table by training/learn.py")
            return False
    if len(data["classes"]) != len(data["bias"]) or not all(isinstance(one, int | float) for one in data["bias"]):
        value.wrong(problems, "'cues' needs a number in 'bias' for each class")
        return False
    for number, line in enumerate(data["table"].splitlines(), 1):
        try:
            _, cue = _read(line)
        except ValueError:
            value.child("table").wrong(problems, f"line {number} of the table is no cue", "write cue, rarity, weights")
            break
        if any(not 0 <= name < len(data["classes"]) for name in cue[1::2]):
            value.child("table").wrong(problems, f"line {number} of the table names a class that is none")
            break
    return len(problems.found) == before


def read_cue_table(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a well-formed table with its lines read: cue to rarity, classes and weights."""
    return {**data, "table": dict(map(_read, data["table"].splitlines()))}


def _read(line: str) -> tuple[str, Cue]:
    cue, rarity, weights = line.split("\t")
    pairs = [pair.partition(":") for pair in weights.split()]
    return cue, (int(rarity), *(int(figure) for name, _, weight in pairs for figure in (name, weight)))
