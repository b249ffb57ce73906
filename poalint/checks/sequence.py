"""Kind ``sequence``: token sequences of spaCy's Matcher, by any attribute that the pipeline gives.

spaCy is imported only when a rule of this kind runs. Without a configured pipeline a blank one is used: it knows
text, shape and lexical flags, but no lemmas and parts of speech.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from poalint.checks.base import Context, Hit
from poalint.errors import PackError, UsageError
from poalint.packs.model import Rule


@lru_cache(maxsize=8)
def load_pipeline(language: str, name: str) -> Any:
    """Return a spaCy pipeline: the installed one of that name, or a blank one of the language.

    Raises:
        UsageError: the named pipeline is not installed.
    """
    import spacy

    if not name:
        return spacy.blank(language)
    # A name is never read as the path of a folder: a pack must not choose what is loaded from a disk.
    if spacy.util.is_package(name):
        try:
            return spacy.load(name)
        except OSError:
            pass
    raise UsageError(f"spaCy pipeline {name!r} is not installed; install it, or leave 'pipeline' out for a blank one")


@lru_cache(maxsize=128)
def _matcher(rule_id: str, place: str, language: str, name: str, patterns: str) -> tuple[Any, Any]:
    import json

    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher

    pipeline = load_pipeline(language, name)
    matcher = Matcher(pipeline.vocab, validate=True)
    try:
        matcher.add(rule_id, json.loads(patterns))
    except (MatchPatternError, ValueError) as error:
        raise PackError(f"{place}: 'tokens' of rule {rule_id} cannot be read: {' '.join(str(error).split())}") from None
    return pipeline, matcher


def _may_match(tokens: list[dict[str, Any]], words: frozenset[str]) -> bool:
    """Return whether a draft holds all words that a sequence names outright, so that spaCy is worth loading."""
    for token in tokens:
        named = token.get("LOWER", token.get("ORTH", token.get("TEXT", token.get("LEMMA"))))
        if token.get("OP", "1") in ("?", "*", "!") or "LEMMA" in token:
            continue
        choices = named.get("IN", ()) if isinstance(named, dict) else (named,)
        spelled = [str(choice).lower() for choice in choices if choice and str(choice).isalnum()]
        if spelled and words.isdisjoint(spelled):
            return False
    return True


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each longest match of one of the rule's ``tokens``, sentence by sentence."""
    document = context.document
    text = document.text
    words = frozenset(text[a:b].lower() for a, b in zip(document.tokens.starts, document.tokens.ends, strict=True))
    if not any(_may_match(tokens, words | frozenset(document.tokens.norms)) for tokens in rule.params["tokens"]):
        return
    import json

    from spacy.util import filter_spans

    language = document.language if document.language != "any" else "xx"
    pipeline, matcher = _matcher(
        rule.id, rule.place, language, str(rule.params.get("pipeline", "")), json.dumps(rule.params["tokens"])
    )
    for sentence, _ in context.sentences(rule):
        parsed = pipeline(text[sentence.start : sentence.end])
        spans = [parsed[first:last] for _, first, last in matcher(parsed)]
        for span in sorted(filter_spans(spans), key=lambda one: one.start_char):
            start, end = sentence.start + span.start_char, sentence.start + span.end_char
            if not document.quoted(start, end):
                yield Hit(rule, start, end, sentence=sentence.number)
