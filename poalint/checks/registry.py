"""Find the function that runs a check kind; its module is imported when a rule of the kind first runs."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from poalint.checks.base import Check

_MODULES = {
    "phrase": "phrase",
    "cooccurrence": "cooccurrence",
    "regex": "regex",
    "sequence": "sequence",
    "substitution": "substitution",
    "leaning": "leaning",
    "metric": "metric",
    "slot": "slot",
    "action": "action",
    "presence": "presence",
    "structure": "structure",
    "coverage": "coverage",
    "consistency": "consistency",
    "languagetool": "languagetool",
}


@cache
def check_for(kind: str) -> Check:
    """Return the check of a kind; it takes a rule and a context and yields hits."""
    check: Check = import_module(f"poalint.checks.{_MODULES[kind]}").run
    return check
