"""Find the patterns of a lexicon in a text's tokens.

The text is read in stretches of whole sentences. One pass notes which words and classes stand where; only patterns
whose required keys are all there are then followed, from the same compiled form, and what passes is matched start by
start.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from poalint.patterns.lexicon import Key, Lexicon
from poalint.patterns.matches import Matches, Places
from poalint.patterns.stretch import Stretch
from poalint.text.memory import Memory, remembering
from poalint.text.tokens import Tokens

# Slots of one stretch: enough to share the work, few enough for cheap arithmetic.
_STRETCH = 1000
_NONE: Places = {}


class Matcher:
    """Matches one lexicon; safe to share between threads.

    Args:
        lexicon: compiled patterns.
        prefilter: ``False`` tries every pattern at every word, to check that the index loses nothing.
        memory: where to remember what was found in each sentence, ``None`` to search every text as a whole.
    """

    def __init__(self, lexicon: Lexicon, prefilter: bool = True, memory: Memory[Places] | None = None) -> None:
        self.lexicon = lexicon
        self.memory = memory
        self.prefilter = prefilter
        self._prefix_lengths = sorted({len(prefix) for prefix in lexicon.prefixes})
        self._suffix_lengths = sorted({len(suffix) for suffix in lexicon.suffixes})
        self._circumfixes = [
            (part.partition("*")[0], part.partition("*")[2], keys) for part, keys in lexicon.circumfixes.items()
        ]
        self.keys_of = remembering(self._keys, 20_000)

    def _keys(self, word: str) -> tuple[int, ...]:
        """Return the classes that a match of can begin with a word."""
        lexicon = self.lexicon
        found = [lexicon.words.get(word, ())]
        if word.startswith("~"):  # a dictionary form: word parts are those of the written word
            return tuple(found[0])
        found += [lexicon.prefixes.get(word[:length], ()) for length in self._prefix_lengths if length <= len(word)]
        found += [lexicon.suffixes.get(word[-length:], ()) for length in self._suffix_lengths if length <= len(word)]
        for begin, end, keys in self._circumfixes:
            if word.startswith(begin) and word.endswith(end) and len(word) > len(begin) + len(end):
                found.append(keys)
        return tuple({key for keys in found for key in keys})

    def find(
        self,
        tokens: Tokens,
        sentences: Sequence[tuple[int, int]],
        shapes: Callable[[str], frozenset[int]],
    ) -> Matches:
        """Return the matches of each pattern set that has any.

        Args:
            tokens: the text's tokens.
            sentences: (first, last) token numbers of each sentence, last exclusive.
            shapes: gives the numbers of the tokens that have a shape (``DATE``, ``NAME``, ...).
        """
        lexicon = self.lexicon
        shaped: dict[int, list[Key]] = {}
        for shape, classes in lexicon.shapes.items():
            for at in shapes(shape[1:-1]):
                shaped.setdefault(at, []).extend((shape, *classes))
        if self.memory is None:
            found = self._find(tokens, sentences, range(len(sentences)), shaped)
        else:
            found = self._find_new(self.memory, tokens, sentences, shaped)
        matches = Matches(lexicon.sets)
        for number, (first, _) in enumerate(sentences):
            if number in found:
                matches.add(number, first, found[number])
        return matches

    def _find(
        self,
        tokens: Tokens,
        sentences: Sequence[tuple[int, int]],
        wanted: Sequence[int],
        shaped: Mapping[int, Sequence[Key]],
    ) -> dict[int, Places]:
        """Return what is found in some sentences, by their numbers."""
        found: dict[int, dict[int, set[tuple[int, int]]]] = {}
        for numbers in _stretches(sentences, wanted):
            stretch = Stretch(self.lexicon, tokens, sentences, numbers, shaped, self.keys_of)
            for set_number, (first, last, sentence) in self._search(stretch):
                offset = sentences[sentence][0]
                found.setdefault(sentence, {}).setdefault(set_number, set()).add((first - offset, last - offset))
        return {
            sentence: {set_number: tuple(sorted(sets[set_number])) for set_number in sorted(sets)}
            for sentence, sets in found.items()
        }

    def _find_new(
        self,
        memory: Memory[Places],
        tokens: Tokens,
        sentences: Sequence[tuple[int, int]],
        shaped: Mapping[int, Sequence[Key]],
    ) -> dict[int, Places]:
        """Return what is found in all sentences, and search only those that are not remembered."""
        new: dict[int, Hashable] = {}
        found: dict[int, Places] = {}
        for number, (first, last) in enumerate(sentences):
            known = _identity(tokens, first, last, shaped)
            places = memory.recall(known)
            if places is None:
                new[number] = known
            else:
                found[number] = places
        fresh = self._find(tokens, sentences, tuple(new), shaped)
        for number, sentence in new.items():
            found[number] = fresh.get(number, _NONE)
            memory.keep(sentence, found[number])
        return found

    def _search(self, stretch: Stretch) -> Iterator[tuple[int, tuple[int, int, int]]]:
        """Yield (set, place) of each match in a stretch."""
        patterns = self.lexicon.patterns
        if not self.prefilter:
            for pattern in patterns:
                for place in stretch.matches_from(stretch.everywhere(), pattern):
                    yield pattern[0], place
            return
        by_anchor = self.lexicon.by_anchor
        has_all = stretch.keys.issuperset
        for key in ["", *(stretch.keys & by_anchor.keys())]:
            for number in by_anchor.get(key, ()):
                pattern = patterns[number]
                if has_all(pattern[4]):
                    for place in stretch.matches(pattern):
                        yield pattern[0], place


def _stretches(sentences: Sequence[tuple[int, int]], wanted: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the numbers of the wanted sentences that are searched together."""
    begin = size = 0
    for at, number in enumerate(wanted):
        first, last = sentences[number]
        if size and size + last - first >= _STRETCH:
            yield wanted[begin:at]
            begin, size = at, 0
        size += last - first + 1
    if size:
        yield wanted[begin:]


def _identity(tokens: Tokens, first: int, last: int, shaped: Mapping[int, Sequence[Key]]) -> Hashable:
    """Return all that matches in a sentence depend on: its words and marks, their dictionary forms and shapes.

    Whether a token is a word or a mark is told by its normal form.
    """
    return (
        tuple(tokens.norms[first:last]),
        tuple(tokens.lemmas[first:last]) if tokens.lemmas else (),
        tuple([(at - first, *shaped[at]) for at in range(first, last) if at in shaped]),
    )
