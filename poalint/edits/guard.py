"""Whether a draft says the same without some words: nothing safe may take a fact out of it.

Numbers, dates, identifiers and names are facts everywhere. What tells an act or a cause, and which words are mere
courtesy, the language says (``edit-guard``); where it says nothing, no deletion of a sentence is safe.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from poalint.checks.base import Context, Hit
from poalint.document.model import Document, Sentence
from poalint.edits.edit import Edit
from poalint.facts.dates import find_dates
from poalint.facts.identifiers import find_identifiers
from poalint.facts.names import find_names
from poalint.facts.once import once
from poalint.packs.model import Profile
from poalint.roles import ITEM

_PART_MARKS = frozenset(",;:–—()")
# Words, courtesies aside, of a part of a sentence that says nothing but a plea.
_MOST_WORDS = 6


def loses_nothing(context: Context, hit: Hit, edit: Edit, target: str) -> bool:
    """Return whether a draft says the same after a deletion or replacement.

    Args:
        context: the draft.
        hit: the finding.
        edit: what is taken out or replaced.
        target: what is meant to be deleted: ``match``, ``sentence`` or ``item``.
    """
    if _stands_elsewhere(context.document, hit, edit):
        return True
    if _holds_fact(context, edit):
        return False
    sentences = context.document.sentences_within(edit.start, edit.end)
    if target == "match" and all(one.start < edit.start or edit.end < one.end for one in sentences):
        return True
    guard = context.profile.table("edit-guard")
    if not guard:
        return False
    telling = [context.sentences_with(str(name)) for name in guard.get("telling", ())]
    return not any(
        one.number in context.action_sentences
        or any(one.number in numbers for numbers in telling)
        or not _covered(context, one, hit)
        for one in sentences
    )


def _tokens(document: Document, start: int, end: int) -> Iterator[int]:
    tokens = document.tokens
    at = bisect_left(tokens.starts, start)
    while at < len(tokens) and tokens.starts[at] < end:
        yield at
        at += 1


def _holds_fact(context: Context, edit: Edit) -> bool:
    document = context.document
    text = document.text[edit.start : edit.end]
    if any(map(str.isnumeric, text)) or "[" in text:
        return True
    starts, furthest = _facts(document, context.profile)
    before = bisect_left(starts, edit.end)
    return before > 0 and furthest[before - 1] > edit.start


@once
def _facts(document: Document, profile: Profile) -> tuple[list[int], list[int]]:
    """Return where the facts of a draft begin, in order, and how far those up to each reach.

    These are dates, identifiers, names, and numbers in words.
    """
    words, norms = profile.prepare(_Vocabulary), document.tokens.norms
    spans = [document.token_span(at, at + 1) for at in document.tokens.places(words.numbers)]
    spans += [(date.start, date.end) for date in find_dates(document, profile)]
    spans += [(identifier.start, identifier.end) for identifier in find_identifiers(document, profile)]
    spans += [
        (name.start, name.end)
        for name in find_names(document, profile)
        if not words.courtesy.issuperset(norms[name.first : name.last])
    ]
    spans.sort()
    return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))


class _Vocabulary:
    """What a language's tables say of the words that a deletion may take out."""

    def __init__(self, profile: Profile) -> None:
        guard = profile.table("edit-guard")
        self.numbers = frozenset((*profile.table("number-words"), *profile.table("number-scales")))
        self.courtesy = frozenset(str(word) for word in guard.get("courtesy", ()))
        self.joints = frozenset(str(word) for word in guard.get("joints", ()))


def _covered(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Return whether each part of a sentence says what the rule looks for, or mere courtesies, and little besides."""
    words = context.profile.prepare(_Vocabulary)
    tokens = context.document.tokens
    found = _matched(context, sentence, hit)
    parts: list[list[int]] = [[]]
    for at in range(sentence.first, sentence.last):
        norm = tokens.norms[at]
        if norm in words.joints or (not tokens.words[at] and norm in _PART_MARKS):
            parts.append([])
        elif tokens.words[at]:
            parts[-1].append(at)
    for part in parts:
        telling = [at for at in part if tokens.norms[at] not in words.courtesy]
        if telling and (len(telling) > _MOST_WORDS or found.isdisjoint(part)):
            return False
    return True


def _matched(context: Context, sentence: Sentence, hit: Hit) -> frozenset[int]:
    """Return where in a sentence words begin that the rule, or another on hollow words, looks for.

    Where the rule has no patterns, these are the tokens of the finding. Only the beginning tells: behind it a pattern
    may skip words that it does not know.
    """
    hollow = context.profile.table("edit-guard").get("hollow", ())
    found = frozenset(
        match.first
        for rule in (hit.rule, *(one for one in context.rules if one.category in hollow))
        for name in rule.sets
        if not name.startswith("unless")
        for match in context.matches(rule, name)
        if match.sentence == sentence.number
    )
    return found or frozenset(_tokens(context.document, hit.start, hit.end))


def _stands_elsewhere(document: Document, hit: Hit, edit: Edit) -> bool:
    """Return whether the same words stand a second time, in the same list."""
    words = _plain(document.text[hit.start : hit.end])
    home = document.sentence_at(hit.start)
    if home is None or _plain(document.text[edit.start : edit.end]).lstrip("-*•+–—0123456789.) ") != words:
        return False
    here = home.block
    for related in hit.related:
        sentence = document.sentence_at(related.start)
        if sentence is None or words != _plain(document.text[related.start : related.end]):
            continue
        first, last = sorted((here, sentence.block))
        level = document.blocks[first].level
        if all(block.kind == ITEM and block.level == level for block in document.blocks[first : last + 1]):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")
