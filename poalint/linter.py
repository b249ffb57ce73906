"""The library's door: ``Linter`` chooses the rules for a draft and runs the pipeline; ``check`` does it once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from poalint.checks.base import Context, Hit
from poalint.errors import UnknownNameError
from poalint.findings import Finding, Report
from poalint.packs.model import Profile, Rule
from poalint.pipeline import GRAMMAR, Pipeline
from poalint.ruleset import languages, load_rules, load_ruleset
from poalint.text.memory import Memory

if TYPE_CHECKING:
    from poalint.grammar.service import Asking

AUTO = "auto"
DEFAULT = "en"
_MOST_LANGUAGES = 3  # kept by what runs long; another one is loaded in a moment


class Linter:
    """Checks drafts by one choice of packs; reusable, and safe to share between threads.

    Args:
        packs: names of shipped or installed packs, paths of pack files or folders, or ``default`` for all shipped ones.
        language: code of the drafts' language, or ``auto`` to find it for each draft.
        select: rule ids, pack names or categories to run; empty for all.
        ignore: rule ids, pack names or categories not to run.
        messages: code of the language that findings speak, or ``auto`` for the draft's own.
        remember: sentences to remember what was found in, for drafts that are checked again after small changes; the
            findings are the same. With it the linter is made for a process that runs long: it keeps the rules of three
            languages at most, and has them compiled in a process of their own.
        grammar: ``True`` lets LanguageTool check grammar and spelling too (``poalint[grammar]``); or what is to be
            asked, such as a ``GrammarService`` with settings of its own.
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
        remember: int = 0,
        grammar: bool | Asking = False,
    ) -> None:
        self.packs = tuple(packs) if packs is not None else None
        self.language = language
        self.messages = messages
        self._select = tuple(select)
        self._ignore = tuple(ignore)
        self._prefilter = prefilter
        self._remember = remember
        self._grammar = _asking(grammar)
        self._pipelines: Memory[Pipeline] = Memory(_MOST_LANGUAGES if remember else sys.maxsize)
        self.notes: tuple[str, ...] = self._grammar.notes if self._grammar else ()
        self._known = known = languages(packs)
        for code in (language, messages):
            if code not in (AUTO, *known):
                raise UnknownNameError(code, f"no rules for language {code!r}; one of: auto, {', '.join(known)}")
        self._first = language if language != AUTO else DEFAULT if DEFAULT in known else known[0]
        if packs:  # a wrong pack is said at once, not with the first draft
            from poalint.ruleset.serving import first_language

            codes = (self._first, *(known if language == AUTO else ()))
            self._first = first_language(codes, lambda code: self._pipeline(code).ruleset)
        self.check_names((*self._select, *self._ignore))

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
        return self._pipeline(language).check(text, tuple(unchecked))

    def examine(self, text: str, alone: bool = False) -> tuple[Context, list[Hit]]:
        """Return what the rules see, and what they find before it is decided what stands.

        ``alone``: each rule runs as if there were no other; no sentence is set aside for its tone."""
        return self._pipeline(self._first).examine(text, alone)

    def narrowed(self, select: Sequence[str]) -> Linter:
        """Return a linter that runs only these rules, packs or categories and shares what this one has compiled.

        Unlike ``select``, it runs no other rule: a rule is seen by itself, whatever others claim.

        Raises:
            UsageError: a name does not exist.
        """
        linter = Linter.__new__(Linter)
        linter.__dict__.update(self.__dict__)
        linter._select, linter._ignore = tuple(select), ()
        linter._pipelines = Memory(sys.maxsize)
        for code in self._known if self.language == AUTO else (self.language,):
            pipeline = self._pipeline(code)
            chosen = [rule for rule in pipeline.ruleset.rules if linter._chosen(rule)]
            linter._pipelines.keep(code, pipeline.narrowed(chosen))
        linter.check_names(linter._select)
        return linter

    def rescored(self, report: Report, findings: Sequence[Finding]) -> Report:
        """Return a report of this linter with only these of its findings, and the score and points that they make."""
        return self._pipeline(report.language).rescored(report, findings)

    def ran(self, report: Report) -> frozenset[str]:
        """Return the ids, packs and categories of the rules whose findings a report of this linter would hold."""
        rules = self._pipeline(report.language).rules
        if not report.grammar:
            rules = tuple(rule for rule in rules if rule.kind != GRAMMAR)
        return frozenset(name for rule in rules for name in (rule.id, rule.pack, rule.category))

    def rules_for(self, language: str) -> tuple[Rule, ...]:
        """Return the rules that are reported on drafts in a language, without examples and written patterns."""
        return self._pipeline(language).rules

    @property
    def default_language(self) -> str:
        """Return the language to assume where no draft tells."""
        return self._first

    def profile_for(self, language: str) -> Profile:
        """Return what is known of a language with these packs."""
        return self._pipeline(language).ruleset.profile

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that run, examples included; for ``auto`` the English ones."""
        rules: Sequence[Rule] = load_rules(self._first, self.packs)
        if self.messages not in (AUTO, self._first):
            from poalint.ruleset.messages import rules_in_language

            rules = rules_in_language(rules, self.messages, self.packs)
        return tuple(rule for rule in rules if self._chosen(rule) and (self._grammar or rule.kind != GRAMMAR))

    def _pipeline(self, language: str) -> Pipeline:
        pipeline = self._pipelines.recall(language)
        if pipeline is None:
            ruleset = load_ruleset(language, self.packs, apart=self._remember > 0)
            if self.messages not in (AUTO, language):
                from poalint.ruleset.messages import in_language

                ruleset = in_language(ruleset, self.messages, self.packs)
            # Rules that are not selected still run: what they claim is no other rule's fault.
            running = tuple(rule for rule in ruleset.rules if not self._ignored(rule))
            reported = frozenset(rule.id for rule in running if self._chosen(rule))
            pipeline = Pipeline(
                ruleset, running, reported, self._prefilter, remember=self._remember, grammar=self._grammar
            )
            # Two threads may both build one; they are equal, and either may stay.
            self._pipelines.keep(language, pipeline)
        return pipeline

    def _ignored(self, rule: Rule) -> bool:
        return not _names(rule).isdisjoint(self._ignore)

    def _chosen(self, rule: Rule) -> bool:
        selected = not self._select or not _names(rule).isdisjoint(self._select)
        return selected and not self._ignored(rule)

    def _names_in(self, language: str) -> tuple[set[str], dict[str, str]]:
        """Return the names by which rules of a language can be chosen, and the new ones of renamed rules."""
        ruleset = self._pipeline(language).ruleset
        known = {name for rule in ruleset.rules for name in _names(rule)} | set(ruleset.categories)
        return known, {old: rule.id for rule in ruleset.rules for old in rule.aliases}

    def check_names(self, names: Iterable[str]) -> None:
        """Make sure that rules, packs or categories exist; ``notes`` tells of those that are called otherwise now.

        Raises:
            UnknownNameError: one does not; the message names what may be meant.
        """
        known: set[str] = set()
        renamed: dict[str, str] = {}
        others = [code for code in self._known if code != self._first] if self.language == AUTO else []
        for name in names:
            if not known:
                known, renamed = self._names_in(self._first)
            while name not in known and others:  # another of the known languages may have it
                more, old = self._names_in(others.pop())
                known, renamed = known | more, {**old, **renamed}
            if name in renamed:
                self.notes = (*self.notes, f"rule {name} is now called {renamed[name]}; use its new name")
            if name not in known:
                from difflib import get_close_matches

                close = get_close_matches(name, sorted(known), n=1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise UnknownNameError(name, f"no rule, pack or category {name!r}{hint} (poalint rules lists them)")


def _asking(grammar: bool | Asking) -> Asking | None:
    if isinstance(grammar, bool):
        if not grammar:
            return None
        from poalint.grammar.service import GrammarService

        return GrammarService()
    return grammar


def _names(rule: Rule) -> set[str]:
    """Return the names by which a rule can be chosen."""
    return {rule.id, rule.pack, rule.category, *rule.aliases}


def check(
    text: str,
    *,
    language: str = AUTO,
    packs: Sequence[str | Path] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    messages: str = AUTO,
    grammar: bool | Asking = False,
) -> Report:
    """Check one draft; a ``Linter`` is faster for several.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack, rule, category or language does not exist.
    """
    return Linter(packs, language, select, ignore, messages=messages, grammar=grammar).check(text)
