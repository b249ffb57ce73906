"""Percentages that do not follow from the figures beside them, and spans of days that do not fit their dates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import (
    Span,
    dates_by_sentence,
    follows,
    has_phrase,
    joining_words,
    make_hit,
    numbers_of,
    share_span,
    statement,
)
from poalint.checks.consistency.rates import metric_of
from poalint.facts.date_mention import DateMention
from poalint.facts.quantities import COUNT, PERCENT, TIME, Quantity
from poalint.facts.shares import Share
from poalint.packs.model import Rule

_REACH = 14  # tokens between a share and its percentage
_LINK_REACH = 4
_MOST = 50  # shares or dates of one statement
_DAYS = {"day": 1.0, "week": 7.0}


def find(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield percentages that are not what their share ("12 of 300 orders") makes."""
    numbers = numbers_of(context)
    for number, quantities in numbers.by_sentence.items():
        percents = [one for one in quantities if one.kind == PERCENT and _is_result(context, one)][:_MOST]
        if not percents:
            continue
        for share, percent in _pairs(context, number, percents):
            if not _fits(share.part.value / share.whole.value * 100, percent):
                yield _share_hit(rule, context, share, percent)
    yield from _rates(rule, context)


def _rates(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield "The late rate was 8.6 %. Of 250 orders 17 were late.": a metric and the share that must make it.

    ``metric-shares`` of the language gives the words by which a share is one of a metric.
    """
    numbers = numbers_of(context)
    words = context.profile.table("metric-shares")
    for number, shares in numbers.shares_by_sentence.items():
        if number == 0 or len(shares) != 1 or shares[0].loose:
            continue
        sentence, before = statement(context, number), statement(context, number - 1)
        rates = [one for one in numbers.by_sentence.get(before.number, ()) if one.kind == PERCENT]
        rates = [one for one in rates if _is_result(context, one)]
        if len(rates) != 1 or not follows(before, sentence) or numbers.shares_by_sentence.get(before.number):
            continue
        if any(one.kind == PERCENT for one in numbers.by_sentence[number]):
            continue
        told = words.get(metric_of(context, before.number), ())
        norms = context.document.tokens.norms[sentence.first : sentence.last]
        if has_phrase(norms, told) and not _fits(shares[0].part.value / shares[0].whole.value * 100, rates[0]):
            yield _share_hit(rule, context, shares[0], rates[0])


def _pairs(context: Context, number: int, percents: list[Quantity]) -> Iterator[tuple[Share, Quantity]]:
    """Yield each share of a sentence, or of the one before, with the percentage that belongs to it."""
    shares = numbers_of(context).shares_by_sentence
    own = shares.get(number, [])[:_MOST] or _side_by_side(context, number) or _slipped(context, number, percents)
    taken: set[int] = set()
    for share in own:
        linked = [one for one in percents if one.first not in taken and _linked(context, share, one)]
        if linked:
            nearest = min(linked, key=lambda one: _gap(share, one)[1] - _gap(share, one)[0])
            taken.add(nearest.first)
            yield share, nearest
    if own or number == 0:
        return
    sentence, previous = statement(context, number), statement(context, number - 1)
    before = shares.get(previous.number, [])
    if len(before) == 1 and not before[0].loose and follows(previous, sentence):
        percent = percents[0]
        words = context.document.tokens.norms[sentence.first : percent.first]
        links = context.profile.words("percent-links")
        if 0 < len(words) <= 4 and all(word in links for word in words):
            yield before[0], percent


def _side_by_side(context: Context, number: int) -> list[Share]:
    """Return "600 orders and 48 were late" as a share, if the statement counts nothing else."""
    counts = [one for one in numbers_of(context).by_sentence[number] if one.kind == COUNT]
    if len(counts) == 2 and counts[0].noun and not counts[1].noun and counts[1].value < counts[0].value:
        between = context.document.tokens.norms[counts[0].last : counts[1].first]
        if not context.profile.words("range-pair-joiners").isdisjoint(between) or between[-1:] == [","]:
            return [Share(counts[1], counts[0], False)]
    return []


def _slipped(context: Context, number: int, percents: list[Quantity]) -> list[Share]:
    """Return "96 sheets sold; 2 came back (0.2 %)" as a share, if the percentage is right but for its decimal point."""
    counts = [one for one in numbers_of(context).by_sentence[number] if one.kind == COUNT]
    if len(counts) != 2 or len(percents) != 1 or not counts[0].noun or not 0 < counts[1].value < counts[0].value:
        return []
    behind = context.document.tokens.norms[counts[1].last : percents[0].first]
    actual = counts[1].value / counts[0].value * 100
    if len(behind) > _LINK_REACH or behind[-1:] != ["("]:
        return []
    slip = _fits(actual * 10, percents[0]) or _fits(actual / 10, percents[0])
    return [Share(counts[1], counts[0], False)] if slip and not _fits(actual, percents[0]) else []


def _gap(share: Share, percent: Quantity) -> tuple[int, int]:
    """Return the tokens between a share and a percentage."""
    first, last = min(share.part.first, share.whole.first), max(share.part.last, share.whole.last)
    return (last, percent.first) if percent.first >= last else (percent.last, first)


def _linked(context: Context, share: Share, percent: Quantity) -> bool:
    """Return whether a percentage is said to be that of a share: in brackets beside it, or by a word such as "is"."""
    low, high = _gap(share, percent)
    if not 0 < high - low <= _REACH:
        return False
    norms = context.document.tokens.norms
    between = norms[low:high]
    if percent.first >= high:  # the share comes first
        if between[-1] in ("(", "=", ":", "–", "—") and (len(between) <= 8 or between[-1] == "("):
            return ")" not in between and (not share.loose or len(between) == 1)
        if share.loose and " ".join(between).strip(" ,–—") in context.profile.words("span-links"):
            return True  # "14 complaints on 420 orders, that is 4.2 %"
    elif between == ["("]:
        return True
    if share.loose or "(" in between or ")" in between or ";" in between:
        return False
    led = context.profile.words("percent-led-links")  # "a rate of 4 %", but not "the parcels of 4 %"
    if not led.isdisjoint(between[-1:]) and context.profile.words("percent-leads").isdisjoint(between[-2:]):
        return False
    return has_phrase(between[-_LINK_REACH:], context.profile.words("percent-links"))


def _is_result(context: Context, percent: Quantity) -> bool:
    """Return whether a percentage is a figure of this case rather than a limit, a target or a change."""
    norms = context.document.tokens.norms
    profile = context.profile
    if not profile.words("target-words").isdisjoint(percent.before):
        return False
    behind = norms[percent.last] if percent.last < len(norms) else ""
    return behind not in profile.words("not-percent-followers")


def _fits(actual: float, percent: Quantity) -> bool:
    """Return whether a percentage is right to the digits written, rounded or cut off, as share or as its complement."""
    unit = 10.0**-percent.decimals
    for value in (actual, 100 - actual):
        if abs(value - percent.value) <= unit / 2 + 1e-9:
            return True
        if abs(math.floor(value / unit + 1e-9) * unit - percent.value) < unit / 100:
            return True
    return False


def _share_hit(rule: Rule, context: Context, share: Share, percent: Quantity) -> Hit:
    actual = share.part.value / share.whole.value * 100
    text = context.document.text
    return make_hit(
        rule, context, "arithmetic", (percent.start, percent.end), share_span(share),
        actual=f"{actual:.{max(percent.decimals, 1)}f}{text[percent.number_end : percent.end]}",
    )  # fmt: skip


# Spans of time


def find_spans(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield "(40 days)" behind two dates that lie otherwise apart."""
    numbers = numbers_of(context)
    for number, mentions in dates_by_sentence(context).items():
        for first, second in pairwise(mentions[:_MOST]):
            if not _is_range(context, first, second) or first.value is None or second.value is None:
                continue
            length = (second.value - first.value).days
            for time in numbers.by_sentence.get(number, [])[:_MOST]:
                if _names_length(context, second, time) and not _lasts(time, length):
                    yield _span_hit(rule, context, first, second, time, length)


def _is_range(context: Context, first: DateMention, second: DateMention) -> bool:
    """Return whether two dates are joined as "from ... to ..."."""
    between = joining_words(context, first, second)
    return " ".join(between) in context.profile.words("range-joiners")


def _names_length(context: Context, second: DateMention, time: Quantity) -> bool:
    """Return whether a span of time stands in brackets, or behind a comma and "that is", right behind a range."""
    if time.kind != TIME or time.noun not in _DAYS or time.modifiers:
        return False
    between = normalize("NFKC", context.document.text[second.end : time.start]).strip().lower()
    for closer in context.profile.data.get("range-closers", ()):
        between = between.removeprefix(closer)
    if between in ("(", "=") or between.strip(", ") in context.profile.words("span-links"):
        return True
    return between.startswith("(") and between.count(" ") <= 3 and between.endswith(",")


def _lasts(time: Quantity, length: int) -> bool:
    unit = _DAYS[time.noun]
    return any(abs(days / unit - time.value) <= (0.5 if unit > 1 else 0.01) for days in (length, length + 1))


def _span_hit(
    rule: Rule, context: Context, first: DateMention, second: DateMention, time: Quantity, length: int
) -> Hit:
    span: Span = (first.start, second.end)
    return make_hit(rule, context, "arithmetic", (time.start, time.end), span, actual=str(length + 1))
