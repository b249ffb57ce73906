"""Every example of every shipped rule: bad ones are reported at their mark, good ones are not."""

from __future__ import annotations

from functools import cache

import pytest

from poalint.packs.kinds import KINDS
from poalint.packs.model import Example, Rule
from poalint.packtest.examples import run_example
from poalint.packtest.workbench import Workbench
from poalint.ruleset import languages, load_rules


@cache
def bench(language: str) -> Workbench:
    return Workbench(language)


@cache
def all_rules(language: str) -> tuple[Rule, ...]:
    return load_rules(language)


def cases() -> list[object]:
    return [
        pytest.param(
            language, rule, example, id=f"{language}-{rule.id}-{'good' if example.marked is None else 'bad'}{n}"
        )
        for language in languages()
        for rule in all_rules(language)
        for n, example in enumerate(rule.examples, 1)
    ]


@pytest.mark.parametrize(("language", "rule", "example"), cases())
def test_example(language: str, rule: Rule, example: Example) -> None:
    result = run_example(bench(language), rule, example, 1)
    found = [result.text[start:end] for start, end in result.found]
    assert result.passed, f"{rule.place}: expected {example.marked!r}; found: {found}"


@pytest.mark.parametrize("language", languages())
def test_every_rule_has_examples(language: str) -> None:
    for rule in all_rules(language):
        if not KINDS[rule.kind].tested:
            continue
        bad = [example for example in rule.examples if example.marked is not None]
        assert len(bad) >= 2, f"{rule.place}: {rule.id} has fewer than two bad examples"
        assert len(rule.examples) - len(bad) >= 2, f"{rule.place}: {rule.id} has fewer than two good examples"
