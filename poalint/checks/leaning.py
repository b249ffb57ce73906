"""Kind ``leaning``: a sentence whose words, weighed together, make it one of a class, whatever its phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from poalint.checks.base import Context, Hit
from poalint.checks.spans import in_position, silenced
from poalint.document.model import Document, Sentence
from poalint.facts.leanings import Place, find_leanings, telling_words
from poalint.packs.model import Rule
from poalint.roles import PARAGRAPH

# Fewer words tell too little: a line of an address, a heading that is not known as one.
_LEAST_WORDS = 4


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each sentence that leans to ``class``, above all others, by ``least`` or more.

    With ``state`` only the first sentences of action items in that state count; what is reported is the item.
    """
    document, name = context.document, str(rule.params["class"])
    found = _leaning(context, name, float(rule.params["least"]))
    if not found:
        return
    quiet = silenced(rule, context)
    items = _items(context, rule.params["state"]) if "state" in rule.params else None
    for sentence in found:
        span = (sentence.start, sentence.end) if items is None else items.get(sentence.number)
        if span is None or sentence.number in quiet or document.quoted(sentence.start, sentence.end):
            continue
        if context.in_scope(rule, document.block_of(sentence)) and in_position(rule, context, sentence):
            details = {"cues": _quoted(document, sentence, telling_words(document, context.profile, sentence, name))}
            yield Hit(rule, *span, details=details, sentence=sentence.number, tentative=True)


def _leaning(context: Context, name: str, least: float) -> list[Sentence]:
    """Return the sentences that lean to a class above all others, and enough."""
    document = context.document
    words = document.tokens.words
    leanings = find_leanings(document, context.profile)
    found = [(document.sentences[at], leanings.by_sentence[at]) for at in leanings.by_class.get(name, ())]
    return [
        sentence
        for sentence, leaning in found
        if leaning is not None and leaning.shares.get(name, 0.0) >= least
        if sum(words[sentence.first : sentence.last]) >= _LEAST_WORDS
    ]


def _items(context: Context, state: str) -> Mapping[int, tuple[int, int]]:
    """Return what is reported of the action items in a state, by the number of their first sentence."""
    document = context.document
    items = {}
    for action in context.actions:
        if action.is_in(state):
            sentence = document.sentences[action.sentences[0]]
            alone = document.blocks[action.block].kind == PARAGRAPH
            items[sentence.number] = (sentence.start, sentence.end) if alone else (action.start, action.end)
    return items


def _quoted(document: Document, sentence: Sentence, places: Iterable[Place]) -> str:
    """Return the words at some places of a sentence as the draft has them, the same place once."""
    spans = [document.token_span(sentence.first + first, sentence.first + last) for first, last in places]
    outer = [one for one in spans if not any(a <= one[0] and one[1] <= b and (a, b) != one for a, b in spans)]
    return ", ".join(" ".join(document.text[start:end].split()) for start, end in outer)
