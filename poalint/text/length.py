"""How long a text is, in words or characters."""

from __future__ import annotations

import re
from functools import lru_cache

UNSPACED = "\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""The characters of writing without spaces, kana and Chinese ones, for a class of a regular expression."""

SPACED = rf"[^\W{UNSPACED}]"
"""A letter or digit of writing with spaces: codes and words of it may touch characters of the other kind."""

_UNSPACED = re.compile(f"[{UNSPACED}]+")
# The beginning of a word: what stands between white space and its first letter or digit.
_WORD = re.compile(r"(?<!\S)(?:[^\w\s]|_)*[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG_WORD = 6
_SHORT = 500
# About two characters of such writing make a word.
_CHARACTERS_OF_A_WORD = 2


def is_chinese(text: str) -> bool:
    """Return whether a text begins with a Chinese character, as words of Chinese and Japanese do."""
    return "\u3400" <= text[:1] <= "\u9fff"


def count_words(text: str) -> int:
    """Return how many words a text has: white-space tokens with a letter or digit; unspaced writing by its length."""
    return _count_short(text) if len(text) < _SHORT else _count(text)


@lru_cache(maxsize=8192)
def _count_short(text: str) -> int:
    # Sentences and items are measured again and again, and stay as they are while a writer types elsewhere.
    return _count(text)


def _count(text: str) -> int:
    if "\n" in text:
        return sum(map(count_words, text.split("\n")))
    if text.isascii() or not _UNSPACED.search(text):
        return len(_WORD.findall(text))
    unspaced = sum(-(-len(run) // _CHARACTERS_OF_A_WORD) for run in _UNSPACED.findall(text))
    return unspaced + count_words(_UNSPACED.sub(" ", text))


def lix(text: str) -> float:
    """Return how hard a sentence is to read: its words, and of these the percentage with more than six letters.

    Carl-Hugo Björnsson's läsbarhetsindex (1968) for one sentence; only words of letters alone count.
    """
    words = _LETTERS.findall(text)
    return len(words) + 100 * sum(len(word) > _LONG_WORD for word in words) / len(words) if words else 0.0


def count_characters(text: str) -> int:
    """Return how many characters a text has, without white space."""
    return sum(not char.isspace() for char in text)


def columns(text: str) -> int:
    """Return about how many columns a text takes on a page: characters of unspaced writing are twice as wide."""
    return len(text) + sum(map(len, _UNSPACED.findall(text)))
