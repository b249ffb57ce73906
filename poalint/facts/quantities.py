"""Quantities in a draft: counted things, percentages, amounts and spans of time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from poalint.document.model import Document, Sentence
from poalint.facts.counters import Counters
from poalint.facts.date_mention import DateMention
from poalint.packs.model import Profile

COUNT, PERCENT, MONEY, TIME, MEASURE = "count", "percent", "money", "time", "measure"
MAX_NOUN_DISTANCE = 4
CLAUSE_MARKS = frozenset(":;–—")
_MAX_DIGITS = 12
_GROUP = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written in the draft, with what it counts.

    Attributes:
        start, end: offsets of the number with its noun or unit.
        number_start, number_end: offsets of the number alone.
        value: the number.
        decimals: digits behind the decimal mark.
        kind: ``count``, ``percent``, ``money``, ``time`` or ``measure``.
        noun: what is counted, in the singular and by its group's name; "" where it is not said.
        modifiers: words between the number and its noun.
        before: up to three words before the number, the nearest last.
        sentence: number of its statement (see ``statements``).
        first, last: token numbers, noun included, last exclusive.
        in_words: whether the number is spelt out.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    decimals: int
    kind: str
    noun: str
    modifiers: tuple[str, ...]
    before: tuple[str, ...]
    sentence: int
    first: int
    last: int
    in_words: bool


def statements(document: Document) -> list[Sentence]:
    """Return, for each sentence, the statement it belongs to: a lead ("3 March 2026:") is one with what follows it.

    A statement has the number of its first sentence.
    """
    result: list[Sentence] = []
    for sentence in document.sentences:
        before = result[-1] if result else None
        if before and before.block == sentence.block and document.text[before.end - 1] in ":：":
            joined = Sentence(before.start, sentence.end, before.first, sentence.last, before.block, before.number)
            result[before.number :] = [joined] * (len(result) - before.number)
            result.append(joined)
        else:
            result.append(sentence)
    return result


def find_quantities(document: Document, profile: Profile, dates: Sequence[DateMention]) -> list[Quantity]:
    """Return the quantities of a draft in text order, without dates, clock times, references and quotations."""
    return list(_Finder(document, profile, dates).run())


def singular(noun: str, profile: Profile) -> str:
    """Return a noun in the singular, by the endings that the language's data gives."""
    if any(noun.endswith(ending) for ending in profile.data.get("no-plural-endings", ())):
        return noun
    for ending, replacement in profile.table("plural-endings").items():
        if noun.endswith(ending) and len(noun) > len(ending) + 1:
            return noun[: -len(ending)] + str(replacement)
    return noun


