"""The lines of a rule: patterns, regular expressions, token sequences and words to be swapped, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from poalint.packs.loader import LoadedPack
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
    def key(self) -> str:
        """Return a name for it that no other line of the packs has."""
        return f"{self.rule}:{self.set}#{self.number}"


def rule_lines(pack: LoadedPack, rule: Rule) -> Iterator[Line]:
    """Yield the lines of a rule in the order of its keys."""
    for name, block in rule.sets.items():
        owner = f"{rule.id}:{name}"
        for number, (line, text) in enumerate(lines(block), 1):
            yield Line(rule.id, name, number, text, _place(pack, owner, rule.place, line), owner)
    for name in _LISTS:
        owner = f"{rule.id}:{name}"
        for number, value in enumerate(rule.params.get(name, ()), 1):
            yield Line(rule.id, name, number, _shown(value), _place(pack, owner, rule.place), owner, value)


def block_entries(name: str, block: str, pack: LoadedPack | None = None) -> Iterator[Line]:
    """Yield the entries of a word class; without a pack it is the language's."""
    for number, (line, text) in enumerate(entries(block), 1):
        place = _place(pack, name, "", line) if pack else ""
        yield Line(f"@{name}", "classes", number, text, place, name)


def _place(pack: LoadedPack, name: str, otherwise: str, line: int = 0) -> str:
    if name not in pack.places:
        return otherwise
    places, keys = pack.places[name]
    return f"{places.path}:{places.line(keys) + (line if keys in places.literal else 0)}"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False)
