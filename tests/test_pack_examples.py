"""Every example of every shipped rule: bad ones are reported at their mark, good ones are not."""

from __future__ import annotations

from functools import cache

import pytest

from poalint.linter import Linter
from poalint.packs.model import Example, Profile, Rule
from poalint.ruleset import languages, load_rules, load_ruleset


@cache
def linter(language: str, rule: str) -> Linter:
    """Return a linter of one rule: an example shows what the rule sees, whatever other rules claim the words."""
    return every_rule(language).narrowed([rule])


@cache
def every_rule(language: str) -> Linter:
    return Linter(language=language)


@cache
def all_rules(language: str) -> tuple[Rule, ...]:
    return load_rules(language)


@cache
def profile(language: str) -> Profile:
    return load_ruleset(language).profile


def cases() -> list[object]:
    return [
        pytest.param(
            language, rule, example, id=f"{language}-{rule.id}-{'good' if example.marked is None else 'bad'}{n}"
        )
        for language in languages()
        for rule in all_rules(language)
        for n, example in enumerate(rule.examples, 1)
    ]


def draft(language: str, example: Example) -> str:
    if not example.role:
        return example.text
    return f"{profile(language).table('section-titles')[example.role]}\n\n{example.text}"


@pytest.mark.parametrize(("language", "rule", "example"), cases())
def test_example(language: str, rule: Rule, example: Example) -> None:
    text = draft(language, example)
    found = linter(language, rule.id).check(text).findings
    if example.marked is None:
        assert not found, f"{rule.place}: reported in a good example: {found[0].excerpt!r}"
        return
    start = text.index(example.marked)
    touching = [f for f in found if f.start < start + len(example.marked) and start < f.end]
    assert touching, f"{rule.place}: not reported at {example.marked!r}; found: {[f.excerpt for f in found]}"


@pytest.mark.parametrize("language", languages())
def test_every_rule_has_examples(language: str) -> None:
    for rule in all_rules(language):
        bad = [example for example in rule.examples if example.marked is not None]
        assert len(bad) >= 2, f"{rule.place}: {rule.id} has fewer than two bad examples"
        assert len(rule.examples) - len(bad) >= 2, f"{rule.place}: {rule.id} has fewer than two good examples"
