"""Kind ``regex``: regular expressions over the raw text, run by RE2 in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.packs.model import Rule
from poalint.patterns.literals import ALWAYS, holds
from poalint.text.expressions import compile_expression


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each match of one of ``expressions`` that lies in no match of ``exceptions``.

    The reported part is the group named ``report``, or the whole match.
    """
    document = context.document
    spans = _spans(rule, document.text)
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


def _spans(rule: Rule, text: str) -> list[tuple[int, int]]:
    """Return the spans of all matches outside of the exceptions, which are compiled only where they may matter."""
    needs = rule.params.get("needs", {})
    folded = text.casefold() if needs else ""
    spans: set[tuple[int, int]] = set()
    for expression in rule.params["expressions"]:
        if not holds(needs.get(expression, ALWAYS), text, folded):
            continue
        for match in compile_expression(expression).finditer(text):
            start, end = match.span(match.re.groupindex.get("report", 0))
            if end > start:
                spans.add((start, end))
    for expression in rule.params.get("exceptions", ()) if spans else ():
        for match in compile_expression(expression).finditer(text):
            a, b = match.span()
            spans = {(start, end) for start, end in spans if not (a <= start and end <= b)}
    return sorted(spans, key=lambda span: (span[0], -span[1]))
