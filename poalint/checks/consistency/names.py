"""Two spellings of one store, person, brand, order or ASIN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from poalint.checks.base import Context, Hit, Related
from poalint.checks.consistency.codes import find_codes
from poalint.checks.consistency.homophones import find_homophones
from poalint.facts.cases import written_small
from poalint.facts.names import COMPANY, NAME, PERSON, Name, find_names
from poalint.facts.spelling import distance, near_pairs, stems
from poalint.packs.model import Profile, Rule
from poalint.text.memory import remembering
from poalint.text.tokens import fold

_MOST_NAMES = 400
_REMEMBERED = 1000  # words, for drafts that are checked again
_SHORTEST_WORD = 4
_SHORTEST_SINGLE = 6
_SHORTEST_FIRST = 3
_SHORTEST_RUN = 8
_LONG_RUN = 12
_STEM = 5


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
    yield from find_homophones(rule, context)
    yield from find_codes(rule, context)


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


class _Cases:
    """The case endings that a language's names take, and words without them."""

    def __init__(self, profile: Profile) -> None:
        endings = profile.table("names").get("case-endings") or {}
        self.endings = {str(ending): str(rest) for ending, rest in endings.items()}
        self.stems = remembering(self._stems, _REMEMBERED)

    def _stems(self, word: str) -> frozenset[str]:
        return stems(word, self.endings)

    def shortest(self, word: str) -> str:
        """Return the shortest stem of a word."""
        return min(self.stems(word), key=lambda stem: (len(stem), stem))


