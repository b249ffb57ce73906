"""Identifiers in a draft: ASINs, order IDs and the codes that stand behind words such as "removal order".

What an ASIN or an order ID looks like is the same in every language; the words that call something an ASIN, an order
or an invoice come from the language's table ``identifiers``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from poalint.document.model import Document
from poalint.facts.once import once
from poalint.packs.model import Profile
from poalint.text.length import SPACED
from poalint.text.line_matches import LineMatches
from poalint.text.tokens import Tokens

ASIN, ORDER, FNSKU, SHIPMENT = "asin", "order", "fnsku", "shipment"
_FOREIGN = "other"

_ASIN_LENGTH = 10
_SHORTEST = 4  # a shorter number or code may count or mean anything
_ORDER_GROUPS = (3, 7, 7)
_WORDS_BEFORE = 4
# How many words and marks, other codes of a list included, may stand between a code and what calls it.
_REACH = 200


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier as written.

    Attributes:
        start, end: offsets.
        kind: ``asin``, ``order``, ``fnsku``, ``shipment``, or a key of the language's table ``identifiers``
            (``removal``, ``invoice``, ``case``).
        value: the text in capitals, with plain hyphens.
        valid: whether it has the form that its kind demands; always true where a kind has no fixed form.
    """

    start: int
    end: int
    kind: str
    value: str
    valid: bool


@cache
def _codes() -> LineMatches:
    """A run of letters and digits with hyphens between, with a digit somewhere, or a number such as FV/118/2025."""
    code = (
        rf"(?<!{SPACED})(?<![@.#/-])(?:(?=[A-Za-z-]{{0,20}}\d)[A-Za-z0-9]{{1,24}}(?:[-–‑][A-Za-z0-9]{{1,16}}){{0,3}}"
        rf"|[A-Za-z]{{1,5}}(?:/[A-Za-z0-9]{{1,6}}){{2,4}})(?!{SPACED}|[@/-])"
    )
    return LineMatches(re.compile(code))


@cache
def _form(kind: str) -> re.Pattern[str]:
    return {
        ASIN: re.compile(r"B0[A-Z0-9]{8}"),
        FNSKU: re.compile(r"X0[A-Z0-9]{8}"),
        SHIPMENT: re.compile(r"FBA[A-Z0-9]{6,12}"),
        ORDER: re.compile(r"[DS0-9]\d{2}-\d{7}-\d{7}"),
        "order-like": re.compile(r"[DS]?\d{2,4}-\d{4,9}-\d{4,9}"),
        "order-run": re.compile(r"\d{3}-?\d{13,15}|\d{10}-\d{7}"),
        "asin-like": re.compile(r"B0(?=[A-Z0-9]{0,9}[A-Z])[A-Z0-9]{5,12}"),
        "isbn": re.compile(r"\d{9}[\dX]"),
    }[kind]


@once
def find_identifiers(document: Document, profile: Profile) -> list[Identifier]:
    """Return the identifiers of a draft in text order."""
    words = _Words(document.tokens, profile.prepare(_Vocabulary))
    found = []
    for start, end in _codes().spans(document.text):
        if end - start < _SHORTEST:
            continue
        value = document.text[start:end].upper().replace("–", "-").replace("‑", "-")
        kind, valid = _kind(value, words.before(start))
        if kind and kind != _FOREIGN:
            found.append(Identifier(start, end, kind, value, valid))
    return found


def _kind(value: str, called: str) -> tuple[str, bool]:
    """Return the kind of a code and whether it is well formed; ``called`` is what the words before it call it."""
    for kind in (ASIN, FNSKU, SHIPMENT):
        if _form(kind).fullmatch(value):
            return kind, True
    if _form(ORDER).fullmatch(value):
        return (ORDER if called in ("", ORDER) else called), True
    if called == ASIN:
        return _called_asin(value)
    if called == "" and _form("asin-like").fullmatch(value) and sum(map(str.isalpha, value)) >= 3:
        return ASIN, False
    if called in ("", ORDER) and _malformed_order(value, called):
        return ORDER, False
    if called and called != ORDER:
        return called, True
    return "", True


def _called_asin(value: str) -> tuple[str, bool]:
    """Judge a code that the draft calls an ASIN."""
    if "-" in value or "XXX" in value or not 6 <= len(value) <= 14:
        return "", True
    if _form("isbn").fullmatch(value):
        return ASIN, True
    if not any(map(str.isdigit, value)) or not any(map(str.isalpha, value)):
        return "", True
    return ASIN, len(value) == _ASIN_LENGTH


def _malformed_order(value: str, called: str) -> bool:
    if _form("order-like").fullmatch(value):
        lengths = tuple(len(group) for group in value.split("-"))
        right = sum(length == wanted for length, wanted in zip(lengths, _ORDER_GROUPS, strict=True))
        return right >= 2 or (called == ORDER and right >= 1)
    return called == ORDER and bool(_form("order-run").fullmatch(value))


class _Vocabulary:
    """What a language's table ``identifiers`` says of its words."""

    def __init__(self, profile: Profile) -> None:
        table = profile.table("identifiers")
        self.links: frozenset[str] = frozenset(table.get("links", ()))
        self.other: frozenset[str] = frozenset(table.get("other", ()))
        self.terms: dict[tuple[str, ...], str] = {
            tuple(str(term).split()): str(kind) for kind, terms in (table.get("called") or {}).items() for term in terms
        }
        self.longest = max(map(len, self.terms), default=0)


class _Words:
    """What the words before a code call it."""

    def __init__(self, tokens: Tokens, vocabulary: _Vocabulary) -> None:
        self._tokens = tokens
        self._vocabulary = vocabulary

    def before(self, start: int) -> str:
        """Return the kind that the words before an offset name, "other" for a foreign code, "" without any."""
        tokens, known = self._tokens, self._vocabulary
        words: list[str] = []
        at = bisect_right(tokens.ends, start)
        furthest = max(0, at - _REACH)
        while at > furthest and len(words) < _WORDS_BEFORE + known.longest:
            at -= 1
            norm = tokens.norms[at]
            if norm in ".;!?|" and not (norm == "." and at and tokens.norms[at - 1] in known.links):
                break
            if tokens.words[at] and (norm.isalpha() or not any(map(str.isdigit, norm))):
                words.append(norm)
        words.reverse()
        return self._named(words)

    def _named(self, words: Sequence[str]) -> str:
        """Read the words from the code backwards, over links such as "no." and "of", to the first that names it."""
        known, end = self._vocabulary, len(words)
        for skipped in range(min(_WORDS_BEFORE, end) + 1):
            last = end - skipped
            for length in range(min(known.longest, last), 0, -1):
                kind = known.terms.get(tuple(words[last - length : last]))
                if kind is not None:
                    return kind
            if last and words[last - 1] in known.other:
                return _FOREIGN
            if not last or words[last - 1] not in known.links:
                return ""
        return ""
