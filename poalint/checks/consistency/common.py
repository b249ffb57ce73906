"""What the checks of figures and dates share: a draft's quantities, found once, and small helpers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakKeyDictionary

from poalint.checks.base import Context, Hit, Related
from poalint.document.model import Sentence
from poalint.facts.date_mention import DateMention
from poalint.facts.quantities import Quantity, find_quantities, statements
from poalint.facts.shares import Share, find_shares
from poalint.packs.model import Profile, Rule

Span = tuple[int, int]
_COMPUTED = frozenset({"arithmetic", "count"})  # kinds whose details are figures of ours, not words of the draft


@dataclass(slots=True)
class Numbers:
    """The quantities of a draft, also by the number of their statement, and the statement of each sentence."""

    quantities: list[Quantity]
    shares: list[Share]
    statements: list[Sentence]
    by_sentence: dict[int, list[Quantity]] = field(default_factory=dict)
    shares_by_sentence: dict[int, list[Share]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for quantity in self.quantities:
            self.by_sentence.setdefault(quantity.sentence, []).append(quantity)
        for share in self.shares:
            self.shares_by_sentence.setdefault(share.part.sentence, []).append(share)


_KNOWN: WeakKeyDictionary[Context, Numbers] = WeakKeyDictionary()


def numbers_of(context: Context) -> Numbers:
    """Return the quantities of a draft; they are found when first asked for."""
    known = _KNOWN.get(context)
    if known is None:
        document = context.document
        quantities = find_quantities(document, context.profile, context.dates)
        known = Numbers(quantities, find_shares(document, context.profile, quantities), statements(document))
        _KNOWN[context] = known
    return known


def dates_by_sentence(context: Context) -> dict[int, list[DateMention]]:
    """Return the dates of each statement, by its number."""
    result: dict[int, list[DateMention]] = {}
    for mention in context.dates:
        sentence = statement_at(context, mention.start)
        if sentence is not None and mention.start < sentence.end:
            result.setdefault(sentence.number, []).append(mention)
    return result


def joining_words(context: Context, first: DateMention, second: DateMention) -> list[str]:
    """Return the words between two dates in lower case, but for the article of the second ("und dem 15. Mai")."""
    articles = context.profile.words("day-joiners")
    between = context.document.text[first.end : second.start].lower().split()
    return [word for at, word in enumerate(between) if not at or word not in articles]


def statement_at(context: Context, offset: int) -> Sentence | None:
    """Return the statement that holds an offset."""
    sentence = context.document.sentence_at(offset)
    return numbers_of(context).statements[sentence.number] if sentence is not None else None


def statement(context: Context, number: int) -> Sentence:
    """Return a statement by its number."""
    return numbers_of(context).statements[number]


def statement_after(context: Context, sentence: Sentence) -> Sentence | None:
    """Return the statement behind one, or ``None`` at the end of the draft."""
    every = numbers_of(context).statements
    at = sentence.number + 1
    while at < len(every) and every[at].number == sentence.number:
        at += 1
    return every[at] if at < len(every) else None


def roles_of(context: Context, sentence: int) -> tuple[str, ...]:
    """Return the roles of the section that holds a sentence."""
    document = context.document
    return document.section_of(document.sentences[sentence]).roles


def follows(first: Sentence, second: Sentence) -> bool:
    """Return whether two statements stand side by side in one block."""
    return first.block == second.block and first.end <= second.start


def share_span(share: Share) -> Span:
    """Return the offsets of a share, from its first number to its last noun."""
    return min(share.part.start, share.whole.start), max(share.part.end, share.whole.end)


def has_phrase(norms: Collection[str], phrases: Iterable[str]) -> bool:
    """Return whether one of some words or phrases stands in a run of words."""
    words, several = _parted(frozenset(phrases))
    if not words.isdisjoint(norms):
        return True
    run = f" {' '.join(norms)} " if several else ""
    return any(phrase in run for phrase in several)


@lru_cache(maxsize=256)
def _parted(phrases: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the single words among some phrases, and the others between spaces."""
    words = frozenset(phrase for phrase in phrases if " " not in phrase)
    return words, tuple(f" {phrase} " for phrase in sorted(phrases - words))


def plain(value: float) -> str:
    """Return a number as people write it: 1,316 or 4.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def localised(value: object, profile: Profile) -> object:
    """Return a computed figure with the language's marks for decimals and groups: "1,316.5" as "1 316,5"."""
    decimal = str(profile.data.get("decimal-mark", "."))
    if not isinstance(value, str) or decimal == ".":
        return value
    group = "\u00a0" if profile.data.get("spaced-groups") else str(profile.data.get("group-mark", ","))
    marks = {",": group, ".": decimal}
    return "".join(
        marks.get(char, char) if value[at - 1 : at].isdigit() and value[at + 1 : at + 2].isdigit() else char
        for at, char in enumerate(value)
    )


def make_hit(rule: Rule, context: Context, kind: str, span: Span, other: Span | None = None, **details: object) -> Hit:
    """Return a hit of an inconsistency, with the words of both places among its details."""
    text = context.document.text
    related: tuple[Related, ...] = ()
    values: dict[str, object] = {"kind": kind, "claimed": text[span[0] : span[1]]}
    if other is not None:
        quote = " ".join(text[other[0] : other[1]].split())
        note = context.profile.table("figure-notes").get(kind, "")
        related = (Related(other[0], other[1], str(note)),)
        values["other"] = quote
    computed = kind in _COMPUTED
    values.update({key: localised(value, context.profile) if computed else value for key, value in details.items()})
    sentence = context.document.sentence_at(span[0])
    return Hit(rule, span[0], span[1], related, values, sentence=sentence.number if sentence else -1)
