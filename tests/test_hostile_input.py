"""Input made to be slow: it ends in a report, and twice the text is no more than twice the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import SupportsIndex, overload

import pytest

from poalint import Linter
from poalint.document.model import Document
from poalint.document.parser import parse_document
from poalint.facts.identifiers import find_identifiers
from poalint.packs.model import Profile
from poalint.patterns.lexicon import Program
from poalint.patterns.stretch import Stretch
from poalint.ruleset import load_ruleset, make_tokenizer

HOSTILE = {
    "one word": "customer ",
    "no ends": "we will check the orders and ",
    "we": "we ",
    "commas": ",",
    "figures": "12, ",
    "digits": "1",
    "quotes": '"',
    "opening quotes": "“",
    "quotations": "“we check” ",
    "brackets": "(",
    "brackets in brackets": "(a) ",
    "square brackets": "[name ",
    "newlines": "\n",
    "dots": ". ",
    "letters": "a",
    "underscores": "a_",
    "stars": "**a",
    "headings": "# A\n",
    "items": "- We check all orders every day.\n",
    "table": "| We check orders | Anna | 3 May |\n",
    "one long cell": "| we check",
    "dates": "3 May 2026, ",
    "slashes": "1/2/",
    "names": "Anna Smith ",
    "codes": "B00TEST123 ",
    "half a code": "123-",
    "shares": "5 % of 20 orders ",
    "steps": "step 2 and ",
    "apostrophes": "don't ",
    "Japanese": "私は",
    "addresses": "a@b.",
    "clauses": "a: ",
    "pipes": "|",
    "tabs": "\t",
}
SIZE = 1500


@cache
def linter() -> Linter:
    return Linter(language="en")


def hostile(name: str, size: int) -> str:
    piece = HOSTILE[name]
    return "x " + (piece * (size // len(piece) + 1))[:size]


def nested(size: int) -> str:
    """Return a list whose items stand ever deeper."""
    return "\n".join(f"{' ' * (number % 40)}- we check item {number}" for number in range(size // 40))


@pytest.mark.parametrize("name", [*HOSTILE, "nested"])
def test_it_ends_in_a_report(name: str) -> None:
    text = nested(2 * SIZE) if name == "nested" else hostile(name, 2 * SIZE)
    report = linter().check(text)
    assert 0 <= report.score.total <= 100
    assert all(text[finding.start : finding.end] == finding.excerpt for finding in report.findings)


@contextmanager
def counted_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[count[int]]:
    """Count the elements of patterns that are followed."""
    steps = count()
    follow = Stretch.follow

    def counting(self: Stretch, program: Program, slots: int) -> int:
        next(steps)
        return follow(self, program, slots)

    with monkeypatch.context() as patch:
        patch.setattr(Stretch, "follow", counting)
        yield steps


@pytest.mark.parametrize("name", HOSTILE)
def test_the_matchers_steps_grow_with_the_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A stretch costs the same however full it is, so that small texts are compared by whole stretches.
    steps = []
    for size in (8 * SIZE, 16 * SIZE):
        with counted_steps(monkeypatch) as counter:
            linter().check(hostile(name, size))
        steps.append(next(counter))
    assert steps[1] <= 2.2 * steps[0] + 2000


@pytest.mark.parametrize("name", HOSTILE)
def test_no_sentence_is_endless(name: str) -> None:
    ruleset = load_ruleset("en")
    document = parse_document(hostile(name, 10 * SIZE), ruleset.profile, make_tokenizer(ruleset.profile))
    assert max(sentence.last - sentence.first for sentence in document.sentences) <= 600


class _CountedWords(list[str]):
    """Words that count how often they are read."""

    reads = 0

    @overload
    def __getitem__(self, at: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> str | list[str]:
        self.reads += 1
        return super().__getitem__(at)


def _reads_for_identifiers(text: str, profile: Profile) -> int:
    document = parse_document(text, profile, make_tokenizer(profile))
    tokens = document.tokens
    words = _CountedWords(tokens.norms)
    counted = type(tokens)(tokens.starts, tokens.ends, words, tokens.words)
    find_identifiers(Document(document.text, document.language, counted, document.lines), profile)
    return words.reads


@pytest.mark.parametrize("name", ["figures", "codes", "half a code", "dates", "one word"])
def test_codes_look_back_over_a_bounded_stretch(name: str) -> None:
    profile = load_ruleset("en").profile
    one, two = (_reads_for_identifiers(hostile(name, size), profile) for size in (8 * SIZE, 16 * SIZE))
    assert two <= 2.1 * one + 200
