"""The same item, or the same cause, said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from poalint.checks.base import Context, Hit, Related
from poalint.document.model import Block, Document
from poalint.facts.names import find_names
from poalint.packs.model import Profile, Rule
from poalint.roles import ACTION_ROLES, EVIDENCE, HEADING, ITEM, PARAGRAPH, QUOTE, ROOT_CAUSE, ROW
from poalint.text.memory import Memory, remembering

_LEAST_WORDS = 2.5
_MOST_REMEMBERED = 2000  # statements, for drafts that are checked again
_Told = tuple[Mapping[str, float], frozenset[str], frozenset[str], float, tuple[str, ...]]
_SMALL = 4.5
_OVERLAP = 0.72
_OVERLAP_SMALL = 0.85
_BOTH = 0.5
_LEAST_PLAIN = 2
_SHORTEST_ROOT = 3
_MOST_OTHER = 2  # words by which two items that are made alike differ
# Names, dates and numbers recur in different items, so they count less.
_NAME_WEIGHT = 0.5
_MARK_WEIGHT = 0.4
_BUCKET = 12
_RARE = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Unit:
    """A statement to compare: its place, what it is about, and what tells it from another of its kind."""

    start: int
    end: int
    cause: bool
    weights: Mapping[str, float]
    marks: frozenset[str]
    names: frozenset[str]
    weight: float
    block: int
    sentence: bool
    order: tuple[str, ...]

    @property
    def place(self) -> int:
        """What is reported once: the block of an item, the sentence of a paragraph."""
        return self.start if self.sentence else -1 - self.block

    @property
    def plain(self) -> int:
        """How many of its words are neither names nor numbers."""
        return sum(weight == 1.0 for weight in self.weights.values())


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each item that says nearly the same as an earlier one."""
    note = str(context.profile.table("consistency-notes").get("duplicate", ""))
    units = list(_Units(context).all())
    frequency: dict[str, int] = {}
    for unit in units:
        for word in unit.weights:
            frequency[word] = frequency.get(word, 0) + 1
    buckets: dict[tuple[str, bool], list[_Unit]] = {}
    reported: set[int] = set()
    for unit in units:
        rare = sorted(unit.weights, key=lambda word: (frequency[word], word))[:_RARE]
        keys = [(word, unit.cause) for word in rare]
        candidates = dict.fromkeys(chain.from_iterable([buckets[key][-_BUCKET:] for key in keys if key in buckets]))
        same = next((other for other in candidates if _same(other, unit)), None)
        if same is not None and unit.place not in reported:
            reported.add(unit.place)
            details = {"kind": "duplicate", "other": _shorten(context.document.text[same.start : same.end])}
            yield Hit(rule, unit.start, unit.end, (Related(same.start, same.end, note),), details)
        for key in keys:
            buckets.setdefault(key, []).append(unit)


def _shorten(text: str, limit: int = 80) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"


def _same(one: _Unit, two: _Unit) -> bool:
    """Return whether two statements say the same, and nothing tells them apart."""
    if one.block == two.block and not (one.sentence and two.sentence):
        return False
    smaller, larger = (one.weight, two.weight) if one.weight < two.weight else (two.weight, one.weight)
    if smaller < _LEAST_WORDS or smaller < _BOTH * larger:
        return False
    needed = _OVERLAP if smaller >= _SMALL else _OVERLAP_SMALL
    ours, theirs = one.weights, two.weights
    common = ours.keys() & theirs.keys()
    if len(common) < needed * smaller:  # no word weighs more than one
        return False
    shared = sum([min(ours[word], theirs[word]) for word in common])
    if shared < needed * smaller or shared < _BOTH * larger or _contrasted(one, two):
        return False
    if min(one.plain, two.plain) < _LEAST_PLAIN:
        return False
    if one.marks - two.marks and two.marks - one.marks:
        return False
    if ("" in one.names) != ("" in two.names):
        return False
    return not (one.names - two.names and two.names - one.names)


def _contrasted(one: _Unit, two: _Unit) -> bool:
    """Return whether two statements are made alike but for one thing: "send invoices", "send samples"."""
    left, right = one.order, two.order
    shorter = min(len(left), len(right))
    before = next((at for at in range(shorter) if left[at] != right[at]), shorter)
    behind = next((at for at in range(shorter - before) if left[-1 - at] != right[-1 - at]), shorter - before)
    ours, theirs = left[before : len(left) - behind], right[before : len(right) - behind]
    if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_OTHER:
        return False
    return not set(ours) & set(right) and not set(theirs) & set(left)


