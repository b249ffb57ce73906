"""Names in a draft: people, stores, companies, suppliers and brands.

A name is a run of capitalised words. Which capitalised words are no names (months, Amazon's own terms, words of a
title), and which words make a name a person's or a company's, comes from the language's table ``names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from poalint.document.model import Document, Sentence
from poalint.facts.cases import capitals, written_small
from poalint.facts.once import once, once_by_kinds
from poalint.packs.model import Profile
from poalint.roles import HEADING

PERSON, COMPANY, NAME = "person", "company", "name"

_DOTTED = (3, 5)  # tokens of "B.V" and "Z.O.O"; the last dot is no part of a name
_MAX_WORDS = 7
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written.

    Attributes:
        start, end: offsets, without title.
        first, last: token numbers, last exclusive.
        kind: ``person``, ``company`` or ``name`` where nothing tells.
        words: its words as written, "&" and "and" included.
        role: (start, end) of the role beside a person ("Anna Schmidt, warehouse lead"), or ``None``.
        sentence: number of its sentence.
        titled: whether a title such as "Ms" stands before it.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    words: tuple[str, ...]
    role: tuple[int, int] | None
    sentence: int
    titled: bool


@once_by_kinds
def find_names(document: Document, profile: Profile) -> list[Name]:
    """Return the names of a draft in text order; headings in capitals hold those of companies alone."""
    shouted = {
        number
        for block in document.blocks
        if block.kind == HEADING
        for number in range(*block.sentences)
        if document.text[document.sentences[number].start : document.sentences[number].end].isupper()
    }
    return [name for name in _runs(document, profile) if name.kind == COMPANY or name.sentence not in shouted]


@once
def _runs(document: Document, profile: Profile) -> list[Name]:
    """Return all runs of words that are written as names are."""
    return list(_NameFinder(document, profile).run())


@once_by_kinds
def find_persons(document: Document, profile: Profile) -> list[Name]:
    """Return the names of people in a draft in text order.

    A full name that is known as a person's makes its parts, standing alone, one too ("Callum Reid", then "Callum").
    """
    names = find_names(document, profile)
    parts = {word for name in names if name.kind == PERSON for word in name.words}
    return [name for name in names if name.kind == PERSON or (name.kind == NAME and parts.issuperset(name.words))]


class _Terms:
    """Words, and with ``*`` before them endings of words: "*leiter" is "Lagerleiter" too."""

    def __init__(self, terms: frozenset[str]) -> None:
        self._words = frozenset(term for term in terms if not term.startswith("*"))
        self._endings = tuple(sorted(term[1:] for term in terms if term.startswith("*")))

    def __contains__(self, norm: str) -> bool:
        return norm in self._words or norm.endswith(self._endings)


class _Vocabulary:
    """What a language's table ``names`` says of its words."""

    def __init__(self, profile: Profile) -> None:
        table = profile.table("names")
        self.titles = _Terms(_words(table, "titles"))
        self.company_forms = _words(table, "company-forms")
        self.company_words = _words(table, "company-words")
        self.first_names = _words(table, "first-names")
        self.roles = _Terms(_words(table, "roles"))
        self.joints = _words(table, "joints")
        self.particles = _words(table, "particles")
        self.no_names = _words(table, "no-names")
        self.labels = _words(table, "company-labels")
        self.nouns_capitalised = bool(table.get("nouns-capitalised"))


