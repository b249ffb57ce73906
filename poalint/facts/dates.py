"""Dates in a draft."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from poalint.document.model import Document
from poalint.facts.date_mention import DateMention, exists
from poalint.facts.once import once
from poalint.facts.years import with_years
from poalint.packs.model import Profile
from poalint.text.length import SPACED
from poalint.text.tokens import Tokens

_LAST_YEAR_OF_TWO_DIGITS = 60  # 03/04/26 is a date, 03/04/75 is not
_LONGEST_JOINER = 3  # words between the days of a range


@once
def find_dates(document: Document, profile: Profile) -> list[DateMention]:
    """Return the dates of a draft in text order; overlapping readings give the longest."""
    words = _Words(profile, _marks(document))
    tokens = document.tokens
    found = [*_numeric(document.text, profile), *_patterned(document.text, profile)]
    found.extend(_worded(document.text, tokens, words))
    found = [_with_suffix(mention, tokens, words) for mention in _longest(found)]
    found = [_with_weekday(mention, document.text, tokens, words) for mention in found]
    return with_years(found, document.text, words.ranges.union(words.joiners, words.weekdays))


@dataclass(slots=True)
class _Words:
    """The words of dates that a language's data gives, and the tokens that are marks of list items."""

    profile: Profile
    marks: frozenset[int]
    months: Mapping[str, int] = field(init=False)
    weekdays: Mapping[str, int] = field(init=False)
    capitalised: frozenset[str] = field(init=False)
    suffixes: tuple[str, ...] = field(init=False)
    joiners: frozenset[str] = field(init=False)
    ranges: frozenset[str] = field(init=False)
    pairs: frozenset[str] = field(init=False)
    year_suffixes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        profile = self.profile
        self.months = profile.table("months")
        self.weekdays = profile.table("weekdays")
        self.capitalised = profile.words("capitalised-date-words")
        self.suffixes = tuple(profile.data.get("day-suffixes", ()))
        self.joiners = profile.words("day-joiners")
        self.ranges = profile.words("range-joiners")
        self.pairs = profile.words("range-pair-joiners")
        self.year_suffixes = profile.words("year-suffixes")

    def day(self, norm: str) -> int:
        """Return the day that a word writes ("3", "3rd"), 0 if none."""
        for suffix in self.suffixes:
            if norm.endswith(suffix):
                norm = norm[: -len(suffix)]
                break
        return int(norm) if norm.isascii() and norm.isdigit() and len(norm) <= 2 else 0


def _marks(document: Document) -> frozenset[int]:
    """Return the numbers of the tokens that are a heading's or an item's mark."""
    starts = document.tokens.starts
    return frozenset(
        number
        for block in document.blocks
        if block.mark and block.start < block.content_start
        for number in range(bisect_left(starts, block.start), bisect_left(starts, block.content_start))
    )


def _mention(start: int, end: int, ymd: tuple[int, int, int], notation: str, ambiguous: bool = False) -> DateMention:
    year, month, day = ymd
    value = date(year, month, day) if year and day and exists(year, month, day) else None
    return DateMention(start, end, value, year, month, day, -1, notation, ambiguous, bool(year))


# Numeric notation


@cache
def _numeric_forms() -> re.Pattern[str]:
    dash = "\u2010\u2011-"
    return re.compile(
        rf"(?<!{SPACED})(?<![.,/{dash}])(?:(?P<y>\d{{4}})(?P<s>[/.{dash}])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})"
        rf"|(?P<a>\d{{1,2}})(?P<t>[/{dash}]|\.[ \u00a0\u202f]?)(?P<b>\d{{1,2}})(?P=t)(?P<c>\d{{4}}|\d{{2}})"
        rf"|(?P<e>\d{{1,2}})\.[ \u00a0\u202f]?(?P<f>\d{{1,2}})\.(?!\d))(?!{SPACED}|[/{dash}]|[.,]\d)"
    )


def _numeric(text: str, profile: Profile) -> Iterator[DateMention]:
    """Yield the dates written in figures alone."""
    matches = list(_numeric_forms().finditer(text))
    orders = {notation: _order(matches, notation, profile) for notation in ("slash", "dash")}
    for match in matches:
        start, end = match.span()
        if match["y"]:
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
            if 1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year < 2100:
                yield _mention(start, end, (year, month, day), "iso")
        elif match["e"]:
            day, month = int(match["e"]), int(match["f"])
            if profile.data.get("short-dotted-dates") and 1 <= month <= 12 and 1 <= day <= 31:
                yield _mention(start, end, (0, month, day), "dot")
        else:
            yield from _day_month_year(match, orders)


