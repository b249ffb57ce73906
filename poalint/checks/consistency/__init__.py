"""The draft against itself: counts, figures, dates, names and whatever else a plan states twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from poalint.checks.base import Check, Context, Hit
from poalint.packs.model import Rule

# Check name to its module and function there; a module is imported when a rule first needs it.
_PLACES: dict[str, tuple[str, str]] = {
    "count": ("counts", "find"),
    "number": ("quantities", "find"),
    "number-listed": ("quantities", "find_listed"),
    "number-rate": ("rates", "find_rates"),
    "arithmetic": ("arithmetic", "find"),
    "arithmetic-sum": ("sums", "find"),
    "arithmetic-rest": ("sums", "find_rests"),
    "arithmetic-span": ("arithmetic", "find_spans"),
    "date": ("dates", "find"),
    "date-weekday": ("dates", "find_weekdays"),
    "date-order": ("dates", "find_disorder"),
    "date-promise": ("dates", "find_promises"),
    "ambiguous-date": ("dates", "find_ambiguous"),
    "name": ("names", "find"),
    "marketplace": ("marketplaces", "find"),
    "person": ("persons", "find"),
    "reference": ("references", "find"),
    "identifier": ("identifiers", "find"),
    "target": ("targets", "find"),
    "duplicate": ("duplicates", "find"),
    "language": ("languages", "find"),
}


@cache
def _load(name: str) -> Check:
    module, function = _PLACES[name]
    check: Check = getattr(import_module(f"{__name__}.{module}"), function)
    return check


def _lazy(name: str) -> Callable[[Rule, Context], Iterable[Hit]]:
    def run(rule: Rule, context: Context) -> Iterable[Hit]:
        return _load(name)(rule, context)

    return run


CHECKS: dict[str, Check] = {name: _lazy(name) for name in _PLACES}
"""Check name (a rule's ``check``) to the function that runs it."""


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Run the check that a rule names."""
    return CHECKS[rule.params["check"]](rule, context)
