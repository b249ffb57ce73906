"""Kind ``action``: an action item of a certain make, told by its words and by what it says of its state."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.spans import reported
from poalint.facts.actions import Action
from poalint.packs.model import Rule


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each action item that matches ``patterns``, not ``unless``, and is in the rule's ``state``.

    ``state`` is ``done``, ``planned``, ``planned-undated``, ``open`` (not done) or ``any``. With ``everywhere`` a
    sentence outside of any action item counts too.
    """
    found = {match.sentence: match for match in reversed(context.matches(rule))}
    quiet = {match.sentence for match in context.matches(rule, "unless")}
    taken: set[int] = set()
    for action in context.actions:
        taken.update(action.sentences)
        if rule.roles and rule.roles.isdisjoint(action.roles):
            continue
        numbers = [number for number in action.sentences if number in found]
        if not numbers or not quiet.isdisjoint(action.sentences) or not _in_state(rule, action):
            continue
        first = context.document.sentences[numbers[0]]
        if context.document.quoted(first.start, first.end):
            continue
        yield Hit(rule, action.start, action.end, sentence=action.sentences[0])
    if rule.params.get("everywhere"):
        yield from _elsewhere(rule, context, taken, quiet)


def _in_state(rule: Rule, action: Action) -> bool:
    state = rule.params.get("state", "any")
    if state == "done":
        return action.done
    if state == "planned":
        return action.planned
    if state == "planned-undated":
        return action.planned and action.when is None
    if state == "open":
        return action.standing
    return True


def _elsewhere(rule: Rule, context: Context, taken: set[int], quiet: set[int]) -> Iterable[Hit]:
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
