"""Rules as they are written, with their examples, and the page that explains one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from poalint.configuration.checker import Checker
    from poalint.packs.model import Rule

_COLUMNS = 88
_known: WeakKeyDictionary[Checker, dict[tuple[str, str], Rule | None]] = WeakKeyDictionary()


def written_rule(checker: Checker, language: str, name: str) -> Rule | None:
    """Return a rule with its examples, ``None`` if there is none of this id. It may read packs, which takes time.

    Args:
        checker: what found something by the rule.
        language: code of the draft's language.
        name: the rule's id.

    Raises:
        PackError: a pack is malformed by now.
    """
    known = _known.setdefault(checker, {})
    if (language, name) not in known:
        known[language, name] = _read(checker, language, name)
    return known[language, name]


def explanation(rule: Rule, language: str) -> str:
    """Return all about a rule, as ``poalint explain`` prints it."""
    from poalint.edits.labels import labels_for
    from poalint.output.rules import render_rule
    from poalint.output.style import Style

    return render_rule(rule, Style(color=False, columns=_COLUMNS, encoding="utf-8"), labels_for(language))


def _read(checker: Checker, language: str, name: str) -> Rule | None:
    from poalint.ruleset import load_rules
    from poalint.ruleset.sources import is_shipped

    linter = checker.linter
    pack = name.partition("/")[0]
    # One of the shipped packs by itself is read ten times as fast as all of them.
    packs = [pack] if linter.packs is None and is_shipped(pack) else linter.packs
    rules = load_rules(language, packs)
    if linter.messages not in ("auto", language):
        from poalint.ruleset.messages import rules_in_language

        rules = tuple(rules_in_language(rules, linter.messages, packs))
    return next((rule for rule in rules if rule.id == name), None)
