"""Find rules that repeat another: a pattern that stands in both, or examples that another rule finds all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from poalint.packs.model import Rule
from poalint.packtest.examples import ExampleResult
from poalint.packtest.lines import BY_LINE, Line
from poalint.packtest.workbench import Workbench
from poalint.patterns.syntax import Sequence as Nodes

# Kinds that report what one of their lines matches; those of others are parts of a whole.
_SETS = {"phrase": "patterns", "regex": "expressions", "sequence": "tokens"}


@dataclass(frozen=True, slots=True)
class Twin:
    """Two lines that match the same.

    Attributes:
        line: of a rule that is tested.
        other: the same in another rule, or further up in this one.
    """

    line: Line
    other: Line


@dataclass(frozen=True, slots=True)
class Shadow:
    """A rule whose bad examples another rule finds at the same places, all of them.

    Attributes:
        rule: id of the rule.
        other: id of the other one.
        examples: how many bad examples.
    """

    rule: str
    other: str
    examples: int


def find_twins(bench: Workbench, rules: Sequence[Rule], beside: Workbench | None = None) -> Iterator[Twin]:
    """Yield the lines of some rules that stand in another rule, there or beside, or in their own one before."""
    tested = {rule.id for rule in rules}
    by_id = {rule.id: rule for one in (beside, bench) if one for rule in one.rules}
    words = {_words(line) for rule in rules for line in bench.lines[rule.id]}
    groups: dict[object, dict[str, Line]] = {}
    for one in (bench, beside):
        for meaning, line in _lines(one, words) if one else ():
            groups.setdefault(meaning, {}).setdefault(line.key, line)
    for group in groups.values():
        lines = list(group.values())
        for number, line in enumerate(lines):
            if line.rule not in tested:
                continue
            for other in (*lines[:number], *(one for one in lines[number + 1 :] if one.rule not in tested)):
                if _meet(by_id[line.rule], by_id[other.rule]):
                    yield Twin(line, other)
                    break


def _words(line: Line) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", line.text))


def _lines(bench: Workbench, words: set[frozenset[str]]) -> Iterator[tuple[object, Line]]:
    """Yield the lines that find something by themselves and are written with one of some sets of words.

    Each comes with what is the same for lines that match the same.
    """
    for rule in bench.rules:
        for line in bench.lines[rule.id]:
            if line.set != _SETS.get(rule.kind) and not line.set.startswith("swaps."):
                continue
            if _words(line) not in words:
                continue
            yield (_named(bench, line, bench.parse(line.text)) if line.is_pattern else (line.set, line.text)), line


def _named(bench: Workbench, line: Line, nodes: Nodes) -> Nodes:
    """Return a pattern with the full names of its word classes: other packs may call others so."""
    return tuple(
        replace(
            node,
            value=bench.class_name(line.owner, node.value) if node.kind == "class" else node.value,
            children=tuple(_named(bench, line, child) for child in node.children),
        )
        for node in nodes
    )


def _meet(one: Rule, other: Rule) -> bool:
    """Return whether two rules look at the same places, so that both would report there."""
    for mine, theirs in ((one.roles, other.roles), (one.blocks, other.blocks)):
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    steps = {one.params.get("actions"), other.params.get("actions")} - {None}
    return len(steps) < 2


def find_shadows(
    bench: Workbench, results: Iterable[ExampleResult], beside: Workbench | None = None
) -> Iterator[Shadow]:
    """Yield the rules whose bad examples, two or more, another rule of the category finds at the same places."""
    by_id = {rule.id: rule for one in (beside, bench) if one for rule in one.rules if rule.kind in BY_LINE}
    bad: dict[str, list[ExampleResult]] = {}
    for result in results:
        if result.expected is not None and result.found and result.rule in by_id:
            bad.setdefault(result.rule, []).append(result)
    for rule, found in bad.items():
        others = set.intersection(*({name for name, span in one.others if span in one.found} for one in found))
        if len(found) > 1:
            for other in sorted(others & by_id.keys()):
                if by_id[other].category == by_id[rule].category:
                    yield Shadow(rule, other, len(found))