def _day_month_year(match: re.Match[str], orders: Mapping[str, str]) -> Iterator[DateMention]:
    first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    if year < 100:
        year += 2000
    if not 1900 <= year <= 2000 + (99 if len(match["c"]) == 4 else _LAST_YEAR_OF_TWO_DIGITS):
        return
    notation = _notation(match["t"])
    readings = [
        (month, day)
        for order, month, day in (("mdy", first, second), ("dmy", second, first))
        if 1 <= month <= 12 and 1 <= day <= 31 and (notation != "dot" or order == "dmy")
    ]
    if not readings:
        return
    ambiguous = len(readings) == 2 and first != second
    month, day = readings[-1] if ambiguous and orders[notation] == "dmy" else readings[0]
    yield _mention(match.start(), match.end(), (year, month, day), notation, ambiguous)


def _notation(separator: str) -> str:
    return "slash" if separator == "/" else "dot" if separator.startswith(".") else "dash"


def _order(matches: Iterable[re.Match[str]], notation: str, profile: Profile) -> str:
    """Return how the draft orders day and month in a notation, by its dates that can be read in one way only."""
    for match in matches:
        if match["a"] and _notation(match["t"]) == notation:
            first, second = int(match["a"]), int(match["b"])
            if first > 12 >= second:
                return "dmy"
            if second > 12 >= first:
                return "mdy"
    return str(profile.data.get("date-order", "dmy"))


# Notations that a language's data gives as regular expressions


def _patterned(text: str, profile: Profile) -> Iterator[DateMention]:
    """Yield the dates in the ``date-expressions`` of a language: groups ``year``, ``month``, ``day``, ``weekday``."""
    for expression in map(profile.expression, profile.data.get("date-expressions", ())):
        for match in expression.finditer(text):
            groups = match.groupdict()
            # "元年" is the first year of an era.
            year, month, day = (_figure(groups.get(name) or "0") for name in ("year", "month", "day"))
            if groups.get("era"):
                year += int(profile.table("eras").get(groups["era"], 0))
            weekday = int(profile.table("weekdays").get(groups.get("weekday") or "", -1))
            if 1 <= month <= 12 and day <= 39:
                mention = _mention(match.start(), match.end(), (year, month, day), "words")
                yield replace(mention, weekday=weekday)


def _figure(written: str) -> int:
    return int(written) if written.isdecimal() else 1


# Month names


def _worded(text: str, tokens: Tokens, words: _Words) -> Iterator[DateMention]:
    """Yield the dates with the month in words."""
    for at in tokens.places(words.months):
        norm = tokens.norms[at]
        if not (norm in words.capitalised and not text[tokens.starts[at]].isupper()):
            yield from _around(at, words.months[norm], tokens, words)


def _around(at: int, month: int, tokens: Tokens, words: _Words) -> Iterator[DateMention]:
    """Yield the mentions that a month's name at token ``at`` is part of: one, or two for "26 and 27 August"."""
    norms = tokens.norms
    behind = at + 2 if _norm(norms, at + 1) == "." and tokens.ends[at] == tokens.starts[at + 1] else at + 1
    before = at - 1
    if before in words.marks:
        before = -1
    elif _norm(norms, before) == "." and tokens.ends[before - 1] == tokens.starts[before]:
        before -= 1  # "3. März"
    elif _norm(norms, before) in words.joiners:
        before -= 1
    day = 0 if before in words.marks or _is_money(before, tokens) else words.day(_norm(norms, before))
    if day:
        year, last = _year(norms, behind)
        if day <= 31 or (day <= 39 and year):
            yield _mention(tokens.starts[before], tokens.ends[max(last, at)], (year, month, day), "words")
            yield from _day_before(before, month, day, tokens, words)
            return
    day = words.day(_norm(norms, behind))
    if day:
        yield from _day_behind(at, behind, month, day, tokens, words)
        return
    year, last = _year(norms, behind)
    if year:
        yield _mention(tokens.starts[at], tokens.ends[last], (year, month, 0), "words")


def _norm(norms: list[str], at: int) -> str:
    return norms[at] if 0 <= at < len(norms) else ""


def _is_money(at: int, tokens: Tokens) -> bool:
    """Return whether a number is an amount or a numbered thing ("$12", "#3")."""
    return at >= 1 and tokens.norms[at - 1] in {"#", "$", "€", "£"} and tokens.ends[at - 1] == tokens.starts[at]


def _year(norms: list[str], at: int) -> tuple[int, int]:
    """Return (year, its token) if a year stands at ``at``, after a comma at most; (0, -1) if none."""
    for place in (at, at + 1):
        norm = _norm(norms, place)
        if len(norm) == 4 and norm.isascii() and norm.isdigit() and norm[:2] in ("19", "20"):
            return int(norm), place
        if norm != ",":
            break
    return 0, -1


