"""Whether to believe a rule: not where the words around its finding speak clearly against its category."""

from __future__ import annotations

from collections.abc import Sequence

from poalint.checks.base import Context, Hit
from poalint.facts.leanings import Leaning, find_leanings, leaning_of

# How much heavier than a rule's own category another class must be to outweigh it.
_MUCH = 2.5


def believed(hit: Hit, context: Context) -> bool:
    """Return whether the words around a hit bear out its rule's category.

    They must lean to it by the rule's ``doubt``, in the hit's sentence or by themselves; and from its ``outweighed`` on
    no other class may be much heavier than it, of those that are reported there.
    """
    rule, category = hit.rule, hit.rule.category
    if not (rule.doubt or rule.outweighed):
        return True
    document = context.document
    leanings = find_leanings(document, context.profile)
    if category not in leanings.classes:
        return True
    sentences = document.sentences_within(hit.start, hit.end)
    known = [leaning for sentence in sentences if (leaning := leanings.by_sentence[sentence.number]) is not None]
    if not known:
        return True
    share = max(leaning.shares.get(category, 0.0) for leaning in known)
    if _bears_out(share, hit, context, known):
        return True
    own = leaning_of(document, context.profile, hit.start, hit.end)
    return own is not None and _bears_out(max(share, own.shares.get(category, 0.0)), hit, context, known)


def _bears_out(share: float, hit: Hit, context: Context, known: Sequence[Leaning]) -> bool:
    """Return whether a probability of a hit's category is enough beside those of the other classes."""
    rule = hit.rule
    if share < rule.doubt:
        return False
    heavier = {
        name
        for leaning in known
        for name, other in leaning.shares.items()
        if name != rule.category and other >= rule.outweighed > 0 and other > share * _MUCH
    }
    return not heavier or heavier.isdisjoint(_reported(context, hit))


def _reported(context: Context, hit: Hit) -> set[str]:
    """Return the classes to which a leaning is reported in the hit's section."""
    document = context.document
    found = document.sentence_at(hit.start)
    roles = set(document.sections[document.blocks[found.block].section].roles) if found is not None else set()
    return {
        str(rule.params["class"])
        for rule in context.rules
        if rule.kind == "leaning" and (not rule.roles or not rule.roles.isdisjoint(roles))
    }
