"""Kind ``action``: an action item of a certain make, told by its words and by what it says of its state."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.spans import reported
from poalint.facts.action_item import Action
from poalint.packs.model import Rule
from poalint.roles import PARAGRAPH


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each action item in the rule's ``state`` that its words fit.

    The item must match ``patterns`` if the rule has them, and each set of ``all``; it must not match ``unless``.
    ``state`` is ``done``, ``planned``, ``planned-undated``, ``open`` (not done) or ``any``. With ``everywhere`` a
    sentence outside of any action item that matches ``patterns`` counts too.
    """
    needed = [_own_words(rule, context, name) for name in rule.sets if name == "patterns" or name.startswith("all.")]
    quiet = context.matched(rule, "unless")
    taken: set[int] = set()
    for action in context.actions:
        taken.update(action.sentences)
        if rule.roles and rule.roles.isdisjoint(action.roles):
            continue
        if rule.blocks and context.document.blocks[action.block].kind not in rule.blocks:
            continue
        if not action.is_in(rule.params.get("state", "any")) or not quiet.isdisjoint(action.sentences):
            continue
        if all(not found.isdisjoint(action.sentences) for found in needed):
            yield _hit(rule, context, action, needed)
    if rule.params.get("everywhere"):
        yield from _elsewhere(rule, context, taken, quiet)


def _hit(rule: Rule, context: Context, action: Action, needed: list[set[int]]) -> Hit:
    """Return a hit on an action; of several sentences of a paragraph, on the one whose words the rule looks for."""
    document = context.document
    if document.blocks[action.block].kind == PARAGRAPH and needed:
        first = next((number for number in action.sentences if number in needed[0]), action.sentences[0])
        if first != action.sentences[0]:
            sentence = document.sentences[first]
            return Hit(rule, sentence.start, sentence.end, sentence=first)
    return Hit(rule, action.start, action.end, sentence=action.sentences[0])


def _own_words(rule: Rule, context: Context, name: str) -> set[int]:
    """Return the numbers of the sentences in which a set matches outside of quotations."""
    document = context.document
    return {
        match.sentence
        for match in context.matches(rule, name)
        if not document.quoted(*document.token_span(match.first, match.last))
    }


def _elsewhere(rule: Rule, context: Context, taken: set[int], quiet: frozenset[int]) -> Iterable[Hit]:
    document = context.document
    seen: set[int] = set()
    for match in context.matches(rule):
        sentence = document.sentences[match.sentence]
        block = document.blocks[sentence.block]
        if match.sentence in taken or match.sentence in quiet or match.sentence in seen:
            continue
        if block.kind not in ("paragraph", "item"):
            continue
        if document.quoted(*document.token_span(match.first, match.last)):
            continue
        seen.add(match.sentence)
        start, end = reported(rule, context, sentence, match.first, match.last)
        yield Hit(rule, start, end, sentence=match.sentence)
