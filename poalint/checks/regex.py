"""Kind ``regex``: regular expressions over the raw text, run by RE2 in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.packs.model import Rule
from poalint.text.expressions import compile_expression


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each match of one of ``expressions`` that lies in no match of ``exceptions``.

    The reported part is the group named ``report``, or the whole match.
    """
    document = context.document
    text = document.text
    excepted: list[tuple[int, int]] = []
    for expression in rule.params.get("exceptions", ()):
        excepted.extend(match.span() for match in compile_expression(expression).finditer(text))
    spans: set[tuple[int, int]] = set()
    for expression in rule.params["expressions"]:
        for match in compile_expression(expression).finditer(text):
            start, end = match.span(match.re.groupindex.get("report", 0))
            if end > start and not any(a <= start and end <= b for a, b in excepted):
                spans.add((start, end))
    last_end = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < last_end:
            continue
        sentence = document.sentence_at(start)
        if sentence is None:
            if not document.sentences:
                continue
            sentence = document.sentences[0]
        block = document.blocks[sentence.block]
        if rule.blocks or rule.roles:
            if not context.in_scope(rule, block):
                continue
        if not rule.params.get("whole") and document.quoted(start, end):
            continue
        last_end = end
        yield Hit(rule, start, end, sentence=sentence.number)
