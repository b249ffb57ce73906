"""Kind ``regex``: regular expressions over the raw text, run by RE2 in time linear in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from poalint.checks.base import Context, Hit
from poalint.document.model import Document
from poalint.facts.once import once
from poalint.packs.model import Profile, Rule
from poalint.patterns.literals import ALWAYS, holds
from poalint.text.expressions import Searched


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each match of one of ``expressions`` that lies in no match of ``exceptions``.

    The reported part is the group named ``report``, or the whole match.
    """
    document = context.document
    spans = _spans(rule, context)
    last_end = -1
    for start, end in spans:
        if start < last_end:
            continue
        sentence = document.sentence_at(start)
        if sentence is None:
            if not document.sentences:
                continue
            sentence = document.sentences[0]
        block = document.blocks[sentence.block]
        if (rule.blocks or rule.roles) and not context.in_scope(rule, block):
            continue
        if not rule.params.get("whole") and document.quoted(start, end):
            continue
        last_end = end
        yield Hit(rule, start, end, sentence=sentence.number)


def _spans(rule: Rule, context: Context) -> list[tuple[int, int]]:
    """Return the spans of all matches outside of the exceptions, the longest of those that begin together first."""
    needs = rule.params.get("needs", {})
    text = _searched(context.document, context.profile)

    def found(expressions: Iterable[str], group: str = "") -> Iterable[tuple[int, int]]:
        # An expression is compiled only where the text holds what it needs: that takes longer than all the rest.
        for expression in expressions:
            if holds(needs.get(expression, ALWAYS), context.strings):
                yield from text.spans(expression, group)

    spans = {(start, end) for start, end in found(rule.params["expressions"], "report") if end > start}
    if spans:
        excepted = sorted(found(rule.params.get("exceptions", ())))
        furthest = list(accumulate((end for _, end in excepted), max))
        starts = [start for start, _ in excepted]
        spans = {span for span in spans if not _within(span, starts, furthest)}
    return sorted(spans, key=lambda span: (span[0], -span[1]))


@once
def _searched(document: Document, profile: Profile) -> Searched:
    del profile
    return Searched(document.text)


def _within(span: tuple[int, int], starts: list[int], furthest: list[int]) -> bool:
    """Return whether one exception holds a span; ``furthest`` is how far those up to each start reach."""
    at = bisect_right(starts, span[0]) - 1
    return at >= 0 and span[1] <= furthest[at]
