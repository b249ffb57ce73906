"""Find rules by what a user typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from poalint.errors import UsageError
from poalint.packs.model import Rule


def find_rule(rules: Sequence[Rule], name: str) -> Rule:
    """Return the rule with an id, with this second half of an id if only one has it, or with this earlier id.

    Raises:
        UsageError: there is none, or several; the message names those that may be meant.
    """
    wanted = name.strip().lower()
    found = {rule.id: rule for rule in reversed(rules) if wanted in (rule.id, rule.id.partition("/")[2])}
    found = found or {rule.id: rule for rule in rules if wanted in rule.aliases}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise UsageError(f"several rules are called {name}: {', '.join(sorted(found))}")
    inside = sorted({rule.id for rule in rules if wanted in (rule.pack, rule.category)})
    if inside:
        raise UsageError(f"{name} has several rules; explain one of them: {', '.join(inside)}")
    meant = _meant(wanted, [rule.id for rule in rules])
    raise UsageError(f"no rule is called {name}.{meant} `poalint rules` lists all of them.")


def select_categories(rules: Iterable[Rule], names: Sequence[str]) -> list[Rule]:
    """Return the rules of some categories.

    Raises:
        UsageError: a category does not exist or has no rule.
    """
    rules = list(rules)
    known = sorted({rule.category for rule in rules})
    for name in names:
        if name not in known:
            raise UsageError(f"no category is called {name}.{_meant(name, known)} There are: {', '.join(known)}.")
    return [rule for rule in rules if rule.category in names]


def _meant(name: str, known: Iterable[str]) -> str:
    """Return a question that names what is spelled alike, "" if nothing is."""
    spelled = {one: one for one in known} | {one.partition("/")[2] or one: one for one in known}
    close = dict.fromkeys(spelled[match] for match in get_close_matches(name, spelled, n=3, cutoff=0.6))
    return f" Did you mean {' or '.join(close)}?" if close else ""
