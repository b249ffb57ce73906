"""The score: how ready a draft is, from 0 to 100. docs/score.md prints the formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from poalint.findings import Gain, Score
from poalint.packs.model import Category, Rule

DIMENSIONS = ("tone", "substance", "form", "consistency")
# A repeated slip costs less each time, and never more than this many times its first cost.
REPEAT = 0.6
# Points at which the remaining score is halved.
HALVING = 36.0


def penalty(weight: float, count: int) -> float:
    """Return what ``count`` findings of one rule cost: ``weight * (1 + REPEAT + REPEAT**2 + ...)``."""
    return weight * (1 - REPEAT**count) / (1 - REPEAT) if count else 0.0


def compute(rules: Sequence[Rule], counts: Mapping[str, int], categories: Mapping[str, Category]) -> Score:
    """Return the score of a draft.

    Args:
        rules: the rules that ran.
        counts: number of findings by rule id.
        categories: with dimension and cap.
    """
    found = [rule for rule in rules if counts.get(rule.id)]
    costs = [(rule.category, penalty(rule.weight, counts[rule.id])) for rule in found]
    total, by_dimension = _points(costs, categories)
    gains = []
    for number, rule in enumerate(found):
        without, _ = _points([*costs[:number], *costs[number + 1 :]], categories)
        gains.append(Gain(rule.id, rule.title, counts[rule.id], round(scale(without) - scale(total), 1)))
    gains.sort(key=lambda gain: (-gain.points, gain.rule))
    subscores = {name: round(scale(2 * by_dimension.get(name, 0.0)), 1) for name in DIMENSIONS}
    return Score(total=round(scale(total), 1), first=tuple(gains), **subscores)


def scale(points: float) -> float:
    """Return 100 for no points, 50 for ``HALVING`` points, 25 for twice as many, and so on."""
    return float(100.0 * 0.5 ** (points / HALVING))


def _points(costs: Iterable[tuple[str, float]], categories: Mapping[str, Category]) -> tuple[float, dict[str, float]]:
    """Return the points of all rules, given as (category, cost), capped by category, and the same by dimension."""
    by_category: dict[str, float] = {}
    for name, cost in costs:
        by_category[name] = by_category.get(name, 0.0) + cost
    by_dimension: dict[str, float] = {}
    for name, cost in by_category.items():
        category = categories[name]
        by_dimension[category.dimension] = by_dimension.get(category.dimension, 0.0) + min(cost, category.cap)
    return sum(by_dimension.values()), by_dimension