class _NameFinder:
    def __init__(self, document: Document, profile: Profile) -> None:
        self.document = document
        self.norms = document.tokens.norms
        self.words = profile.prepare(_Vocabulary)
        self.lower = written_small(document, profile)
        self.capitals = self.named_words(capitals(document, profile))

    def named_words(self, capital: Iterable[int]) -> frozenset[int]:
        """Return the numbers of the capitalised words that may stand in a name."""
        tokens, text = self.document.tokens, self.document.text
        written = [at for at in capital if not _DIGIT.search(text, tokens.starts[at], tokens.ends[at])]
        persons = [at for at in tokens.persons if tokens.words[at]]
        return frozenset([at for at in (*written, *persons) if self.norms[at] not in self.words.no_names])

    def run(self) -> Iterator[Name]:
        sentences = iter(self.document.sentences)
        sentence = next(sentences, None)
        behind = 0
        for at in sorted(self.capitals):
            while sentence is not None and sentence.last <= at:
                sentence = next(sentences, None)
            if sentence is None:
                return
            if at < max(sentence.first, behind):
                continue
            last = self.extent(at, sentence)
            if last > at:
                behind = last
                name = self.name(at, last, sentence)
                if name:
                    yield name

    def capital(self, at: int) -> bool:
        return at in self.capitals

    def extent(self, at: int, sentence: Sentence) -> int:
        """Return the token behind a name that begins at a capitalised word, or that word's own if none does."""
        if self.norms[at] in self.words.titles or self.ordinary_opening(at, sentence):
            return at
        last = at + 1
        while last < sentence.last and last - at < _MAX_WORDS:
            step = self.step(last, sentence)
            if not step:
                break
            last = step
        return last

    def step(self, at: int, sentence: Sentence) -> int:
        """Return the token behind the next word of a name, or 0 where the name ends."""
        text, tokens = self.document.text, self.document.tokens
        if (
            text[tokens.ends[at - 1] : tokens.starts[at]].strip(" \u3000")
            or tokens.starts[at] - tokens.ends[at - 1] > 1
        ):
            return 0
        norm = self.norms[at]
        if self.capital(at) or norm in self.words.company_forms:
            return at + 1
        following = at + 1 < sentence.last
        if norm in self.words.joints and following and self.capital(at + 1):
            return at + 2
        if norm in self.words.particles:
            end = at + 1
            while end < sentence.last and end - at < 3 and self.norms[end] in self.words.particles:
                end += 1
            return end + 1 if end < sentence.last and self.capital(end) else 0
        if norm == "." and len(self.norms[at - 1]) == 1 and following and self.capital(at + 1):
            return at + 2  # an initial
        return 0

    def ordinary_opening(self, at: int, sentence: Sentence) -> bool:
        """Return whether a sentence's first word is capital only because it stands first."""
        if at != sentence.first or self.norms[at] in self.words.first_names:
            return False
        if self.norms[at] in self.lower:
            following = at + 1
            return not (
                following < sentence.last and (self.capital(following) or self.norms[following] in self.words.joints)
            )
        return False

    def name(self, first: int, last: int, sentence: Sentence) -> Name | None:
        tokens = self.document.tokens
        start, end = tokens.starts[first], tokens.ends[last - 1]
        words = tuple(self.document.text[tokens.starts[at] : tokens.ends[at]] for at in range(first, last))
        titled = self.titled(first, sentence)
        role = self.role(last, sentence)
        kind = self.kind(first, last, sentence, titled, role is not None)
        if kind == NAME and self.words.nouns_capitalised and last - first == 1:
            return None
        return Name(start, end, first, last, kind, words, role, sentence.number, titled)

    def titled(self, first: int, sentence: Sentence) -> bool:
        at = first - 1
        if at > sentence.first and self.norms[at] == ".":
            at -= 1
        return at >= sentence.first and self.norms[at] in self.words.titles

    def role(self, last: int, sentence: Sentence) -> tuple[int, int] | None:
        """Return the role behind a name: ", warehouse lead," or "(warehouse lead)"."""
        if last + 1 >= sentence.last or self.norms[last] not in (",", "(", "–", "-"):
            return None
        end = at = last + 1
        while at < sentence.last and at < last + 7 and self.document.tokens.words[at]:
            if self.norms[at] in self.words.roles:
                end = at + 1
            at += 1
        if end == last + 1:
            return None
        return self.document.token_span(last + 1, end)

    def kind(self, first: int, last: int, sentence: Sentence, titled: bool, with_role: bool) -> str:
        norms = self.norms[first:last]
        if (
            not self.words.company_forms.isdisjoint(norms)
            or self.dotted_form(norms)
            or not self.words.company_words.isdisjoint(norms)
            or "&" in norms
        ):
            return COMPANY
        if self.labelled(first, sentence):
            return COMPANY
        if any(at in self.document.tokens.persons for at in range(first, last)):
            return PERSON
        if titled or norms[0] in self.words.first_names or (with_role and len(norms) <= 4):
            return PERSON
        return NAME

    def dotted_form(self, norms: Sequence[str]) -> bool:
        """Return whether a name ends in a form of company that has dots: "B.V.", "S.A."."""
        return any("".join(norms[-length:]) in self.words.company_forms for length in _DOTTED if length < len(norms))

    def labelled(self, first: int, sentence: Sentence) -> bool:
        """Return whether a word such as "store" or "supplier" introduces the name."""
        at = first - 1
        if at >= sentence.first and self.norms[at] in (":", "(", ","):
            at -= 1
        return at >= sentence.first and self.norms[at] in self.words.labels


def _words(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(word).lower() for word in table.get(key) or ())
