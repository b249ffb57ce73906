"""The score: its formula, its fairness, and that it never rises with a fault."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from drafts import SOUND
from hypothesis import given
from hypothesis import strategies as st

from poalint import Linter
from poalint.packs.model import Category, Rule, SuggestionTemplate
from poalint.score import HALVING, REPEAT, compute, penalty, scale

CATEGORIES = {
    "blame": Category("blame", "Blame", "tone", cap=16),
    "vague": Category("vague", "Vague", "substance", cap=20),
    "too-long": Category("too-long", "Too long", "form", cap=9),
    "inconsistent": Category("inconsistent", "Contradictions", "consistency", cap=20),
}


def rule(name: str, category: str, weight: float) -> Rule:
    advice = (SuggestionTemplate("guidance", "Mend it."),)
    return Rule(name, "pack", category, "phrase", f"Title of {name}", "warning", weight, "M", "W", "S", advice)


RULES = (
    rule("a/courier", "blame", 5),
    rule("a/buyer", "blame", 4),
    rule("b/promise", "vague", 3.5),
    rule("c/draft", "too-long", 4),
    rule("d/sum", "inconsistent", 4),
)


def total(counts: Mapping[str, int]) -> float:
    return compute(RULES, counts, CATEGORIES).total


def test_a_draft_without_findings_has_100() -> None:
    score = compute(RULES, {}, CATEGORIES)
    assert (score.total, score.tone, score.substance, score.form, score.consistency, score.first) == (100,) * 5 + ((),)


def test_the_example_in_the_docs() -> None:
    score = compute(RULES, {"a/courier": 2, "b/promise": 1}, CATEGORIES)
    assert penalty(5, 2) == pytest.approx(8.0)
    assert score.total == round(100 * 0.5 ** (11.5 / 36), 1) == 80.1
    assert score.tone == round(100 * 0.5 ** (16 / 36), 1) == 73.5
    assert score.substance == round(100 * 0.5 ** (7 / 36), 1) == 87.4
    assert (score.form, score.consistency) == (100, 100)
    assert [(gain.rule, gain.findings, gain.points) for gain in score.first] == [
        ("a/courier", 2, 13.3),
        ("b/promise", 1, 5.6),
    ]


def test_the_scale_is_halved() -> None:
    assert scale(0) == 100
    assert scale(HALVING) == 50
    assert scale(2 * HALVING) == 25


@given(st.floats(0.5, 20), st.integers(0, 500))
def test_a_repeated_slip_costs_less_each_time_and_has_a_bound(weight: float, count: int) -> None:
    assert penalty(weight, count) <= penalty(weight, count + 1) <= weight / (1 - REPEAT) * 1.000001
    first, second = (penalty(weight, count + n + 1) - penalty(weight, count + n) for n in (0, 1))
    assert second <= first + 1e-9


def test_one_rule_or_category_cannot_sink_a_draft() -> None:
    assert total({"a/courier": 1000}) == round(scale(12.5), 1)
    assert total({"a/courier": 1000, "a/buyer": 1000}) == round(scale(16), 1)


COUNTS = st.dictionaries(st.sampled_from([one.id for one in RULES]), st.integers(0, 30))


@given(COUNTS, st.sampled_from(RULES), st.integers(1, 5))
def test_a_fault_more_never_raises_any_score(counts: dict[str, int], more: Rule, times: int) -> None:
    before = compute(RULES, counts, CATEGORIES)
    after = compute(RULES, counts | {more.id: counts.get(more.id, 0) + times}, CATEGORIES)
    for name in ("total", "tone", "substance", "form", "consistency"):
        assert 0 <= getattr(after, name) <= getattr(before, name) <= 100


@given(COUNTS)
def test_gains_are_the_largest_first_and_are_what_mending_brings(counts: dict[str, int]) -> None:
    score = compute(RULES, counts, CATEGORIES)
    assert [gain.points for gain in score.first] == sorted((gain.points for gain in score.first), reverse=True)
    for gain in score.first:
        mended = total({name: count for name, count in counts.items() if name != gain.rule})
        assert gain.points == pytest.approx(mended - score.total, abs=0.11)


def test_length_alone_changes_nothing() -> None:
    linter = Linter(language="en")
    longer = SOUND.replace(
        "\nCorrective actions",
        "\nThe list that hung over the bench named one packer and no deputy.\n\nCorrective actions",
    )
    assert linter.check(longer).score.total == linter.check(SOUND).score.total
