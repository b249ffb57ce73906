"""Where a speaker shows in a draft, and the places of languages whose pronouns tell the speaker whatever the verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from poalint.checks.base import Context

I, WE, CLIENT, SELLER = "i", "we", "client", "seller"  # noqa: E741

_OPENING = 12
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a speaker shows; ``acting`` if as the seller who acts, not only as the writer of a letter."""

    speaker: str
    start: int
    end: int
    acting: bool
    sentence: int


def plain_places(context: Context) -> list[Place]:
    """Return the places of speakers where ``any-verb`` of the language's table ``person`` is set, in text order.

    A word for "I" with a plural ending is "we" (私達); with a title beside it, it is the firm's own person (店長の私).
    Where an agent writes, the shop's words for itself are "we", and the words for who gave the order the client.
    """
    document = context.document
    table: Mapping[str, Any] = context.profile.table("person")
    keys = ("i", "we", "plural-endings", "titles", "and", "kin", "firm", "agents")
    words = {key: frozenset(str(word) for word in table.get(key) or ()) for key in keys}
    norms = document.tokens.norms
    opening = " ".join(norms[: document.sentences[:_OPENING][-1].last]) if document.sentences else ""
    agent = any(f" {term} " in f" {opening} " for term in words["agents"])
    clients = [tuple(str(term).split()) for term in table.get("client-terms") or ()] if agent else []
    places: list[Place] = []
    for sentence in document.sentences:
        for at in range(sentence.first, sentence.last):
            norm = norms[at]
            following = norms[at + 1] if at + 1 < sentence.last else ""
            speaker, last = "", at + 1
            if norm in words["i"]:
                speaker, last = (WE, at + 2) if following in words["plural-endings"] else (I, at + 1)
                near = norms[max(sentence.first, at - _NEAR) : at]
                if speaker == I and not words["titles"].isdisjoint([*near, *norms[at + 1 : at + 1 + _NEAR]]):
                    speaker = ""
                elif speaker == I and words["and"] & set(near[-1:]) and words["kin"] & set(near):
                    return []  # "妻と私": two people, who are a "we" as well
            elif norm in words["we"] or (agent and norm in words["firm"]):
                speaker = WE
            else:
                length = next((len(term) for term in clients if tuple(norms[at : at + len(term)]) == term), 0)
                if length:
                    speaker, last = CLIENT, at + length
            start, end = document.token_span(at, last)
            if speaker and not document.quoted(start, end):
                places.append(Place(speaker, start, end, True, sentence.number))
    return places
