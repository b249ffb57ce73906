"""A change of speaker: the acting seller as I and as we, or "our client" beside "our listing".

Speakers are known by pronouns (table ``person``) and, where verbs alone say who acts ("zamknęłam", "zamknęliśmy"), by
the pattern sets ``speaker/one`` and ``speaker/many``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from poalint.checks.base import Context, Hit, Related
from poalint.checks.consistency.pronouns import CLIENT, SELLER, WE, I, Place, plain_places
from poalint.document.model import Sentence
from poalint.packs.model import Rule

_VERB_REACH = 4
_NOUN_REACH = 4
_LEAST_THIRD = 2
_OPENING = 12
_TELLING = ("i", "we", "my", "our", "lone-clients")


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield at most one hit: the first acting place of the speaker that is heard less."""
    if context.profile.table("person").get("any-verb"):
        places = plain_places(context)
    else:
        finder = _Speakers(context)
        places = list(finder.places()) if finder.words["we"] else []
        if finder.two_people:
            return
    pair = _represented(places) or _mixed(places)
    if pair is None:
        return
    odd, usual = pair
    note = str(context.profile.table("consistency-notes").get("person", ""))
    text = context.document.text
    details = {"kind": "person", "value": text[odd.start : odd.end], "other": text[usual.start : usual.end]}
    yield Hit(rule, odd.start, odd.end, (Related(usual.start, usual.end, note),), details, sentence=odd.sentence)


def _represented(places: list[Place]) -> tuple[Place, Place] | None:
    """Return "our listing" and "our client" where somebody else writes for the seller and slips."""
    client = next((place for place in places if place.speaker == CLIENT), None)
    third = [place for place in places if place.speaker == SELLER]
    if client is None and len(third) >= _LEAST_THIRD:
        client = third[0]
    if client is None:
        return None
    slip = next((place for place in places if place.speaker == WE and place.acting), None)
    return (slip, client) if slip is not None else None


def _mixed(places: list[Place]) -> tuple[Place, Place] | None:
    """Return the first acting place of the rarer of I and we, and one of the other."""
    single = [place for place in places if place.speaker == I and place.acting]
    plural = [place for place in places if place.speaker == WE and place.acting]
    if not single or not plural:
        return None
    if len(single) != len(plural):
        odd, usual = (single, plural) if len(single) < len(plural) else (plural, single)
    else:
        odd, usual = (single, plural) if single[0].start > plural[0].start else (plural, single)
    return odd[0], usual[0]


