"""What a text must hold for a regular expression to match: strings to look for before the expression is compiled.

The expressions are RE2's; Python's own parser reads them, as both share the syntax but for a few escapes. Where it
cannot, nothing is known of the expression, and it is always tried.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

Condition = tuple[Any, ...]
"""``("all", condition, ...)``, ``("any", condition, ...)``, ``("has", string)``, or ``("folded", string)`` for a string
that stands in the text's case-folded form. ``("all",)`` always holds."""

_LEAVES = ("has", "folded")
ALWAYS: Condition = ("all",)


def holds(condition: Condition, strings: Container[Condition]) -> bool:
    """Return whether a condition holds for a text, given the single strings that stand in it."""
    kind = condition[0]
    if kind in _LEAVES:
        return condition in strings
    wanted: bool = kind == "any"
    for part in condition[1:]:
        if holds(part, strings) == wanted:
            return wanted
    return not wanted


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the single strings in a condition."""
    if condition[0] in _LEAVES:
        yield condition
        return
    for part in condition[1:]:
        yield from leaves(part)


def needed(expression: str) -> Condition:
    """Return a condition that holds for every text that an expression matches."""
    import re
    import warnings

    # No public function gives an expression's tree; without it every expression is simply tried.
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:
        return ALWAYS

    expression = re.sub(r"\\x\{([0-9A-Fa-f]+)\}", lambda found: re.escape(chr(int(found[1], 16))), expression)
    expression = re.sub(r"\\[pP](?:\{\^?\w+\}|\w)", r"\\w", expression)
    if re.search(r"\[:\^?[a-z]+:\]", expression):  # a class that Python does not know
        return ALWAYS
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = _parser.parse(expression)
        return _of_sequence(tree, bool(tree.state.flags & re.IGNORECASE))
    except (re.error, OverflowError, RecursionError):
        return ALWAYS


def _of_sequence(items: Any, ignore_case: bool) -> Condition:
    parts: list[Condition] = []
    run = ""
    for operator, argument in items:
        literal = _literal(str(operator), argument)
        run += literal
        if not literal:
            parts.extend(_leaf(run, ignore_case))
            parts.extend(_of_item(str(operator), argument, ignore_case))
            run = ""
    parts.extend(_leaf(run, ignore_case))
    return parts[0] if len(parts) == 1 else ("all", *dict.fromkeys(parts))


def _literal(operator: str, argument: Any) -> str:
    """Return the characters that an item surely stands for, "" if it may be several or is none."""
    return chr(argument) if operator == "LITERAL" else ""


def _leaf(string: str, ignore_case: bool) -> list[Condition]:
    if not string:
        return []
    return [("folded", string.casefold()) if ignore_case else ("has", string)]


def _of_item(operator: str, argument: Any, ignore_case: bool) -> list[Condition]:
    """Return the condition of one item of a sequence, if it has one."""
    if operator == "SUBPATTERN":
        _, added, removed, inner = argument
        ignore_case = (ignore_case or bool(added & 2)) and not removed & 2  # 2 is re.IGNORECASE
        found = [_of_sequence(inner, ignore_case)]
    elif operator == "BRANCH":
        found = [_any(_of_sequence(branch, ignore_case) for branch in argument[1])]
    elif operator in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
        least, _, inner = argument
        repeated = _literal(str(inner[0][0]), inner[0][1]) * least if len(inner) == 1 else ""
        found = _leaf(repeated, ignore_case) or [_of_sequence(inner, ignore_case)]
    elif operator == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        found = [_any(_leaf(chr(code), ignore_case)[0] for _, code in argument)]
    else:
        found = []
    return [condition for condition in found if condition != ALWAYS]


def _any(conditions: Any) -> Condition:
    parts = tuple(dict.fromkeys(conditions))
    if ALWAYS in parts:
        return ALWAYS
    return parts[0] if len(parts) == 1 else ("any", *parts)
