"""The kinds of value that a configuration holds: strict reading, and what JSON Schema calls them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from poalint.configuration.places import Keys, Places


class Kind(Protocol):
    """A kind of value."""

    def read(self, raw: object, keys: Keys, places: Places) -> Any:
        """Return the value.

        Raises:
            ConfigurationError: it is of another kind.
        """

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value as it is written."""


@dataclass(frozen=True)
class Text:
    """Text that is not empty; ``pattern`` is a regular expression it must match and ``called`` says so in words."""

    pattern: str = ""
    called: str = ""

    def read(self, raw: object, keys: Keys, places: Places) -> str:
        """Return the text."""
        if not isinstance(raw, str):
            quote = "; put it in quotation marks" if isinstance(raw, (int, float)) else ""
            raise places.error(keys, f"{_name(keys)} must be text, not {_called(raw)}{quote}")
        if not raw.strip():
            raise places.error(keys, f"{_name(keys)} is empty; write a value or remove it")
        if self.pattern and not re.fullmatch(self.pattern, raw):
            raise places.error(keys, f"{_name(keys)} must be {self.called}, not {raw!r}")
        return raw

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return (
            {"type": "string", "pattern": f"^{self.pattern}$"} if self.pattern else {"type": "string", "minLength": 1}
        )


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, raw: object, keys: Keys, places: Places) -> str:
        """Return the word."""
        if isinstance(raw, str) and raw in self.words:
            return raw
        given = repr(raw) if isinstance(raw, str) else _called(raw)
        known = ", ".join(self.words)
        raise places.error(keys, f"{_name(keys)} must be one of {known}, not {given}{meant(raw, self.words)}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Number:
    """A whole number within bounds."""

    low: int
    high: int

    def read(self, raw: object, keys: Keys, places: Places) -> int:
        """Return the number."""
        if type(raw) is int and self.low <= raw <= self.high:
            return raw
        given = str(raw) if type(raw) is int else _called(raw)
        raise places.error(keys, f"{_name(keys)} must be a whole number from {self.low} to {self.high}, not {given}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Flag:
    """``true`` or ``false``."""

    def read(self, raw: object, keys: Keys, places: Places) -> bool:
        """Return the flag."""
        if isinstance(raw, bool):
            return raw
        given = repr(raw) if isinstance(raw, str) else _called(raw)
        raise places.error(keys, f"{_name(keys)} must be true or false, not {given}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Date:
    """A day, as ``2026-12-31``."""

    def read(self, raw: object, keys: Keys, places: Places) -> str:
        """Return the day in that form."""
        from datetime import date, datetime

        if isinstance(raw, date) and not isinstance(raw, datetime):  # TOML has dates of its own
            return raw.isoformat()
        if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
            try:
                return date.fromisoformat(raw).isoformat()
            except ValueError:
                pass
        given = repr(raw) if isinstance(raw, str) else _called(raw)
        raise places.error(keys, f"{_name(keys)} must be a date such as 2026-12-31, not {given}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True)
class ListOf:
    """A list of values of one kind."""

    item: Kind

    def read(self, raw: object, keys: Keys, places: Places) -> tuple[Any, ...]:
        """Return the values in order."""
        if not isinstance(raw, list):
            example = f", such as [{raw}]" if isinstance(raw, str) and raw.strip() else ""
            raise places.error(keys, f"{_name(keys)} must be a list{example}, not {_called(raw)}")
        return tuple(self.item.read(value, (*keys, number), places) for number, value in enumerate(raw))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "array", "items": self.item.schema()}


@dataclass(frozen=True)
class MapOf:
    """A mapping from any text to values of one kind; ``of`` says what the keys are."""

    value: Kind
    of: str

    def read(self, raw: object, keys: Keys, places: Places) -> Mapping[str, Any]:
        """Return the mapping, in the order written."""
        if not isinstance(raw, dict):
            raise places.error(keys, f"{_name(keys)} must be a mapping from {self.of}, not {_called(raw)}")
        return MappingProxyType({key: self.value.read(value, (*keys, key), places) for key, value in raw.items()})

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class Record:
    """A mapping with fixed keys.

    Attributes:
        keys: kind and description of each.
        required: those that must stand.
        make: makes the value from the keys and the place.
        title: what to call it in an error.
    """

    keys: Mapping[str, tuple[Kind, str]]
    make: Callable[..., Any]
    title: str
    required: tuple[str, ...] = field(default=())

    def read(self, raw: object, keys: Keys, places: Places) -> Any:
        """Return the value."""
        if not isinstance(raw, dict):
            raise places.error(keys, f"{self.title} must be a mapping with {', '.join(self.required)}")
        check_keys(raw, self.keys, keys, places)
        for key in self.required:
            if key not in raw:
                raise places.error(keys, f"{self.title} lacks {key}")
        values = {key: self.keys[key][0].read(value, (*keys, key), places) for key, value in raw.items()}
        return self.make(**values, place=places.place(keys))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {
            "type": "object",
            "required": list(self.required),
            "additionalProperties": False,
            "properties": {key: {**kind.schema(), "description": doc} for key, (kind, doc) in self.keys.items()},
        }


def check_keys(raw: Mapping[str, Any], known: Mapping[str, Any], keys: Keys, places: Places) -> None:
    """Make sure that a mapping has no unknown key.

    Raises:
        ConfigurationError: it has one; the message names what may be meant.
    """
    for key in raw:
        if key not in known:
            hint = meant(key, known) or f"; the keys are: {', '.join(known)}"
            raise places.error((*keys, key), f"unknown key {key!r}{hint}")


def meant(raw: object, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """Return a question for what is spelled alike, "" if nothing is."""
    from difflib import get_close_matches

    close = get_close_matches(str(raw).lower().replace("_", "-"), list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _name(keys: Keys) -> str:
    """Return what to call a value: its key, and for a member of a list the list's."""
    names = [str(key) for key in keys if isinstance(key, str)]
    if not names:
        return "the value"
    return f"a value of {names[-1]}" if keys and isinstance(keys[-1], int) else names[-1]


def _called(raw: object) -> str:
    """Return what to call a value of the wrong kind."""
    if raw is None:
        return "empty"
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, (int, float)):
        return f"the number {raw}"
    for kind, name in ((str, "text"), (list, "a list"), (dict, "a mapping")):
        if isinstance(raw, kind):
            return name
    return "a date or time"
