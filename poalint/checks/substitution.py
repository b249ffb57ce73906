"""Kind ``substitution``: words for which there are plainer ones."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.spans import silenced
from poalint.packs.model import Rule


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each sentence with at least ``least`` (default 1) words of ``swaps``.

    The span runs from the first to the last of them; ``swaps`` in the details lists each word with its plain one.
    """
    document = context.document
    quiet = silenced(rule, context)
    by_sentence: dict[int, list[tuple[int, int, str]]] = {}
    for name in rule.sets:
        if not name.startswith("swaps."):
            continue
        for match in context.matches(rule, name):
            by_sentence.setdefault(match.sentence, []).append((match.first, match.last, name[6:]))
    for number in sorted(by_sentence):
        found = sorted(by_sentence[number])
        sentence = document.sentences[number]
        if number in quiet or not context.in_scope(rule, document.blocks[sentence.block]):
            continue
        start = document.token_span(*found[0][:2])[0]
        end = max(document.token_span(first, last)[1] for first, last, _ in found)
        if len(found) < rule.params.get("least", 1) or document.quoted(start, end):
            continue
        swaps = rule.params["swaps"]
        listed = "; ".join(dict.fromkeys(f"{word}: {swaps[word]}" for _, _, word in found))
        details = {"swaps": listed, "words": len(found)}
        if len(found) == 1:
            details["plain"] = swaps[found[0][2]]
        yield Hit(rule, start, end, details=details, sentence=number)
