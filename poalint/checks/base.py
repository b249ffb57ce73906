"""What every check kind gets and gives."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from poalint.document.model import Block, Document, Sentence
from poalint.facts.action_item import Action
from poalint.facts.action_words import ActionWords
from poalint.facts.actions import find_actions
from poalint.facts.date_mention import DateMention
from poalint.facts.dates import find_dates
from poalint.packs.model import Profile, Rule
from poalint.patterns.literals import Condition
from poalint.patterns.matches import Match, by_sentence, sentences_of
from poalint.patterns.strings import Strings

if TYPE_CHECKING:
    from poalint.grammar.model import Matches


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a hit speaks of; offsets in code points."""

    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule's fault was found.

    Attributes:
        rule: the rule.
        start, end: code points; ``end > start``.
        related: other places, such as the other half of a contradiction.
        details: values for the message, and for programs (``kind`` of an inconsistency).
        role: section role, where it is not that of the section at ``start`` (a missing section).
        sentence: number of the sentence it stands in.
        replacements: what may stand there instead, the best first; offered before the rule's suggestions.
        tentative: whether it gives way to any other tone hit on its sentence.
    """

    rule: Rule
    start: int
    end: int
    related: tuple[Related, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    role: str = ""
    sentence: int = -1
    replacements: tuple[str, ...] = ()
    tentative: bool = False


class Context:
    """A document and all that is known of it; facts are found when first asked for.

    Args:
        document: the draft.
        profile: its language.
        matches: pattern matches by set name, as the matcher gave them.
        toned: numbers of the sentences whose tone is at fault; they are no facts and no steps of the plan.
        rules: the rules that run.
        strings: the strings that stand in the draft, of those that regular expressions need.
        causes: numbers of the toned sentences that are told in the place of the seller's own cause.
        action_words: what makes sentences steps, if it is known already.

    Attributes:
        grammar: what LanguageTool says of the draft, ``None`` where it was not asked or has not answered.
    """

    def __init__(
        self,
        document: Document,
        profile: Profile,
        matches: Mapping[str, list[Match]],
        toned: frozenset[int] = frozenset(),
        rules: Sequence[Rule] = (),
        strings: Container[Condition] | None = None,
        causes: frozenset[int] = frozenset(),
        action_words: ActionWords | None = None,
    ) -> None:
        self.document = document
        self.strings = Strings(document.text) if strings is None else strings
        self.rules = rules
        self.toned = toned
        self.causes = causes
        self.profile = profile
        self.grammar: Matches | None = None
        self._matches = matches
        self._action_words = action_words

    def settled(self, toned: frozenset[int], causes: frozenset[int]) -> Context:
        """Return a context of the same draft with these toned sentences, when its sections have been settled anew.

        What hangs neither on sections nor on tone is shared.
        """
        return Context(
            self.document, self.profile, self._matches, toned, self.rules, self.strings, causes, self._action_words
        )

    def matches(self, rule: Rule, name: str = "patterns") -> list[Match]:
        """Return the matches of one of a rule's pattern sets, in text order."""
        return self._matches.get(f"{rule.id}:{name}", [])

    def matched(self, rule: Rule, name: str = "patterns") -> frozenset[int]:
        """Return the numbers of the sentences in which one of a rule's pattern sets matches."""
        return sentences_of(self._matches, f"{rule.id}:{name}")

    def with_matches(self, rule: Rule, found: Mapping[str, list[Match]]) -> Context:
        """Return a context in which some of a rule's pattern sets, by name, have other matches; all else is shared."""
        other = copy(self)
        other._matches = ChainMap(
            {f"{rule.id}:{name}": matches for name, matches in found.items()}, cast(Any, self._matches)
        )
        return other

    def language_matches(self, name: str) -> list[Match]:
        """Return the matches of one of the language's own pattern sets, in text order."""
        return self._matches.get(f"language:{name}", [])

    def _by_sentence(self, name: str) -> dict[int, list[Match]]:
        return by_sentence(self._matches, f"language:{name}")

    def sentences_with(self, name: str) -> frozenset[int]:
        """Return the numbers of the sentences in which one of the language's own pattern sets matches."""
        if name not in self._sentences_with:
            self._sentences_with[name] = sentences_of(self._matches, f"language:{name}")
        return self._sentences_with[name]

    @cached_property
    def _sentences_with(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def dates(self) -> list[DateMention]:
        """Return all dates of the draft, in text order."""
        return find_dates(self.document, self.profile)

    @cached_property
    def actions(self) -> list[Action]:
        """Return the draft's action items, in text order."""
        if self._action_words is None:
            self._action_words = ActionWords(
                self.document, self.profile, self.language_matches, self._by_sentence, self.dates
            )
        return find_actions(self.document, self.profile, self.language_matches, self._action_words, self.toned)

    @cached_property
    def action_sentences(self) -> frozenset[int]:
        """Return the numbers of the sentences that belong to action items."""
        return frozenset(number for action in self.actions for number in action.sentences)

    def sentences(self, rule: Rule) -> Iterator[tuple[Sentence, Block]]:
        """Yield the sentences that a rule looks at, with their blocks."""
        for sentence in self.document.sentences:
            block = self.document.blocks[sentence.block]
            if self.in_scope(rule, block):
                yield sentence, block

    def in_scope(self, rule: Rule, block: Block) -> bool:
        """Return whether a rule looks at a block, by its kind and its section's roles."""
        if rule.blocks:
            if block.kind not in rule.blocks:
                return False
        elif block.kind in ("heading", "quote"):
            return False
        return not rule.roles or not rule.roles.isdisjoint(self.document.sections[block.section].roles)


Check = Callable[[Rule, Context], Iterable[Hit]]
