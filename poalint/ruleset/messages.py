"""Let the rules of one language speak another: titles, messages, reasons and advice of the same rules elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from poalint.packs.model import Profile, Rule, SuggestionTemplate
from poalint.ruleset import load_rules, load_ruleset
from poalint.ruleset.model import RuleSet

# What a language's data says to people beside the rules.
_SAID = ("consistency-notes", "figure-notes", "edit-labels")


def in_language(ruleset: RuleSet, language: str, packs: Sequence[str | Path] | None = None) -> RuleSet:
    """Return a rule set whose rules speak another language, as far as the rules exist there.

    What an edit writes into a draft stays in the draft's language.

    Args:
        ruleset: the rules of the draft's language.
        language: code of the language to speak.
        packs: as for ``load_ruleset``.
    """
    other = load_ruleset(language, packs)
    speaking = {rule.id: rule for rule in other.rules}
    rules = tuple(_speak(rule, speaking[rule.id]) if rule.id in speaking else rule for rule in ruleset.rules)
    data = {**ruleset.profile.data, **_said(other.profile.data)}
    return replace(ruleset, rules=rules, profile=Profile(ruleset.profile.code, data))


def rules_in_language(
    rules: Sequence[Rule], language: str, packs: Sequence[str | Path] | None = None
) -> tuple[Rule, ...]:
    """Return rules as they are written, examples included, that speak another language."""
    speaking = {rule.id: rule for rule in load_rules(language, packs)}
    return tuple(_speak(rule, speaking[rule.id]) if rule.id in speaking else rule for rule in rules)


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in _SAID if key in data}


def _speak(rule: Rule, other: Rule) -> Rule:
    return replace(
        rule,
        title=other.title,
        message=other.message,
        why=other.why,
        suggestions=_advice(rule.suggestions, other.suggestions),
    )


def _advice(own: Sequence[SuggestionTemplate], other: Sequence[SuggestionTemplate]) -> tuple[SuggestionTemplate, ...]:
    """Return the other language's advice with the own edits, in the own order."""
    guidance = [one for one in other if one.kind == "guidance"]
    result: list[SuggestionTemplate] = []
    for one in own:
        if one.kind != "guidance":
            result.append(one)
        elif guidance:
            result.append(guidance.pop(0))
    return (*result, *guidance)
