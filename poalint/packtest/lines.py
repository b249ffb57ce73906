"""The lines of a rule: patterns, regular expressions, token sequences and words to be swapped, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from poalint.packs.build import Block
from poalint.packs.merging import Merged
from poalint.packs.model import Rule
from poalint.patterns.compiler import entries, lines

BY_LINE = frozenset({"phrase", "cooccurrence", "regex", "sequence", "substitution", "action"})
"""The kinds whose findings are the words that their lines match; in others all lines together say yes or no."""
_EXCEPTIONS = frozenset({"unless", "unless-near", "exceptions"})
_LISTS = ("expressions", "exceptions", "tokens")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rule, or one entry of a word class.

    Attributes:
        rule: id of the rule, or ``@name`` of the class.
        set: where it stands: ``patterns``, ``unless``, ``all.what``, ``swaps``, ``expressions``, ``classes`` ...
        number: of the line in its set, from 1; comments and blank lines are not counted.
        text: as written.
        place: ``path:line``.
        owner: the block that it stands in, which says which word classes it may name.
        value: what the pack says there, where that is no pattern.
    """

    rule: str
    set: str
    number: int
    text: str
    place: str
    owner: str
    value: Any = None

    @property
    def is_pattern(self) -> bool:
        """Return whether it is a pattern of the pattern language."""
        return self.set not in _LISTS

    @property
    def excepts(self) -> bool:
        """Return whether it says what is not to be reported."""
        return self.set in _EXCEPTIONS

    @property
    def name(self) -> str:
        """Return what to call the rule or class before people."""
        return f"@{self.rule.lstrip('@').rpartition(':')[2]}" if self.set == "classes" else self.rule

    @property
    def key(self) -> str:
        """Return a name for it that no other line of the packs has."""
        return f"{self.rule} {self.set}#{self.number}"


def rule_lines(merged: Merged, rule: Rule) -> Iterator[Line]:
    """Yield the lines of a rule in the order of its keys."""
    for name in rule.sets:
        yield from _block_lines(merged, rule.id, name, merged.sets[f"{rule.id}:{name}"], lines)
    for name in _LISTS:
        for number, value in enumerate(rule.params.get(name, ()), 1):
            yield Line(rule.id, name, number, _shown(value), rule.place, f"{rule.id}:{name}", value)


def class_entries(merged: Merged, name: str) -> Iterator[Line]:
    """Yield the entries of a word class, by its full name."""
    yield from _block_lines(merged, f"@{name}", "classes", merged.classes[name], entries)


def _block_lines(
    merged: Merged, rule: str, name: str, blocks: Sequence[Block], split: Callable[[str], list[Any]]
) -> Iterator[Line]:
    number = 0
    for owner, text in blocks:
        for line, written, *rest in split(text):
            number += 1
            column = rest[0] if rest else 1
            yield Line(rule, name, number, written, _place(merged, owner, line, column), owner)


def _place(merged: Merged, owner: str, line: int, column: int) -> str:
    value = merged.owners.get(owner)
    if value is None:
        return ""
    places, keys = value.places, value.keys
    at = places.key(keys) if ":swaps." in owner else places.within(keys, line, column)
    return f"{places.path}:{at[0]}"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False)
