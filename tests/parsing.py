"""Read drafts as far as a test wants: into a document with sections, or into action items."""

from __future__ import annotations

from functools import cache

from poalint.checks.base import Context
from poalint.document.model import Document
from poalint.document.parser import parse_document
from poalint.document.sections import find_sections
from poalint.facts.action_item import Action
from poalint.facts.shapes import Shapes
from poalint.patterns.matcher import Matcher
from poalint.ruleset import RuleSet, load_ruleset, make_tokenizer
from poalint.text.tokens import Tokenizer


@cache
def _language(code: str) -> tuple[RuleSet, Tokenizer, Matcher]:
    ruleset = load_ruleset(code)
    return ruleset, make_tokenizer(ruleset.profile), Matcher(ruleset.lexicon)


def context(text: str, language: str = "en") -> Context:
    """Return a draft with its sections and what the patterns found."""
    ruleset, tokenizer, matcher = _language(language)
    document = parse_document(text, ruleset.profile, tokenizer)
    sentences = [(sentence.first, sentence.last) for sentence in document.sentences]
    matches = matcher.find(document.tokens, sentences, Shapes(document, ruleset.profile))
    find_sections(document, lambda name: matches.get(f"language:{name}", []))
    return Context(document, ruleset.profile, matches)


def parse(text: str, language: str = "en") -> Document:
    """Return a draft as a document."""
    return context(text, language).document


def actions(text: str, language: str = "en") -> list[Action]:
    """Return the action items of a draft."""
    return context(text, language).actions


def blocks(text: str) -> list[tuple[str, str]]:
    """Return (kind, content) of each block."""
    return [(block.kind, text[block.content_start : block.content_end]) for block in parse(text).blocks]


def sections(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return (role, title) of each section."""
    return [(section.role, section.title) for section in parse(text, language).sections]