class _Vocabulary:
    """What a language's tables say of its words, for statements to be compared."""

    def __init__(self, profile: Profile) -> None:
        table: Mapping[str, Any] = profile.table("duplicates")
        self.function = frozenset(str(word) for word in table.get("function") or ())
        self.numbers = {
            str(word): str(number)
            for word, number in profile.table("number-words").items()
            if word not in self.function
        }
        self.absence = frozenset(str(word) for word in table.get("absence") or ())
        self.contrast = frozenset(str(word) for word in table.get("contrast") or ())
        self.days = frozenset(str(word) for word in table.get("days") or ())
        self.away = frozenset(str(word) for word in table.get("away-verbs") or ())
        self.titles = frozenset(str(word) for word in profile.table("names").get("titles") or ())
        self.endings = tuple(str(ending) for ending in table.get("endings") or ())
        self.halves = {str(word): int(hours) for word, hours in (table.get("clock-halves") or {}).items()}
        self.periods: dict[tuple[str, ...], str] = {
            tuple(str(phrase).split()): str(name)
            for name, phrases in (table.get("periods") or {}).items()
            for phrase in phrases
        }
        self.period_lengths: dict[str, list[int]] = {}
        for phrase in sorted(self.periods, key=len, reverse=True):
            self.period_lengths.setdefault(phrase[0], []).append(len(phrase))
        self.synonyms: dict[str, str] = {}
        for group in table.get("synonyms") or ():
            for word in group:
                self.synonyms.setdefault(str(word), str(group[0]))
                self.synonyms.setdefault(self.root(str(word)), str(group[0]))
        self.told: Memory[_Told] = Memory(_MOST_REMEMBERED)
        self.stem_of = remembering(self._stem_of, 20_000)

    def period(self, norms: Sequence[str], at: int, last: int) -> tuple[int, str]:
        """Return the length and the name of a period that begins at a token: "once a week", "24 hours"."""
        for length in self.period_lengths.get(norms[at], ()):
            period = self.periods.get(tuple(norms[at : at + length])) if at + length <= last else None
            if period:
                return length, period
        return 0, ""

    def stem(self, word: str, following: str = "") -> str:
        """Return a word in the form in which its synonyms meet, times in one form."""
        if word[0].isdigit():
            hour, _, minute = word.partition(":")
            if hour.isdecimal() and len(hour) <= 2:
                half = self.halves.get(following)
                hour = str(int(hour) % 12 + half) if half is not None else str(int(hour))
                return f"{hour}:{minute}" if minute.strip("0") else hour
            return word.lstrip("0") or word
        return self.stem_of(word)

    def _stem_of(self, word: str) -> str:
        root = self.root(word)
        return self.synonyms.get(word) or self.synonyms.get(root) or root

    def root(self, word: str) -> str:
        """Return a word without the endings of a plural, a tense, an adverb or a noun made of a verb."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
                word = word[: -len(ending)]
                if word[-1] == word[-2]:
                    word = word[:-1]  # "planning", "plan"
                break
        return word.rstrip("e") if len(word) > _SHORTEST_ROOT else word


class _Units:
    """Reads the statements of a draft's items, rows and paragraphs."""

    def __init__(self, context: Context) -> None:
        self.document: Document = context.document
        self.words = context.profile.prepare(_Vocabulary)
        self.persons = {
            token for name in find_names(context.document, context.profile) for token in range(name.first, name.last)
        }

    def all(self) -> Iterator[_Unit]:
        for number, block in enumerate(self.document.blocks):
            section = self.document.sections[block.section]
            roles = set(section.roles)
            if block.kind in (HEADING, QUOTE) or block.header or roles == {EVIDENCE}:
                continue
            if block.kind == PARAGRAPH and not roles & {ROOT_CAUSE, *ACTION_ROLES}:
                continue
            cause = ROOT_CAUSE in roles and not roles & ACTION_ROLES
            if block.kind in (ITEM, ROW):
                yield from self.item(number, block, cause)
            else:
                for sentence in self.document.sentences_of(block):
                    yield self.unit(number, sentence.first, sentence.last, cause, sentence=True)

    def item(self, number: int, block: Block, cause: bool) -> Iterator[_Unit]:
        """Yield an item as a whole; where it has an explanation, also its first sentence alone."""
        sentences = self.document.sentences_of(block)
        if not sentences:
            return
        if len(sentences) > 1 and block.kind == ITEM:
            yield self.unit(number, sentences[0].first, sentences[0].last, cause)
        yield self.unit(number, sentences[0].first, sentences[-1].last, cause)

    def unit(self, number: int, first: int, last: int, cause: bool, sentence: bool = False) -> _Unit:
        start, end = self.document.token_span(first, last)
        # The words, too: an analyser may split the same characters otherwise in another place.
        known = (
            self.document.text[start:end],
            tuple(self.document.tokens.norms[first:last]),
            tuple([at - first for at in range(first, last) if at in self.persons]),
        )
        told = self.words.told.recall(known)
        if told is None:
            told = self.told(first, last)
            self.words.told.keep(known, told)
        weights, marks, names, weight, order = told
        return _Unit(start, end, cause, weights, marks, names, weight, number, sentence, order)

    def told(self, first: int, last: int) -> _Told:
        """Return what some tokens tell, whatever stands around them."""
        words, tokens, text = self.words, self.document.tokens, self.document.text
        weights: dict[str, float] = {}
        marks: set[str] = set()
        names: set[str] = set()
        order: list[str] = []
        behind = first
        for at in range(first, last):
            norm = tokens.norms[at]
            if at < behind:
                continue
            length, period = words.period(tokens.norms, at, last)
            if period:
                behind = at + length
                weights[period] = _MARK_WEIGHT
                marks.add(period)
                order.append(period)
                continue
            if tokens.words[at] and at > first and len(norm) == 1 and text[tokens.starts[at]].isupper() and norm != "i":
                marks.add(norm)  # "warehouse A"
            if norm in words.absence and not (at > first and tokens.norms[at - 1] in words.away):
                names.add("")  # a deputy's item is not the item of the one who is away
            if not tokens.words[at] or norm in words.function or norm in words.titles:
                continue
            word = words.stem(words.numbers.get(norm, norm), tokens.norms[at + 1] if at + 1 < last else "")
            mark = word[0].isdigit() or any(map(str.isdigit, word)) or norm in words.days
            weights[word] = _NAME_WEIGHT if at in self.persons else _MARK_WEIGHT if mark else 1.0
            order.append(word)
            if at in self.persons:
                names.add(word)
            elif mark or norm in words.contrast or (at > first and text[tokens.starts[at]].isupper()):
                marks.add(word)
        return weights, frozenset(marks), frozenset(names), sum(weights.values()), tuple(order)
