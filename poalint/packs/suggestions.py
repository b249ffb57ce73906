"""Read what a rule advises: guidance, edits and words to insert."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from poalint.packs.model import SuggestionTemplate
from poalint.packs.yaml_reader import Places
from poalint.roles import ROLES
from poalint.text.expressions import compile_expression

_EDITS = ("delete", "replace")
_KINDS = ("guidance", *_EDITS, "insert")
_KEYS = {
    "guidance": ("when",),
    "delete": ("safe", "find", "label", "when"),
    "replace": ("safe", "find", "label", "when"),
    "insert": ("at", "role", "label", "when"),
}
_TARGETS = ("match", "sentence", "item")
_PLACES = ("item-end", "section-end", "section")

_Keys = tuple[str | int, ...]


def read_suggestions(raw: Sequence[Any], places: Places, keys: _Keys) -> tuple[SuggestionTemplate, ...]:
    """Return a rule's suggestions.

    Args:
        raw: the list as it stands in the file.
        places: lines of the file.
        keys: where the list stands.

    Raises:
        PackError: a suggestion is malformed, or there is none.
    """
    if not raw:
        raise places.error(keys, "a rule needs at least one suggestion")
    return tuple(_suggestion(one, places, (*keys, number)) for number, one in enumerate(raw))


def _suggestion(raw: Any, places: Places, at: _Keys) -> SuggestionTemplate:
    kinds = [key for key in raw if key in _KINDS] if isinstance(raw, dict) else []
    if len(kinds) != 1:
        raise places.error(at, "a suggestion is one of guidance, delete, replace or insert, and what belongs to it")
    kind = kinds[0]
    for key in raw:
        if key != kind and key not in _KEYS[kind]:
            close = get_close_matches(str(key), _KEYS[kind], n=1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; it may have {', '.join(_KEYS[kind])}"
            raise places.error((*at, key), f"a suggestion with {kind!r} has no key {key!r}{hint}")
    if not isinstance(raw.get("safe", False), bool):
        raise places.error((*at, "safe"), "'safe' is true or false")
    text, target = str(raw[kind]), "match"
    if kind == "delete":
        text, target = "", _one_of(raw, kind, _TARGETS, places, at)
    elif kind == "insert" and not ("[" in text and "]" in text):
        raise places.error((*at, kind), "what is inserted holds a slot in brackets, such as [owner: name, role]")
    find = str(raw.get("find", ""))
    if find:
        if target != "match":
            raise places.error((*at, "find"), "'find' goes with 'delete: match' or 'replace'")
        _check(find, places, (*at, "find"))
    return SuggestionTemplate(
        kind,
        text,
        safe=raw.get("safe", False),
        target=target,
        at=_one_of(raw, "at", _PLACES, places, at) if kind == "insert" else "",
        role=_one_of(raw, "role", ROLES, places, at) if "role" in raw else "",
        find=find,
        label=str(raw.get("label", "")),
        when=_when(raw.get("when", {}), places, (*at, "when")),
    )


def _one_of(raw: dict[str, Any], key: str, allowed: Sequence[str], places: Places, at: _Keys) -> str:
    if raw.get(key) not in allowed:
        where = (*at, key) if key in raw else at
        raise places.error(where, f"{key!r} is one of {', '.join(allowed)}, not {raw.get(key)!r}")
    return str(raw[key])


def _when(raw: Any, places: Places, at: _Keys) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, dict):
        raise places.error(at, "'when' is a mapping of a value's name to a regular expression, such as {excerpt: '^!'}")
    for name, expression in raw.items():
        _check(str(expression), places, (*at, name))
    return tuple((str(name), str(expression)) for name, expression in raw.items())


def _check(expression: str, places: Places, at: _Keys) -> None:
    try:
        compile_expression(expression)
    except ValueError as error:
        raise places.error(at, str(error)) from None
