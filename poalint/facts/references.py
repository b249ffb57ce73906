"""Where a draft refers to something that it numbers: an annex, a section, a step, a cause.

The words come from the language's table ``references``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from poalint.document.model import Document
from poalint.facts.once import once
from poalint.packs.model import Profile

ANNEX, DOCUMENT, POINT, SECTION, CAUSE, CODE = "annex", "document", "step", "section", "cause", "code"

_LONGEST_RANGE = 30
_MOST_LABELS = 12
_LONGEST_DECIMAL = 5  # "3.12"


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference: "Annexes 1 and 3", "step 6", "cause C4"."""

    start: int
    end: int
    family: str
    labels: tuple[str, ...]
    defining: bool


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}(?:\.\d{1,2})?[a-z]?|[a-z]|[a-z]\d{1,2}|[ivx]{2,4}")


@cache
def _joined_range() -> re.Pattern[str]:
    return re.compile(r"(\d{1,2}|[a-z])-(\d{1,2}|[a-z])")


def make(label: str) -> str:
    """Return what a label is made of: "1", "A" or "A1"."""
    letters, digits = any(map(str.isalpha, label)), any(map(str.isdigit, label))
    return "A1" if letters and digits else "1" if digits else "A"


class Words:
    """What a language's table ``references`` says of its words."""

    def __init__(self, profile: Profile) -> None:
        table: Mapping[str, Any] = profile.table("references")
        self.families: dict[str, str] = {}
        for key, family in (
            ("annex", ANNEX),
            ("annexes", ANNEX),
            ("document", DOCUMENT),
            ("causes", CAUSE),
            ("points", POINT),
            ("sections", SECTION),
        ):
            for word in table.get(key) or ():
                self.families.setdefault(str(word), family)
        self.annexes = _set(table, "annexes")
        self.attached = self.annexes | _set(table, "attached")
        self.number = _set(table, "number")
        self.range = _set(table, "range")
        self.join = _set(table, "join")
        self.counted = _set(table, "counted")
        self.foreign = _set(table, "foreign")
        self.own = _set(table, "own")
        self.elsewhere = _set(table, "elsewhere")


def _set(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(word) for word in table.get(key) or ())


# References


@once
def find_mentions(document: Document, profile: Profile) -> list[Mention]:
    """Return the draft's references to its own numbers in text order; those to other documents are left out."""
    words = profile.prepare(Words)
    found = []
    behind = 0
    for at in document.tokens.places(words.families):
        sentence = document.sentence_of(at)
        if sentence is None or at < behind:
            continue
        mention, behind = _mention(document, words, words.families[document.tokens.norms[at]], at, sentence.last)
        if mention:
            found.append(mention)
    return found


def _mention(document: Document, words: Words, family: str, at: int, last: int) -> tuple[Mention | None, int]:
    norms = document.tokens.norms
    labels, end = _labels(document, words, at + 1, last)
    if not labels:
        return None, at + 1
    if _elsewhere(norms, words, end, last, family):
        return None, end
    start, stop = document.token_span(at, end)
    if family in (POINT, CAUSE, DOCUMENT) and any(make(label) == "A1" for label in labels):
        family = CODE
    defining = end < last and norms[end] in (":", "=", "–", "-")
    return Mention(start, stop, family, tuple(labels), defining), end


def _labels(document: Document, words: Words, at: int, last: int) -> tuple[list[str], int]:
    """Read labels from a token on: "3", "no. 3", "A and B", "1 to 4"; return them and the token behind."""
    norms = document.tokens.norms
    while at < last and (norms[at] in words.number or (norms[at] == "." and norms[at - 1] in words.number)):
        at += 1
    labels: list[str] = []
    if at + 2 < last and norms[at] == "(" and norms[at + 2] == ")" and _label().fullmatch(norms[at + 1]):
        return [norms[at + 1]], at + 3
    end = at
    while at < last and len(labels) < _MOST_LABELS:
        joined = _joined_range().fullmatch(norms[at])
        if joined:
            labels.extend((joined.group(1), *between(joined.group(1), joined.group(2))))
        elif _is_label(document, words, at, last, bool(labels)):
            labels.append(norms[at])
        else:
            break
        end = at + 1
        if end < last and norms[end] in words.range and _is_label(document, words, end + 1, last, True):
            labels.extend(between(norms[at], norms[end + 1]))
            end += 2
        at = end
        while at < last and norms[at] in words.join and at - end < 2:
            at += 1
        if at == end:
            break
    return labels, end


def _is_label(document: Document, words: Words, at: int, last: int, following: bool) -> bool:
    if at >= last or not document.tokens.words[at]:
        return False
    norm = document.tokens.norms[at]
    start, end = document.tokens.starts[at], document.tokens.ends[at]
    raw = document.text[start:end]
    if not _label().fullmatch(norm):
        return False
    if document.text[end : end + 1] in "%€$£-" and document.text[end : end + 1]:
        return False
    if document.text[end : end + 2].strip() == "%" or document.text[start - 1 : start] in "$€£#":
        return False
    if raw.isalpha() and raw.islower():
        # "step a" may be an article: a small letter needs a mark behind it.
        behind = document.text[end : end + 1]
        return len(raw) == 1 and (behind in ".,;:)" or not behind) and not (following and raw in "ai")
    if raw == "I" and at + 1 < last and document.tokens.words[at + 1]:
        return False  # "part I order": the speaker
    if raw[0].isdigit() and at + 1 < last and document.tokens.norms[at + 1] in words.counted:
        return False
    if raw.isdigit() and following and at + 1 < last and document.tokens.words[at + 1]:
        # "steps 1 and 2 orders": a number before a noun counts something else.
        return document.text[document.tokens.starts[at + 1]].isupper() or len(document.tokens.norms[at + 1]) <= 4
    return len(raw) <= (_LONGEST_DECIMAL if "." in raw else 3)


def between(first: str, last: str) -> list[str]:
    """Return the labels of a range behind its first one."""
    if first.isdecimal() and last.isdecimal() and int(first) < int(last) <= int(first) + _LONGEST_RANGE:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if len(first) == len(last) == 1 and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]


def _elsewhere(norms: Sequence[str], words: Words, end: int, last: int, family: str) -> bool:
    """Return whether what follows a reference says that it points into another document."""
    behind = norms[end : min(last, end + 6)]
    if behind and behind[0] in words.foreign:
        return words.own.isdisjoint(behind[1:4])
    return family in (SECTION, POINT) and not words.elsewhere.isdisjoint(behind[:3])
