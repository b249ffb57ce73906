"""Split text of a language without spaces into words, by the morphological analyser Sudachi.

Runs of Japanese writing go to the analyser; figures, codes and Latin words between them are split as everywhere. A
word's normal form is its surface with full-width letters and figures made plain; its dictionary form, spelt the usual
way, is kept beside it, so that ``~行う`` also meets 行った and おこなって.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from typing import Any

from poalint.errors import UsageError
from poalint.text.tokens import Tokenizer, Tokens

_RUN = re.compile("[\u3005-\u3007\u3041-\u3096\u3099-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]+")
# A figure in a circle or in brackets is a word by itself: ①2026年, ④FBA.
_PIECE = re.compile("[\u2460-\u24ff\u2776-\u2793]|[^\u2460-\u24ff\u2776-\u2793]+")
# The analyser takes 49,149 bytes at most; a cut within a run of so many characters can only part one word.
_LONGEST = 12_000
_PERSON = "人名"
# What a word may stand between, so that the analyser sees it as a noun or as a verb.
_NEIGHBOURS = (("を", "ます"), ("", "た"), ("の", "を"), ("", "して"), ("は", "ない"), ("を", "て"))


class Segmenter(Tokenizer):
    """A tokenizer for languages written without spaces; offsets are code points, as everywhere."""

    def __init__(self) -> None:
        super().__init__({}, {})

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text`` with their dictionary forms."""
        persons: dict[int, str] = {}
        tokens = Tokens([], [], [], [], persons=persons)
        at = 0
        for run in _RUN.finditer(text):
            self._plain(text, at, run.start(), tokens)
            for first in range(run.start(), run.end(), _LONGEST):
                self._segment(text, first, min(run.end(), first + _LONGEST), tokens, persons)
            at = run.end()
        self._plain(text, at, len(text), tokens)
        return tokens

    def literal(self, written: str) -> list[str]:
        """Return the normal forms of a pattern's literal."""
        return self(written).norms

    def readings(self, written: str) -> list[list[str]]:
        """Return how a literal is split by itself and among usual neighbours: 取り下げ is one word or two."""
        found = [self.literal(written)]
        if len(written) < 2 or not _RUN.fullmatch(written):
            return found
        for before, behind in _NEIGHBOURS:
            tokens = self(f"{before}{written}{behind}")
            first, last = len(before), len(before) + len(written)
            if first in tokens.starts and last in tokens.ends:
                norms = tokens.norms[tokens.starts.index(first) : tokens.ends.index(last) + 1]
                if norms not in found:
                    found.append(norms)
        return found

    def forms(self, word: str) -> list[str]:
        """Return the tokens by which a dictionary form is found: all but the last as written, of the last its lemma."""
        tokens = self(word)
        return [*tokens.norms[:-1], f"~{tokens.lemmas[-1]}"] if tokens.lemmas else []

    def _plain(self, text: str, first: int, last: int, tokens: Tokens) -> None:
        """Add what is not Japanese writing."""
        begin = len(tokens)
        for piece in _PIECE.finditer(text, first, last):
            self.read(text, *piece.span(), tokens)
        for at in range(begin, len(tokens)):
            norm = tokens.norms[at] = unicodedata.normalize("NFKC", tokens.norms[at]).lower()
            tokens.lemmas.append(norm)

    @staticmethod
    def _segment(text: str, first: int, last: int, tokens: Tokens, persons: dict[int, str]) -> None:
        for word in _analyser().tokenize(text[first:last]):
            raw = word.surface()
            if not raw.isspace():
                speech = word.part_of_speech()
                if speech[2] == _PERSON:
                    persons[len(tokens)] = word.reading_form()
                tokens.starts.append(first + word.begin())
                tokens.ends.append(first + word.end())
                tokens.norms.append(unicodedata.normalize("NFKC", raw).lower())
                tokens.words.append(raw[0].isalnum() or raw[0] == "ー")
                tokens.lemmas.append(word.normalized_form())


_local = threading.local()


@cache
def _dictionary() -> Any:
    try:
        from sudachipy import Dictionary
    except ImportError:
        raise UsageError(
            "Japanese drafts need the word analyser Sudachi: pip install sudachipy sudachidict_core"
        ) from None
    return Dictionary(dict="core")


def _analyser() -> Any:
    """Return this thread's analyser: threads may share a dictionary, but no analyser."""
    analyser = getattr(_local, "analyser", None)
    if analyser is None:
        from sudachipy import SplitMode

        analyser = _local.analyser = _dictionary().tokenizer(mode=SplitMode.A)
    return analyser
