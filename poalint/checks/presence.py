"""Kind ``presence``: a section or the whole draft that lacks what it must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from poalint.checks.base import Context, Hit
from poalint.document.model import Sentence
from poalint.packs.model import Rule
from poalint.roles import HEADING, ISSUE, QUOTE, ROOT_CAUSE


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield what ``check`` says: ``own-cause``, ``evidence`` or ``ownership``."""
    return _CHECKS[rule.params["check"]](rule, context)


def _sentences(context: Context, *roles: str) -> list[Sentence]:
    """Return the sentences of sections with one of the roles, headings and pasted quotations aside."""
    document = context.document
    return [
        sentence
        for section in document.with_role(*roles)
        for block in document.blocks_of(section)
        if block.kind not in (HEADING, QUOTE)
        for sentence in document.sentences_of(block)
    ]


def _numbers(context: Context, rule: Rule, name: str) -> set[int]:
    """Return the numbers of the sentences with a match of one of a rule's sets, quotations and tone aside."""
    document = context.document
    return {
        match.sentence
        for match in context.matches(rule, name)
        if match.sentence not in context.toned and not document.quoted(*document.token_span(match.first, match.last))
    }


def _own_cause(rule: Rule, context: Context) -> Iterable[Hit]:
    """Root-cause sections that only restate the symptom (``patterns``) and name no cause of the seller's own."""
    own = _numbers(context, rule, "own-cause")
    restated = _numbers(context, rule, "patterns")
    sentences = _sentences(context, ROOT_CAUSE)
    if any(sentence.number in own for sentence in sentences):
        return
    for sentence in sentences:
        if sentence.number in restated:
            yield Hit(rule, sentence.start, sentence.end, sentence=sentence.number)
            return


def _evidence(rule: Rule, context: Context) -> Iterable[Hit]:
    """Issue and root cause that together hold no figure, date or ID (``figures``) of this case."""
    sentences = _sentences(context, ISSUE, ROOT_CAUSE)
    if not sentences:
        return
    figures = context.matches(rule, "figures")
    excluded = {(m.sentence, at) for m in context.matches(rule, "unless") for at in range(m.first, m.last)}
    numbers = {sentence.number for sentence in sentences}
    for match in figures:
        if match.sentence not in numbers or match.sentence in context.toned:
            continue
        if (match.sentence, match.first) not in excluded:
            return
    first = sentences[0]
    yield Hit(rule, first.start, first.end, sentence=first.number)


def _ownership(rule: Rule, context: Context) -> Iterable[Hit]:
    """A draft that nowhere names a failing of the seller's own (``own-cause``; among causes also ``patterns``)."""
    document = context.document
    if not document.sentences or _numbers(context, rule, "own-cause"):
        return
    likely = _numbers(context, rule, "patterns")
    if any(sentence.number in likely for sentence in _sentences(context, ROOT_CAUSE)):
        return
    causes = [section for section in document.with_role(ROOT_CAUSE, ISSUE) if section.roles]
    place = causes[0] if causes else document.sections[0]
    at = place.heading if place.heading is not None else place.blocks[0]
    block = document.blocks[at]
    yield Hit(rule, block.content_start, block.content_end, sentence=block.sentences[0])


_CHECKS: dict[str, Callable[[Rule, Context], Iterable[Hit]]] = {
    "own-cause": _own_cause,
    "evidence": _evidence,
    "ownership": _ownership,
}
