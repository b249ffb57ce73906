"""What the pattern kinds share: exceptions, positions in the draft, and the span that is reported."""

from __future__ import annotations

from collections.abc import Iterator

from poalint.checks.base import Context, Hit
from poalint.document.model import Document, Sentence
from poalint.packs.model import Rule

_CLOSING_BLOCKS = 4


def silenced(rule: Rule, context: Context) -> frozenset[int]:
    """Return the numbers of the sentences in which a rule's exceptions hold.

    ``unless`` silences its own sentence (with ``unless-within: clause`` see ``silenced_clauses``); ``unless-near``
    also the ones before and after it, in the same block or a neighbouring paragraph of the section.
    """
    document = context.document
    by_clause = rule.params.get("unless-within") == "clause"
    own = set() if by_clause else set(context.matched(rule, "unless"))
    for match in context.matches(rule, "unless-near"):
        own.add(match.sentence)
        home = document.sentences[match.sentence].block
        for near in (match.sentence - 1, match.sentence + 1):
            if 0 <= near < len(document.sentences) and _belong(document, home, document.sentences[near].block):
                own.add(near)
    return frozenset(own)


def _belong(document: Document, a: int, b: int) -> bool:
    """Return whether what one block says can excuse the other: the same block, or neighbouring paragraphs."""
    one, other = document.blocks[a], document.blocks[b]
    return a == b or (one.section == other.section and one.kind == other.kind == "paragraph")


def silenced_clauses(rule: Rule, context: Context) -> frozenset[int]:
    """Return the first tokens of the clauses that ``unless`` silences under ``unless-within: clause``."""
    if rule.params.get("unless-within") != "clause":
        return frozenset()
    document = context.document
    return frozenset(
        document.clause_of(match.first, document.sentences[match.sentence])[0]
        for match in context.matches(rule, "unless")
    )


def closing_from(context: Context) -> int:
    """Return the number of the block at which the draft's closing may begin: its last paragraphs."""
    blocks = context.document.blocks
    at = len(blocks)
    while at > 0 and len(blocks) - at < _CLOSING_BLOCKS and blocks[at - 1].kind == "paragraph":
        at -= 1
    return at


def in_position(rule: Rule, context: Context, sentence: Sentence) -> bool:
    """Return whether a sentence stands where the rule looks (``position: closing``, ``actions: true``)."""
    position = rule.params.get("position")
    if position == "closing" and sentence.block < closing_from(context):
        return False
    wanted = rule.params.get("actions")
    return wanted is None or (sentence.number in context.action_sentences) == wanted


def reported(rule: Rule, context: Context, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Return the offsets to report for a match of the tokens ``first`` to ``last`` (exclusive)."""
    document = context.document
    if rule.span == "item":
        block = document.blocks[sentence.block]
        return block.content_start, block.content_end
    if rule.span == "sentence":
        return sentence.start, sentence.end
    if rule.span == "clause":
        begin = document.clause_of(first, sentence)[0]
        end = document.clause_of(last - 1, sentence)[1]
        tokens = document.tokens
        while end > last and not tokens.words[end - 1] and tokens.norms[end - 1] in ",;:–—(":
            end -= 1
        while begin < first and not tokens.words[begin]:
            begin += 1
        return document.token_span(begin, end)
    return document.token_span(first, last)


def one_per_sentence(rule: Rule, context: Context, name: str = "patterns") -> Iterator[Hit]:
    """Yield a hit for the first match of a rule's set in each sentence it looks at, exceptions and quotations aside."""
    document = context.document
    quiet = silenced(rule, context)
    clauses = silenced_clauses(rule, context)
    last_sentence = -1
    for match in context.matches(rule, name):
        if match.sentence == last_sentence or match.sentence in quiet:
            continue
        sentence = document.sentences[match.sentence]
        if clauses and document.clause_of(match.first, sentence)[0] in clauses:
            continue
        if not context.in_scope(rule, document.blocks[sentence.block]) or not in_position(rule, context, sentence):
            continue
        if document.quoted(*document.token_span(match.first, match.last)):
            continue
        last_sentence = match.sentence
        start, end = reported(rule, context, sentence, match.first, match.last)
        yield Hit(rule, start, end, sentence=match.sentence)
