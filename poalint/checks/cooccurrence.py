"""Kind ``cooccurrence``: a sentence or clause that holds a match of each of several pattern sets, in any order."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.spans import in_position, reported, silenced, silenced_clauses
from poalint.packs.model import Rule
from poalint.patterns.matches import Match


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit from the first to the last word of the closest matches, one for each sentence."""
    names = [name for name in rule.sets if name.startswith("all.")]
    by_place: list[dict[tuple[int, int], list[Match]]] = []
    for name in names:
        table: dict[tuple[int, int], list[Match]] = {}
        for match in context.matches(rule, name):
            table.setdefault(_place(rule, context, match), []).append(match)
        by_place.append(table)
    quiet = silenced(rule, context)
    clauses = silenced_clauses(rule, context)
    document = context.document
    reported_sentences: set[int] = set()
    for place in sorted(set.intersection(*(set(table) for table in by_place))):
        sentence = document.sentences[place[0]]
        if sentence.number in quiet or sentence.number in reported_sentences:
            continue
        if not context.in_scope(rule, document.blocks[sentence.block]) or not in_position(rule, context, sentence):
            continue
        chosen = _apart(by_place, place)
        if chosen is None:
            continue
        first, last = min(match.first for match in chosen), max(match.last for match in chosen)
        if document.quoted(*document.token_span(first, last)):
            continue
        if any(document.clause_of(match.first, sentence)[0] in clauses for match in chosen):
            continue
        reported_sentences.add(sentence.number)
        start, end = reported(rule, context, sentence, first, last)
        yield Hit(rule, start, end, sentence=sentence.number)


def _place(rule: Rule, context: Context, match: Match) -> tuple[int, int]:
    """Return (sentence, first token of the clause), or (sentence, 0) where the whole sentence counts."""
    if rule.params.get("within") != "clause":
        return match.sentence, 0
    sentence = context.document.sentences[match.sentence]
    return match.sentence, context.document.clause_of(match.first, sentence)[0]


def _apart(tables: list[dict[tuple[int, int], list[Match]]], place: tuple[int, int]) -> list[Match] | None:
    """Return one match of each set, no two on the same words, or ``None``: one word cannot be two things at once."""
    chosen: list[Match] = []
    for table in tables:
        free = next((m for m in table[place] if all((m.first, m.last) != (o.first, o.last) for o in chosen)), None)
        if free is None:
            return None
        chosen.append(free)
    return chosen
