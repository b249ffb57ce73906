"""Names of people and firms written with other characters, in languages whose words an analyser splits and reads.

霧山 and 桐山 are read alike; 株式会社ミナモ堂 and 株式会社ミナミ堂 differ in one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any

from poalint.checks.base import Context, Hit, Related
from poalint.document.model import Document
from poalint.facts.names import PERSON, find_names
from poalint.facts.spelling import distance
from poalint.packs.model import Rule

_MOST = 60
_LONGEST = 6  # words of a firm's name
_SHORTEST = 4  # characters of a firm's name


@dataclass(slots=True)
class _Written:
    """One way in which a name is written, what it is compared by, and where it stands."""

    text: str
    key: tuple[str, ...]
    words: tuple[str, ...]
    places: list[tuple[int, int]] = field(default_factory=list)


def find_homophones(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield a hit for each pair of names that are one, written in two ways; nothing without an analyser."""
    if not context.document.tokens.lemmas:
        return
    yield from _hits(rule, context, _persons(context), _read_alike)
    yield from _hits(rule, context, _firms(context), _nearly)
    yield from _hits(rule, context, _in_katakana(context), _nearly)


def _hits(rule: Rule, context: Context, names: list[_Written], same: Any) -> Iterator[Hit]:
    note = str(context.profile.table("consistency-notes").get("name", ""))
    used: set[int] = set()
    for left, right in combinations(names[:_MOST], 2):
        if id(left) in used or id(right) in used or not same(left, right):
            continue
        used.update((id(left), id(right)))
        odd, usual = (left, right) if len(left.places) < len(right.places) else (right, left)
        details = {"kind": "name", "value": odd.text, "other": usual.text}
        yield Hit(rule, *odd.places[0], (Related(*usual.places[0], note),), details)


# People, by how their names are read


def _persons(context: Context) -> list[_Written]:
    tokens = context.document.tokens
    found: dict[str, _Written] = {}
    for name in find_names(context.document, context.profile):
        readings = tuple(tokens.persons.get(at, "") for at in range(name.first, name.last))
        if name.kind == PERSON and all(readings) and not context.document.quoted(name.start, name.end):
            text = "".join(name.words)
            found.setdefault(text, _Written(text, readings, name.words)).places.append((name.start, name.end))
    return list(found.values())


def _read_alike(left: _Written, right: _Written) -> bool:
    """Return whether two names, or a full name and a surname, are read alike, and only written otherwise."""
    parts = min(len(left.key), len(right.key))
    return left.key[:parts] == right.key[:parts] and left.words[:parts] != right.words[:parts]


# Firms, by the words that mark them


def _firms(context: Context) -> list[_Written]:
    document = context.document
    table: Mapping[str, Any] = context.profile.table("names")
    forms = [tuple(str(term).split()) for term in table.get("company-leads") or ()]
    own = frozenset(str(word) for word in table.get("company-own") or ())
    stops = context.profile.words("noun-stops")
    norms = document.tokens.norms
    found: dict[str, _Written] = {}
    for at in range(len(norms)):
        for form in forms:
            if tuple(norms[at : at + len(form)]) != form:
                continue
            for first, last in (_run(document, at + len(form), 1, stops), _run(document, at - 1, -1, stops)):
                if last > first:
                    _add(found, document, first, last)
        if norms[at] in own:
            first, last = _run(document, at + 1, 1, stops)
            if last > first and _katakana().fullmatch(document.text[slice(*document.token_span(first, last))]):
                _add(found, document, first, last)
    return list(found.values())


def _add(found: dict[str, _Written], document: Document, first: int, last: int) -> None:
    start, end = document.token_span(first, last)
    text = document.text[start:end]
    found.setdefault(text, _Written(text, (text,), (text,))).places.append((start, end))


@cache
def _katakana() -> re.Pattern[str]:
    return re.compile("[ァ-ヴー]{4,}")


def _run(document: Document, at: int, step: int, stops: frozenset[str]) -> tuple[int, int]:
    """Return the tokens (first, last) of a name that runs forward or back from a token, without gaps."""
    tokens = document.tokens
    end = at
    while 0 <= end < len(tokens) and abs(end - at) < _LONGEST:
        if not tokens.words[end] or tokens.norms[end] in stops or tokens.norms[end].isdigit():
            break
        neighbour = end - step
        if 0 <= neighbour < len(tokens):
            low, high = sorted((end, neighbour))
            if tokens.ends[low] != tokens.starts[high]:
                break
        end += step
    return (at, end) if step > 0 else (end + 1, at + 1)


def _in_katakana(context: Context) -> list[_Written]:
    """Return names of foreign people, whose parts a dot joins: ホアン・ミン."""
    found: dict[str, _Written] = {}
    for match in _joined_katakana().finditer(context.document.text):
        if not context.document.quoted(*match.span()):
            text = match.group()
            found.setdefault(text, _Written(text, (text,), (text,))).places.append(match.span())
    return list(found.values())


@cache
def _joined_katakana() -> re.Pattern[str]:
    return re.compile("[ァ-ヴー]{2,}(?:[・＝][ァ-ヴー]{2,}){1,3}")


def _nearly(left: _Written, right: _Written) -> bool:
    """Return whether two names differ in one character, and neither is the other one cut short.

    A long vowel's mark at the end may be left out in common words, but not in a name.
    """
    one, two = left.text, right.text
    if one.removesuffix("ー") == two.removesuffix("ー") and min(len(one), len(two)) >= _SHORTEST:
        return True
    if min(len(one), len(two)) < _SHORTEST or _digits(one) != _digits(two):
        return False
    return not one.startswith(two) and not two.startswith(one) and distance(one, two, 1) == 1


def _digits(text: str) -> Sequence[str]:
    return [char for char in text if char.isdigit()]
