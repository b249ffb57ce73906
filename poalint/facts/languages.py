"""Tell the language of a text, or of one sentence, from its scripts and function words.

The tables come from ``rules/languages.yaml``: of each language its name, its most frequent function words, letters
that only few languages use, and its scripts. A word that several languages share counts for each of them by its share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from poalint.text.length import SPACED, UNSPACED
from poalint.text.memory import Memory

DEFAULT = "en"

_LONGEST = 60_000
_REMEMBERED = 1000  # lines, for drafts that are checked again
_MIN_SCORE = 0.6
_LETTER_WEIGHT = 0.35
_MIN_SPACED = 3
_MIN_TELLING = 2
# About two characters of these scripts make a word, and half of a text's words are function words.
_CHARACTER_WEIGHT = 0.28


@cache
def _word() -> re.Pattern[str]:
    """A word, not the letters of a code such as B09ZK1VR3D, nor a part of an address."""
    return re.compile(rf"(?<!{SPACED})(?<![@/])(?<!\w\.)(?:(?![{UNSPACED}])[^\W\d_])+(?!{SPACED}|[@/])(?!\.\w)")


@cache
def _scripts() -> Mapping[str, re.Pattern[str]]:
    ranges = {
        "kana": "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff",
        "han": "\u3400-\u9fff\uf900-\ufaff",
        "hangul": "\uac00-\ud7a3\u1100-\u11ff",
        "cyrillic": "\u0400-\u052f",
        "greek": "\u0370-\u03ff",
        "arabic": "\u0600-\u06ff\u0750-\u077f",
        "hebrew": "\u0590-\u05ff",
        "thai": "\u0e00-\u0e7f",
        "devanagari": "\u0900-\u097f",
    }
    return {name: re.compile(f"[{characters}]") for name, characters in ranges.items()}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one language in a piece of text.

    Attributes:
        score: function words and letters, shared ones by their share; characters of its script.
        words: how many function words of the language there are, shared ones included.
        own: how many of them no other language of the tables knows, or letters that few use.
    """

    score: float
    words: int
    own: int


_Line = tuple[tuple[tuple[str, float, int, int], ...], Mapping[str, int]]


