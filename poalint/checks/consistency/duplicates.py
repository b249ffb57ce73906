"""The same item, or the same cause, said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from poalint.checks.base import Context, Hit, Related
from poalint.document.model import Block, Document
from poalint.facts.names import find_names
from poalint.packs.model import Rule
from poalint.roles import ACTION_ROLES, EVIDENCE, HEADING, ITEM, PARAGRAPH, QUOTE, ROOT_CAUSE, ROW

_LEAST_WORDS = 2.5
_SMALL = 4.5
_OVERLAP = 0.72
_OVERLAP_SMALL = 0.85
_BOTH = 0.5
_LEAST_PLAIN = 2
# Names, dates and numbers recur in different items, so they count less.
_NAME_WEIGHT = 0.5
_MARK_WEIGHT = 0.4
_BUCKET = 12
_RARE = 6


@dataclass(frozen=True, slots=True)
class _Unit:
    """A statement to compare: its place, what it is about, and what tells it from another of its kind."""

    start: int
    end: int
    cause: bool
    weights: Mapping[str, float]
    marks: frozenset[str]
    names: frozenset[str]
    block: int

    @property
    def weight(self) -> float:
        return sum(self.weights.values())


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each item that says nearly the same as an earlier one."""
    note = str(context.profile.table("consistency-notes").get("duplicate", ""))
    units = list(_Units(context).all())
    frequency: dict[str, int] = {}
    for unit in units:
        for word in unit.weights:
            frequency[word] = frequency.get(word, 0) + 1
    buckets: dict[str, list[_Unit]] = {}
    reported: set[int] = set()
    for unit in units:
        rare = sorted(unit.weights, key=lambda word: (frequency[word], word))[:_RARE]
        candidates = {id(other): other for word in rare for other in buckets.get(word, [])[-_BUCKET:]}
        same = next((other for other in candidates.values() if _same(other, unit)), None)
        if same is not None and unit.block not in reported:
            reported.add(unit.block)
            details = {"kind": "duplicate", "other": _shorten(context.document.text[same.start : same.end])}
            yield Hit(rule, unit.start, unit.end, (Related(same.start, same.end, note),), details)
        for word in rare:
            buckets.setdefault(word, []).append(unit)


def _shorten(text: str, limit: int = 80) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"


def _same(one: _Unit, two: _Unit) -> bool:
    """Return whether two statements say the same, and nothing tells them apart."""
    if one.cause != two.cause or one.block == two.block:
        return False
    shared = sum(min(weight, two.weights[word]) for word, weight in one.weights.items() if word in two.weights)
    smaller, larger = sorted((one.weight, two.weight))
    needed = _OVERLAP if smaller >= _SMALL else _OVERLAP_SMALL
    if smaller < _LEAST_WORDS or shared < needed * smaller or shared < _BOTH * larger:
        return False
    if min(sum(weight == 1.0 for weight in unit.weights.values()) for unit in (one, two)) < _LEAST_PLAIN:
        return False
    if one.marks - two.marks and two.marks - one.marks:
        return False
    if ("" in one.names) != ("" in two.names):
        return False
    return not (one.names - two.names and two.names - one.names)


class _Units:
    """Reads the statements of a draft's items, rows and paragraphs."""

    def __init__(self, context: Context) -> None:
        self.document: Document = context.document
        table: Mapping[str, Any] = context.profile.table("duplicates")
        self.function = frozenset(str(word) for word in table.get("function") or ())
        self.numbers = {
            str(word): str(number)
            for word, number in context.profile.table("number-words").items()
            if word not in self.function
        }
        self.absence = frozenset(str(word) for word in table.get("absence") or ())
        self.contrast = frozenset(str(word) for word in table.get("contrast") or ())
        self.days = frozenset(str(word) for word in table.get("days") or ())
        self.synonyms = {str(word): str(group[0]) for group in table.get("synonyms") or () for word in group}
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
                    yield self.unit(number, sentence.first, sentence.last, cause)

    def item(self, number: int, block: Block, cause: bool) -> Iterator[_Unit]:
        """Yield an item as a whole; where it has an explanation, also its first sentence alone."""
        sentences = self.document.sentences_of(block)
        if not sentences:
            return
        if len(sentences) > 1 and block.kind == ITEM:
            yield self.unit(number, sentences[0].first, sentences[0].last, cause)
        yield self.unit(number, sentences[0].first, sentences[-1].last, cause)

    def unit(self, number: int, first: int, last: int, cause: bool) -> _Unit:
        tokens, text = self.document.tokens, self.document.text
        weights: dict[str, float] = {}
        marks: set[str] = set()
        names: set[str] = set()
        for at in range(first, last):
            norm = tokens.norms[at]
            if tokens.words[at] and at > first and len(norm) == 1 and text[tokens.starts[at]].isupper() and norm != "i":
                marks.add(norm)  # "warehouse A"
            if not tokens.words[at] or norm in self.function:
                continue
            word = self.stem(self.numbers.get(norm, norm))
            mark = word[0].isdigit() or any(map(str.isdigit, word)) or norm in self.days
            weights[word] = _NAME_WEIGHT if at in self.persons else _MARK_WEIGHT if mark else 1.0
            if at in self.persons:
                names.add(word)
            elif mark or norm in self.contrast or (at > first and text[tokens.starts[at]].isupper()):
                marks.add(word)
        if not self.absence.isdisjoint(tokens.norms[first:last]):
            names.add("")  # a deputy's item is not the item of the one who is away
        start, end = self.document.token_span(first, last)
        return _Unit(start, end, cause, weights, frozenset(marks), frozenset(names), number)

    def stem(self, word: str) -> str:
        """Return a word without the ending of a plural or a tense, times in one form."""
        if word in self.synonyms:
            return self.synonyms[word]
        if word[0].isdigit():
            hour, _, minute = word.partition(":")
            return str(int(hour)) if minute == "00" and hour.isdigit() else word.lstrip("0") or word
        for ending in ("ing", "ied", "ies", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)].rstrip("e")
        return word.rstrip("e") if len(word) > 3 else word
