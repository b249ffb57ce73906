"""Everything the linter needs for one language and one choice of packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from poalint.packs.model import Category, Profile, Rule
from poalint.patterns.lexicon import Lexicon
from poalint.text.tokens import Tokenizer


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules and language data, ready to run.

    Attributes:
        language: code of the language.
        rules: in a fixed order: by pack, then as written.
        profile: the language.
        categories: by name.
        lexicon: word classes and patterns of the language and of all rules.
        supported: whether there are packs in this language (rules for any language run all the same).
        idle: the chosen packs that have nothing for the language.
    """

    language: str
    rules: tuple[Rule, ...]
    profile: Profile
    categories: Mapping[str, Category]
    lexicon: Lexicon
    supported: bool
    idle: tuple[str, ...] = ()


def make_tokenizer(profile: Profile) -> Tokenizer:
    """Return a language's tokenizer."""
    if profile.data.get("segmenter"):
        from poalint.text.segments import Segmenter

        return Segmenter()
    contractions = profile.table("contractions")
    return Tokenizer(
        contractions.get("endings", {}),
        contractions.get("words", {}),
        profile.table("letters"),
        contractions.get("clitics", {}),
    )
