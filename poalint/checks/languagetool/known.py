"""What LanguageTool takes for an error and is none in a plan of action: terms, names, identifiers, others' words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from poalint.checks.base import Context
from poalint.facts.identifiers import find_identifiers
from poalint.facts.names import NAME, find_names, find_persons
from poalint.facts.spelling import distance
from poalint.grammar.model import Match
from poalint.grammar.terms import LanguageTerms, terms_of
from poalint.roles import HEADING

_MISSPELLING = "misspelling"
_LONGEST_ACRONYM = 6
_BLANKS = (" ", "\u00a0", "-", ". ")
_NAME = 6  # letters that a name of two words in one has at least: "Alot" is none
_COMPOUND = 9  # letters
_OFTEN = 2  # a capitalised word that stands so often is a name
_FAR = 0.3  # share of a word that must be changed to make a known one of it, for the word to be a name


_JOINTS = re.compile(r"[\s‐‑–-]+")
_POSSESSIVE = re.compile(r"['’]s?$")


@cache
def _code() -> re.Pattern[str]:
    """What is no word: addresses of the web and of mail, paths, and runs of letters and marks with a digit in them."""
    return re.compile(
        r"(?:https?://|www\.)\S+|\S+@\S+|[^\s/]+(?:/[^\s/]+){2,}|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b"
        r"|[^\W_]*\d[\w./-]*|\w+_\w+"
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Known:
    """What is known to be right in one draft."""

    def __init__(self, context: Context, terms: LanguageTerms) -> None:
        document, profile = context.document, context.profile
        self._document = document
        self._terms = terms
        answer = context.grammar
        self._dictionary = answer.dictionary if answer is not None else frozenset()
        codes = [match.span() for match in _code().finditer(document.text)]
        codes += [(one.start, one.end) for one in find_identifiers(document, profile)]
        self._codes = _Spans(codes)
        names = [name for name in find_names(document, profile) if name.kind != NAME or len(name.words) > 1]
        self._names = _Spans([(name.start, name.end) for name in names])
        self._persons = _Spans([(name.start, name.end) for name in find_persons(document, profile)])
        self._named = {word.casefold() for name in names for word in name.words if word[:1].isupper()}
        self._has_letters = any(char in terms.keyboard for char in document.text)
        self._counts = Counter(_words().findall(document.text))

    @staticmethod
    def of(context: Context) -> Known:
        """Return what is known in a draft; the same object for all rules.

        Raises:
            PackError: the table of terms is malformed.
        """
        found = context.document.facts.get(Known)
        if not isinstance(found, Known):
            terms = terms_of(context.document.language)
            assert terms is not None  # or LanguageTool would not have been asked
            found = context.document.facts[Known] = Known(context, terms)
        return found

    def knows(self, match: Match) -> bool:
        """Return whether a match is none in a plan of action."""
        start, end = match.start, match.end
        if self._document.quoted(start, end) or self._codes.touch(start, end):
            return True
        text = self._document.text[start:end]
        if text.casefold() in self._dictionary:
            return True
        if match.issue_type != _MISSPELLING:
            return False
        if self._names.hold(start, end) or self._persons.touch(start, end):
            return True
        if any(self._same(text, one) for one in match.replacements):
            return True
        parts = [part for part in _JOINTS.split(text) if part]
        # Of "FBA-Lager" LanguageTool knows one half and poalint the other.
        if self._is_term(text) or any(self._is_term(part) for part in parts):
            return True
        return len(parts) == 1 and (self._is_compound(match, text) or self._is_name(match, text))

    def _same(self, word: str, other: str) -> bool:
        """Return whether a word differs from a right one in how it is put together, or in letters of a keyboard."""
        low, right = word.casefold(), other.casefold()
        joined = _JOINTS.sub("", right)
        if joined == low and right != low and (self._terms.compounds or (word[:1].isupper() and len(word) >= _NAME)):
            return True
        return not self._has_letters and right != low and self._plain(right) == self._plain(low)

    def _plain(self, word: str) -> str:
        """Return a word as it is written on a keyboard without the language's letters."""
        return "".join(self._terms.keyboard.get(char, char) for char in word)

    def _is_term(self, word: str) -> bool:
        """Return whether a word is one of the trade, of the user's dictionary, or part of a name."""
        plain = _POSSESSIVE.sub("", word)
        low = plain.casefold()
        if low in self._terms.words or low in self._dictionary or low in self._named:
            return True
        if self._terms.prefixes and low.startswith(self._terms.prefixes):
            return True
        # Abbreviations, and names such as ShipTrack.
        return (1 < len(plain) <= _LONGEST_ACRONYM and plain.isupper()) or (
            not plain.isupper() and any(map(str.isupper, plain[1:]))
        )

    def _is_compound(self, match: Match, word: str) -> bool:
        """Return whether a word is long, unlike any known one, and of a language that puts words together freely."""
        low = word.casefold()
        if not self._terms.compounds or len(low) < _COMPOUND:
            return False
        return all(distance(low, one.casefold(), 1) > 1 for one in match.replacements)

    def _is_name(self, match: Match, word: str) -> bool:
        """Return whether a word is a name, by its capitals or because the draft calls something so."""
        if self._counts[word] >= _OFTEN and (word[:1].isupper() or self._is_far(match, word)):
            return True  # what the draft calls so again and again
        if not word[:1].isupper():
            return False
        if word.isupper() or self._names.beside(self._document.text, match.start, match.end):
            return True
        sentence = self._document.sentence_at(match.start)
        heading = sentence is not None and self._document.block_of(sentence).kind == HEADING
        opens = sentence is not None and match.start - sentence.start <= 1
        if not (heading or opens or self._terms.nouns_capital):
            return True
        low = word.casefold()
        return all(low[:1] != one[:1].casefold() or distance(low, one.casefold(), 1) > 1 for one in match.replacements)

    def _is_far(self, match: Match, word: str) -> bool:
        """Return whether a word is much unlike all that LanguageTool would put in its place."""
        low = word.casefold()
        limit = int(_FAR * len(low))
        return all(distance(low, one.casefold(), limit) > limit for one in match.replacements)


class _Spans:
    """Spans in which places are looked up."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def touch(self, start: int, end: int) -> bool:
        """Return whether a place overlaps a span."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and start < self._spans[at][1]

    def hold(self, start: int, end: int) -> bool:
        """Return whether a place lies within a span."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._spans[at][1]

    def beside(self, text: str, start: int, end: int) -> bool:
        """Return whether nothing but a blank is between a place and a span."""
        at = bisect_right(self._starts, start) - 1
        before = at >= 0 and text[self._spans[at][1] : start] in _BLANKS
        behind = at + 1 < len(self._spans) and text[end : self._spans[at + 1][0]] in _BLANKS
        return before or behind
