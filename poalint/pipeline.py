"""The pipeline: text, document, matches, sections, checks, arbitration, findings, score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from poalint import score as scoring
from poalint.arbitration import arbitrate
from poalint.checks.base import Context, Hit
from poalint.checks.doubt import believed
from poalint.checks.registry import check_for
from poalint.document.model import Document
from poalint.document.parser import parse_document
from poalint.document.sections import find_sections
from poalint.excerpts import fingerprint, shorten
from poalint.facts.shapes import Shapes
from poalint.findings import Finding, RelatedSpan, Report, Score, SectionSummary
from poalint.packs.model import Rule
from poalint.patterns.literals import Condition
from poalint.patterns.matcher import Matcher
from poalint.patterns.matches import Match
from poalint.patterns.strings import LineStrings, Strings
from poalint.ruleset import RuleSet, make_tokenizer
from poalint.text.line_tokens import LineTokenizer
from poalint.text.memory import Memory

if TYPE_CHECKING:
    from poalint.grammar.service import Asking, Waiting


GRAMMAR = "languagetool"
PARTIAL = "grammar checked only in part: LanguageTool gave up on some of the draft (check shorter parts by themselves)"


class Pipeline:
    """One rule set, ready to check drafts.

    Args:
        ruleset: rules and language data.
        running: the rules to run.
        reported: ids of those whose findings are reported; the others only claim what is theirs.
        prefilter: ``False`` tries every pattern everywhere.
        matcher: the compiled patterns, if there are some already.
        remember: how many sentences and lines to remember, with what was found in them.
        grammar: what asks LanguageTool, ``None`` to leave out the rules that report its answer.
    """

    def __init__(
        self,
        ruleset: RuleSet,
        running: tuple[Rule, ...],
        reported: frozenset[str],
        prefilter: bool,
        matcher: Matcher | None = None,
        remember: int = 0,
        grammar: Asking | None = None,
    ) -> None:
        self.ruleset = ruleset
        own = tuple(rule for rule in running if rule.kind != GRAMMAR)
        self.running = own if prefilter else tuple(map(_unfiltered, own))
        self._asking = tuple(rule for rule in running if rule.kind == GRAMMAR and rule.id in reported and grammar)
        self._grammar = grammar if self._asking else None
        self.rules = (*(rule for rule in self.running if rule.id in reported), *self._asking)
        self._reported = reported
        self._prefilter = prefilter
        tokenizer = make_tokenizer(ruleset.profile)
        self._tokenize = LineTokenizer(tokenizer, remember // 2) if remember else tokenizer
        self.matcher = matcher or Matcher(ruleset.lexicon, prefilter, Memory(remember) if remember else None)
        self._lines = LineStrings(_conditions(self.running), remember) if remember else None

    def narrowed(self, rules: Sequence[Rule]) -> Pipeline:
        """Return a pipeline of these rules alone, with the same compiled patterns."""
        reported = frozenset(rule.id for rule in rules)
        return Pipeline(self.ruleset, tuple(rules), reported, self._prefilter, self.matcher, grammar=self._grammar)

    def check(self, text: str, unchecked: tuple[str, ...]) -> Report:
        """Return the report on a draft; ``unchecked`` is what the caller has not checked."""
        document, matches = self._parse(text)
        answer: Waiting | None = None
        if self._grammar is not None:
            from poalint.checks.languagetool import passages

            # LanguageTool works while poalint's own rules run.
            answer = self._grammar.ask(text, document.language, passages(document))
        context, hits = self._examine(document, matches)
        variant = None
        if answer is not None:
            variant, notes = self._take(answer, context)
            hits.extend(self._run(self._asking, context, matches))
            unchecked = (*unchecked, *notes)
        hits = arbitrate(hits, context, self.ruleset.categories)
        hits = [hit for hit in hits if hit.rule.id in self._reported]
        return self._report(context, hits, unchecked, variant)

    @staticmethod
    def _take(waiting: Waiting, context: Context) -> tuple[str, tuple[str, ...]]:
        """Wait for LanguageTool's answer and put it into a context; return the variant and what was not checked."""
        from poalint.grammar.model import Matches

        answer = waiting.result()
        if answer is None:  # it will come later
            return "", ()
        if not isinstance(answer, Matches):
            return "", (str(answer),)
        context.grammar = answer
        return answer.variant, (PARTIAL,) if answer.partial else ()

    def examine(self, text: str, alone: bool = False) -> tuple[Context, list[Hit]]:
        """Return the hits of all rules before arbitration, after the context in which the last were found."""
        return self._examine(*self._parse(text), alone)

    def _examine(
        self, document: Document, matches: Mapping[str, list[Match]], alone: bool = False
    ) -> tuple[Context, list[Hit]]:
        strings = self._lines.of(document.text) if self._lines else Strings(document.text)
        context = Context(document, self.ruleset.profile, matches, rules=self.running, strings=strings)
        if alone:
            return context, self._run(self.running, context, matches, alone=True)
        categories = self.ruleset.categories
        tone = [rule for rule in self.running if categories[rule.category].dimension == "tone"]
        other = [rule for rule in self.running if categories[rule.category].dimension != "tone"]
        hits = self._run(tone, context, matches)
        # A sentence that pleads or blames is no step of the plan, whatever its verbs: settle the parts without it.
        toned = frozenset(hit.sentence for hit in hits if categories[hit.rule.category].silences)
        if toned:
            causes = frozenset(hit.sentence for hit in hits if categories[hit.rule.category].cause)
            find_sections(document, lambda name: matches.get(f"language:{name}", []), toned, causes)
            context = context.settled(toned, causes)
        hits.extend(self._run(other, context, matches))
        return context, hits

    def _run(
        self, rules: Iterable[Rule], context: Context, matches: Mapping[str, list[Match]], alone: bool = False
    ) -> list[Hit]:
        """Return the hits of some rules; ``alone``: also those that the words around them speak against."""
        return [
            hit
            for rule in rules
            if self._may_match(rule, matches)
            for hit in check_for(rule.kind)(rule, context)
            if alone or believed(hit, context)
        ]

    def _parse(self, text: str) -> tuple[Document, Mapping[str, list[Match]]]:
        document = parse_document(text, self.ruleset.profile, self._tokenize)
        ranges = [(sentence.first, sentence.last) for sentence in document.sentences]
        shapes = Shapes(document, self.ruleset.profile)
        matches = self.matcher.find(document.tokens, ranges, shapes)
        find_sections(document, lambda name: matches.get(f"language:{name}", []))
        return document, matches

    @staticmethod
    def _may_match(rule: Rule, matches: Mapping[str, list[Match]]) -> bool:
        """Return whether a rule that stands on patterns has any match at all."""
        if rule.kind == "phrase":
            return f"{rule.id}:patterns" in matches
        if rule.kind == "cooccurrence":
            return all(f"{rule.id}:{name}" in matches for name in rule.sets if name.startswith("all."))
        return True

    def _report(self, context: Context, hits: list[Hit], unchecked: tuple[str, ...], grammar: str | None) -> Report:
        document = context.document
        score, worth = self._score(hit.rule.id for hit in hits)
        seen: dict[str, int] = {}
        findings = tuple(self._finding(context, hit, worth[hit.rule.id], seen) for hit in hits)
        sections = tuple(
            SectionSummary(
                section.role,
                section.roles,
                section.title,
                section.start,
                section.end,
                document.lines.position(section.start)[0],
            )
            for section in document.sections
        )
        words = document.word_count(0, len(document.text))
        rules = len(self.rules) - (len(self._asking) if not grammar else 0)
        scored = self.ruleset.supported and rules > 0
        return Report(document.language, findings, score, sections, unchecked, words, rules, scored, grammar=grammar)

    def _score(self, rules: Iterable[str]) -> tuple[Score, dict[str, float]]:
        """Return the score for findings of these rules, and what one finding of each rule is worth."""
        counts: dict[str, int] = {}
        for rule in rules:
            counts[rule] = counts.get(rule, 0) + 1
        score = scoring.compute(self.rules, counts, self.ruleset.categories)
        return score, {gain.rule: gain.points / gain.findings for gain in score.first}

    def rescored(self, report: Report, findings: Sequence[Finding]) -> Report:
        """Return a report with only these findings, scored anew."""
        score, worth = self._score(finding.rule for finding in findings)
        kept = tuple(replace(finding, points=round(worth[finding.rule], 1)) for finding in findings)
        return replace(report, findings=kept, score=score)

    def _finding(self, context: Context, hit: Hit, points: float, seen: dict[str, int]) -> Finding:
        from poalint.edits.suggest import suggest  # a clean draft needs none

        rule, document = hit.rule, context.document
        text = document.text
        excerpt = text[hit.start : hit.end]
        line, column = document.lines.position(hit.start)
        end_line, end_column = document.lines.position(hit.end)
        values = _Values({"excerpt": shorten(excerpt), **hit.details})
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            message=rule.message.format_map(values),
            start=hit.start,
            end=hit.end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            excerpt=excerpt,
            role=hit.role or self._role(document, hit.start),
            why=rule.why.format_map(values),
            source=rule.source,
            related=tuple(self._related(document, hit)),
            details=dict(hit.details),
            suggestions=tuple(suggest(context, hit, values)),
            fingerprint=fingerprint(rule.id, excerpt, hit.role, seen),
            points=round(points, 1),
        )

    @staticmethod
    def _role(document: Document, offset: int) -> str:
        sentence = document.sentence_at(offset)
        if sentence is None:
            return document.sections[0].role if document.sections else "other"
        return document.section_of(sentence).role

    @staticmethod
    def _related(document: Document, hit: Hit) -> Iterable[RelatedSpan]:
        for related in hit.related:
            line, column = document.lines.position(related.start)
            excerpt = document.text[related.start : related.end]
            yield RelatedSpan(related.start, related.end, line, column, excerpt, related.note)


def _conditions(rules: Iterable[Rule]) -> Iterator[Condition]:
    """Yield what the rules' regular expressions need."""
    for rule in rules:
        yield from rule.params.get("needs", {}).values()


def _unfiltered(rule: Rule) -> Rule:
    """Return a rule without what is looked for before its regular expressions are tried."""
    return replace(rule, params={**rule.params, "needs": {}}) if "needs" in rule.params else rule


class _Values(dict[str, Any]):
    """Values for a message; an unknown name stays as written."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
