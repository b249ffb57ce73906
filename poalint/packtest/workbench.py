"""Packs opened for tests: their rules as written, and the means to try them, or parts of them, on texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from poalint.arbitration import arbitrate
from poalint.checks.base import Context, Hit
from poalint.document.model import Document
from poalint.document.parser import parse_document
from poalint.errors import UsageError
from poalint.facts.shapes import Shapes
from poalint.linter import Linter
from poalint.packs.merging import scope_of
from poalint.packs.model import Example, Profile, Rule
from poalint.packs.problems import Problems
from poalint.packtest.lines import Line, class_entries, rule_lines
from poalint.patterns.compiler import compile_lexicon
from poalint.patterns.lexicon import Lexicon
from poalint.patterns.matcher import Matcher
from poalint.patterns.matches import Match
from poalint.patterns.syntax import Sequence as Nodes
from poalint.patterns.syntax import parse
from poalint.ruleset import RuleSet, load_ruleset, make_tokenizer
from poalint.ruleset.compile import make_inflector
from poalint.ruleset.gather import gather
from poalint.text.tokens import Tokenizer

Pattern = tuple[str, str]
"""(block, text): the block says which word classes the text may name."""


class Workbench:
    """Some packs in one language, ready for tests.

    Args:
        language: language code.
        packs: names of shipped packs, paths of pack files or folders, or ``default``; ``None`` is ``default``.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack does not exist, or has no rules in this language.
    """

    def __init__(self, language: str, packs: Sequence[str | Path] | None = None) -> None:
        self.language = language
        self.ruleset: RuleSet = load_ruleset(language, packs)
        self.linter = Linter(packs, language)
        problems = Problems()
        gathered = gather(language, packs, problems)
        problems.raise_if_any()
        self._merged = gathered.merged
        self.words: Profile = gathered.profile
        self.packs = tuple(pack.name for pack in gathered.packs)
        self.chosen = gathered.chosen
        self.rules: tuple[Rule, ...] = tuple(gathered.merged.rules)
        self.tokenizer: Tokenizer = make_tokenizer(gathered.profile)
        self._split = cache(self.tokenizer.literal)

    @cached_property
    def lines(self) -> Mapping[str, tuple[Line, ...]]:
        """Return the lines of each rule, by its id."""
        return {rule.id: tuple(rule_lines(self._merged, rule)) for rule in self.rules}

    @cached_property
    def entries(self) -> Mapping[str, tuple[Line, ...]]:
        """Return the entries of each word class of the language and of the packs, by the class's full name."""
        return {name: tuple(class_entries(self._merged, name)) for name in self._merged.classes}

    def own_entries(self, pack: str) -> Iterator[Line]:
        """Yield the entries of a pack's own word classes."""
        for name in self._merged.own:
            if name.startswith(f"{pack}:"):
                yield from self.entries[name]

    def compile(self, patterns: Mapping[str, Pattern], classes: Mapping[str, Pattern] | None = None) -> Lexicon:
        """Compile patterns, each as a set of its own.

        Args:
            patterns: by any name; the block "" may name the word classes of the language.
            classes: further word classes, which all patterns may name.
        """
        further = {name: [block] for name, block in (classes or {}).items()}
        names = {name: name for name in further}
        return compile_lexicon(
            {**self._merged.classes, **further},
            {name: [block] for name, block in patterns.items()},
            self._split,
            make_inflector(self.words, self.tokenizer),
            needed=(),
            scope=lambda owner: {**scope_of(self._merged, owner), **names},
        )

    def parse(self, text: str) -> Nodes:
        """Return the tree of a pattern or class entry."""
        return parse(text, self._split)

    def class_name(self, owner: str, name: str) -> str:
        """Return the full name of the word class that a block calls by a name."""
        return scope_of(self._merged, owner).get(name, name)

    def document(self, text: str) -> Document:
        """Return a draft's document, still without sections."""
        return parse_document(text, self.ruleset.profile, self.tokenizer)

    def matches(self, matcher: Matcher, document: Document) -> Mapping[str, list[Match]]:
        """Return the matches of each pattern set of a lexicon in a draft."""
        ranges = [(sentence.first, sentence.last) for sentence in document.sentences]
        return matcher.find(document.tokens, ranges, Shapes(document, self.ruleset.profile))

    def draft(self, example: Example) -> tuple[str, int]:
        """Return the draft that an example is tested as, and at which offset of it the example begins.

        Raises:
            UsageError: the example stands in a section, and the language does not say how such a section is headed.
        """
        if not example.role:
            return example.text, 0
        heading = self.words.table("section-titles").get(example.role)
        if heading is None:
            raise UsageError(
                f"language {self.language!r} has no heading for examples with the role {example.role!r}; "
                f"add it to 'section-titles' in the language's files"
            )
        return f"{heading}\n\n{example.text}", len(heading) + 2

    def alone(self, text: str) -> dict[str, list[Hit]]:
        """Return what each rule would find in a text if there were no other, by its id."""
        return self.by_rule(*self.linter.examine(text, alone=True))

    def by_rule(self, context: Context, hits: Iterable[Hit]) -> dict[str, list[Hit]]:
        """Return hits by rule, each rule's own ones decided between as in a report."""
        found: dict[str, list[Hit]] = {}
        for hit in hits:
            found.setdefault(hit.rule.id, []).append(hit)
        return {rule: arbitrate(own, context, self.ruleset.categories) for rule, own in found.items()}