class Languages:
    """The tables, prepared for look-ups.

    Args:
        tables: language code to ``words``, ``letters``, ``scripts`` and ``telling`` characters.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self.codes = tuple(tables)
        self._words: dict[str, tuple[str, ...]] = _invert(tables, "words")
        self._letters: dict[str, tuple[str, ...]] = _invert(tables, "letters")
        self._signs: dict[str, tuple[str, ...]] = _invert(tables, "signs")
        self._glue = {word for table in tables.values() for word in _split(table.get("glue") or ())}
        self._innocent = {code: frozenset(_split(table.get("innocent") or ())) for code, table in tables.items()}
        self._particles = {code: frozenset(_split(table.get("particles") or ())) for code, table in tables.items()}
        self._scripts = {code: tuple(table.get("scripts") or ()) for code, table in tables.items()}
        self._telling = {code: frozenset(_split(table.get("telling") or ())) for code, table in tables.items()}
        self._foreign: dict[str, frozenset[str]] = {}
        self._lines: Memory[_Line] = Memory(_REMEMBERED)

    def evidence(self, text: str) -> dict[str, Evidence]:
        """Return the evidence for each language that has any."""
        scores: defaultdict[str, float] = defaultdict(float)
        words: Counter[str] = Counter()
        own: Counter[str] = Counter()
        scripts: Counter[str] = Counter()
        for line in text.split("\n"):
            by_words, by_script = self._of_line(line)
            for code, score, known, telling in by_words:
                scores[code] += score
                words[code] += known
                own[code] += telling
            scripts.update(by_script)
        for code, score in self._script_scores(scripts).items():
            scores[code] += score
            own[code] += int(score)
        return {code: Evidence(score, words[code], own[code]) for code, score in scores.items()}

    def _of_line(self, line: str) -> _Line:
        known = self._lines.recall(line)
        if known is None:
            known = self._words_of(line), _characters(line)
            self._lines.keep(line, known)
        return known

    def _words_of(self, line: str) -> tuple[tuple[str, float, int, int], ...]:
        """Return what the words of a line say: language, score, function words, and those that only it has."""
        scores: defaultdict[str, float] = defaultdict(float)
        words: Counter[str] = Counter()
        own: Counter[str] = Counter()
        for word in _word().findall(line):
            low = word.lower()
            codes = self._words.get(low, ())
            for code in codes:
                scores[code] += 1 / len(codes)
                words[code] += 1
                own[code] += len(codes) == 1
            for code, weight in self._letter_weights(low).items():
                scores[code] += weight
                own[code] += weight >= _LETTER_WEIGHT
        return tuple([(code, score, words[code], own[code]) for code, score in scores.items()])

    def knows(self, word: str, code: str) -> bool:
        """Return whether a lower-case word is a function word of a language."""
        return code in self._words.get(word, ())

    def signs(self, word: str, code: str) -> bool:
        """Return whether a lower-case word is a telling one of a language: of its greetings, or of a shop's work."""
        return code in self._signs.get(word, ())

    def foreign(self, own: str) -> frozenset[str]:
        """Return the function words and signs of the other languages that are none in a language."""
        if own not in self._foreign:
            every = (*self._words.items(), *self._signs.items())
            self._foreign[own] = frozenset(word for word, codes in every if own not in codes)
        return self._foreign[own]

    def speaks(self, text: str) -> bool:
        """Return whether a run of another script says something, rather than naming a company or a place.

        Languages that write without spaces do so by their ``particles``; in others a run has spaces.
        """
        for code, scripts in self._scripts.items():
            if scripts and _scripts()[scripts[0]].search(text):
                particles = self._particles[code]
                if not particles.isdisjoint(text) if particles else len(text.split()) >= _MIN_SPACED:
                    return True
        return False

    def writes(self, text: str, code: str) -> bool:
        """Return whether a text holds a character of the scripts of a language."""
        return any(_scripts()[script].search(text) for script in self._scripts[code])

    def told(self, text: str, own: str) -> str:
        """Return the language that shares a script with ``own`` and whose own characters a text holds, else "".

        Several of these ``telling`` characters, and none of the script that marks ``own``, make it that language.
        """
        marks = self._scripts[own]
        if not marks or _scripts()[marks[0]].search(text):
            return ""
        for code, characters in self._telling.items():
            if code != own and len(characters.intersection(text)) >= _MIN_TELLING:
                return code
        return ""

    def is_innocent(self, word: str, code: str) -> bool:
        """Return whether a language has a word too, though it is no function word there: English "die", "per"."""
        return word in self._innocent[code]

    def glues(self, word: str) -> bool:
        """Return whether a lower-case word is one that stands inside names: "de" in "Rue de la Paix"."""
        return word in self._glue

    def letters_of(self, word: str, code: str) -> bool:
        """Return whether a lower-case word holds a letter that marks a language."""
        return not word.isascii() and any(code in self._letters.get(letter, ()) for letter in word)

    def _letter_weights(self, word: str) -> dict[str, float]:
        weights: dict[str, float] = {}
        if word.isascii():
            return weights
        for letter in set(word):
            codes = self._letters.get(letter, ())
            for code in codes:
                weights[code] = max(weights.get(code, 0.0), _LETTER_WEIGHT / len(codes))
        return weights

    def _script_scores(self, counts: Counter[str]) -> dict[str, float]:
        """Return what the characters of a text, counted by script, say for each language."""
        scores: dict[str, float] = {}
        for code, scripts in self._scripts.items():
            if scripts and counts[scripts[0]]:
                scores[code] = _CHARACTER_WEIGHT * sum(counts[script] for script in scripts)
        if counts["han"] and not counts["kana"]:
            scores = {code: score for code, score in scores.items() if self._scripts[code] != ("kana", "han")}
        elif counts["kana"] * 12 >= counts["han"]:
            scores = {code: score for code, score in scores.items() if self._scripts[code] != ("han",)}
        return scores


def _characters(line: str) -> dict[str, int]:
    """Return how many characters of each script a line has."""
    if line.isascii():
        return {}
    found = {name: len(pattern.findall(line)) for name, pattern in _scripts().items()}
    return {name: number for name, number in found.items() if number}


def _invert(tables: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, tuple[str, ...]]:
    inverted: dict[str, list[str]] = {}
    for code, table in tables.items():
        for word in dict.fromkeys(_split(table.get(key) or ())):
            inverted.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in inverted.items()}


def _split(words: str | Iterable[str]) -> list[str]:
    return words.split() if isinstance(words, str) else [str(word) for word in words]


class _Key:
    """Lets tables be a cache key by identity, and keeps them alive while they are one."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self.tables = tables

    def __hash__(self) -> int:
        return id(self.tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.tables is self.tables


@lru_cache(maxsize=4)
def _prepared(key: _Key) -> Languages:
    return Languages(key.tables)


def prepare(tables: Mapping[str, Mapping[str, Any]]) -> Languages:
    """Return tables prepared for look-ups; the same tables are prepared once."""
    return _prepared(_Key(tables))


def detect(text: str, tables: Mapping[str, Mapping[str, Any]], default: str = DEFAULT) -> str:
    """Return the code of a text's language; ``default`` where too little speaks for any.

    A draft that mixes languages is in the one that most of its function words belong to: a German plan full of
    Amazon's English terms is German.
    """
    evidence = prepare(tables).evidence(text[:_LONGEST])
    best = max(evidence, key=lambda code: (evidence[code].score, code == default), default=default)
    if best not in evidence or evidence[best].score < _MIN_SCORE:
        return default
    return best
