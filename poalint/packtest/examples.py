"""Run the examples of rules: each bad one must be found where it is marked, no good one must be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from poalint.packs.model import Example, Rule
from poalint.packtest.workbench import Workbench

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example of a rule came out; offsets are code points into ``text``.

    Attributes:
        rule: id of the rule.
        quality: ``bad`` or ``good``.
        number: of the example among the bad or good ones of its rule, from 1.
        place: ``path:line``.
        text: the draft that was checked; an example with a role stands under a heading.
        expected: what must be found, ``None`` in a good example.
        found: what the rule found.
        others: what any rule found, by its id: (start, end) of each.
    """

    rule: str
    quality: str
    number: int
    place: str
    text: str
    expected: Span | None
    found: tuple[Span, ...]
    others: tuple[tuple[str, Span], ...] = ()

    @property
    def passed(self) -> bool:
        """Return whether the rule found what it must: a finding that touches the mark, or none."""
        if self.expected is None:
            return not self.found
        start, end = self.expected
        return any(first < end and start < last for first, last in self.found)

    @property
    def name(self) -> str:
        """Return what to call it, such as ``bad example 2``."""
        return f"{self.quality} example {self.number}"


def run_examples(bench: Workbench, rules: Sequence[Rule], beside: Workbench | None = None) -> Iterator[ExampleResult]:
    """Yield the result of each example of some rules, as if each rule stood alone.

    Args:
        bench: the packs that the rules belong to.
        rules: the rules.
        beside: other packs, whose findings are noted too.

    Raises:
        UsageError: an example stands in a section that the language has no heading for.
    """
    for rule in rules:
        numbers = {"bad": 0, "good": 0}
        for example in rule.examples:
            quality = "good" if example.marked is None else "bad"
            numbers[quality] += 1
            yield run_example(bench, rule, example, numbers[quality], beside)


def run_example(
    bench: Workbench, rule: Rule, example: Example, number: int, beside: Workbench | None = None
) -> ExampleResult:
    """Return the result of one example."""
    text, begin = bench.draft(example)
    hits = bench.alone(text)
    others = {**(beside.alone(text) if beside else {}), **hits}
    expected = None
    if example.marked is not None:
        start = begin + example.start
        expected = (start, start + len(example.marked))
    path = rule.place.rpartition(":")[0]
    return ExampleResult(
        rule=rule.id,
        quality="bad" if expected else "good",
        number=number,
        place=f"{path}:{example.line}",
        text=text,
        expected=expected,
        found=tuple((hit.start, hit.end) for hit in hits.get(rule.id, ())),
        others=tuple((name, (hit.start, hit.end)) for name, own in others.items() for hit in own if name != rule.id),
    )
