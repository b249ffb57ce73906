"""Find lines that are slow on hostile text: what they look for, over and over, in ways that nearly match.

The work of a pattern is counted, not timed, so that it is the same on every machine: the elements that the matcher
follows for it. Regular expressions and token sequences run in libraries that count nothing; they are timed, and called
slow only if a second and a third look agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from time import process_time
from typing import Any

from poalint.checks.base import Context
from poalint.checks.registry import check_for
from poalint.facts.shapes import Shapes
from poalint.packs.model import Rule
from poalint.packtest.lines import Line
from poalint.packtest.samples import Samples, expression_samples
from poalint.packtest.workbench import Workbench
from poalint.patterns.lexicon import GAP, Key, Lexicon, Pattern, Program
from poalint.patterns.matcher import Matcher
from poalint.patterns.stretch import Stretch
from poalint.text.expressions import compile_expression

GROWTH = 2.0
"""How many times faster than the text the work may grow."""
TIMES_BASELINE = 20.0
"""How many times the work of the baseline a pattern may take."""
BASELINE = "we <3> (check | checks) <3> order"
"""A pattern as they mostly are."""
_FACTOR = 4
_WORDS = 125  # of the smaller text; the larger one is still a single sentence
_LETTERS = 10_000  # of the smaller text for what is timed
_LOOKS = 3
_SHORTEST = 0.05  # seconds; what takes less on the larger text is not slow, whatever it grows by


@dataclass(frozen=True, slots=True)
class Slow:
    """A line that is slow on hostile text.

    Attributes:
        line: the line.
        growth: how many times faster than the text its work grows.
        times: how many times the work of a plain pattern it takes; 0.0 of what is timed.
        sample: what the hostile text repeats.
    """

    line: Line
    growth: float
    times: float
    sample: str

    @property
    def is_growing(self) -> bool:
        """Return whether its work grows too much faster than the text."""
        return self.growth > GROWTH

    @property
    def is_slow(self) -> bool:
        """Return whether it is beyond one of the limits."""
        return self.is_growing or self.times > TIMES_BASELINE


def find_slow(bench: Workbench, rules: Sequence[Rule]) -> Iterator[Slow]:
    """Yield the lines of some rules whose work grows faster than the text, or far exceeds that of a plain pattern."""
    lines = {line.key: line for rule in rules for line in bench.lines[rule.id] if line.is_pattern}
    patterns = {key: (line.owner, line.text) for key, line in lines.items()}
    meter = _Meter(bench, bench.compile({"": ("", BASELINE), **patterns}))
    plain = max(meter.steps("", text, "we check order", _FACTOR * _WORDS) for text in ("we", "we check"))
    samples = Samples(bench)
    for key, line in lines.items():
        measured = [_measure(meter, line, key, text, samples.whole(line), plain) for text in samples.of(line)]
        worst = max(measured, key=lambda one: max(one.growth / GROWTH, one.times / TIMES_BASELINE), default=None)
        if worst and worst.is_slow:
            yield worst
    for rule in rules:
        yield from _slow_listed(bench, rule)


# Patterns: counted


def _measure(meter: _Meter, line: Line, name: str, sample: str, whole: str, plain: int) -> Slow:
    large = meter.steps(name, sample, whole, _FACTOR * _WORDS)
    times = large / plain
    # The first few steps of a pattern that does next to nothing say nothing of its growth.
    growth = large / max(1, meter.steps(name, sample, whole, _WORDS)) / _FACTOR if times > 1 else 0.0
    return Slow(line, growth, times, sample)


class _CountingStretch(Stretch):
    """A stretch that counts the elements that it follows; a gap counts as many as it is long."""

    steps = 0

    def follow(self, program: Program, slots: int) -> int:
        self.steps += sum(element[2] + 1 if element[0] == GAP else 1 for element in program)
        return super().follow(program, slots)


class _Meter:
    """Counts the steps that the patterns of a lexicon take, each by itself."""

    def __init__(self, bench: Workbench, lexicon: Lexicon) -> None:
        self._bench = bench
        self._lexicon = lexicon
        self._matcher = Matcher(lexicon)
        self._patterns: dict[str, Pattern] = {lexicon.sets[pattern[0]]: pattern for pattern in lexicon.patterns}
        self._read = cache(self._reading)

    def steps(self, name: str, sample: str, whole: str, words: int) -> int:
        """Return how many steps a pattern takes through so many words of a repeated sample.

        All that the pattern looks for stands behind them: where it is missing, the pattern is not tried at all.
        """
        stretch = _CountingStretch(self._lexicon, *self._read(sample, whole, words), self._matcher.keys_of)
        pattern = self._patterns[name]
        for _ in stretch.matches(pattern) if stretch.keys.issuperset(pattern[4]) else ():
            pass
        return stretch.steps

    def _reading(
        self, sample: str, whole: str, words: int
    ) -> tuple[Any, list[tuple[int, int]], range, dict[int, list[Key]]]:
        """Return what a stretch of one sentence is built from."""
        text = " ".join([*[sample] * (words // len(sample.split())), whole])
        tokens = self._bench.tokenizer(text)
        shaped: dict[int, list[Key]] = {}
        if self._lexicon.shapes:
            shapes = Shapes(self._bench.document(text), self._bench.ruleset.profile)
            for shape, classes in self._lexicon.shapes.items():
                for at in shapes(shape[1:-1]):
                    shaped.setdefault(at, []).extend((shape, *classes))
        return tokens, [(0, len(tokens))], range(1), shaped


# Regular expressions and token sequences: timed


def _slow_listed(bench: Workbench, rule: Rule) -> Iterator[Slow]:
    marked = [example.marked for example in rule.examples if example.marked]
    for line in bench.lines[rule.id]:
        if line.set in ("expressions", "exceptions"):
            expression = compile_expression(line.text)
            yield from _slowest(line, expression_samples(line, marked), lambda text: list(expression.finditer(text)))  # noqa: B023
        elif line.set == "tokens":
            alone = replace(rule, params={**rule.params, "tokens": [line.value]}, roles=frozenset())
            samples = tuple(marked) or ("a",)
            yield from _slowest(line, samples, lambda text: _run_sequence(bench, alone, text))  # noqa: B023


def _run_sequence(bench: Workbench, rule: Rule, text: str) -> None:
    context = Context(bench.document(text), bench.ruleset.profile, {})
    for _ in check_for(rule.kind)(rule, context):
        pass


def _slowest(line: Line, samples: Sequence[str], run: Callable[[str], object]) -> Iterator[Slow]:
    """Yield the line with the sample on which its time grows most, if it is slow at each of several looks."""
    worst: Slow | None = None
    for sample in samples:
        looks: list[float] = []
        while len(looks) < _LOOKS:
            large = _seconds(run, sample, _FACTOR * _LETTERS)
            growth = large / max(1e-9, _seconds(run, sample, _LETTERS)) / _FACTOR
            if large < _SHORTEST or growth <= GROWTH:
                break
            looks.append(growth)
        if len(looks) == _LOOKS and (worst is None or min(looks) > worst.growth):
            worst = Slow(line, min(looks), 0.0, sample)
    if worst:
        yield worst


def _seconds(run: Callable[[str], object], sample: str, letters: int) -> float:
    text = f"{sample} " * (letters // (len(sample) + 1) + 1)
    begin = process_time()
    run(text)
    return process_time() - begin
