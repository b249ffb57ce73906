"""Letters that people write in two ways, as "ß" and "ss" or "ü" and "ue": one normal form for both.

A language's data says which: ``letters: {ß: ss, ü: ue}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def respeller(letters: Mapping[str, str]) -> Callable[[str], str]:
    """Return what writes a lower-case word in its one normal form.

    Args:
        letters: letter to what is written in its place.
    """
    table = str.maketrans(dict(letters))
    return lambda word: word.translate(table)


def with_both_spellings(value: Any, respell: Callable[[str], str]) -> Any:
    """Return a language's data with the normal form of each word in its lists, and of each key, beside the word.

    Some of what reads the data compares it with normal forms, some with the draft's own letters. Words to look for are
    in lower case; what has capitals is shown to people, and stays.
    """
    if isinstance(value, Mapping):
        table = {key: with_both_spellings(inner, respell) for key, inner in value.items()}
        return {**table, **{respell(key): inner for key, inner in table.items() if _is_word(key)}}
    if isinstance(value, list):
        both = [with_both_spellings(inner, respell) for inner in value]
        spelled = [respell(inner) for inner in value if _is_word(inner)]
        return [*both, *(word for word in dict.fromkeys(spelled) if word not in value)]
    return value


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and value == value.lower()
