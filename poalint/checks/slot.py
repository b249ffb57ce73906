"""Kind ``slot``: an action item that does not say who, or when."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.packs.model import Rule
from poalint.roles import PARAGRAPH


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each action item whose ``slot`` (``who`` or ``when``) is empty.

    A completed one-off act needs no *who*; an automatic control has its *when* by itself. A sentence in a paragraph
    without a heading is passed over: that it is a step of the plan is only a guess.
    """
    slot = rule.params["slot"]
    quiet = context.matched(rule, "unless")
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
        if quiet.isdisjoint(action.sentences):
            state = "done" if action.done else "planned" if action.planned else "standing"
            details = {"slot": slot, "state": state}
            yield Hit(rule, action.start, action.end, details=details, sentence=action.sentences[0])