class _Pairs:
    """Finds the pairs of spellings that are the same name."""

    def __init__(self, context: Context) -> None:
        self.context = context
        table = context.profile.table("names")
        self.joints = {str(word) for word in table.get("joints") or ()}
        self.alike = context.profile.words("look-alikes")
        self.endings = frozenset(str(ending) for ending in table.get("endings") or ())
        self.male, self.female = (
            frozenset(str(word) for word in table.get(key) or ()) for key in ("male-titles", "female-titles")
        )
        self.forms = frozenset(str(form).lower() for form in table.get("company-forms") or ())
        self.stores: set[str] = set()  # companies' names of one word
        self.cases = context.profile.prepare(_Cases)
        self.sounds = str.maketrans({str(letter): str(like) for letter, like in (table.get("sounds") or {}).items()})
        self.lower = written_small(context.document, context.profile)

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
        companies = [one for one in spellings if len(one.words) > 1 and any(n.kind == COMPANY for n in one.places)]
        # "Plan of Donauperle GmbH" in a title where nouns are capital, or where no word stands between.
        tails = [_Spelling(one.words[at:], one.places) for one in companies for at in range(1, len(one.words) - 1)]
        for spelling in [*spellings, *tails]:
            words = [self.key(word.lower()) for word in spelling.words]
            keys: list[tuple[object, ...]] = []
            if len(words) > 1:
                keys = [(len(words), at, *words[:at], *words[at + 1 :]) for at in range(len(words))]
            for key in keys:
                for other in buckets.setdefault(key, [])[-12:]:
                    yield other, spelling
                buckets[key].append(spelling)
        single = {spelling.words[0].lower(): spelling for spelling in spellings if len(spelling.words) == 1}
        for store in filter(None, map(self.store, companies)):
            single.setdefault(store.words[0].lower(), store)
            self.stores.add(store.words[0].lower())
        for one, two in near_pairs(single):
            yield single[one], single[two]
        runs = {run: spelling for spelling in spellings if len(run := self.run(spelling)) >= _SHORTEST_RUN}
        for spelling in spellings:  # "Blue Willow Home", "Bluewillow Home"
            known = runs.get(self.run(spelling))
            if known is not None and known is not spelling:
                yield spelling, known
        for one, two in near_pairs(runs):
            yield runs[one], runs[two]
        yield from self.parts(spellings)

    def store(self, company: _Spelling) -> _Spelling | None:
        """Return the one word of a company's name before its form ("Hortulana B.V."), ``None`` if it has more."""
        form = "".join(company.words[1:]).lower()
        return _Spelling(company.words[:1], company.places) if form in self.forms else None

    def key(self, word: str) -> str:
        """Return the form in which a word meets its other cases: its shortest stem, or itself in other languages."""
        return self.cases.shortest(word) if self.cases.endings else word

    def inflected(self, one: str, two: str) -> bool:
        """Return whether two words are forms of one: a plural, or two cases of a name."""
        return _inflected(one, two) or self.cased(one, two)

    def cased(self, one: str, two: str) -> bool:
        return bool(self.cases.endings) and not self.cases.stems(one).isdisjoint(self.cases.stems(two))

    def run(self, spelling: _Spelling) -> str:
        """Return a name's letters without the gaps and joints between its words."""
        return "".join(word.lower() for word in spelling.words if word.lower() not in self.joints)

    def parts(self, spellings: list[_Spelling]) -> Iterator[tuple[_Spelling, _Spelling]]:
        """Yield a surname or a first name that stands alone with a full name that has nearly the same."""
        full: dict[str, _Spelling] = {}
        for spelling in spellings:
            if len(spelling.words) in (2, 3) and any(name.kind == PERSON for name in spelling.places):
                for word in (spelling.words[0], spelling.words[-1]):
                    full.setdefault(word.lower(), spelling)
        alone = {one.words[0].lower(): one for one in spellings if len(one.words) == 1}
        for one, two in near_pairs([*full, *(word for word in alone if word not in full)]):
            for part, word in ((one, two), (two, one)):
                if part in full and word in alone and word not in full:
                    yield full[part], alone[word]

    def same_part(self, whole: _Spelling, alone: _Spelling) -> bool:
        """Return whether a single name is a part of a person's name, spelt otherwise."""
        word = alone.words[0].lower()
        if word in self.lower or word in self.alike or self.sexes(whole) | self.sexes(alone) == {0, 1}:
            return False
        titled = any(name.titled for name in alone.places)
        for part in {whole.words[0].lower(), whole.words[-1].lower()}:
            surname = part == whole.words[-1].lower()
            if titled and not surname:
                continue
            if not titled and (min(len(part), len(word)) < _SHORTEST_SINGLE or not self.is_person(alone)):
                continue
            if part != word and not self.inflected(part, word) and _alike(part, word):
                return True
        return False

    def is_person(self, alone: _Spelling) -> bool:
        """Return whether a single name opens its sentence or stands where somebody acts, rather than a place."""
        return any(name.kind == PERSON or name.first == self.first_of(name) for name in alone.places)

    def first_of(self, name: Name) -> int:
        return self.context.document.sentences[name.sentence].first

    def sexes(self, spelling: _Spelling) -> set[int]:
        """Return what the titles say: 0 for men, 1 for women."""
        norms = self.context.document.tokens.norms
        found: set[int] = set()
        for name in spelling.places:
            if name.titled:
                title = norms[name.first - 2] if norms[name.first - 1] == "." else norms[name.first - 1]
                found.update(at for at, words in enumerate((self.male, self.female)) if title in words)
        return found

    def same_run(self, left: _Spelling, right: _Spelling) -> bool:
        """Return whether two names are the same letters with other gaps, but for one letter at most."""
        one, two = self.run(left), self.run(right)
        words = {word.lower() for word in (*left.words, *right.words)}
        if len(left.words) == len(right.words) or min(len(one), len(two)) < _SHORTEST_RUN:
            return False
        proper = words - self.lower - self.joints
        if not proper or words & self.alike:
            return False
        if min(len(left.words), len(right.words)) < 2 and not self.kept(left, right):
            return False
        if self.inflected(one, two) or distance(one, two, 1) > 1:
            return False
        at = next((at for at, (a, b) in enumerate(zip(left.words, right.words, strict=False)) if a != b), 0)
        if one == two or len(one) >= _LONG_RUN:
            return True
        return bool(proper - {word.lower() for word in (*left.words[at:], *right.words[at:])})

    def kept(self, left: _Spelling, right: _Spelling) -> bool:
        """Return whether one of two names is known as a store's or as one with a capital inside."""
        return any(
            any(name.kind == COMPANY for name in spelling.places) or any(map(_inner_capital, spelling.words))
            for spelling in (left, right)
        )

    def same(self, left: _Spelling, right: _Spelling) -> bool:
        ours = [word.lower() for word in left.words]
        theirs = [word.lower() for word in right.words]
        if len(ours) != len(theirs):
            if self.same_run(left, right):
                return True
            whole, alone = (left, right) if len(ours) > len(theirs) else (right, left)
            return len(alone.words) == 1 and self.is_whole(whole) and self.same_part(whole, alone)
        if len(ours) == 1:
            return self.same_single(left, right)
        differing = [at for at, word in enumerate(ours) if word != theirs[at] and not self.cased(word, theirs[at])]
        if not differing:
            return False
        at = differing[0]
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
        person = any(name.kind == PERSON for name in (*left.places, *right.places))
        if person and {len(one), len(two)} == {_SHORTEST_FIRST, _SHORTEST_FIRST + 1}:
            return distance(one, two, 1) == 1  # "Jon", "John"; "Lis", "Liss"
        return (
            _alike(one, two)
            or self.sound_alike(one, two)
            or (at > 0 and self.same_person(left, right) and _begins_alike(one, two))
            or (not person and self.same_stem(one, two))
            or (bool(self.cases.endings) and person and _alike(self.key(one), self.key(two)))
        )

    @staticmethod
    def same_person(left: _Spelling, right: _Spelling) -> bool:
        """Return whether both are a person's first name and surname; who share a first name in a small firm are few."""
        return len(left.words) == 2 and all(
            len(one.words[0]) >= _SHORTEST_WORD and all(name.kind == PERSON for name in one.places)
            for one in (left, right)
        )

    def same_stem(self, one: str, two: str) -> bool:
        """Return whether two words are one with other endings: "Grooming" and "Groomers"."""
        shorter = min(len(one), len(two))
        stem = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), shorter)
        ends = any({one[at:], two[at:]} <= self.endings for at in (stem, stem - 1))
        return stem >= _STEM and ends and one.isalpha() and two.isalpha()

    def proper(self, spelling: _Spelling, skipped: int) -> bool:
        """Return whether the words that two names share hold one that the draft never writes small."""
        shared = [word.lower() for at, word in enumerate(spelling.words) if at != skipped]
        return any(word not in self.lower and word not in self.joints and len(word) > 1 for word in shared)

    @staticmethod
    def is_whole(spelling: _Spelling) -> bool:
        return any(name.kind == PERSON for name in spelling.places)

    def sound_alike(self, one: str, two: str) -> bool:
        """Return whether two words differ only in letters that are written for one sound: "Kaktus", "Cactus"."""
        long = min(len(one), len(two)) >= _SHORTEST_WORD
        return long and one.translate(self.sounds) == two.translate(self.sounds)

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
        if self.cased(one.lower(), two.lower()):
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
        others = [one for one in (left, right) if one.words[0].lower() not in self.stores]
        if len(others) == 1 and any(name.first != self.first_of(name) for name in others[0].places):
            return True  # a store, and a word that is capital by itself
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


def _alike(one: str, two: str) -> bool:
    """Return whether two words may be one, written twice: "Birdsall" and "Birdsell"."""
    shorter = min(len(one), len(two))
    if shorter < _SHORTEST_WORD or not one.isalpha() or not two.isalpha():
        return False
    limit = 1 if shorter < _SHORTEST_SINGLE else 2
    near = distance(one, two, limit)
    return near == 1 or (near <= limit and one[0] == two[0] and shorter >= _SHORTEST_SINGLE)


def _begins_alike(one: str, two: str) -> bool:
    """Return whether two surnames may be one half remembered: "Hoekema" and "Hoekstra"."""
    return one[:_SHORTEST_WORD] == two[:_SHORTEST_WORD] and min(len(one), len(two)) > _SHORTEST_WORD


def _inflected(one: str, two: str) -> bool:
    shorter, longer = sorted((one, two), key=len)
    return longer == shorter + "es" or (longer == shorter + "s" and not shorter.endswith("s"))


def _inner_capital(word: str) -> bool:
    return any(map(str.isupper, word[1:])) and not word.isupper()
