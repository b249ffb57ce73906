"""Test packs: run their examples, and say what else is doubtful about their rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from poalint.errors import UsageError
from poalint.packs.model import Rule
from poalint.packtest.corpus import CorpusResult, run_corpus
from poalint.packtest.coverage import Coverage, measure_coverage
from poalint.packtest.duplicates import find_shadows, find_twins
from poalint.packtest.examples import ExampleResult, run_examples
from poalint.packtest.hostile import find_slow
from poalint.packtest.labels import read_drafts
from poalint.packtest.lines import Line
from poalint.packtest.workbench import Workbench
from poalint.ruleset import DEFAULT_PACKS, languages, load_rules
from poalint.ruleset.sources import is_shipped

Packs = Sequence[str | Path] | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something doubtful about a rule; it does not make a test fail.

    Attributes:
        kind: ``no-example``, ``never-fires``, ``slow``, ``same-line`` or ``same-finds``.
        rule: id of the rule.
        place: ``path:line``.
        message: what is doubtful, and what to do.
    """

    kind: str
    rule: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class PackTest:
    """The result of testing packs in one language.

    Attributes:
        language: code of the language.
        packs: names of the packs.
        rules: how many rules they have.
        examples: the result of each example.
        remarks: what is doubtful.
        coverage: one for each pack where it was asked for, else empty.
        corpus: what a run over drafts gave, where it was asked for.
    """

    language: str
    packs: tuple[str, ...]
    rules: int
    examples: tuple[ExampleResult, ...]
    remarks: tuple[Remark, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    corpus: CorpusResult | None = None

    @property
    def failures(self) -> tuple[ExampleResult, ...]:
        """Return the examples that did not come out as they must."""
        return tuple(result for result in self.examples if not result.passed)

    @property
    def passed(self) -> bool:
        """Return whether all examples came out as they must."""
        return not self.failures


def test(
    packs: str | Path | Packs = None,
    *,
    language: str = "",
    coverage: bool = False,
    speed: bool = True,
    corpus: str | Path | None = None,
) -> tuple[PackTest, ...]:
    """Test packs.

    Args:
        packs: one or several: names of shipped or installed packs, paths of files or folders; ``None`` for all shipped.
        language: code of a language; "" for each that the packs have rules in.
        coverage: whether to find out what no example exercises.
        speed: whether to look for patterns that are slow on hostile text.
        corpus: folder of drafts to run the packs over.

    Returns:
        A result for each language.

    Raises:
        InputError: the folder of drafts, or a file in it, cannot be read.
        PackError: a pack is malformed.
        UsageError: a pack does not exist, or has no rules in the language.
    """
    chosen = (packs,) if isinstance(packs, str | Path) else tuple(packs or (DEFAULT_PACKS,))
    return tuple(
        _Test(code, chosen).run(coverage, speed, Path(corpus) if corpus is not None else None)
        for code in ((language,) if language else pack_languages(chosen))
    )


def pack_languages(packs: Sequence[str | Path]) -> tuple[str, ...]:
    """Return the languages that some packs have rules in.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack does not exist, or they have rules in no language.
    """
    found = tuple(code for code in languages(packs) if load_rules(code, packs))
    if not found:
        raise UsageError(
            f"{', '.join(map(str, packs))}: no rules in any language that is known; write some under 'rules'"
        )
    return found


class _Test:
    """A test of some packs in one language."""

    def __init__(self, language: str, packs: Sequence[str | Path]) -> None:
        self.language = language
        self.packs = packs
        self.bench = Workbench(language, packs)
        self.rules: tuple[Rule, ...] = tuple(rule for rule in self.bench.rules if rule.pack in self.bench.chosen)
        # The shipped rules, to compare with.
        shipped = language in languages() and DEFAULT_PACKS not in packs
        self.beside = Workbench(language) if shipped else None

    def run(self, coverage: bool, speed: bool, corpus: Path | None) -> PackTest:
        results = tuple(run_examples(self.bench, self.rules, self.beside))
        names = tuple(dict.fromkeys(rule.pack for rule in self.rules))
        remarks = [*self._without_examples(), *self._never(results), *self._twins(), *self._shadows(results)]
        if speed:
            remarks += self._slow()
        return PackTest(
            self.language,
            names,
            len(self.rules),
            results,
            tuple(remarks),
            tuple(measure_coverage(self.bench, names)) if coverage else (),
            self._corpus(corpus) if corpus is not None else None,
        )

    def _corpus(self, folder: Path) -> CorpusResult:
        # Shipped packs are meant to stand beside each other; those of a user stand as they were named.
        shipped = all(is_shipped(pack) for pack in self.packs)
        return run_corpus(self.beside if shipped and self.beside else self.bench, self.rules, read_drafts(folder))

    def _without_examples(self) -> Iterator[Remark]:
        for rule in self.rules:
            bad = sum(example.marked is not None for example in rule.examples)
            lacking = [name for name, count in (("bad", bad), ("good", len(rule.examples) - bad)) if not count]
            if lacking:
                message = f"It has no {' and no '.join(lacking)} example; write one under 'examples'."
                yield Remark("no-example", rule.id, rule.place, message)

    def _never(self, results: Sequence[ExampleResult]) -> Iterator[Remark]:
        fired = {result.rule for result in results if result.found}
        fired |= {name for result in results for name, _ in result.others}
        quiet = [rule for rule in self.rules if rule.id not in fired]
        if quiet:
            own = {rule.id for rule in self.rules}
            for bench in filter(None, (self.bench, self.beside)):
                texts = (bench.draft(one)[0] for rule in bench.rules if rule.id not in own for one in rule.examples)
                fired.update(name for text in texts for name in self.bench.alone(text))
        for rule in quiet:
            if rule.id not in fired:
                message = "It finds nothing in any example of any pack; write a bad example, or mend its patterns."
                yield Remark("never-fires", rule.id, rule.place, message)

    def _twins(self) -> Iterator[Remark]:
        for twin in find_twins(self.bench, self.rules, self.beside):
            where = "this rule" if twin.other.rule == twin.line.rule else twin.other.rule
            message = f"{_quoted(twin.line)} stands in {where} too ({twin.other.place}); remove one."
            yield Remark("same-line", twin.line.rule, twin.line.place, message)

    def _shadows(self, results: Sequence[ExampleResult]) -> Iterator[Remark]:
        places = {rule.id: rule.place for rule in self.rules}
        for shadow in find_shadows(self.bench, results, self.beside):
            message = (
                f"{shadow.other} finds all its {shadow.examples} bad examples at the same places; "
                f"join the rules, or write an example that only this one finds."
            )
            yield Remark("same-finds", shadow.rule, places[shadow.rule], message)

    def _slow(self) -> Iterator[Remark]:
        for slow in find_slow(self.bench, self.rules):
            how = f"{slow.times:.0f} times the work of a plain pattern" if slow.times else ""
            grows = f"work that grows {slow.growth:.1f} times as fast as the text" if slow.is_growing else ""
            message = (
                f"{_quoted(slow.line)} takes {' and '.join(filter(None, (how, grows)))} on “{_short(slow.sample)} …” "
                f"over and over; shorten its gaps, or begin with rarer words."
            )
            yield Remark("slow", slow.line.rule, slow.line.place, message)


def _quoted(line: Line) -> str:
    return f"“{_short(line.text)}”"


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
