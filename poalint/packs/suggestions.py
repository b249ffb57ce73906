"""Read what a rule advises: guidance, edits and words to insert."""

from __future__ import annotations

from typing import Any

from poalint.packs import keys as described
from poalint.packs.keys import SUGGESTION_KEYS
from poalint.packs.model import SuggestionTemplate
from poalint.packs.problems import Problems
from poalint.packs.raw import Value
from poalint.packs.values import fits, known_keys, slots
from poalint.text.expressions import compile_expression


def read_suggestions(value: Value, known: frozenset[str], problems: Problems) -> tuple[SuggestionTemplate, ...]:
    """Return a rule's suggestions, and note what is wrong with them.

    Args:
        value: the list as it stands in the file.
        known: names of values that may stand in braces.
        problems: where to note what is wrong.
    """
    if not value.data:
        value.wrong_key(problems, "a rule needs at least one suggestion", "write '- guidance: what to do'")
    found = (_suggestion(value.child(number), known, problems) for number in range(len(value.data)))
    return tuple(one for one in found if one is not None)


def _suggestion(value: Value, known: frozenset[str], problems: Problems) -> SuggestionTemplate | None:
    raw = value.data
    kinds = [kind for kind in SUGGESTION_KEYS if isinstance(raw, dict) and kind in raw]
    if len(kinds) != 1:
        choices = list(SUGGESTION_KEYS)
        value.wrong(
            problems, f"a suggestion is one of {', '.join(choices[:-1])} or {choices[-1]}, and what belongs to it"
        )
        return None
    before = len(problems.found)
    kind = kinds[0]
    known_keys(value, SUGGESTION_KEYS[kind], f"a suggestion with {kind!r}", problems)
    for key, one in SUGGESTION_KEYS[kind].items():
        if key in raw:
            fits(one, key, value.child(key), problems)
        elif one.required:
            value.wrong(problems, f"a suggestion with {kind!r} needs {key!r}", "add it")
    if len(problems.found) > before:
        return None
    _check(kind, value, known, problems)
    text = "" if kind == "delete" else raw[kind]
    return SuggestionTemplate(
        kind,
        text,
        safe=raw.get("safe", False),
        target=raw[kind] if kind == "delete" else "match",
        at=raw.get("at", ""),
        role=raw.get("role", ""),
        find=raw.get("find", ""),
        label=raw.get("label", ""),
        when=tuple(raw.get("when", {}).items()),
    )


def _check(kind: str, value: Value, known: frozenset[str], problems: Problems) -> None:
    """Note what single keys cannot tell."""
    raw: dict[str, Any] = value.data
    if kind != "delete":
        slots(kind, value.child(kind), known, problems)
    if kind == "insert" and not ("[" in raw[kind] and "]" in raw[kind]):
        value.child(kind).wrong(
            problems, "what is inserted holds a slot in brackets", "write a slot such as [owner: name, role]"
        )
    if "find" in raw:
        if kind == "delete" and raw[kind] != "match":
            value.child("find").wrong_key(problems, "'find' goes with 'delete: match' or 'replace'", "take one out")
        _expression(value.child("find"), problems)
    for _, expression in value.child("when").items() if "when" in raw else ():
        _expression(expression, problems)


def _expression(value: Value, problems: Problems) -> None:
    if len(value.data) > described.MAX_EXPRESSION:
        value.wrong(problems, f"expression longer than {described.MAX_EXPRESSION} characters", "shorten it")
        return
    try:
        compile_expression(value.data)
    except ValueError as error:
        value.wrong(problems, str(error), "mend it")