def _day_before(before: int, month: int, day: int, tokens: Tokens, words: _Words) -> Iterator[DateMention]:
    """Yield the first day of "18 to 22 May"."""
    norms = tokens.norms
    for length in range(_LONGEST_JOINER, 0, -1):  # "tot en met" is one joiner
        joiner = " ".join(norms[max(0, before - length) : before])
        if joiner in words.ranges:
            break
    else:
        return
    at = end = before - length - 1
    if _norm(norms, at) == "." and _norm(norms, at - 1).isdigit():
        at -= 1
    first = words.day(_norm(norms, at))
    if not 1 <= first <= 31 or _norm(norms, at - 1) in words.months:
        return
    if joiner not in words.pairs or first < day:
        yield _mention(tokens.starts[at], tokens.ends[end], (0, month, first), "words")


def _day_behind(at: int, behind: int, month: int, day: int, tokens: Tokens, words: _Words) -> Iterator[DateMention]:
    """Yield "May 4, 2026", or both days of "October 10 to 12, 2025"."""
    norms = tokens.norms
    year, last = _year(norms, behind + 1)
    if day > 31 and not (day <= 39 and year):
        return
    yield _mention(tokens.starts[at], tokens.ends[max(last, behind)], (year, month, day), "words")
    second = words.day(_norm(norms, behind + 2))
    joiner = _norm(norms, behind + 1)
    if year or joiner not in words.ranges or not 1 <= second <= 31 or _norm(norms, behind + 3) in words.months:
        return
    year, last = _year(norms, behind + 3)
    follower = behind + 3
    ends_there = follower >= len(norms) or not tokens.words[follower]
    if year or (ends_there and joiner not in words.pairs):
        yield _mention(tokens.starts[behind + 2], tokens.ends[max(last, behind + 2)], (year, month, second), "words")


# Weekdays, overlaps, years


def _longest(found: list[DateMention]) -> list[DateMention]:
    """Return mentions in text order; of those that overlap the longest, then the first."""
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _with_suffix(mention: DateMention, tokens: Tokens, words: _Words) -> DateMention:
    """Take in what some languages write behind a year, with its full stop: "3 marca 2026 r."."""
    at = bisect_left(tokens.starts, mention.end)
    if not mention.year_written or _norm(tokens.norms, at) not in words.year_suffixes:
        return mention
    stopped = _norm(tokens.norms, at + 1) == "." and tokens.starts[at + 1] == tokens.ends[at]
    return replace(mention, end=tokens.ends[at + 1 if stopped else at])


def _with_weekday(mention: DateMention, text: str, tokens: Tokens, words: _Words) -> DateMention:
    """Take in a weekday that stands before the date ("Monday, 3 March") or behind it ("3 March (Monday)")."""
    if mention.weekday >= 0:
        return mention
    first = bisect_left(tokens.starts, mention.start)
    before = first - 1
    between = {",", ".", "(", *words.joiners}
    while first - before <= 3 and _norm(tokens.norms, before) in between:
        before -= 1
    # A weekday of one character ("日") stands behind its date; before one it is another word.
    weekday = _weekday(before, text, tokens, words) if len(_norm(tokens.norms, before)) > 1 else -1
    behind = bisect_left(tokens.starts, mention.end)
    if weekday >= 0:
        closes = "(" in tokens.norms[before:first] and _norm(tokens.norms, behind) == ")"
        end = tokens.ends[behind] if closes else mention.end
        return replace(mention, start=tokens.starts[before], end=end, weekday=weekday)
    opening = _norm(tokens.norms, behind)
    if opening in {"(", ","}:
        weekday = _weekday(behind + 1, text, tokens, words)
        closing = _norm(tokens.norms, behind + 2)
        named = closing == "." and text[tokens.ends[behind + 2] :].lstrip(" \u00a0")[:1].isupper()  # "Fr. Adler"
        if weekday >= 0 and not named and (closing == ")" if opening == "(" else closing in {",", "", ".", ";", ":"}):
            end = tokens.ends[behind + 2 if opening == "(" else behind + 1]
            return replace(mention, end=end, weekday=weekday)
    return mention


def _weekday(at: int, text: str, tokens: Tokens, words: _Words) -> int:
    norm = _norm(tokens.norms, at)
    weekday = words.weekdays.get(norm, -1)
    if weekday >= 0 and norm in words.capitalised and not text[tokens.starts[at]].isupper():
        return -1
    return weekday
