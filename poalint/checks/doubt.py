"""Whether to believe a rule: not where the words around its finding speak clearly against its category."""

from __future__ import annotations

from poalint.checks.base import Context, Hit
from poalint.facts.leanings import find_leanings, leaning_of


def believed(hit: Hit, context: Context) -> bool:
    """Return whether a hit's sentence, or its own words, lean to the rule's category as its ``doubt`` demands."""
    category, doubt = hit.rule.category, hit.rule.doubt
    if not doubt:
        return True
    document = context.document
    leanings = find_leanings(document, context.profile)
    if category not in leanings.classes:
        return True
    sentences = document.sentences_within(hit.start, hit.end)
    known = [leaning for sentence in sentences if (leaning := leanings.by_sentence[sentence.number]) is not None]
    if not known or any(leaning.shares.get(category, 0.0) >= doubt for leaning in known):
        return True
    own = leaning_of(document, context.profile, hit.start, hit.end)
    return own is not None and own.shares.get(category, 0.0) >= doubt
