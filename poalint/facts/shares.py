"""Parts of a whole in a draft: "12 of 300 orders"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poalint.document.model import Document, Sentence
from poalint.facts.quantities import CLAUSE_MARKS, COUNT, MAX_NOUN_DISTANCE, Quantity, statements
from poalint.packs.model import Profile


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole ("12 of 300 orders"); ``loose`` ones are only named side by side ("3 in 41 orders")."""

    part: Quantity
    whole: Quantity
    loose: bool


def find_shares(document: Document, profile: Profile, quantities: Sequence[Quantity]) -> list[Share]:
    """Return the parts of a whole, in text order."""
    by_first = {quantity.first: quantity for quantity in quantities}
    counts = [quantity for quantity in quantities if quantity.kind == COUNT]
    shares: list[Share] = []
    spans = statements(document)
    for at, quantity in enumerate(counts):
        share = _share_behind(document, profile, quantity, by_first)
        if share is None and at:
            share = _share_of_them(document, profile, quantity, counts[at - 1], spans)
        if share is None and at:
            share = _share_behind_whole(document, profile, counts[at - 1], quantity)
        if share is None and at + 1 < len(counts):
            share = _share_ahead(document, profile, quantity, counts[at + 1], spans)
        if share is not None and 0 < share.part.value <= share.whole.value:
            shares.append(share)
    return shares


def _share_behind(
    document: Document, profile: Profile, part: Quantity, by_first: Mapping[int, Quantity]
) -> Share | None:
    """Return "12 of the 300 orders", "12 late orders of 300", "3 complaints in 41 orders"."""
    norms = document.tokens.norms
    at = part.last
    limit = min(len(norms), at + 6)
    if at >= limit:
        return None
    loose = False
    if norms[at] in profile.words("share-words"):
        at += 1
    elif profile.table("share-pairs").get(norms[at]) == (norms[at + 1] if at + 1 < limit else None):
        at += 2
    elif norms[at] in profile.words("loose-share-words") and part.noun:
        loose = True
        at += 1
    else:
        return None
    while at < limit and norms[at] in profile.words("share-fillers"):
        at += 1
    whole = by_first.get(at)
    if whole is None or whole.kind != COUNT or whole.sentence != part.sentence:
        return None
    return Share(part, whole, loose)


def _share_ahead(
    document: Document, profile: Profile, whole: Quantity, part: Quantity, spans: Sequence[Sentence]
) -> Share | None:
    """Return "Of 1,044 orders, 24 were defective": the whole opens its sentence or clause."""
    norms = document.tokens.norms
    if part.sentence != whole.sentence or part.first - whole.last > 4:
        return None
    at = whole.first - 1
    while at > 0 and norms[at] in profile.words("share-fillers"):
        at -= 1
    if at and profile.table("share-pairs").get(norms[at - 1]) == norms[at]:
        at -= 1  # "out of"
    elif norms[at] not in profile.words("share-words"):
        return None
    opens = at == spans[whole.sentence].first or norms[at - 1] in CLAUSE_MARKS
    if not opens:
        return None
    return Share(part, whole, False)


def _share_behind_whole(document: Document, profile: Profile, whole: Quantity, part: Quantity) -> Share | None:
    """Return "注文300件のうち12件": a word such as "of them" stands between the whole and its part."""
    links = profile.words("whole-links")
    if part.sentence != whole.sentence or not links:
        return None
    between = document.tokens.norms[whole.last : part.first]
    length = next((n for n in range(len(between), 0, -1) if " ".join(between[:n]) in links), 0)
    rest = between[length:]
    if not length or len(rest) > MAX_NOUN_DISTANCE or not profile.words("noun-stops").isdisjoint(rest):
        return None
    return Share(part, whole, False)


def _share_of_them(
    document: Document, profile: Profile, part: Quantity, whole: Quantity, spans: Sequence[Sentence]
) -> Share | None:
    """Return "400 orders, 22 of them", also over the end of a sentence."""
    norms = document.tokens.norms[part.last : part.last + 2]
    if len(norms) < 2 or norms[0] not in profile.words("share-words") or not whole.noun or part.noun:
        return None
    first, second = spans[whole.sentence], spans[part.sentence]
    near = first.number == second.number or (first.block == second.block and first.last == second.first)
    return Share(part, whole, False) if near and norms[1] in profile.words("pronouns-of-whole") else None
