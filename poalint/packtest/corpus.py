"""Run packs over a folder of drafts and count, line by line, how often each fires and how often it is right.

A finding is *right* where a label of its category touches it, a *mistaken* one where only labels of other categories
do, and a *false alarm* where none does. Arguable labels (``optional``) make it right, never wrong. What a rule found
but had to leave to another rule on the same words counts as *outranked*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from poalint.checks.base import Context, Hit
from poalint.checks.registry import check_for
from poalint.packs.model import Rule
from poalint.packtest.labels import Label, LabelledDraft
from poalint.packtest.lines import BY_LINE, Line
from poalint.packtest.workbench import Workbench
from poalint.patterns.matcher import Matcher
from poalint.patterns.matches import Match

# What holds a finding back until there are more like it.
_COUNTS = ("count", "skip-first", "least")


@dataclass(slots=True)
class Tally:
    """How one line, or one rule, did on the drafts.

    Attributes:
        rule: id of the rule.
        line: the line, ``None`` for all of the rule.
        fired: reported findings.
        drafts: drafts with one.
        outranked: findings that another rule's finding on the same words took the place of.
        right, mistaken, false: of the findings in drafts with labels; see above.
        samples: (path, line of the draft, words, verdict) of findings, the doubtful ones first.
    """

    rule: str
    line: Line | None = None
    fired: int = 0
    drafts: int = 0
    outranked: int = 0
    right: int = 0
    mistaken: int = 0
    false: int = 0
    samples: list[tuple[str, int, str, str]] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """Return how many of its findings stand in drafts with labels."""
        return self.right + self.mistaken + self.false

    @property
    def precision(self) -> float | None:
        """Return the share of right findings among the judged ones, ``None`` without any."""
        return self.right / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class CorpusResult:
    """What a run over drafts gave.

    Attributes:
        drafts, labelled: number of drafts, and of those with labels.
        words: of all drafts.
        rules: a tally for each rule.
        lines: a tally for each line of the rules whose findings a line gives by itself, in the order of the packs.
    """

    drafts: int
    labelled: int
    words: int
    rules: tuple[Tally, ...]
    lines: tuple[Tally, ...]


def run_corpus(bench: Workbench, rules: Sequence[Rule], drafts: Iterable[LabelledDraft]) -> CorpusResult:
    """Return how some rules, and each of their lines, do on drafts; drafts in other languages are passed over."""
    return _Run(bench, rules).over(drafts)


class _Run:
    def __init__(self, bench: Workbench, rules: Sequence[Rule]) -> None:
        self.bench = bench
        self.rules = {rule.id: rule for rule in rules}
        self.by_rule = {rule.id: Tally(rule.id) for rule in rules}
        self.by_line = {
            line.key: Tally(rule.id, line)
            for rule in rules
            if rule.kind in BY_LINE
            for line in bench.lines[rule.id]
            if not line.excepts
        }
        lines = [tally.line for tally in self.by_line.values() if tally.line and tally.line.is_pattern]
        self.matcher = Matcher(bench.compile({line.key: (line.owner, line.text) for line in lines}))

    def over(self, drafts: Iterable[LabelledDraft]) -> CorpusResult:
        count = labelled = words = 0
        for draft in drafts:
            if draft.language not in ("", self.bench.language):
                continue
            count += 1
            labelled += draft.labels is not None
            words += len(draft.text.split())
            self.run(draft)
        tallies = [*self.by_rule.values(), *self.by_line.values()]
        for tally in tallies:
            tally.samples.sort(key=lambda sample: ("false", "mistaken", "right", "").index(sample[3]))
        return CorpusResult(count, labelled, words, tuple(self.by_rule.values()), tuple(self.by_line.values()))

    def run(self, draft: LabelledDraft) -> None:
        context, hits = self.bench.linter.examine(draft.text)
        reported = {(f.rule, f.start, f.end) for f in self.bench.linter.check(draft.text).findings}
        matches = self.bench.matches(self.matcher, context.document)
        for rule, found in self.bench.by_rule(context, hits).items():
            if rule not in self.rules:
                continue
            standing = [hit for hit in found if (rule, hit.start, hit.end) in reported]
            self.add(self.by_rule[rule], draft, context, standing, len(found) - len(standing))
            if self.rules[rule].kind in BY_LINE:
                self.add_lines(draft, context, matches, found, standing)

    def add_lines(
        self,
        draft: LabelledDraft,
        context: Context,
        matches: Mapping[str, list[Match]],
        found: list[Hit],
        standing: list[Hit],
    ) -> None:
        """Add what each line of a rule finds by itself, where the rule as a whole found it too."""
        rule = self.rules[found[0].rule.id]
        for line in self.bench.lines[rule.id]:
            if line.excepts or (line.is_pattern and not matches.get(line.key)):
                continue
            own = list(_line_hits(rule, line, context, matches))
            taken = [hit for hit in standing if _any_touches(own, hit)]
            lost = sum(_any_touches(own, hit) for hit in found if hit not in standing)
            self.add(self.by_line[line.key], draft, context, taken, lost)

    def add(self, tally: Tally, draft: LabelledDraft, context: Context, hits: list[Hit], outranked: int) -> None:
        tally.outranked += outranked
        tally.fired += len(hits)
        tally.drafts += bool(hits)
        for hit in hits:
            verdict = _verdict(hit, draft.labels, self.rules[tally.rule].category)
            tally.right += verdict == "right"
            tally.mistaken += verdict == "mistaken"
            tally.false += verdict == "false"
            line = context.document.lines.position(hit.start)[0]
            words = " ".join(draft.text[hit.start : hit.end].split())
            tally.samples.append((str(draft.path), line, words, verdict))


def _verdict(hit: Hit, labels: tuple[Label, ...] | None, category: str) -> str:
    """Return ``right``, ``mistaken`` or ``false``, "" where there are no labels."""
    if labels is None:
        return ""
    places = [(hit.start, hit.end), *((related.start, related.end) for related in hit.related)]
    touched = {label.category for label in labels if any(label.touches(*place) for place in places)}
    if category in touched:
        return "right"
    quoted = {label.category for label in labels if label.spans and label.touches(hit.start, hit.end)}
    return "mistaken" if quoted else "false"


def _any_touches(hits: Iterable[Hit], other: Hit) -> bool:
    return any(hit.start < other.end and other.start < hit.end for hit in hits)


def _line_hits(rule: Rule, line: Line, context: Context, matches: Mapping[str, list[Match]]) -> Iterator[Hit]:
    """Yield what a rule would find if, of all lines that find something, it had this one alone."""
    params = {key: value for key, value in rule.params.items() if key not in _COUNTS}
    if line.is_pattern:
        found: dict[str, list[Match]] = {}
        if line.set.startswith("swaps."):
            found = {name: [] for name in rule.sets if name.startswith("swaps.")}
        context = context.with_matches(rule, {**found, line.set: matches[line.key]})
    else:
        params[line.set] = [line.value]
    yield from check_for(rule.kind)(replace(rule, params=params), context)
