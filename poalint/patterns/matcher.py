"""Find the patterns of a lexicon in a text's tokens.

One pass notes which words and classes each sentence holds; only patterns whose required keys are all there are
then matched exactly, from the same compiled form. Matching follows sets of positions through a pattern, so its
cost is bounded by the pattern's length times its gaps, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from poalint.patterns.compiler import ANY_OF, CLASS, END, GAP, NOT, OPTIONAL, SHAPE, START, WORD, Key, Lexicon, Program
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
        self._prefix_lengths = sorted({len(prefix) for prefix in lexicon.prefix_classes})
        self._suffix_lengths = sorted({len(suffix) for suffix in lexicon.suffix_classes})
        self._numbers = {name: number for number, name in enumerate(lexicon.sets)}
        self._keys_of = lru_cache(maxsize=20_000)(self._keys)

    def _keys(self, word: str) -> tuple[frozenset[int], tuple[Key, ...]]:
        """Return the classes a word belongs to by itself, and all keys that it can stand for."""
        lexicon = self.lexicon
        classes = set(lexicon.word_classes.get(word, ()))
        for length in self._prefix_lengths:
            if length > len(word):
                break
            classes.update(lexicon.prefix_classes.get(word[:length], ()))
        for length in self._suffix_lengths:
            if length > len(word):
                break
            classes.update(lexicon.suffix_classes.get(word[-length:], ()))
        keys: set[Key] = {word, *classes, *lexicon.starters.get(word, ())}
        return frozenset(classes), tuple(keys)

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
                for key in self._keys_of(tokens.norms[at])[1]:
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
                if first_key != "" and self.prefilter:
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
        self.first = 0
        self.last = 0

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
            return {end for at in positions if at < last for end in self.class_ends(number, at)}
        if kind == GAP:
            return self.gap(element[1], element[2], element[3], positions)
        if kind == OPTIONAL:
            return {*positions, *self.follow(element[1], positions)}
        if kind == ANY_OF:
            return {end for option in element[1] for end in self.follow(option, positions)}
        if kind == NOT:
            return {at for at in positions if not any(self.follow(option, (at,)) for option in element[1])}
        if kind == SHAPE:
            having = self.shapes(element[1])
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
        key = (number, at)
        known = self.memo.get(key)
        if known is not None:
            return known
        ends: set[int] = set()
        word = self.norms[at]
        if number in self.keys_of(word)[0]:
            ends.add(at + 1)
        longer = self.lexicon.longer.get(number)
        if longer is not None:
            for rest in longer.get(word, ()):
                ends.update(self.follow(rest, (at + 1,)))
        for program in self.lexicon.general.get(number, ()):
            ends.update(self.follow(program, (at,)))
        result = tuple(sorted(ends))
        self.memo[key] = result
        return result
