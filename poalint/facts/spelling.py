"""How far two spellings are apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_SHORTEST_STEM = 3


def distance(left: str, right: str, limit: int) -> int:
    """Return how many letters to change, add, drop or swap with their neighbour; ``limit + 1`` where more.

    The cost is bounded by ``limit`` times the length.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        current = [i]
        for j, other in enumerate(right, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)


def near_keys(word: str) -> Iterator[str]:
    """Yield keys of which two words share at least one if they are at most one change (or swap) apart.

    These are the word and the word without any one of its letters.
    """
    yield word
    for at in range(min(len(word), 24)):
        yield word[:at] + word[at + 1 :]


def near_pairs(words: Iterable[str], most: int = 400) -> Iterator[tuple[str, str]]:
    """Yield pairs of different words that may be at most two changes apart, in the order of their first use.

    Words are compared only if they share a key: a half of the word, or the word without one letter. The number of
    words looked at is bounded, so that the cost stays linear in the text.
    """
    buckets: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for word in list(dict.fromkeys(words))[:most]:
        for key in _pair_keys(word):
            bucket = buckets.setdefault(key, [])
            for other in bucket[-12:]:
                if other != word and (other, word) not in seen:
                    seen.add((other, word))
                    yield other, word
            bucket.append(word)


@lru_cache(maxsize=1024)
def _pair_keys(word: str) -> tuple[str, ...]:
    """Return the keys by which a word meets those near it, in order: a set has another one in each process."""
    half = (len(word) + 1) // 2
    halves = (f"{word[:half]}*", f"{word[: half - 1]}*", f"*{word[-half:]}", f"*{word[half:]}")
    return tuple(sorted({*near_keys(word), *halves}))


def stems(word: str, endings: Mapping[str, str]) -> frozenset[str]:
    """Return a lower-case word without each of the case endings it may have.

    Args:
        word: a name, say "marka".
        endings: ending to what the stem ends in without it: ``{"a": "", "ek": "k"}``, so that "marek" and "marka"
            share the stem "mark". Stems are at least three letters long.
    """
    found = {word[: len(word) - len(ending)] + rest for ending, rest in endings.items() if word.endswith(ending)}
    return frozenset(stem for stem in found if len(stem) >= _SHORTEST_STEM) or frozenset((word,))
