"""What ``rules/languagetool.yaml`` says: variants, rules of LanguageTool that are off, words that are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from poalint.ruleset import load_table


@dataclass(frozen=True, slots=True)
class LanguageTerms:
    """What is known of one language.

    Attributes:
        variant: the one where a draft shows none.
        signs: regular expressions of what shows a variant, by variant.
        rules_off, categories_off, types_off: ids of LanguageTool's, and its kinds of issue.
        words: right words, in small letters.
        prefixes: beginnings of right words, in small letters.
        compounds: whether words are put together freely, so that one in two parts is right in one word too.
        nouns_capital: whether every noun has a capital, so that a capital shows no name.
        keyboard: what is written for a letter of the language where the keyboard has none; also for that letter's twin.
    """

    variant: str
    signs: Mapping[str, tuple[str, ...]]
    rules_off: tuple[str, ...]
    categories_off: tuple[str, ...]
    types_off: tuple[str, ...]
    words: frozenset[str]
    prefixes: tuple[str, ...]
    compounds: bool
    nouns_capital: bool
    keyboard: Mapping[str, str]


@cache
def terms_of(language: str) -> LanguageTerms | None:
    """Return what is known of a language, ``None`` where LanguageTool is not set up for it.

    Raises:
        PackError: the file is malformed.
    """
    table = load_table("languagetool")
    own = table["languages"].get(language)
    if own is None:
        return None
    everywhere = table["everywhere"]
    return LanguageTerms(
        variant=own["variant"],
        signs={name: tuple(expressions) for name, expressions in own.get("signs", {}).items()},
        rules_off=_both(everywhere, own, "rules-off"),
        categories_off=_both(everywhere, own, "categories-off"),
        types_off=_both(everywhere, own, "types-off"),
        words=frozenset(word.lower() for word in _words(everywhere) | _words(own)),
        prefixes=tuple(word.lower() for word in own.get("prefixes", ())),
        compounds=bool(own.get("compounds")),
        nouns_capital=bool(own.get("nouns-capital")),
        keyboard=own.get("keyboard") or {},
    )


@cache
def setting(name: str) -> Any:
    """Return a value of the section ``server``, such as how long a start may take, in seconds.

    Raises:
        PackError: the file is malformed.
    """
    return load_table("languagetool")["server"][name]


def _both(everywhere: Mapping[str, Any], own: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*everywhere.get(key, ()), *own.get(key, ()))))


def _words(table: Mapping[str, Any]) -> frozenset[str]:
    """Return the words of a section, which stand in lists with names or in texts."""
    groups = table.get("words") or {}
    return frozenset(word for text in groups.values() for word in str(text).split())
