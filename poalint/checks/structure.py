"""Kind ``structure``: parts that are missing or out of order, and actions that run together in a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from poalint.checks.base import Context, Hit
from poalint.packs.model import Rule
from poalint.roles import ACTION_ROLES, CORRECTIVE, ISSUE, PARAGRAPH, PREVENTIVE, ROOT_CAUSE


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield what ``check`` says: ``missing``, ``order`` or ``list``."""
    return _CHECKS[rule.params["check"]](rule, context)


def _missing(rule: Rule, context: Context) -> Iterable[Hit]:
    """No section has ``role``, and no sentence has its content: the language's ``content/<role>``, or ``patterns``.

    A sentence whose tone is at fault is no content, but it may well name the issue, and a cause that is an excuse or
    somebody else's is one: other rules say what is wrong with it.
    """
    document = context.document
    role = rule.params["role"]
    if not document.blocks or any(True for _ in document.with_role(role)) or (role == ROOT_CAUSE and context.causes):
        return
    for match in (*context.matches(rule), *context.language_matches(f"content/{role}")):
        serves = role == ISSUE or match.sentence not in context.toned
        if serves and not document.quoted(*document.token_span(match.first, match.last)):
            return
    block = document.blocks[0]
    yield Hit(rule, block.content_start, block.content_end, role=role, details={"role": role}, sentence=-1)


def _order(rule: Rule, context: Context) -> Iterable[Hit]:
    """A corrective or preventive section before the first root cause; a heading that matches ``unless`` may."""
    document = context.document
    excepted = context.matched(rule, "unless")
    plan = None
    for section in document.sections:
        if ROOT_CAUSE in section.roles:
            if plan is not None:
                block = document.blocks[plan.heading if plan.heading is not None else plan.blocks[0]]
                yield Hit(rule, block.content_start, block.content_end, sentence=block.sentences[0])
            return
        if plan is None and ACTION_ROLES.intersection(section.roles) and section.heading is not None:
            heading = document.blocks[section.heading]
            if excepted.isdisjoint(range(*heading.sentences)):
                plan = section


def _list(rule: Rule, context: Context) -> Iterable[Hit]:
    """A paragraph of an action section in which ``patterns`` find at least ``least`` acts."""
    document = context.document
    least = int(rule.params.get("least", 3))
    acts: dict[int, list[int]] = {}
    for match in context.matches(rule):
        if not document.quoted(*document.token_span(match.first, match.last)):
            acts.setdefault(match.sentence, []).append(match.last)
    told = {number: action for action in context.actions for number in action.sentences}
    for section in document.with_role(CORRECTIVE, PREVENTIVE):
        for block in document.blocks_of(section):
            if block.kind != PARAGRAPH:
                continue
            numbers = [n for n in range(*block.sentences) if n in told]
            count = sum(max(len(set(acts.get(n, ()))), n == told[n].sentences[0]) for n in numbers)
            if count >= least:
                start, end = document.sentences[numbers[0]].start, document.sentences[numbers[-1]].end
                yield Hit(rule, start, end, details={"count": count}, sentence=numbers[0])
                break


_CHECKS: dict[str, Callable[[Rule, Context], Iterable[Hit]]] = {"missing": _missing, "order": _order, "list": _list}
