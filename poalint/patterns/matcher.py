"""Find the patterns of a lexicon in a text's tokens.

One pass notes which words and classes each sentence holds; only patterns whose required keys are all there are
then matched exactly, from the same compiled form. Matching follows sets of positions through a pattern, so its
cost is bounded by the pattern's length times its gaps, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from poalint.patterns.compiler import CLASS, END, GAP, NOT, OPTIONAL, SHAPE, START, WORD, Key, Lexicon, Program
from poalint.text.tokens import Tokens

# Marks that end a clause: no gap reaches across them.
_CLAUSE_ENDS = frozenset(";:.!?…")
# Marks that only a gap with a comma reaches across.
_COMMAS = frozenset(",()[]–—-/\"“”„«»‘")


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a pattern was found; ``first`` and ``last`` are token numbers, ``last`` exclusive."""

    first: int
    last: int
    sentence: int


class Matcher:
    """Matches one lexicon; safe to share between threads.

    Args:
        lexicon: compiled patterns.
        prefilter: ``False`` tries every pattern at every word, to check that the index loses nothing.
    """

    def __init__(self, lexicon: Lexicon, prefilter: bool = True) -> None:
        self.lexicon = lexicon
        self.prefilter = prefilter
        self._prefix_lengths = sorted({len(prefix) for prefix in lexicon.single_prefix})
        self._suffix_lengths = sorted({len(suffix) for suffix in lexicon.single_suffix})
        self._numbers = {name: number for number, name in enumerate(lexicon.sets)}
        self._keys_of = lru_cache(maxsize=20_000)(self._keys)
        self.unkeyed = frozenset(number for number, entries in lexicon.via.items() if "" in entries)
        self.shape_anchors = frozenset(
            key
            for *_, required, first in lexicon.patterns
            for key in (*required, first)
            if isinstance(key, str) and key.startswith("<") and key not in lexicon.shape_classes
        )

    def _keys(self, word: str) -> tuple[frozenset[int], frozenset[Key], tuple[Key, ...]]:
        """Return the classes that hold a word by itself, all keys that it can stand for, and those that patterns need."""
        lexicon = self.lexicon
        single = set(lexicon.single.get(word, ()))
        keys: set[Key] = {word, *lexicon.word_classes.get(word, ())}
        for length in self._prefix_lengths:
            if length > len(word):
                break
            single.update(lexicon.single_prefix.get(word[:length], ()))
            keys.update(lexicon.prefix_classes.get(word[:length], ()))
        for length in self._suffix_lengths:
            if length > len(word):
                break
            single.update(lexicon.single_suffix.get(word[-length:], ()))
            keys.update(lexicon.suffix_classes.get(word[-length:], ()))
        return frozenset(single), frozenset(keys), tuple(sorted(keys & lexicon.keys, key=repr))

    def find(
        self,
        tokens: Tokens,
        sentences: Sequence[tuple[int, int]],
        shapes: Callable[[str], frozenset[int]],
    ) -> dict[str, list[Match]]:
        """Return the matches of every pattern set by its name, in text order.

        Args:
            tokens: the text's tokens.
            sentences: (first, last) token numbers of each sentence, last exclusive.
            shapes: gives the numbers of the tokens that have a shape (``DATE``, ``NAME``, ...).
        """
        found: dict[int, set[tuple[int, int, int]]] = {}
        run = _Run(self, tokens, shapes)
        patterns = self.lexicon.patterns
        by_anchor = self.lexicon.by_anchor
        unanchored = by_anchor.get("", ())
        for number, (first, last) in enumerate(sentences):
            places: dict[Key, list[int]] = {}
            for at in range(first, last):
                for key in run.keys_at(at):
                    if key in places:
                        places[key].append(at)
                    else:
                        places[key] = [at]
            run.first, run.last = first, last
            candidates: Iterable[int]
            if self.prefilter:
                candidates = [
                    pattern
                    for key in places
                    for pattern in by_anchor.get(key, ())
                    if all(needed in places for needed in patterns[pattern][4])
                ]
                candidates.extend(unanchored)
            else:
                candidates = range(len(patterns))
            for candidate in candidates:
                set_number, before, marked, after, _, first_key = patterns[candidate]
                starts: Iterable[int] = range(first, last)
                if self.prefilter and first_key == "^":
                    starts = (first,)
                elif self.prefilter and first_key != "":
                    starts = places.get(first_key, ())
                for start in starts:
                    place = run.match(start, before, marked, after)
                    if place is not None:
                        found.setdefault(set_number, set()).add((*place, number))
        return {
            name: [Match(*place) for place in sorted(found.get(number, ()))] for name, number in self._numbers.items()
        }


