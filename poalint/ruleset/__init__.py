"""Everything the linter needs for one language and one choice of packs: found, compiled once, and cached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poalint.packs.model import Category, Profile, Rule, SuggestionTemplate
from poalint.patterns.lexicon import Lexicon
from poalint.ruleset import cache
from poalint.ruleset.model import RuleSet, make_tokenizer
from poalint.ruleset.sources import DEFAULT_PACKS, languages, rules_folder

__all__ = ["DEFAULT_PACKS", "RuleSet", "languages", "load_rules", "load_ruleset", "load_table", "make_tokenizer"]


def load_ruleset(language: str, packs: Sequence[str | Path] | None = None, apart: bool = False) -> RuleSet:
    """Return the rules of a language, from the cache if no pack file has changed.

    Args:
        language: language code.
        packs: names of shipped or installed packs, paths of pack files or folders, or ``default`` for all shipped ones;
            ``None`` is ``("default",)``.
        apart: compile what is not cached in a process of its own; for one that runs long and is to stay small.

    Raises:
        PackError: packs are malformed; it tells all that is wrong.
        UsageError: a pack does not exist.
    """
    asked = "\n".join(("rules", language, str(Path.cwd()) if packs else "", *map(str, packs or (DEFAULT_PACKS,))))
    cached = cache.load(asked)
    if cached is None and apart and cache.is_writable():
        from poalint.ruleset.apart import compile_apart

        compile_apart(language, packs)
        cached = cache.load(asked)
    if cached is not None:
        return _restore(cached)
    from poalint.ruleset.compile import compile_ruleset

    ruleset, state = compile_ruleset(language, packs)
    cache.save(asked, state, _dump(ruleset))
    return ruleset


def load_rules(language: str, packs: Sequence[str | Path] | None = None) -> tuple[Rule, ...]:
    """Return the rules of a language as they are written, with the examples and patterns that a check does not need.

    Args:
        language: language code.
        packs: as for ``load_ruleset``.

    Raises:
        PackError: packs are malformed; it tells all that is wrong.
        UsageError: a pack does not exist.
    """
    from poalint.ruleset.compile import rules_as_written

    return rules_as_written(language, packs)


def load_table(name: str) -> Any:
    """Return the data of a file that belongs to no language, such as ``languages`` or ``targets``, by cache.

    Raises:
        PackError: the file is malformed.
    """
    path = rules_folder() / f"{name}.yaml"
    asked = f"table\n{name}"
    data = cache.load(asked)
    if data is None:
        from poalint.packs.problems import Problems
        from poalint.packs.yaml_reader import read_yaml

        state = cache.stamps([path])
        problems = Problems()
        data = read_yaml(path, problems)[0]
        problems.raise_if_any()
        cache.save(asked, state, data)
    return data


def _plain(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in value.__slots__)


def _dump(ruleset: RuleSet) -> tuple[Any, ...]:
    """Return plain values; examples and patterns in their written form are left out, as a check needs neither."""
    rules = []
    for rule in ruleset.rules:
        values = dict(zip(rule.__slots__, _plain(rule), strict=True))
        values["suggestions"] = tuple(_plain(suggestion) for suggestion in rule.suggestions)
        values["examples"] = ()
        values["sets"] = dict.fromkeys(rule.sets, "")
        values["params"] = dict(rule.params)
        rules.append(tuple(values.values()))
    categories = tuple(_plain(category) for category in ruleset.categories.values())
    return (
        ruleset.language,
        tuple(rules),
        (ruleset.profile.data, ruleset.profile.shipped),
        categories,
        ruleset.lexicon.dump(),
        ruleset.supported,
        ruleset.idle,
    )


def _restore(values: tuple[Any, ...]) -> RuleSet:
    language, raw_rules, profile, raw_categories, lexicon, supported, idle = values
    at = Rule.__slots__.index("suggestions")
    rules = tuple(
        Rule(*(*raw[:at], tuple(SuggestionTemplate(*one) for one in raw[at]), *raw[at + 1 :])) for raw in raw_rules
    )
    categories = {raw[0]: Category(*raw) for raw in raw_categories}
    return RuleSet(language, rules, Profile(language, *profile), categories, Lexicon.restore(lexicon), supported, idle)
