"""One listing, notice or account placed in two marketplaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from poalint.checks.base import Context, Hit, Related
from poalint.document.model import Block, Sentence
from poalint.facts.identifiers import ASIN, Identifier, find_identifiers
from poalint.packs.model import Rule
from poalint.text.length import SPACED
from poalint.text.line_matches import LineMatches

_HEAD = 3
_SHORT_LINE = 80
_DOMAINS = (
    "com.au|com.be|com.br|com.mx|com.tr|com.sg|co.uk|co.jp|co.za|com|de|fr|it|es|nl|pl|se|be|ca|jp|in|ae|sa|ie|eg|sg"
)


@cache
def _domains() -> LineMatches:
    domains = _DOMAINS.replace(".", r"\.")
    domain = rf"(?<!{SPACED})(?<![.@/-])(?:www\.)?amazon\.({domains})(?!{SPACED}|[/-]|\.\w)"
    return LineMatches(re.compile(domain, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    place: str
    sentence: Sentence


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit where a draft that knows one marketplace places something of its own in a second one, once."""
    table = context.profile.table("marketplaces")
    mentions = sorted(_mentions(context, table), key=lambda mention: mention.start)
    by_place: dict[str, list[_Mention]] = {}
    for mention in mentions:
        by_place.setdefault(mention.place, []).append(mention)
    if len(by_place) != 2:
        return
    usual, odd = sorted(by_place.values(), key=lambda group: (-len(group), group[0].start))
    if len(odd) != 1 or _declared(context, table, usual, odd[0]):
        return
    note = str(context.profile.table("consistency-notes").get("marketplace", ""))
    details = {"kind": "marketplace", "value": odd[0].place, "other": usual[0].place}
    related = (Related(usual[0].start, usual[0].end, note),)
    yield Hit(rule, odd[0].start, odd[0].end, related, details, sentence=odd[0].sentence.number)


def _mentions(context: Context, table: Mapping[str, Any]) -> Iterator[_Mention]:
    document = context.document
    company = frozenset(str(word) for word in table.get("company") or ())
    for start, end in _domains().spans(document.text):
        sentence = document.sentence_at(start)
        if sentence is not None and not document.quoted(start, end) and not _company(context, end, company):
            domain = document.text[start:end].lower().partition("amazon.")[2]
            yield _Mention(start, end, "amazon.com.be" if domain == "be" else f"amazon.{domain}", sentence)
    yield from _mentions_in_words(context, table)


def _company(context: Context, end: int, company: frozenset[str]) -> bool:
    """Return whether the word behind a domain makes it a company's name: "Amazon.com, Inc."."""
    following = context.document.text[end : end + 20].lstrip(", ").split(maxsplit=1)
    return bool(following) and following[0].strip(".,").lower() in company


def _mentions_in_words(context: Context, table: Mapping[str, Any]) -> Iterator[_Mention]:
    """Yield "Amazon UK", "the German marketplace"."""
    document = context.document
    norms, words = document.tokens.norms, document.tokens.words
    countries: Mapping[str, list[str]] = table.get("countries") or {}
    terms = {tuple(str(name).split()): place for place, names in countries.items() for name in names}
    places, nouns = frozenset(table.get("places") or ()), frozenset(table.get("nouns") or ())
    own_site = frozenset(table.get("own-site") or ())
    held, links = frozenset(table.get("held") or ()), frozenset(table.get("held-links") or ())
    lands = frozenset(str(land) for land in table.get("lands") or ())
    for at in document.tokens.places({term[0] for term in terms}):
        sentence = document.sentence_of(at)
        if sentence is None:
            continue
        for length in (1, 2):
            end = at + length
            place = terms.get(tuple(norms[at:end])) if end <= sentence.last else None
            if not place:
                continue
            after_amazon = at > sentence.first and norms[at - 1] == "amazon"
            behind = norms[end] if end < sentence.last and words[end] else ""
            amazon_between = behind == "amazon"
            if norms[at - 1] in own_site:
                continue
            if (
                after_amazon
                or amazon_between
                or behind in nouns
                or (" ".join(norms[at:end]) in lands and _is_held(norms[sentence.first : at], held, links))
                or (behind in places and end + 1 < sentence.last and norms[end + 1] in nouns)
            ):
                start, stop = document.token_span(at - 1 if after_amazon else at, end)
                yield _Mention(start, stop, place, sentence)


def _is_held(before: list[str], held: frozenset[str], links: frozenset[str]) -> bool:
    """Return whether a country follows what one holds there: "our listing in", "the account for the"."""
    at = len(before)
    while at and before[at - 1] in links:
        at -= 1
    return at < len(before) and at > 0 and before[at - 1] in held


def _declared(context: Context, table: Mapping[str, Any], usual: list[_Mention], odd: _Mention) -> bool:
    """Return whether the second marketplace is meant: named on purpose, somebody else's, or another product's."""
    own, several = frozenset(table.get("own") or ()), frozenset(table.get("several") or ())
    norms = _norms(context, odd.sentence)
    block = _block(context, odd.sentence)
    head = block.kind == "heading" or (_is_head(context, odd) and block.end - block.start <= _SHORT_LINE)
    if own.isdisjoint(norms) and not head:
        return True
    if not several.isdisjoint(norms):
        return True
    if any(mention.sentence.block == odd.sentence.block for mention in usual):
        return True
    plural = frozenset(table.get("plural") or ())
    if any(plural & _norms(context, mention.sentence) for mention in usual):
        return True
    return _other_products(context, usual, odd)


def _is_head(context: Context, mention: _Mention) -> bool:
    """Return whether a mention stands in one of the first lines of a draft, or in the last ones."""
    blocks = len(context.document.blocks)
    return mention.sentence.block < _HEAD or mention.sentence.block >= blocks - _HEAD + 1


def _norms(context: Context, sentence: Sentence) -> set[str]:
    return set(context.document.tokens.norms[sentence.first : sentence.last])


def _block(context: Context, sentence: Sentence) -> Block:
    return context.document.blocks[sentence.block]


def _other_products(context: Context, usual: list[_Mention], odd: _Mention) -> bool:
    """Return whether the sentences name ASINs, and none in common."""
    identifiers = [one for one in find_identifiers(context.document, context.profile) if one.kind == ASIN]
    ours = _within(identifiers, odd.sentence)
    theirs: set[str] = set()
    for mention in usual[:50]:
        theirs |= _within(identifiers, mention.sentence)
    return bool(ours and theirs and not ours & theirs)


def _within(identifiers: list[Identifier], sentence: Sentence) -> set[str]:
    return {one.value for one in identifiers if sentence.start <= one.start < sentence.end}