class _Run:
    """The state of one search: the tokens, the sentence's bounds and what classes matched where."""

    def __init__(self, matcher: Matcher, tokens: Tokens, shapes: Callable[[str], frozenset[int]]) -> None:
        self.lexicon = matcher.lexicon
        self.keys_of = matcher._keys_of
        self.norms = tokens.norms
        self.words = tokens.words
        self.shapes = shapes
        self.memo: dict[tuple[int, int], tuple[int, ...]] = {}
        self.unkeyed = matcher.unkeyed
        self.shape_keys: dict[int, list[Key]] = {}
        for shape, classes in self.lexicon.shape_classes.items():
            for at in shapes(shape[1:-1]):
                self.shape_keys.setdefault(at, []).extend((shape, *classes))
        for shape in matcher.shape_anchors:
            for at in shapes(shape[1:-1]):
                self.shape_keys.setdefault(at, []).append(shape)
        self.first = 0
        self.last = 0

    def keys_at(self, at: int) -> Iterable[Key]:
        """Return the keys that patterns need and a token can stand for."""
        keys = self.keys_of(self.norms[at])[2]
        shaped = self.shape_keys.get(at)
        return {*keys, *(key for key in shaped if key in self.lexicon.keys)} if shaped else keys

    def match(self, start: int, before: Program, marked: Program, after: Program) -> tuple[int, int] | None:
        """Return the longest reported part (first, last) of a match that begins at ``start``."""
        opens = self.follow(before, (start,)) if before else (start,)
        for opened in sorted(opens):
            closes = self.follow(marked, (opened,))
            for closed in sorted(closes, reverse=True):
                if closed > opened and (not after or self.follow(after, (closed,))):
                    return opened, closed
        return None

    def follow(self, program: Program, positions: Iterable[int]) -> Iterable[int]:
        for element in program:
            positions = self.step(element, positions)
            if not positions:
                return ()
        return positions

    def step(self, element: tuple, positions: Iterable[int]) -> Iterable[int]:  # type: ignore[type-arg]
        kind = element[0]
        norms, last = self.norms, self.last
        if kind == WORD:
            word = element[1]
            return {at + 1 for at in positions if at < last and norms[at] == word}
        if kind == CLASS:
            number = element[1]
            return {end for at in positions for end in self.class_ends(number, at)}
        if kind == GAP:
            return self.gap(element[1], element[2], element[3], positions)
        if kind == OPTIONAL:
            return {*positions, *self.follow(element[1], positions)}
        if kind == NOT:
            number = element[1]
            return {at for at in positions if not self.class_ends(number, at)}
        if kind == SHAPE:
            having = self.shapes(element[1][1:-1])
            return {at + 1 for at in positions if at < last and at in having}
        if kind == START:
            return {at for at in positions if at == self.first}
        assert kind == END
        return {at for at in positions if at == last or not any(self.words[at:last])}

    def gap(self, low: int, high: int, commas: bool, positions: Iterable[int]) -> set[int]:
        reached: set[int] = set()
        for at in positions:
            count = 0
            if low == 0:
                reached.add(at)
            while at < self.last and count < high:
                norm = self.norms[at]
                if self.words[at]:
                    count += 1
                elif norm in _CLAUSE_ENDS or (norm in _COMMAS and not commas):
                    break
                at += 1
                if count >= low:
                    reached.add(at)
        return reached

    def class_ends(self, number: int, at: int) -> tuple[int, ...]:
        """Return where the entries of a class that begin at a token end."""
        if at >= self.last:  # only "$" can match here
            programs = self.lexicon.via.get(number, {}).get("", ()) if number in self.unkeyed else ()
            return tuple({end for program in programs for end in self.follow(program, (at,))})
        single, possible, _ = self.keys_of(self.norms[at])
        shaped = self.shape_keys.get(at, ())
        if number not in possible and number not in shaped and number not in self.unkeyed:
            return ()
        key = (number, at)
        known = self.memo.get(key)
        if known is not None:
            return known
        ends: set[int] = set()
        if number in single:
            ends.add(at + 1)
        longer = self.lexicon.longer.get(number)
        if longer is not None:
            for rest in longer.get(self.norms[at], ()):
                ends.update(self.follow(rest, (at + 1,)))
        via = self.lexicon.via.get(number)
        if via is not None:
            for first in via.keys() & possible if not shaped else via.keys() & (possible | {*shaped}):
                for program in via[first]:
                    ends.update(self.follow(program, (at,)))
            for program in via.get("", ()):
                ends.update(self.follow(program, (at,)))
        result = tuple(sorted(ends))
        self.memo[key] = result
        return result
