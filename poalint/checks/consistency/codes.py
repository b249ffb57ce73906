"""Two spellings of one ASIN or order number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poalint.checks.base import Context, Hit, Related
from poalint.facts.identifiers import ASIN, ORDER, Identifier, find_identifiers
from poalint.facts.spelling import distance, near_pairs
from poalint.packs.model import Rule

_NEIGHBOURS = 5


def find_codes(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield pairs of codes one slip apart that the draft uses for one thing."""
    found: dict[str, list[Identifier]] = {}
    for identifier in find_identifiers(context.document, context.profile):
        if identifier.valid and not context.document.quoted(identifier.start, identifier.end):
            found.setdefault(identifier.value, []).append(identifier)
    note = str(context.profile.table("consistency-notes").get("name", ""))
    used: set[str] = set()
    for one, two in near_pairs(found):
        left, right = found[one], found[two]
        if one in used or two in used or left[0].kind != right[0].kind or distance(one, two, 1) != 1:
            continue
        if not _same_thing(context, left, right):
            continue
        used.update((one, two))
        odd, usual = (left, right) if len(left) < len(right) else (right, left)
        details = {"kind": "name", "value": odd[0].value, "other": usual[0].value}
        related = (Related(usual[0].start, usual[0].end, note),)
        yield Hit(rule, odd[0].start, odd[0].end, related, details)


def _same_thing(context: Context, left: list[Identifier], right: list[Identifier]) -> bool:
    """Return whether two codes that look alike must mean one thing.

    Both recurring, both in one block or table, or a plural beside them say that they are two. Numbers that follow each
    other are common, so codes of digits must be a swap apart; other codes a swap, or in the same company of words.
    """
    if min(len(left), len(right)) > 1:
        return False
    document = context.document
    ours, theirs = _blocks(context, left), _blocks(context, right)
    if ours & theirs or _in_one_list(context, ours, theirs):
        return False
    one, two = left[0].value, right[0].value
    if sorted(one) == sorted(two):
        return True
    if left[0].kind == ORDER or one[:-1] == two[:-1]:
        return False
    lengths_differ = len(one) != len(two)
    if left[0].kind == ASIN or lengths_differ:
        shared = _company(document.tokens.norms, context, left) & _company(document.tokens.norms, context, right)
        return bool(shared)
    return True


def _blocks(context: Context, identifiers: list[Identifier]) -> set[int]:
    found = set()
    for identifier in identifiers:
        sentence = context.document.sentence_at(identifier.start)
        if sentence is not None:
            found.add(sentence.block)
    return found


def _in_one_list(context: Context, ours: set[int], theirs: set[int]) -> bool:
    """Return whether two codes stand in neighbouring items or rows, as the entries of a list do."""
    blocks = context.document.blocks
    return any(
        abs(one - two) == 1 and blocks[one].kind == blocks[two].kind in ("item", "row")
        for one in ours
        for two in theirs
    )


def _company(norms: Sequence[str], context: Context, identifiers: list[Identifier]) -> set[str]:
    """Return the words of some length that stand near a code."""
    document = context.document
    found: set[str] = set()
    for identifier in identifiers[:4]:
        sentence = document.sentence_at(identifier.start)
        if sentence is None:
            continue
        at = next(
            (at for at in range(sentence.first, sentence.last) if document.tokens.ends[at] > identifier.start),
            sentence.last,
        )
        near = norms[max(sentence.first, at - _NEIGHBOURS) : min(sentence.last, at + _NEIGHBOURS + 1)]
        found.update(word for word in near if len(word) > 3 and word.isalpha())
    return found - context.profile.words("no-company")
