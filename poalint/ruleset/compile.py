"""Compile the chosen packs of one language into a rule set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from poalint.errors import Problem
from poalint.packs.cue_table import read_cue_table
from poalint.packs.kinds import KINDS
from poalint.packs.merging import Merged, scope_of
from poalint.packs.model import Profile, Rule
from poalint.packs.problems import Problems
from poalint.patterns.compiler import PatternError, compile_lexicon
from poalint.patterns.inflection import Inflector
from poalint.patterns.lexicon import Lexicon
from poalint.ruleset.cache import Stamp
from poalint.ruleset.gather import Gathered, gather
from poalint.ruleset.model import RuleSet, make_tokenizer
from poalint.text.tokens import Tokenizer

_NOT_AT_CHECK = ("classes", "patterns", "inflection")
_LEAST_EXAMPLES = 2


def compile_ruleset(language: str, packs: Sequence[str | Path] | None) -> tuple[RuleSet, tuple[tuple[str, Stamp], ...]]:
    """Return the rules of a language, and the state of all files that they came from.

    Raises:
        PackError: packs are malformed; it tells all that is wrong.
        UsageError: a pack does not exist.
    """
    problems = Problems()
    gathered = gather(language, packs, problems)
    lexicon = _lexicon(gathered, problems)
    problems.raise_if_any()
    merged, profile = gathered.merged, gathered.profile
    data = {key: value for key, value in profile.data.items() if key not in _NOT_AT_CHECK}
    if "cues" in data:
        data["cues"] = read_cue_table(data["cues"])
    rules = tuple(map(_with_needs, merged.rules))
    if profile.data.get("letters"):
        from poalint.text.letters import with_both_spellings

        data = {**with_both_spellings(data, make_tokenizer(profile).respell), "letters": data["letters"]}
    own = replace(profile, data=data)
    ruleset = RuleSet(language, rules, own, merged.categories, lexicon, gathered.supported, gathered.idle)
    return ruleset, tuple(dict.fromkeys(gathered.state))


def rules_as_written(language: str, packs: Sequence[str | Path] | None) -> tuple[Rule, ...]:
    """Return the rules of a language with their examples and patterns.

    Raises:
        PackError: packs are malformed.
        UsageError: a pack does not exist.
    """
    problems = Problems()
    gathered = gather(language, packs, problems)
    problems.raise_if_any()
    return tuple(gathered.merged.rules)


def find_problems(language: str, packs: Sequence[str | Path] | None, examples: bool = True) -> tuple[Problem, ...]:
    """Return all that is wrong with packs, by file and place.

    Args:
        language: code of the language.
        packs: as for ``load_ruleset``.
        examples: whether each rule must have two bad and two good examples.

    Raises:
        UsageError: a pack does not exist.
    """
    problems = Problems()
    gathered = gather(language, packs, problems)
    _lexicon(gathered, problems)
    if examples:
        for rule in gathered.merged.rules:
            if KINDS[rule.kind].tested:
                _check_examples(rule, problems)
    return problems.sorted()


def _check_examples(rule: Rule, problems: Problems) -> None:
    bad = sum(example.marked is not None for example in rule.examples)
    path, _, line = rule.place.rpartition(":")
    for quality, count in (("bad", bad), ("good", len(rule.examples) - bad)):
        if count < _LEAST_EXAMPLES:
            message = f"rule {rule.id} has {count or 'no'} {quality} example{'' if count == 1 else 's'}"
            remedy = f"write {_LEAST_EXAMPLES} at least under 'examples: {quality}:'"
            problems.add(path, int(line), 1, message, remedy)


def make_inflector(profile: Profile, tokenizer: Tokenizer) -> Inflector:
    """Return what expands dictionary forms in a language's patterns."""
    inflection = profile.table("inflection")
    return Inflector(
        inflection.get("irregular", {}),
        [(pattern, forms) for pattern, forms in inflection.get("rules", ())],
        inflection.get("separable"),
        tokenizer.forms,
        profile.expression,
        inflection.get("endings"),
        inflection.get("strong"),
    )


def _lexicon(gathered: Gathered, problems: Problems) -> Lexicon:
    merged, profile = gathered.merged, gathered.profile
    tokenizer = make_tokenizer(profile)
    inflector = make_inflector(profile, tokenizer)
    frequencies: Counter[str] = Counter()
    for tokens in (tokenizer(example.text) for rule in merged.rules for example in rule.examples):
        frequencies.update(tokens.norms)
        frequencies.update(f"~{lemma}" for lemma in tokens.lemmas)
    return compile_lexicon(
        merged.classes,
        merged.sets,
        cache(tokenizer.literal),
        inflector,
        frequencies,
        tokenizer.respell,
        tokenizer.readings,
        needed=merged.own,
        scope=lambda owner: scope_of(merged, owner),
        report=lambda error: _note(error, merged, problems),
    )


def _note(error: PatternError, merged: Merged, problems: Problems) -> None:
    value = merged.owners[error.owner]
    if ":swaps." in error.owner:
        line, column = value.places.key(value.keys)
        place = (line, column + error.column - 1)
    else:
        place = value.places.within(value.keys, error.line, error.column)
    problems.add(value.places.path, *place, error.reason)


def _with_needs(rule: Rule) -> Rule:
    """Return a rule of regular expressions with what a text must hold for each of them to match."""
    if rule.kind != "regex":
        return rule
    from poalint.patterns.literals import needed

    expressions = (*rule.params["expressions"], *rule.params.get("exceptions", ()))
    return replace(rule, params={**rule.params, "needs": {one: needed(one) for one in expressions}})
