"""Follow patterns through a stretch of text, from many places at once.

A *slot* is a place where a match may begin or end: before each token of a sentence, and at the sentence's end. A set of
slots is an integer with a bit for each, so that a pattern moves on from all of them by one shift. The cost of a pattern
is bounded by its length times its gaps, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from poalint.patterns.lexicon import CLASS, GAP, NOT, OPTIONAL, SHAPE, START, WORD, Key, Lexicon, Pattern, Program
from poalint.text.tokens import Tokens

# Marks that end a clause: no gap reaches across them, but for the dot of "3. März" or "No. 4".
_CLAUSE_ENDS = frozenset(";:.!?…")
# Marks that only a gap with a comma reaches across.
_COMMAS = frozenset(',()[]–—-/"“”„«»‘')

_LONGEST_ABBREVIATED = 3

Lengths = dict[int, int]
"""Number of tokens to the slots at which an entry of a class takes so many."""


class Stretch:
    """Some sentences, ready for patterns to be followed through them.

    Args:
        lexicon: compiled patterns.
        tokens: the text's tokens.
        sentences: (first, last) token numbers of each sentence of the text, last exclusive.
        numbers: the sentences of this stretch.
        shaped: token number to the shapes it has and the classes that can begin with them.
        keys_of: gives the classes that a match of can begin with a word.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: Tokens,
        sentences: Sequence[tuple[int, int]],
        numbers: Sequence[int],
        shaped: Mapping[int, Sequence[Key]],
        keys_of: Callable[[str], Iterable[int]],
    ) -> None:
        self._lexicon = lexicon
        self._numbers = numbers
        self._tokens: list[int] = []  # by slot; at a sentence's end the number behind its last token
        self._index: list[int] = []  # by slot: which of this stretch's sentences
        self._spans: list[int] = []  # by sentence: its slots
        self._wordy = self._marks = self._commas = 0  # slots before a word, before a mark that a gap may cross
        self._opening = self._closing = 0  # slots that "^" and "$" stand for
        self._size = 0
        self._masks: dict[Key, int] = {}
        self._words: list[str] = []  # by slot; "" at a sentence's end
        self._lengths_of: dict[int, Lengths] = {}  # by class
        self._read_slots: dict[int, int] = {}  # by class: the slots that its lengths are known for
        for number in numbers:
            self._read(tokens, *sentences[number], shaped)
        masks = self._masks
        for word in [key for key in masks if isinstance(key, str)]:
            mask = masks[word]
            for key in keys_of(word):
                masks[key] = masks[key] | mask if key in masks else mask
        self.keys = set(masks)
        self._inner = self.everywhere()

    def _read(self, tokens: Tokens, first: int, last: int, shaped: Mapping[int, Sequence[Key]]) -> None:
        """Note what stands at each slot of a sentence."""
        masks, norms, words, lemmas = self._masks, tokens.norms, tokens.words, tokens.lemmas
        begin = bit = closing = 1 << self._size
        for at in range(first, last):
            norm = norms[at]
            masks[norm] = masks[norm] | bit if norm in masks else bit
            if words[at]:
                self._wordy |= bit
                closing = bit << 1
            elif norm not in _CLAUSE_ENDS or (norm == "." and first < at < last - 1 and _abbreviates(norms[at - 1])):
                self._commas |= bit
                if norm not in _COMMAS:
                    self._marks |= bit
            if lemmas:
                lemma = f"~{lemmas[at]}"
                masks[lemma] = masks[lemma] | bit if lemma in masks else bit
            for key in shaped.get(at, ()):
                masks[key] = masks.get(key, 0) | bit
            bit <<= 1
        self._opening |= begin
        self._closing |= (bit << 1) - closing
        self._tokens.extend(range(first, last + 1))
        self._words += (*norms[first:last], "")
        self._index.extend([len(self._spans)] * (last + 1 - first))
        self._spans.append((bit << 1) - begin)
        self._size += last + 1 - first

    def starts(self, key: Key) -> int:
        """Return the slots where a pattern with a first key may begin."""
        if key == "^":
            return self._opening
        return self._masks.get(key, 0) if key != "" else self._inner

    def everywhere(self) -> int:
        """Return all slots before a token."""
        slots = 0
        for span in self._spans:
            slots |= span & (span >> 1)  # without the last one
        return slots

    def matches(self, pattern: Pattern) -> Iterator[tuple[int, int, int]]:
        """Yield (first, last, sentence) of the longest reported part for each start from which a pattern fits."""
        _, before, marked, after, required, first = pattern
        starts = self.starts(first)
        likely = self._in_order(required, starts)
        if not likely:
            return
        starts &= self._sentences_of(likely)
        reached = self.follow(marked, self.follow(before, starts) if before else starts)
        if reached and after:
            reached = self.follow(after, reached)
        bare = not before and not after
        while reached:
            last = reached.bit_length() - 1
            index = self._index[last]
            span = self._spans[index]
            own = starts & span
            if bare and not own & (own - 1):  # one start: the furthest end is its own
                yield self._tokens[own.bit_length() - 1], self._tokens[last], self._numbers[index]
            else:
                yield from self.matches_from(own, pattern)
            reached &= ~span

    def _in_order(self, keys: Iterable[Key], slots: int) -> int:
        """Return slots behind the last of some keys that stand in this order in one sentence, from some slots on."""
        masks, inner = self._masks, self._inner
        for key in keys:
            # A sum carries each slot to the end of its sentence.
            slots = ((((slots & inner) + inner) ^ inner | slots) & masks[key]) << 1
            if not slots:
                return 0
        return slots

    def _sentences_of(self, slots: int) -> int:
        """Return all slots of the sentences that hold some slots."""
        found = 0
        while slots:
            span = self._spans[self._index[slots.bit_length() - 1]]
            found |= span
            slots &= ~span
        return found

    def matches_from(self, starts: int, pattern: Pattern) -> Iterator[tuple[int, int, int]]:
        """Yield the same, trying each of some starts by itself."""
        _, before, marked, after, _, _ = pattern
        while starts:
            start = starts & -starts
            starts ^= start
            place = self._longest(start, before, marked, after)
            if place is not None:
                opened, closed = place
                yield self._tokens[opened], self._tokens[closed], self._numbers[self._index[opened]]

    def _longest(self, start: int, before: Program, marked: Program, after: Program) -> tuple[int, int] | None:
        """Return the slots of the longest reported part of a match that begins at one slot."""
        opens = self.follow(before, start) if before else start
        while opens:
            opened = opens & -opens
            opens ^= opened
            closes = self.follow(marked, opened) & -(opened << 1)
            while closes:
                at = closes.bit_length() - 1
                if not after or self.follow(after, 1 << at):
                    return opened.bit_length() - 1, at
                closes ^= 1 << at
        return None

    def follow(self, program: Program, slots: int) -> int:
        """Return the slots that a program reaches from some slots."""
        masks, mixed, unkeyed = self._masks, self._lexicon.mixed, self._lexicon.unkeyed
        for element in program:
            kind = element[0]
            if kind == CLASS:
                number = element[1]
                here = slots & masks.get(number, 0)
                if number not in mixed:
                    slots = here << 1
                elif here or number in unkeyed:
                    slots = self._class_ends(number, slots)
                else:
                    return 0
            elif kind in (WORD, SHAPE):
                slots = (slots & masks.get(element[1], 0)) << 1
            elif kind == GAP:
                slots = self._gap(element[1], element[2], self._commas if element[3] else self._marks, slots)
            elif kind == OPTIONAL:
                slots |= self.follow(element[1], slots)
            elif kind == NOT:
                number = element[1]
                if number not in mixed:
                    slots &= ~masks.get(number, 0)
                elif slots & masks.get(number, 0) or number in unkeyed:
                    for mask in self._lengths(number, slots).values():
                        slots &= ~mask
            else:
                slots &= self._opening if kind == START else self._closing
            if not slots:
                return 0
        return slots

    def _gap(self, low: int, high: int, crossed: int, slots: int) -> int:
        """Return the slots behind ``low`` to ``high`` words and any number of the crossed marks between them."""
        reached = 0
        for count in range(high + 1):
            if count:
                slots = (slots & self._wordy) << 1
            if count < high:
                # A sum carries each slot over the run of marks behind it.
                slots |= ((slots & crossed) + crossed) ^ crossed
            if count >= low:
                reached |= slots
            if not slots:
                break
        return reached

    def _class_ends(self, number: int, slots: int) -> int:
        """Return where the entries of a class end that begin at some slots."""
        reached = 0
        for length, mask in self._lengths(number, slots).items():
            if slots & mask:
                reached |= (slots & mask) << length
        return reached

    def _lengths(self, number: int, slots: int) -> Lengths:
        """Return where the entries of a class with longer ones stand, known at least for some slots."""
        known = self._lengths_of.get(number)
        if known is None:
            known = self._lengths_of[number] = {1: self._masks.get(~number, 0)}
        unread = slots & ~self._read_slots.get(number, 0)
        if number not in self._lexicon.unkeyed:
            unread &= self._masks[number]
        if unread:
            self._read_slots[number] = self._read_slots.get(number, 0) | unread
            self._add_longer(number, unread, known)
        return known

    def _add_longer(self, number: int, slots: int, lengths: Lengths) -> None:
        """Note the longer entries of a class that begin at some slots."""
        masks, lexicon = self._masks, self._lexicon
        longer = lexicon.longer.get(number)
        rest = slots & self._inner if longer else 0
        while rest:
            word = self._words[rest.bit_length() - 1]
            same = masks[word] & slots
            rest &= ~same
            for key, program in longer.get(word, ()) if longer else ():
                if key == "" or (same << 1) & masks.get(key, 0):
                    self._add_ends(program, same, 1, lengths)
        for key, programs in lexicon.via.get(number, {}).items():
            starts = slots & masks.get(key, 0) if key != "" else slots
            for program in programs if starts else ():
                self._add_ends(program, starts, 0, lengths)

    def _add_ends(self, program: Program, starts: int, skipped: int, lengths: Lengths) -> None:
        """Note the lengths of an entry's matches; ``skipped`` tokens at each start are known to fit."""
        if not self.follow(program, starts << skipped):
            return
        while starts:
            start = starts & -starts
            starts ^= start
            ends = self.follow(program, start << skipped)
            while ends:
                length = ends.bit_length() - start.bit_length()
                lengths[length] = lengths.get(length, 0) | start
                ends ^= 1 << (ends.bit_length() - 1)


def _abbreviates(word: str) -> bool:
    """Return whether a dot behind a word within a sentence is an ordinal's or an abbreviation's."""
    return word.isdigit() or len(word) <= _LONGEST_ABBREVIATED
