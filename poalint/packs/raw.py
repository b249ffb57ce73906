"""Packs as they are read, before rules are put together: values with the places that they stand at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from poalint.packs.problems import Keys, Places, Problems


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a pack file.

    Attributes:
        data: what stands there.
        places, keys: where.
        pack: name of the pack whose word classes it may name.
    """

    data: Any
    places: Places
    keys: Keys
    pack: str = ""

    def child(self, key: str | int) -> Value:
        """Return a value inside of this one."""
        return Value(self.data[key], self.places, (*self.keys, key), self.pack)

    def items(self) -> list[tuple[str, Value]]:
        """Return the values of a mapping."""
        return [(key, self.child(key)) for key in self.data]

    def wrong(self, problems: Problems, message: str, remedy: str = "") -> None:
        """Note a problem of the value."""
        problems.value(self.places, self.keys, message, remedy)

    def wrong_key(self, problems: Problems, message: str, remedy: str = "") -> None:
        """Note a problem of the key that the value stands behind."""
        problems.key(self.places, self.keys, message, remedy)


@dataclass(slots=True)
class RawRule:
    """A rule with all that packs say of it.

    Attributes:
        id, pack: its id and the pack that defines it.
        values: what stands behind its keys; the last pack that says something wins.
        added: what ``add-`` keys of extending packs add, by the key that they add to.
        place: where it stands, as far as it depends on a language.
    """

    id: str
    pack: str
    values: dict[str, Value]
    place: Value
    added: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(slots=True)
class RawPack:
    """A pack in one language.

    Attributes:
        name, title: of the pack.
        path: its pack.yaml, or the one file that it is.
        active: whether it says anything for the language.
        extends: the packs that it builds on, as written.
        parts: top-level keys to their values, pack.yaml first, then the language's files.
        rules: its own rules, by name.
        named: names of all its rules, also of those that other languages have.
    """

    name: str
    title: str
    path: Path
    active: bool = True
    extends: tuple[Value, ...] = ()
    parts: dict[str, list[Value]] = field(default_factory=dict)
    rules: dict[str, RawRule] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
