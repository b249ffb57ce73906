"""Rules and packs as data. All of it is plain values, so that a compiled pack can be cached."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from poalint.text.expressions import compile_expression

_Made = TypeVar("_Made")

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class SuggestionTemplate:
    """What a rule advises.

    Attributes:
        kind: ``delete`` or ``replace`` (an edit of the finding's span), ``insert`` (words with slots, put beside it) or
            ``guidance`` (words with slots, for people).
        text: replacement, guidance or what is inserted; ``{name}`` stands for a value of the finding's details.
        safe: whether an edit cannot change what the draft says.
        target: what a deletion removes: ``match``, ``sentence`` or ``item``.
        at: where an insertion goes: ``item-end``, ``section-end`` or ``section`` (a new one).
        role: role of the section whose end is meant, "" for that of the finding.
        find: regular expression of the words that an edit changes in the finding's sentence, "" for the finding itself.
        label: what to call the edit, "" for the language's usual words.
        when: (name, regular expression) of values of the finding that must match for this to be advised.
    """

    kind: str
    text: str = ""
    safe: bool = False
    target: str = "match"
    at: str = ""
    role: str = ""
    find: str = ""
    label: str = ""
    when: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text on which the rule is tested.

    Attributes:
        text: the text, without marks.
        marked: the words that the rule must report; ``None`` for a good example, in which it must report nothing.
        line: line of the pack file.
        role: role of the section that the text stands in, "" for none.
        start: code point of the text at which the marked words begin, -1 in a good example.
    """

    text: str
    marked: str | None
    line: int = 0
    role: str = ""
    start: int = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack, in one language.

    Attributes:
        id: unique name, ``pack/name``.
        pack: name of its pack.
        category: a category of finding.
        kind: the check kind that runs it.
        title: what it finds, in a few words.
        severity: ``error``, ``warning`` or ``info``.
        weight: points a first finding costs, before caps.
        message, why, source: what is said of a finding; ``{name}`` stands for a value of its details.
        suggestions: at least one.
        roles: section roles it looks at; empty for all.
        blocks: kinds of block it looks at; empty for all but headings.
        span: what is reported around a match: ``match``, ``clause``, ``sentence`` or ``item``.
        sets: its pattern sets, by name (``patterns``, ``unless``, ...); each is compiled as ``id:name``.
        params: further keys of its check kind.
        examples: good and bad ones.
        place: ``path:line`` of the rule.
        aliases: earlier ids of the rule.
        doubt: probability that the words around a finding must give its category; 0 believes the rule alone.
        outweighed: probability of another class from which the rule is not believed, where the words around a finding
            give its category much less; 0 believes it.
    """

    id: str
    pack: str
    category: str
    kind: str
    title: str
    severity: str
    weight: float
    message: str
    why: str
    source: str
    suggestions: tuple[SuggestionTemplate, ...]
    roles: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    span: str = "match"
    sets: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    place: str = ""
    aliases: tuple[str, ...] = ()
    doubt: float = 0.0
    outweighed: float = 0.0


@dataclass(frozen=True, slots=True)
class Category:
    """A category of finding.

    Attributes:
        name: as in the JSON output.
        title: for people.
        dimension: sub-score it counts for: ``tone``, ``substance``, ``form`` or ``consistency``.
        rank: among categories of one dimension that claim the same clause, the lowest rank is reported.
        silences: categories not reported on the same action item beside this one.
        silences_by_kind: the same for one ``kind`` of finding (a duplicate item, say).
        covers: categories not reported on words that a finding of this one claims.
        cause: whether it is told in place of the seller's own cause: a part of nothing else is still the root cause.
        once: at most one finding per ``draft`` or ``section``, "" for no such limit.
        cap: most points that all findings of this category can cost.
    """

    name: str
    title: str
    dimension: str
    rank: int = 0
    silences: frozenset[str] = frozenset()
    silences_by_kind: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cause: bool = False
    once: str = ""
    cap: float = 100.0
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """What the linter knows of one language, as its YAML file gives it.

    Attributes:
        code: language code.
        data: the file's mappings: ``contractions``, ``inflection``, ``abbreviations``, ``months``, ...
        shipped: whether it comes with poalint; the regular expressions of others run on RE2 alone.
    """

    code: str
    data: Mapping[str, Any]
    shipped: bool = True
    _prepared: dict[Callable[[Profile], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _words: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def prepare(self, make: Callable[[Profile], _Made]) -> _Made:
        """Return what a function makes of the language's data; it is made once and shared, and must not be changed."""
        if make not in self._prepared:
            self._prepared[make] = make(self)
        made: _Made = self._prepared[make]
        return made

    def expression(self, written: str) -> Any:
        """Return one of the language's regular expressions, compiled."""
        return compile_expression(written) if not self.shipped else re.compile(written)

    def words(self, key: str) -> frozenset[str]:
        """Return a list of words as a set; empty where the language has none."""
        known = self._words.get(key)
        if known is None:
            known = self._words[key] = frozenset(self.data.get(key, ()))
        return known

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a mapping; empty where the language has none."""
        return self.data.get(key) or {}
