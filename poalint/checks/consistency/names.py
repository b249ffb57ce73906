"""Two spellings of one store, person, brand, order or ASIN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from poalint.checks.base import Context, Hit, Related
from poalint.facts.identifiers import ASIN, ORDER, Identifier, find_identifiers
from poalint.facts.names import NAME, PERSON, Name, find_names
from poalint.facts.spelling import distance, near_pairs
from poalint.packs.model import Rule
from poalint.text.tokens import fold

_MOST_NAMES = 400
_SHORTEST_WORD = 4
_SHORTEST_SINGLE = 6
_STEM = 5
_NEIGHBOURS = 5


@dataclass(slots=True)
class _Spelling:
    """One spelling of a name and where it stands."""

    words: tuple[str, ...]
    places: list[Name] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each pair of spellings of the same name or identifier."""
    yield from _names(rule, context)
    yield from _identifiers(rule, context)


# Names


def _names(rule: Rule, context: Context) -> Iterator[Hit]:
    document = context.document
    finder = _Pairs(context)
    spellings: dict[tuple[str, ...], _Spelling] = {}
    for name in find_names(document, context.profile)[: _MOST_NAMES * 4]:
        if document.quoted(name.start, name.end):
            continue
        words = tuple(fold(word) for word in _bare(name.words))
        spellings.setdefault(words, _Spelling(_bare(name.words))).places.append(name)
    for left, right in finder.pairs(list(spellings.values())[:_MOST_NAMES]):
        yield _hit(rule, context, left, right)


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """Return words without a genitive ending."""
    last = words[-1]
    for ending in ("'s", "’s"):
        last = last.removesuffix(ending)
    return (*words[:-1], last) if last else tuple(words)


def _hit(rule: Rule, context: Context, left: _Spelling, right: _Spelling) -> Hit:
    """Report the rarer spelling, or the later one, and point to the other."""
    odd, usual = (left, right) if len(left.places) < len(right.places) else (right, left)
    place, other = odd.places[0], usual.places[0]
    note = str(context.profile.table("consistency-notes").get("name", ""))
    details = {"kind": "name", "value": odd.text, "other": usual.text}
    return Hit(rule, place.start, place.end, (Related(other.start, other.end, note),), details)


