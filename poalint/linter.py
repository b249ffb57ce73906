"""The pipeline: text, document, matches, sections, checks, arbitration, findings, score."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from poalint import score as scoring
from poalint.arbitration import arbitrate
from poalint.checks.base import Context, Hit
from poalint.checks.registry import check_for
from poalint.document.model import Document
from poalint.document.parser import parse_document
from poalint.document.sections import find_sections
from poalint.errors import UsageError
from poalint.facts.shapes import Shapes
from poalint.findings import Finding, RelatedSpan, Report, SectionSummary, Suggestion
from poalint.packs.model import Rule
from poalint.patterns.matcher import Match, Matcher
from poalint.ruleset import RuleSet, languages, load_rules, load_ruleset, make_tokenizer
from poalint.text.tokens import Tokenizer

AUTO = "auto"
DEFAULT = "en"
NEUTRAL = "any"


class Linter:
    """Checks drafts by one choice of packs; reusable, and safe to share between threads.

    Args:
        packs: names of shipped or installed packs, paths of pack files or folders, or ``default`` for all shipped ones.
        language: code of the drafts' language, or ``auto`` to find it for each draft.
        select: rule ids, pack names or categories to run; empty for all.
        ignore: rule ids, pack names or categories not to run.
        messages: code of the language that findings speak, or ``auto`` for the draft's own.
        prefilter: ``False`` tries every pattern everywhere, for tests of the index.

    Attributes:
        notes: what a user should know of the choice, such as rules that are called otherwise now.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack, rule, category or language does not exist.
    """

    def __init__(
        self,
        packs: Sequence[str | Path] | None = None,
        language: str = AUTO,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        prefilter: bool = True,
        messages: str = AUTO,
    ) -> None:
        self.packs = tuple(packs) if packs is not None else None
        self.language = language
        self.messages = messages
        self._select = tuple(select)
        self._ignore = tuple(ignore)
        self._prefilter = prefilter
        self._runners: dict[str, _Runner] = {}
        self.notes: tuple[str, ...] = ()
        self._known = known = languages(packs)
        for code in (language, messages):
            if code not in (AUTO, *known):
                raise UsageError(f"no rules for language {code!r}; one of: auto, {', '.join(known)}")
        self._first = language if language != AUTO else DEFAULT if DEFAULT in known else known[0]
        if select or ignore or packs:  # a wrong name or pack is said at once, not with the first draft
            self._check_names(self._runner(self._first).ruleset)

    def check(self, text: str) -> Report:
        """Return the report on a draft; offsets in it are code points into ``text``."""
        language = self.language
        unchecked: list[str] = []
        if language == AUTO:
            from poalint.facts.languages import detect
            from poalint.facts.tables import language_tables

            language = detect(text, language_tables())
            if language not in self._known:
                name = language_tables().get(language, {}).get("name", language)
                unchecked.append(
                    f"The draft seems to be in {name}; only rules that need no words of a language were run. "
                    f"If it is in another language, name it (--language)."
                )
        return self._runner(language).check(text, tuple(unchecked))

    def narrowed(self, select: Sequence[str]) -> Linter:
        """Return a linter that runs only these rules, packs or categories and shares what this one has compiled.

        Unlike ``select``, it runs no other rule: a rule is seen by itself, whatever others claim.

        Raises:
            UsageError: a name does not exist.
        """
        linter = Linter.__new__(Linter)
        linter.__dict__.update(self.__dict__)
        linter._select, linter._ignore = tuple(select), ()
        for name in self._known if self.language == AUTO else (self.language,):
            self._runner(name)
        linter._runners = {
            code: runner.narrowed([rule for rule in runner.ruleset.rules if linter._chosen(rule)])
            for code, runner in self._runners.items()
        }
        linter._check_names(next(iter(linter._runners.values())).ruleset)
        return linter

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that run, examples included; for ``auto`` the English ones."""
        rules: Sequence[Rule] = load_rules(self._first, self.packs)
        if self.messages not in (AUTO, self._first):
            from poalint.ruleset.messages import rules_in_language

            rules = rules_in_language(rules, self.messages, self.packs)
        return tuple(rule for rule in rules if self._chosen(rule))

    def _runner(self, language: str) -> _Runner:
        runner = self._runners.get(language)
        if runner is None:
            ruleset = load_ruleset(language, self.packs)
            if self.messages not in (AUTO, language):
                from poalint.ruleset.messages import in_language

                ruleset = in_language(ruleset, self.messages, self.packs)
            # Rules that are not selected still run: what they claim is no other rule's fault.
            running = tuple(rule for rule in ruleset.rules if not self._ignored(rule))
            reported = frozenset(rule.id for rule in running if self._chosen(rule))
            # Two threads may both build one; they are equal, and either may stay.
            runner = self._runners[language] = _Runner(ruleset, running, reported, self._prefilter)
        return runner

    def _ignored(self, rule: Rule) -> bool:
        return not _names(rule).isdisjoint(self._ignore)

    def _chosen(self, rule: Rule) -> bool:
        selected = not self._select or not _names(rule).isdisjoint(self._select)
        return selected and not self._ignored(rule)

    def _check_names(self, ruleset: RuleSet) -> None:
        if not self._select and not self._ignore:
            return
        known = {name for rule in ruleset.rules for name in _names(rule)} | set(ruleset.categories)
        renamed = {old: rule.id for rule in ruleset.rules for old in rule.aliases}
        for name in (*self._select, *self._ignore):
            if name in renamed:
                self.notes = (*self.notes, f"rule {name} is now called {renamed[name]}; use its new name")
            if name not in known and self.language == AUTO:
                # Another of the known languages may have it.
                known |= {
                    one for code in self._known for rule in self._runner(code).ruleset.rules for one in _names(rule)
                }
            if name not in known:
                from difflib import get_close_matches

                close = get_close_matches(name, sorted(known), n=1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise UsageError(f"no rule, pack or category {name!r}{hint} (poalint rules lists them)")


def _names(rule: Rule) -> set[str]:
    """Return the names by which a rule can be chosen."""
    return {rule.id, rule.pack, rule.category, *rule.aliases}


class _Runner:
    """One rule set, ready to check drafts."""

    def __init__(
        self,
        ruleset: RuleSet,
        running: tuple[Rule, ...],
        reported: frozenset[str],
        prefilter: bool,
        matcher: Matcher | None = None,
    ) -> None:
        self.ruleset = ruleset
        self.running = running if prefilter else tuple(map(_unfiltered, running))
        self.rules = tuple(rule for rule in self.running if rule.id in reported)
        self._reported = reported
        self._prefilter = prefilter
        self._tokenizer: Tokenizer = make_tokenizer(ruleset.profile)
        self.matcher = matcher or Matcher(ruleset.lexicon, prefilter)

    def narrowed(self, rules: Sequence[Rule]) -> _Runner:
        """Return a runner of these rules alone, with the same compiled patterns."""
        reported = frozenset(rule.id for rule in rules)
        return _Runner(self.ruleset, tuple(rules), reported, self._prefilter, self.matcher)

    def check(self, text: str, unchecked: tuple[str, ...]) -> Report:
        document, matches = self._parse(text)
        context = Context(document, self.ruleset.profile, matches)
        categories = self.ruleset.categories
        tone = [rule for rule in self.running if categories[rule.category].dimension == "tone"]
        other = [rule for rule in self.running if categories[rule.category].dimension != "tone"]
        hits = self._run(tone, context, matches)
        # A sentence that pleads or blames is no step of the plan, whatever its verbs: settle the parts without it.
        toned = frozenset(hit.sentence for hit in hits if categories[hit.rule.category].silences)
        if toned:
            find_sections(document, lambda name: matches.get(f"language:{name}", []), toned)
            context = Context(document, self.ruleset.profile, matches, toned)
        hits.extend(self._run(other, context, matches))
        hits = arbitrate(hits, context, self.ruleset.categories)
        hits = [hit for hit in hits if hit.rule.id in self._reported]
        return self._report(document, hits, unchecked)

    def _run(self, rules: Iterable[Rule], context: Context, matches: Mapping[str, list[Match]]) -> list[Hit]:
        return [hit for rule in rules if self._may_match(rule, matches) for hit in check_for(rule.kind)(rule, context)]

    def _parse(self, text: str) -> tuple[Document, Mapping[str, list[Match]]]:
        document = parse_document(text, self.ruleset.profile, self._tokenizer)
        ranges = [(sentence.first, sentence.last) for sentence in document.sentences]
        shapes = Shapes(document, self.ruleset.profile)
        matches = self.matcher.find(document.tokens, ranges, shapes)
        find_sections(document, lambda name: matches.get(f"language:{name}", []))
        return document, matches

    @staticmethod
    def _may_match(rule: Rule, matches: Mapping[str, list[Match]]) -> bool:
        """Return whether a rule that stands on patterns has any match at all."""
        if rule.kind == "phrase":
            return bool(matches.get(f"{rule.id}:patterns"))
        if rule.kind == "cooccurrence":
            return all(matches.get(f"{rule.id}:{name}") for name in rule.sets if name.startswith("all."))
        return True

    def _report(self, document: Document, hits: list[Hit], unchecked: tuple[str, ...]) -> Report:
        counts: dict[str, int] = {}
        for hit in hits:
            counts[hit.rule.id] = counts.get(hit.rule.id, 0) + 1
        score = scoring.compute(self.rules, counts, self.ruleset.categories)
        worth = {gain.rule: gain.points / gain.findings for gain in score.first}
        seen: dict[str, int] = {}
        findings = tuple(self._finding(document, hit, worth[hit.rule.id], seen) for hit in hits)
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
        scored = self.ruleset.supported and bool(self.rules)
        return Report(document.language, findings, score, sections, unchecked, words, len(self.rules), scored)

    def _finding(self, document: Document, hit: Hit, points: float, seen: dict[str, int]) -> Finding:
        rule = hit.rule
        text = document.text
        excerpt = text[hit.start : hit.end]
        line, column = document.lines.position(hit.start)
        end_line, end_column = document.lines.position(hit.end)
        values = _Values({"excerpt": _shorten(excerpt), **hit.details})
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
            suggestions=tuple(self._suggestions(document, hit, values)),
            fingerprint=_fingerprint(rule.id, excerpt, hit.role, seen),
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

    @staticmethod
    def _suggestions(document: Document, hit: Hit, values: Mapping[str, Any]) -> Iterable[Suggestion]:
        for template in hit.rule.suggestions:
            if template.kind == "guidance":
                yield Suggestion("guidance", template.text.format_map(values))
            elif template.kind == "replace":
                replacement = template.text.format_map(values)
                if "{" not in replacement:
                    label = f"Write “{replacement}”."
                    yield Suggestion("edit", label, template.safe, hit.start, hit.end, replacement)
            else:
                start, end = _deletion(document, hit, template.target)
                words = {"match": "these words", "sentence": "the sentence", "item": "the item"}[template.target]
                yield Suggestion("edit", f"Delete {words}.", template.safe, start, end, "")


def _unfiltered(rule: Rule) -> Rule:
    """Return a rule without what is looked for before its regular expressions are tried."""
    return replace(rule, params={**rule.params, "needs": {}}) if "needs" in rule.params else rule


class _Values(dict[str, Any]):
    """Values for a message; an unknown name stays as written."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _shorten(excerpt: str, limit: int = 70) -> str:
    words = " ".join(excerpt.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"


def _deletion(document: Document, hit: Hit, target: str) -> tuple[int, int]:
    """Return the span to delete: the words, sentence or item, with the white space that would be left over."""
    text = document.text
    start, end = hit.start, hit.end
    sentence = document.sentences[hit.sentence] if 0 <= hit.sentence < len(document.sentences) else None
    if sentence and target == "sentence":
        start, end = min(start, sentence.start), max(end, sentence.end)
    elif sentence and target == "item":
        block = document.blocks[sentence.block]
        start, end = block.start, block.end
    if target != "match":
        while end < len(text) and text[end] in " \t\u00a0":
            end += 1
    return start, end


def _fingerprint(rule: str, excerpt: str, role: str, seen: dict[str, int]) -> str:
    """Return what identifies a finding: its rule, its words, and how many like it came before."""
    words = " ".join(excerpt.split()).casefold()
    identity = f"{rule}\0{role}\0{words}"
    number = seen[identity] = seen.get(identity, 0) + 1
    return hashlib.sha256(f"{identity}\0{number}".encode()).hexdigest()[:16]


def check(
    text: str,
    *,
    language: str = AUTO,
    packs: Sequence[str | Path] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    messages: str = AUTO,
) -> Report:
    """Check one draft; a ``Linter`` is faster for several.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack, rule, category or language does not exist.
    """
    return Linter(packs, language, select, ignore, messages=messages).check(text)
