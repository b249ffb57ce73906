"""Fields of a form that tell for the steps of others who is responsible and when: "Completed: (1) 3 May, (2) 4 May"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from poalint.document.model import Block, Document, Section
from poalint.facts.listed import label_of
from poalint.facts.references import between, find_mentions
from poalint.packs.model import Profile
from poalint.roles import ACTION_ROLES, ITEM, ROW

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Field:
    """What one line of a field says.

    Attributes:
        span: offsets of the words that fill the slot.
        labels: the steps that it names; none where it speaks of all.
    """

    span: Span
    labels: frozenset[str]

    def serves(self, label: str) -> bool:
        """Return whether it speaks of a step with a label, "" for one without."""
        return not self.labels or label in self.labels


def read_fields(
    document: Document, profile: Profile, headings: Collection[int], slot: Callable[[Block], Span | None]
) -> list[Field]:
    """Return what the fields under some headings say.

    Args:
        document: with sections.
        profile: its language.
        headings: numbers of the sentences that are such headings.
        slot: gives the words of a block that fill the slot.
    """
    sections = [one for one in document.sections if one.heading is not None and _is_headed(document, one, headings)]
    if not sections:
        return []
    steps = {
        label
        for section in document.with_role(*ACTION_ROLES)
        for block in document.blocks_of(section)
        if (label := label_of(document, block))
    }
    mentions = find_mentions(document, profile)
    found = []
    for section in sections:
        blocks = document.blocks_of(section)
        for block in blocks if _numbers_its_items(document, blocks) else blocks[:1]:
            span = slot(block)
            if span is None:
                continue
            labels = {label for one in mentions if block.start <= one.start < block.end for label in one.labels}
            labels |= _labels(document.text[block.start : block.end], profile)
            found.append(Field(span, frozenset(labels & steps)))
    return found


def _is_headed(document: Document, section: Section, headings: Collection[int]) -> bool:
    assert section.heading is not None
    return any(number in headings for number in range(*document.blocks[section.heading].sentences))


def _numbers_its_items(document: Document, blocks: Iterable[Block]) -> bool:
    """Return whether a field answers step by step."""
    return all(block.kind in (ITEM, ROW) and label_of(document, block) for block in blocks)


def _labels(text: str, profile: Profile) -> set[str]:
    """Return the labels of steps in a field's text: "(1)", "②", "3.1 to 3.3"."""
    found = {str(ord(char) - ord("①") + 1) for char in text if "①" <= char <= "⑳"}
    text = normalize("NFKC", text)
    found |= {match.group(1) for match in _bracketed().finditer(text)}
    ranges = "|".join(map(re.escape, profile.table("references").get("range") or ())) or "-"
    for match in _decimals(ranges).finditer(text):
        first, last = match.groups()
        found.add(first)
        if last and first.split(".")[0] == last.split(".")[0]:
            found |= {f"{first.split('.')[0]}.{label}" for label in between(first.split(".")[1], last.split(".")[1])}
    return found


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"\(\s?(\d{1,2})\s?\)")


@cache
def _decimals(ranges: str) -> re.Pattern[str]:
    decimal = r"(\d{1,2}\.\d{1,2})"
    return re.compile(rf"(?<![\d.,]){decimal}(?:\s?(?:{ranges})\s?{decimal})?(?![\d,]|\.\d|\s?%)")
