"""Split text into words and punctuation marks, each with a normal form to match on.

A normal form is the lower-cased word with typographic variants folded: soft hyphens and zero-width
characters removed, curly apostrophes made straight, contractions split ("don't" gives "do" and "not"), and letters that
a language's writers put in two ways in one ("ß" as "ss").
Offsets always point into the original text, in code points.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

from poalint.text.letters import respeller
from poalint.text.memory import remembering

# Characters that Word and web pages leave inside words without showing them.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_APOSTROPHES = "'\u2019\u2018\u02bc\uff07"

# A word may hold inner apostrophes, hyphens, and dots or commas between digits ("1,140", "4.9", "A-to-z").
# Every repeat starts with a character that the class before it cannot match, so matching is linear.
_TOKEN = re.compile(
    rf"[^\W_](?:[^\W_]|[{_INVISIBLE}]|_+(?=[^\W_])|[{_APOSTROPHES}](?=[^\W\d_])|(?<=\d)[.,:](?=\d)"
    rf"|[-\u2010\u2011](?=[^\W_]))*"
    rf"|[^\w\s{_INVISIBLE}]|_+"
)
_DROP = {ord(c): None for c in _INVISIBLE}
_FOLD = {**_DROP, **{ord(c): "'" for c in _APOSTROPHES}, 0x2010: "-", 0x2011: "-"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks in order, as parallel lists (index = token number).

    Attributes:
        starts: first code point of each token in the text.
        ends: code point after each token.
        norms: normal form of each token, to match patterns on.
        words: whether the token is a word or number rather than a punctuation mark.
        lemmas: dictionary form of each token; empty in languages whose word forms are expanded in the patterns.
        persons: numbers of the tokens that the segmenter knows as people's names, to how they are read.
    """

    starts: list[int]
    ends: list[int]
    norms: list[str]
    words: list[bool]
    lemmas: list[str] = field(default_factory=list)
    persons: Mapping[int, str] = field(default_factory=dict)
    _places: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.starts)

    def places(self, wanted: Container[str]) -> list[int]:
        """Return the numbers of the tokens whose normal form is wanted, in text order; there must come no more."""
        if not self._places:
            for at, norm in enumerate(self.norms):
                self._places.setdefault(norm, []).append(at)
        known = self._places
        if isinstance(wanted, (Set, Mapping)) and len(wanted) < len(known):
            return sorted(chain.from_iterable([known[norm] for norm in wanted if norm in known]))
        return sorted(chain.from_iterable([places for norm, places in known.items() if norm in wanted]))


def fold(word: str) -> str:
    """Return the normal form of one word: lower case, straight apostrophes, no invisible characters."""
    return word.translate(_FOLD).lower()


class Tokenizer:
    """Splits text into tokens by one language's contractions.

    Args:
        endings: contracted ending to normal form, for example ``{"n't": "not", "'ll": "will"}``; the longest wins.
        words: irregular contractions with a ``+`` where they split, to their parts: ``{"ca+n't": ["can", "not"]}``.
        letters: letters to what else is written in their place: ``{"ß": "ss"}``.
        clitics: words that begin with an apostrophe to what they stand for: ``{"'t": "het"}``.
    """

    def __init__(
        self,
        endings: Mapping[str, str],
        words: Mapping[str, Sequence[str]],
        letters: Mapping[str, str] | None = None,
        clitics: Mapping[str, str] | None = None,
    ) -> None:
        self.respell = respeller(letters or {})
        self._clitics = dict(clitics or {})
        self._endings = sorted(endings.items(), key=lambda pair: -len(pair[0]))
        self._words = {
            written.replace("+", ""): (len(written.partition("+")[0]), tuple(parts)) for written, parts in words.items()
        }
        self._parts = remembering(self._spelled if letters else self._split, 8192)

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``; offsets are code points into it."""
        tokens = Tokens([], [], [], [])
        self.read(text, 0, len(text), tokens)
        return tokens

    def read(self, text: str, first: int, last: int, tokens: Tokens) -> None:
        """Add the tokens of ``text[first:last]`` to ``tokens``."""
        starts, ends, norms, words = tokens.starts, tokens.ends, tokens.norms, tokens.words
        for match in _TOKEN.finditer(text, first, last):
            raw = match.group()
            start, end = match.span()
            if not raw[0].isalnum():
                starts.append(start)
                ends.append(end)
                norms.append("'" if raw in _APOSTROPHES else raw)
                words.append(False)
                continue
            if self._clitics and starts and ends[-1] == start and norms[-1] == "'":
                clitic = self._clitics.get(f"'{fold(raw)}")
                if clitic:
                    ends[-1], norms[-1], words[-1] = end, clitic, True
                    continue
            for at, stop, norm in self._parts(raw):
                starts.append(start + at)
                ends.append(start + stop)
                norms.append(norm)
                words.append(True)

    def forms(self, word: str) -> list[str] | None:
        """Return how a dictionary form is looked up token by token, or ``None`` where its forms are to be expanded.

        All but the last token stand as written; the last begins with ``~`` before its dictionary form.
        """
        del word
        return None

    def literal(self, written: str) -> list[str]:
        """Return the normal forms of a pattern's literal; an ending by itself (``'s``) is one token."""
        endings = dict(self._endings)
        return [endings[fold(written)]] if fold(written) in endings else self(written).norms

    def readings(self, written: str) -> list[list[str]]:
        """Return all ways in which a draft may split a pattern's literal, the usual one first."""
        return [self.literal(written)]

    def _spelled(self, raw: str) -> tuple[tuple[int, int, str], ...]:
        return tuple([(at, stop, self.respell(norm)) for at, stop, norm in self._split(raw)])

    def _split(self, raw: str) -> tuple[tuple[int, int, str], ...]:
        norm = fold(raw)
        length = len(raw)
        if len(norm) != length:  # invisible characters or case folding moved the cut; keep the word whole
            return ((0, length, norm),)
        irregular = self._words.get(norm)
        if irregular:
            cut, (head, tail) = irregular
            return ((0, cut, head), (cut, length, tail))
        if "'" in norm:
            for ending, meaning in self._endings:
                if norm.endswith(ending) and length > len(ending):
                    cut = length - len(ending)
                    return ((0, cut, norm[:cut]), (cut, length, meaning))
        return ((0, length, norm),)
