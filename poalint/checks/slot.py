"""Kind ``slot``: an action item that does not say who, or when."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from poalint.checks.base import Context, Hit
from poalint.facts.action_item import Action
from poalint.facts.leanings import find_leanings
from poalint.packs.model import Rule
from poalint.roles import PARAGRAPH


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each action item whose ``slot`` (``who`` or ``when``) is empty.

    An item that says neither and leans to a class in ``unless-leaning`` by ``unless-least`` or more is passed over: it
    is hardly a step, and lacks more than that. A completed one-off act needs no *who*; an automatic control has its
    *when* by itself. A sentence in a paragraph without a heading is passed over: that it is a step of the plan is only
    a guess.
    """
    slot = rule.params["slot"]
    quiet = context.matched(rule, "unless")
    barred = frozenset(rule.params.get("unless-leaning", ()))
    for action in context.actions:
        if rule.roles and rule.roles.isdisjoint(action.roles):
            continue
        block = context.document.blocks[action.block]
        if block.kind == PARAGRAPH and context.document.sections[block.section].heading is None:
            continue
        if slot == "who" and (action.who or not action.standing):
            continue
        if slot == "when" and (action.when or action.automatic):
            continue
        if quiet.isdisjoint(action.sentences) and not _leans(action, barred, rule, context):
            state = "done" if action.done else "planned" if action.planned else "standing"
            details = {"slot": slot, "state": state}
            yield Hit(rule, action.start, action.end, details=details, sentence=action.sentences[0])


def _leans(action: Action, classes: Collection[str], rule: Rule, context: Context) -> bool:
    """Return whether an item says neither who nor when, and leans to one of some classes enough to silence a rule."""
    if not classes or action.who or action.when:
        return False
    least = float(rule.params.get("unless-least", 0.5))
    leanings = find_leanings(context.document, context.profile).by_sentence
    found = [leaning for number in action.sentences if (leaning := leanings[number]) is not None]
    return any(leaning.shares.get(name, 0.0) >= least for leaning in found for name in classes)