class _Pairs:
    """Finds the pairs of spellings that are the same name."""

    def __init__(self, context: Context) -> None:
        self.context = context
        table = context.profile.table("names")
        self.joints = {str(word) for word in table.get("joints") or ()}
        self.alike = context.profile.words("look-alikes")
        tokens, text = context.document.tokens, context.document.text
        self.lower = {
            norm for at, norm in enumerate(tokens.norms) if tokens.words[at] and text[tokens.starts[at]].islower()
        }

    def pairs(self, spellings: list[_Spelling]) -> Iterator[tuple[_Spelling, _Spelling]]:
        """Yield the pairs; a spelling is in one pair at most."""
        used: set[int] = set()
        for left, right in self.candidates(spellings):
            if id(left) in used or id(right) in used:
                continue
            if self.same(left, right) and not self.declared(left, right):
                used.update((id(left), id(right)))
                yield left, right

    def candidates(self, spellings: list[_Spelling]) -> Iterator[tuple[_Spelling, _Spelling]]:
        """Yield pairs of equally long names that share all words but one, and single words that look alike."""
        buckets: dict[tuple[object, ...], list[_Spelling]] = {}
        for spelling in spellings:
            words = [word.lower() for word in spelling.words]
            keys: list[tuple[object, ...]] = []
            if len(words) > 1:
                keys = [(len(words), at, *words[:at], *words[at + 1 :]) for at in range(len(words))]
            for key in keys:
                for other in buckets.setdefault(key, [])[-12:]:
                    yield other, spelling
                buckets[key].append(spelling)
        single = {spelling.words[0].lower(): spelling for spelling in spellings if len(spelling.words) == 1}
        for one, two in near_pairs(single):
            yield single[one], single[two]

    def same(self, left: _Spelling, right: _Spelling) -> bool:
        ours = [word.lower() for word in left.words]
        theirs = [word.lower() for word in right.words]
        if len(ours) == 1:
            return self.same_single(left, right)
        at = next(at for at, word in enumerate(ours) if word != theirs[at])
        one, two = ours[at], theirs[at]
        if one in self.joints and two in self.joints:
            return True
        if {one, two} & self.alike or (one in self.lower and two in self.lower):
            return False
        if not self.proper(left, at) and not (self.known_kind(left, right) and not {one, two} & self.lower):
            return False
        if _inflected(one, two) and not self.known_kind(left, right):
            return False
        if self.roles_differ(left, right) or (len(left.places) > 2 and len(right.places) > 2):
            return False
        return _alike(one, two, any(name.kind == PERSON for name in (*left.places, *right.places)))

    def proper(self, spelling: _Spelling, skipped: int) -> bool:
        """Return whether the words that two names share hold one that the draft never writes small."""
        shared = [word.lower() for at, word in enumerate(spelling.words) if at != skipped]
        return any(word not in self.lower and word not in self.joints and len(word) > 1 for word in shared)

    @staticmethod
    def known_kind(left: _Spelling, right: _Spelling) -> bool:
        """Return whether something tells that both are names, of people or of companies."""
        return all(any(name.kind != NAME for name in spelling.places) for spelling in (left, right))

    def same_single(self, left: _Spelling, right: _Spelling) -> bool:
        one, two = left.words[0], right.words[0]
        if min(len(one), len(two)) < _SHORTEST_SINGLE or one[0].lower() != two[0].lower():
            return False
        low = {one.lower(), two.lower()}
        if low & self.alike or low & self.lower or not (one.isalpha() and two.isalpha()):
            return False
        shorter, longer = sorted((one.lower(), two.lower()), key=len)
        if longer.startswith(shorter) and (not one.isupper() or _inflected(shorter, longer)):
            return False
        limit = 2 if one.isupper() and two.isupper() else 1
        if distance(one.lower(), two.lower(), limit) > limit:
            return False
        if all(any(name.titled for name in spelling.places) for spelling in (left, right)):
            return True
        if (one.isupper() and two.isupper()) or (_inner_capital(one) and _inner_capital(two)):
            return True
        return bool(self.around(left) & self.around(right))

    def around(self, spelling: _Spelling) -> set[tuple[int, str]]:
        """Return the words right before and behind a name, with their side."""
        tokens = self.context.document.tokens
        found = set()
        for name in spelling.places[:3]:
            for side, at in ((-1, name.first - 1), (1, name.last)):
                if 0 <= at < len(tokens) and tokens.words[at] and len(tokens.norms[at]) > 3:
                    found.add((side, tokens.norms[at]))
        return found

    def roles_differ(self, left: _Spelling, right: _Spelling) -> bool:
        """Return whether both names carry roles, and different ones."""
        text = self.context.document.text
        ours = {text[name.role[0] : name.role[1]].lower() for name in left.places if name.role}
        theirs = {text[name.role[0] : name.role[1]].lower() for name in right.places if name.role}
        return bool(ours and theirs and not ours & theirs)

    def declared(self, left: _Spelling, right: _Spelling) -> bool:
        """Return whether the draft itself sets both names side by side, in one sentence or line."""
        sentences = self.context.document.sentences
        ours = {sentences[name.sentence].block for name in left.places}
        theirs = {sentences[name.sentence].block for name in right.places}
        blocks = self.context.document.blocks
        return any(blocks[block].kind != "row" for block in ours & theirs)


def _alike(one: str, two: str, person: bool) -> bool:
    """Return whether two words may be one, written twice: "Birdsall" and "Birdsell", "Grooming" and "Groomers"."""
    shorter = min(len(one), len(two))
    if shorter < _SHORTEST_WORD or not one.isalpha() or not two.isalpha():
        return False
    limit = 1 if shorter < _SHORTEST_SINGLE else 2
    near = distance(one, two, limit)
    if near == 1 or (near <= limit and one[0] == two[0] and shorter >= _SHORTEST_SINGLE):
        return True
    stem = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), shorter)
    return not person and stem >= _STEM and max(len(one), len(two)) - stem <= 4 and shorter - stem <= 3


def _inflected(one: str, two: str) -> bool:
    return one + "s" == two or two + "s" == one or one + "es" == two or two + "es" == one


def _inner_capital(word: str) -> bool:
    return any(map(str.isupper, word[1:])) and not word.isupper()


# Identifiers


def _identifiers(rule: Rule, context: Context) -> Iterator[Hit]:
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