class _Speakers:
    """Reads who speaks from the pronouns of a draft."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.document = context.document
        self.norms = context.document.tokens.norms
        table: Mapping[str, Any] = context.profile.table("person")
        keys = ("i", "my", "we", "our", "and", "letter", "adverbs", "business", "kin", "clients", "customer")
        more = (
            "be",
            "plural-clients",
            "agent-own",
            "numbered",
            "not-seller",
            "articles",
            "letter-before",
            "lone-clients",
        )
        self.words = {key: frozenset(str(word) for word in table.get(key) or ()) for key in (*keys, *more)}
        self.participles = tuple(str(ending) for ending in table.get("participles") or ())
        self.sellers = [tuple(str(term).split()) for term in table.get("seller") or ()]
        self.no_names = frozenset(str(word) for word in context.profile.table("names").get("no-names") or ())
        self.represents = [tuple(str(term).split()) for term in table.get("represents") or ()]
        self.stops = context.profile.words("noun-stops")
        self.two_people = False
        self.verbs = self.acting_verbs()
        self.for_client = self.speaks_for_client()

    def acting_verbs(self) -> dict[int, Place]:
        """Return the places where a verb alone says who acts, by token."""
        found: dict[int, Place] = {}
        for speaker, name in ((I, "speaker/one"), (WE, "speaker/many")):
            for match in self.context.language_matches(name):
                sentence = self.document.sentences[match.sentence]
                found[match.first] = self.make(speaker, match.first, match.last, True, sentence)
        return found

    def speaks_for_client(self) -> bool:
        """Return whether "our client" is the seller that somebody else writes for, not a buyer."""
        if any(True for _ in self.tokens_of("plural-clients")):
            return False
        return (
            any(True for _ in self.tokens_of("lone-clients"))
            or any(
                self.words["customer"].isdisjoint(self.norms[at + 2 : min(at + 5, sentence.last)])
                for at, sentence in self.tokens_of("our")
                if at + 1 < sentence.last and self.norms[at + 1] in self.words["clients"]
            )
            or any(self.represented(sentence) for sentence in self.document.sentences[:_OPENING])
        )

    def tokens_of(self, key: str) -> Iterator[tuple[int, Sentence]]:
        """Yield the tokens that are one of the words of a key, with their sentences."""
        for at in self.document.tokens.places(self.words[key]):
            sentence = self.document.sentence_of(at)
            if sentence is not None:
                yield at, sentence

    def represented(self, sentence: Sentence) -> int:
        """Return the token behind "this firm represents" and a name, 0 where a sentence has none."""
        for at in range(sentence.first, sentence.last):
            for term in self.represents:
                end = at + len(term)
                if end < sentence.last and tuple(self.norms[at:end]) == term:
                    name = self.document.text[self.document.tokens.starts[end]]
                    return end + 1 if name.isupper() or self.norms[end] in self.words["articles"] else 0
        return 0

    def places(self) -> Iterator[Place]:
        """Yield the places in text order; headings count only for "we" and "I" with a verb."""
        told = frozenset[str]().union(*(self.words[key] for key in _TELLING), (term[0] for term in self.sellers))
        telling = sorted({*self.document.tokens.places(told), *self.verbs})
        for sentence in self.document.sentences:
            opening = self.for_client and sentence.number < _OPENING
            first, last = bisect_left(telling, sentence.first), bisect_left(telling, sentence.last)
            if (first == last and not opening) or self.document.quoted(sentence.start, sentence.end):
                continue
            behind = self.represented(sentence) if opening else 0
            if behind:
                yield self.make(CLIENT, sentence.first, behind, True, sentence)
            for at in telling[bisect_left(telling, behind, first, last) : last]:
                place = self.place(at, sentence) or self.verbs.get(at)
                if place is not None and not self.document.quoted(place.start, place.end):
                    yield place

    def place(self, at: int, sentence: Sentence) -> Place | None:
        norm = self.norms[at]
        if norm in self.words["i"]:
            return self.subject(I, at, sentence) if self.is_pronoun(at, sentence) else None
        if norm in self.words["we"]:
            return self.subject(WE, at, sentence)
        if norm in self.words["my"]:
            return self.owned(I, at, sentence)
        if norm in self.words["our"]:
            if self.for_client and at + 1 < sentence.last and self.norms[at + 1] in self.words["clients"]:
                return self.make(CLIENT, at, at + 2, True, sentence)
            return self.owned(WE, at, sentence)
        if norm in self.words["lone-clients"]:
            return self.make(CLIENT, at, at + 1, True, sentence)
        for term in self.sellers:
            end = at + len(term)
            if at != sentence.first or tuple(self.norms[at:end]) != term or end >= sentence.last:
                continue
            if self.document.tokens.words[end] and self.norms[end] not in self.words["not-seller"]:
                return self.make(SELLER, at, at + len(term), True, sentence)
        return None

    def make(self, speaker: str, first: int, last: int, acting: bool, sentence: Sentence) -> Place:
        start, end = self.document.token_span(first, min(last, sentence.last))
        return Place(speaker, start, end, acting, sentence.number)

    def is_pronoun(self, at: int, sentence: Sentence) -> bool:
        """Return whether an "I" is the pronoun and not a number or a letter: it needs a word behind it."""
        if at + 1 >= sentence.last or not self.document.tokens.words[at + 1]:
            return False
        if self.norms[at + 1] in self.words["and"]:
            return False
        if at > sentence.first and self.norms[at - 1] in self.words["numbered"]:
            return False
        if at > sentence.first and self.norms[at - 1] in self.words["and"] and self.other_person(at - 2, sentence):
            self.two_people = True
        return (
            self.document.text[self.document.tokens.starts[at + 1]].islower()
            or self.norms[at + 1] in (self.words["adverbs"])
        )

    def other_person(self, at: int, sentence: Sentence) -> bool:
        """Return whether a token is somebody who may be half of a "we": "my wife and I", "Omer and I"."""
        if at < sentence.first:
            return False
        if self.norms[at] in self.words["kin"]:
            return True
        token = self.document.text[self.document.tokens.starts[at] : self.document.tokens.ends[at]]
        return token[0].isupper() and token.isalpha() and self.norms[at] not in self.no_names

    def subject(self, speaker: str, at: int, sentence: Sentence) -> Place:
        """Judge "I" or "we" by its verb: the verbs of the letter itself are anybody's, and so is what "I" am."""
        tokens = self.document.tokens
        end = at + 1
        state = False
        if at > sentence.first and self.norms[at - 1] in self.words["letter-before"]:
            return self.make(speaker, at, end, False, sentence)
        while end < min(sentence.last, at + 1 + _VERB_REACH) and tokens.words[end]:
            norm = self.norms[end]
            end += 1
            if norm in self.words["be"]:
                state = True
            elif norm not in self.words["adverbs"]:
                acting = norm not in self.words["letter"]
                if state and not norm.endswith(self.participles):
                    acting = speaker == WE and not self.for_client
                return self.make(speaker, at, end, acting, sentence)
        return self.make(speaker, at, end, False, sentence)

    def owned(self, speaker: str, at: int, sentence: Sentence) -> Place | None:
        """Judge "my" or "our" by what is owned: a shop, a listing, a warehouse."""
        own = self.words["agent-own"] if self.for_client and speaker == WE else frozenset[str]()
        for end in range(at + 1, min(sentence.last, at + 1 + _NOUN_REACH)):
            norm = self.norms[end]
            if not self.document.tokens.words[end] or norm in own or norm in self.words["kin"] or norm in self.stops:
                return None
            if norm in self.words["business"]:
                return self.make(speaker, at, end + 1, True, sentence)
        return None
