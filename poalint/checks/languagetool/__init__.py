"""Kind ``languagetool``: what LanguageTool objects to, without what is right in a plan of action."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.languagetool.known import Known
from poalint.document.model import Document
from poalint.grammar.model import Match
from poalint.packs.model import Rule
from poalint.roles import QUOTE, ROW


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each match of LanguageTool's whose category is the rule's; none where it was not asked."""
    answer = context.grammar
    if answer is None or not answer.matches:
        return
    document = context.document
    known = Known.of(context)
    for match in answer.matches:
        if not _claims(rule, match) or known.knows(match):
            continue
        sentence = document.sentence_at(match.start)
        if sentence is None or not context.in_scope(rule, document.block_of(sentence)):
            continue
        details = {"message": match.message, "id": match.rule, "group": match.category, "type": match.issue_type}
        yield Hit(
            rule, match.start, match.end, details=details, sentence=sentence.number, replacements=match.replacements
        )


def passages(document: Document) -> list[tuple[int, int]]:
    """Return what of a draft LanguageTool is asked about: the words of each block, pasted quotations left out."""
    spans: list[tuple[int, int]] = []
    for block in document.blocks:
        if block.kind == QUOTE:
            continue
        if block.kind == ROW:
            spans.extend((cell.start, cell.end) for cell in block.cells)
        else:
            spans.append((block.content_start, block.content_end))
    return spans


def _claims(rule: Rule, match: Match) -> bool:
    categories = rule.params.get("categories")
    if categories is not None:
        return match.category in categories
    return match.category not in rule.params.get("other-than", ())
