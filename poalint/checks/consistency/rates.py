"""Rates of the account: one metric with two values, and a rate beside the figures that it must come from."""

from __future__ import annotations

from collections.abc import Iterator

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import dates_by_sentence, has_phrase, make_hit, numbers_of, roles_of, statement
from poalint.facts.quantities import PERCENT, Quantity
from poalint.packs.model import Rule


def find_rates(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield a metric of the account that is given two rates for the same time."""
    document, profile = context.document, context.profile
    dates = dates_by_sentence(context)
    first: dict[str, Quantity] = {}
    for number, quantities in numbers_of(context).by_sentence.items():
        rates = [one for one in quantities if one.kind == PERCENT]
        metric = metric_of(context, number) if len(rates) == 1 else ""
        sentence = statement(context, number)
        norms = document.tokens.norms[sentence.first : sentence.last]
        if not metric or has_phrase(norms, profile.words("change-words")):
            continue
        rate = rates[0]
        if not profile.words("target-words").isdisjoint(norms) or "preventive" in roles_of(context, number):
            continue
        other = first.setdefault(metric, rate)
        if other is rate or _rounds(rate, other):
            continue
        times = [
            {(mention.year, mention.month, mention.day) for mention in dates.get(one, ())}
            for one in (number, other.sentence)
        ]
        if times[0] and times[1] and times[0] != times[1]:
            continue
        if times[0] and not times[1]:
            continue
        yield make_hit(
            rule, context, "number", (rate.start, rate.end), (other.start, other.end),
            actual=document.text[other.start : other.end],
        )  # fmt: skip


def metric_of(context: Context, number: int) -> str:
    """Return the one metric that a sentence names, "" for none or several."""
    sentence = statement(context, number)
    norms = context.document.tokens.norms[sentence.first : sentence.last]
    named = [name for name, phrases in context.profile.table("metrics").items() if has_phrase(norms, phrases)]
    return str(named[0]) if len(named) == 1 else ""


def _rounds(one: Quantity, other: Quantity) -> bool:
    """Return whether two rates are the same, rounded."""
    digits = min(one.decimals, other.decimals)
    return abs(one.value - other.value) <= 0.5 * 10.0**-digits + 1e-9
