"""Which languages the chosen packs serve."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poalint.errors import UnknownNameError
from poalint.ruleset.model import RuleSet


def first_language(codes: Sequence[str], ruleset: Callable[[str], RuleSet]) -> str:
    """Return the first language that all chosen packs have something for, else the first.

    Args:
        codes: the languages that may be asked for.
        ruleset: gives the rules of a language.

    Raises:
        UnknownNameError: a pack has nothing for any of them.
    """
    idle: set[str] | None = None
    codes = tuple(dict.fromkeys(codes))
    for code in codes:
        here = ruleset(code).idle
        if not here:
            return code
        idle = set(here) if idle is None else idle & set(here)
    if idle:
        pack = min(idle)
        raise UnknownNameError(pack, f"{pack}: no rules here for language {' or '.join(map(repr, codes))}")
    return codes[0]