@lru_cache(maxsize=8)
def _groups(items: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    return {word: name for name, words in items for word in (name, *words)}


def noun_groups(profile: Profile) -> Mapping[str, str]:
    """Return word to the name of its group of nouns that mean the same when counted."""
    return _groups(tuple((name, tuple(words)) for name, words in profile.table("noun-groups").items()))


# Numbers


class _Finder:
    def __init__(self, document: Document, profile: Profile, dates: Sequence[DateMention]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.norms = document.tokens.norms
        self.profile = profile
        self.groups = noun_groups(profile)
        self.count_nouns = profile.words("count-nouns")
        self.number_words: Mapping[str, int] = profile.table("number-words")
        self.scales: Mapping[str, int] = profile.table("number-scales")
        self.units: Mapping[str, str] = profile.table("time-units")
        self.stops = profile.words("noun-stops")
        self.currency = profile.words("currency-marks")
        self.currency_words = profile.words("currency-words") | self.currency
        self.percent = profile.words("percent-words")
        self.percent_pairs: Mapping[str, str] = profile.table("percent-pairs")
        self.joiners = profile.words("range-joiners") | {",", "&"}
        self.measures = profile.words("measure-units")
        self.references = profile.words("reference-words")
        self.year_leads = profile.words("year-leads")
        self.clock_leads = profile.words("clock-leads")
        self.tenths = profile.words("percent-tenths")
        self.skipped = profile.words("before-skipped")
        self.adjectives = profile.words("issue-adjectives") | profile.words("state-adjectives")
        self.counters = Counters(document, profile, self.groups)
        self.dates = dates
        self.spaced = bool(profile.data.get("spaced-groups"))
        self.nouns_capitalised = bool(profile.table("names").get("nouns-capitalised"))

    def norm(self, at: int) -> str:
        return self.norms[at] if 0 <= at < len(self.norms) else ""

    def run(self) -> Iterator[Quantity]:
        date = behind = 0
        whole = statements(self.document)
        for at in self.tokens.places({norm for norm in set(self.norms) if self.is_number(norm)}):
            part = self.document.sentence_of(at)
            if part is None or at < behind:
                continue
            start = self.tokens.starts[at]
            while date < len(self.dates) and self.dates[date].end <= start:
                date += 1
            if date < len(self.dates) and self.dates[date].start <= start:
                continue
            sentence = whole[part.number]
            found = self.quantity(at, sentence.first, sentence.last, sentence.number)
            if found is not None and not self.document.quoted(found.number_start, found.number_end):
                yield found
                behind = bisect_left(self.tokens.starts, found.number_end)

    def is_number(self, norm: str) -> bool:
        """Return whether a number may begin with a word."""
        return norm[:1].isdigit() or self.word_value(norm) is not None

    def quantity(self, at: int, first: int, last: int, sentence: int) -> Quantity | None:
        """Return the quantity whose number begins at a token, if one does."""
        read = self.number(at, last)
        if read is None:
            return None
        value, decimals, after, in_words = read
        begin = at
        money = self.norm(at - 1) in self.currency and at > first
        if not money and self.is_reference(at, first, after, last, in_words):
            return None
        kind, noun, modifiers, end = self.counted(after, last, value)
        lead = begin
        counted = self.counters.read(at, first, after, last) if kind == COUNT else None
        if counted:
            noun, modifiers, end, lead = counted.noun, (), counted.last, counted.first
        if self.norm(after) in self.tenths and after < last:
            kind, noun, modifiers, end, value = PERCENT, "%", (), after + 1, value * 10
        if money:
            kind, noun, modifiers, end, begin = MONEY, self.norm(at - 1), (), after, at - 1
            lead = begin
        if kind == COUNT and not noun and in_words and value == 1:
            return None
        if kind == COUNT and decimals:
            if decimals != 3 or value >= 1000:
                kind = MEASURE
            else:
                value, decimals = value * 1000, 0
        if kind == COUNT and not noun and not in_words and self.is_year_or_clock(at, first, value):
            return None
        starts, ends = self.tokens.starts, self.tokens.ends
        before = tuple(norm for norm in self.norms[max(first, lead - 4) : lead] if norm not in self.skipped)[-3:]
        return Quantity(
            starts[begin], ends[end - 1], starts[begin], ends[after - 1], value, decimals, kind, noun,
            modifiers, before, sentence, begin, end, in_words,
        )  # fmt: skip

    def number(self, at: int, last: int) -> tuple[float, int, int, bool] | None:
        """Return (value, decimals, token behind, whether in words) of the number at a token."""
        norm = self.norms[at]
        if norm[:1].isdigit():
            norm, after = self.spaced_groups(at, last)
            read = self.figures(norm)
            myriad = self.scales.get(self.norm(after), 0) if after < last else 0
            if read and myriad >= 1000:  # "12万点"
                return read[0] * myriad, 0, after + 1, False
            return (*read, after, False) if read else None
        value = self.word_value(norm)
        if value is None:
            return None
        after = at + 1
        scale = self.scales.get(self.norm(after)) if after < last else None
        if scale and value < 100:
            return float(value * scale), 0, after + 1, True
        return float(value), 0, after, True

    def spaced_groups(self, at: int, last: int) -> tuple[str, int]:
        """Return the digits of a number whose groups a space parts ("4 200"), and the token behind it."""
        norm, after = self.norms[at], at + 1
        if not self.spaced or not norm.isdecimal() or len(norm) > _GROUP or norm[0] == "0":
            return norm, after
        while after < last and self.tokens.starts[after] - self.tokens.ends[after - 1] == 1:
            head, mark, tail = self.norms[after].partition(",")
            if len(head) != _GROUP or not head.isdecimal() or (mark and not tail.isdecimal()):
                break
            norm += self.norms[after]
            after += 1
            if mark:
                break
        return norm, after

    def figures(self, norm: str) -> tuple[float, int] | None:
        if len(norm) > _MAX_DIGITS or not norm.replace(".", "").replace(",", "").isdecimal() or not norm.isascii():
            return None
        group = str(self.profile.data.get("group-mark", ","))
        tail = norm.split(group)[1:]
        if tail and all(len(part.partition(".")[0]) == 3 for part in tail):
            norm = norm.replace(group, "")
        norm = norm.replace(",", ".")
        if norm.count(".") > 1:
            return None
        return float(norm), len(norm.partition(".")[2])

    def word_value(self, norm: str) -> int | None:
        value = self.number_words.get(norm)
        if value is None and "-" in norm:
            tens, _, ones = norm.partition("-")
            high, low = self.number_words.get(tens, 0), self.number_words.get(ones, 0)
            return high + low if high >= 20 and 0 < low < 10 else None
        return value

    def is_reference(self, at: int, first: int, after: int, last: int, in_words: bool) -> bool:
        """Return whether a number names a thing rather than counts ("Annex 2", "No. 7", a phone number)."""
        if in_words:
            return False
        before, behind = self.norm(at - 1), self.norm(after)
        if behind in self.percent:
            return False
        if at > first:
            if before == "." and self.tokens.ends[at - 2] == self.tokens.starts[at - 1]:
                before = self.norm(at - 2)
            if before in self.references or before in {"#", "/"}:
                return True
            joined = before in self.joiners and self.norm(at - 2).isdigit()
            if joined and self.norm(at - 3) in self.references:
                return True  # "controls 1 to 5"
        glued = after < last and self.tokens.starts[after] == self.tokens.ends[after - 1]
        return (glued and behind in {"/", "_", "°"}) or behind.isdecimal()

    def is_year_or_clock(self, at: int, first: int, value: float) -> bool:
        before = self.norm(at - 1) if at > first else ""
        if 1900 <= value < 2100 and "," not in self.norms[at]:
            return before in self.year_leads or self.norm(at + 1) in {"", ".", ",", ")", ";", ":"}
        return value <= 24 and before in self.clock_leads

    # What is counted

    def counted(self, after: int, last: int, value: float) -> tuple[str, str, tuple[str, ...], int]:
        """Return (kind, noun, modifiers, token behind) of what stands behind a number."""
        profile = self.profile
        norm = self.norm(after) if after < last else ""
        if norm in self.percent:
            return PERCENT, "%", (), after + 1
        if norm and self.percent_pairs.get(norm) == self.norm(after + 1):
            return PERCENT, "%", (), after + 2
        if norm in self.currency_words:
            return MONEY, norm, (), after + 1
        if norm in self.measures:
            return MEASURE, norm, (), after + 1
        modifiers: list[str] = []
        for at in range(after, min(last, after + MAX_NOUN_DISTANCE)):
            norm = self.norms[at]
            if not self.tokens.words[at] or norm in self.stops or norm[:1].isdigit():
                break
            if norm in self.units:
                return TIME, self.units[norm], tuple(modifiers), at + 1
            if self.is_noun(at, value):
                noun = self.groups.get(norm) or self.groups.get(singular(norm, profile)) or singular(norm, profile)
                return COUNT, noun, tuple(modifiers), at + 1
            modifiers.append(norm)
        return COUNT, "", (), after

    def is_noun(self, at: int, value: float) -> bool:
        norm = self.norms[at]
        if norm in self.groups or norm in self.count_nouns:
            return True
        if norm in self.adjectives:
            return False  # "46 verzonden bussen"
        if self.nouns_capitalised and self.document.text[self.tokens.starts[at]].islower():
            return False
        return value != 1 and singular(norm, self.profile) != norm
