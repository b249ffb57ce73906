"""One fault, one finding: decide between hits that claim the same words.

The order of categories and what silences what stand in ``rules/categories.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from poalint.checks.base import Context, Hit
from poalint.packs.model import Category

_TONE = "tone"


def arbitrate(hits: Sequence[Hit], context: Context, categories: Mapping[str, Category]) -> list[Hit]:
    """Return the hits that stand, in text order.

    0. What only leans to a fault gives way to a fault that was found on its sentence.
    1. Of tone categories that claim the same clause the one of the lowest rank stays (rank 0 stands beside others).
    2. Several hits of one category in one sentence are one.
    3. Hits on an action item silence other categories there.
    4. What another hit covers by its words goes.
    5. Categories that may occur once per section or draft occur once.
    """
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.rule.id))
    kept = _by_rank(_firm(ordered, categories), categories)
    kept = _one_per_sentence(kept, categories)
    kept = _silence(kept, context, categories)
    return _once(_uncovered(kept, categories), context, categories)


def _firm(hits: list[Hit], categories: Mapping[str, Category]) -> list[Hit]:
    """Drop tentative hits on sentences whose tone or step is already at fault."""

    def is_telling(category: Category) -> bool:
        return category.dimension == _TONE or bool(category.silences)

    found = {hit.sentence for hit in hits if not hit.tentative and is_telling(categories[hit.rule.category])}
    return [hit for hit in hits if not (hit.tentative and hit.sentence in found)]


def _overlap(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end


def _by_rank(hits: list[Hit], categories: Mapping[str, Category]) -> list[Hit]:
    """Drop a tone hit whose clause a tone hit of lower rank also claims."""
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        category = categories[hit.rule.category]
        if category.dimension == _TONE and category.rank:
            by_sentence.setdefault(hit.sentence, []).append(hit)
    dropped: set[int] = set()
    for rivals in by_sentence.values():
        for hit in rivals:
            rank = categories[hit.rule.category].rank
            if any(categories[rival.rule.category].rank < rank and _overlap(hit, rival) for rival in rivals):
                dropped.add(id(hit))
    return [hit for hit in hits if id(hit) not in dropped]


def _one_per_sentence(hits: list[Hit], categories: Mapping[str, Category]) -> list[Hit]:
    """Keep one tone hit of each category in a sentence: the most severe, then the longest."""
    order = {"error": 0, "warning": 1, "info": 2}
    best: dict[tuple[str, int, int], Hit] = {}
    kept: list[Hit] = []
    for hit in hits:
        category = categories[hit.rule.category]
        if hit.sentence < 0 or (category.rank == 0 and category.name == "placeholder") or category.dimension != _TONE:
            kept.append(hit)
            continue
        key = (category.name, hit.sentence, 0)
        rival = best.get(key)
        if rival is None or (order[hit.rule.severity], rival.end - rival.start) < (
            order[rival.rule.severity],
            hit.end - hit.start,
        ):
            best[key] = hit
    kept.extend(best.values())
    unique: dict[tuple[str, int, int, str, str], Hit] = {}
    for hit in sorted(kept, key=lambda hit: (hit.start, -hit.end, hit.rule.id)):
        unique.setdefault((hit.rule.category, hit.start, hit.end, str(hit.details.get("kind", "")), hit.role), hit)
    return list(unique.values())


def _silence(hits: list[Hit], context: Context, categories: Mapping[str, Category]) -> list[Hit]:
    """Drop hits that a hit on the same action item, or outside of one in the same sentence, makes pointless."""
    by_sentence = {number: at for at, action in enumerate(context.actions) for number in action.sentences}
    silent: dict[int, set[str]] = {}
    elsewhere: dict[int, set[str]] = {}
    for hit in hits:
        category = categories[hit.rule.category]
        names = category.silences | category.silences_by_kind.get(str(hit.details.get("kind", "")), frozenset())
        for number in _sentences(hit, context) if names else ():
            at = by_sentence.get(number)
            if at is None:
                elsewhere.setdefault(number, set()).update(names)
                continue
            if category.dimension == _TONE and category.rank and context.actions[at].sentences[0] != number:
                continue  # an explanation's tone does not make the action itself none
            silent.setdefault(at, set()).update(names)
    kept = []
    for hit in hits:
        at = by_sentence.get(hit.sentence)
        quiet = elsewhere.get(hit.sentence, ()) if at is None else silent.get(at, ())
        if hit.rule.category not in quiet:
            kept.append(hit)
    return kept


def _sentences(hit: Hit, context: Context) -> set[int]:
    """Return the sentences that a hit and, for a duplicate, its other place stand in."""
    numbers = {hit.sentence}
    for start, _ in [(hit.start, hit.end), *((related.start, related.end) for related in hit.related)]:
        sentence = context.document.sentence_at(start)
        if sentence is not None:
            numbers.add(sentence.number)
    return numbers


def _uncovered(hits: list[Hit], categories: Mapping[str, Category]) -> list[Hit]:
    """Drop hits on words that a hit of another category claims for good."""
    covering = [hit for hit in hits if categories[hit.rule.category].covers]
    covered = {name for hit in covering for name in categories[hit.rule.category].covers}
    if not any(hit.rule.category in covered for hit in hits):
        return hits
    return [
        hit
        for hit in hits
        if not any(hit.rule.category in categories[one.rule.category].covers and _overlap(hit, one) for one in covering)
    ]


def _once(hits: list[Hit], context: Context, categories: Mapping[str, Category]) -> list[Hit]:
    seen: set[tuple[str, int]] = set()
    kept = []
    for hit in hits:
        once = categories[hit.rule.category].once
        if once:
            section = -1
            if once == "section" and context.document.sentences:
                sentence = context.document.sentence_at(hit.start) or context.document.sentences[0]
                section = context.document.blocks[sentence.block].section
            if (hit.rule.category, section) in seen:
                continue
            seen.add((hit.rule.category, section))
        kept.append(hit)
    return kept
