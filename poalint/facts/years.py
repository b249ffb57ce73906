"""The years of dates that are written without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from poalint.facts.date_mention import DateMention, exists


def with_years(found: Sequence[DateMention], text: str, joiners: frozenset[str]) -> list[DateMention]:
    """Infer missing years: from the other end of a range, else from the nearest date before, else after.

    Args:
        found: mentions in text order.
        text: the draft.
        joiners: words that may stand between the ends of a range.
    """
    following: list[DateMention | None] = [None] * len(found)
    known: DateMention | None = None
    for at in range(len(found) - 1, -1, -1):
        following[at] = known
        if found[at].year:
            known = found[at]
    previous: DateMention | None = None
    result: list[DateMention] = []
    for mention, after in zip(found, following, strict=True):
        if not mention.year:
            partner = after if after and _joined(mention, after, text, joiners) else None
            mention = _dated(mention, partner, previous or after)
        if mention.year:
            previous = mention
        result.append(mention)
    return result


def _joined(first: DateMention, second: DateMention, text: str, joiners: frozenset[str]) -> bool:
    """Return whether only a word such as "to" stands between two mentions."""
    if second.start - first.end > 12:
        return False
    between = text[first.end : second.start].lower().replace(",", " ").split()
    return 1 <= len(between) <= 3 and all(norm in joiners for norm in between)


def _dated(mention: DateMention, partner: DateMention | None, nearest: DateMention | None) -> DateMention:
    if partner:
        return _in_year(mention, partner.year - 1 if mention.month > partner.month else partner.year)
    if nearest is None:
        return mention
    months = nearest.year * 12 + nearest.month
    years = (nearest.year, nearest.year - 1, nearest.year + 1)
    return _in_year(mention, min(years, key=lambda year: abs(year * 12 + mention.month - months)))


def _in_year(mention: DateMention, year: int) -> DateMention:
    known = mention.day and exists(year, mention.month, mention.day)
    return replace(mention, year=year, value=date(year, mention.month, mention.day) if known else None)
