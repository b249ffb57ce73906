"""Index compiled patterns by what must stand in a text for them to match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from poalint.patterns.lexicon import CLASS, NOT, OPTIONAL, SHAPE, START, WORD, Key, Lexicon, Pattern, Program

_PARTS = ("words", "prefixes", "suffixes", "circumfixes")
# How much of a text has a shape, at a guess.
_SHAPED = 0.05

Compiled = tuple[int, Program, Program, Program]
"""(number of the pattern set, before, marked, after)."""


@dataclass(slots=True)
class WordClass:
    """A class while it is compiled: single words, and entries of several words or of something else."""

    words: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    circumfixes: set[str] = field(default_factory=set)
    longer: dict[str, list[Program]] = field(default_factory=dict)
    via: dict[Key, list[Program]] = field(default_factory=dict)
    unkeyed: bool = False


def first_key(program: Program, classes: Sequence[WordClass]) -> Key:
    """Return what the first token of a match must stand for, or ``""`` where it may be anything."""
    for element in program:
        kind = element[0]
        if kind in (WORD, SHAPE) or (kind == CLASS and not classes[element[1]].unkeyed):
            return element[1]  # type: ignore[no-any-return]
        if kind not in (NOT, START):
            return ""
    return ""


def build_lexicon(
    classes: Sequence[WordClass],
    compiled: Sequence[Compiled],
    sets: tuple[str, ...],
    frequencies: Mapping[str, int],
) -> Lexicon:
    """Return the tables for the matcher.

    Args:
        classes: by number; a class refers only to classes before it.
        compiled: the patterns.
        sets: names of the pattern sets, by number.
        frequencies: how often words occur in texts of this kind.
    """
    breadth = _breadths(classes, frequencies)
    patterns: list[Pattern] = []
    by_anchor: dict[Key, list[int]] = {}
    used: set[int] = set()
    shapes: set[str] = set()
    for number, (set_number, before, marked, after) in enumerate(compiled):
        whole = (*before, *marked, *after)
        first = "^" if whole[0][0] == START else first_key((*before, *marked), classes)
        keys = _required(whole, classes)
        anchor = min(keys, key=lambda key: (breadth(key), repr(key))) if keys else ""
        by_anchor.setdefault(anchor, []).append(number)
        patterns.append((set_number, before, marked, after, keys, first))
        _note_used(whole, classes, used, shapes)
    numbers = sorted(used)
    keys_of = _keys(classes, numbers, shapes)
    return Lexicon(
        words=keys_of["words"],
        prefixes=keys_of["prefixes"],
        suffixes=keys_of["suffixes"],
        circumfixes=keys_of["circumfixes"],
        shapes=keys_of["shapes"],
        longer={number: _rests(classes[number], classes) for number in numbers if classes[number].longer},
        via={
            number: {key: tuple(dict.fromkeys(programs)) for key, programs in classes[number].via.items()}
            for number in numbers
            if classes[number].via
        },
        mixed=frozenset(number for number in numbers if classes[number].longer or classes[number].via),
        unkeyed=frozenset(number for number in numbers if classes[number].unkeyed),
        patterns=tuple(patterns),
        by_anchor={key: tuple(numbers) for key, numbers in by_anchor.items()},
        sets=sets,
    )


def _required(program: Program, classes: Sequence[WordClass]) -> tuple[Key, ...]:
    """Return the keys without which a program cannot match, in the order in which it needs them."""
    return tuple(
        element[1]
        for element in program
        if element[0] in (WORD, SHAPE) or (element[0] == CLASS and not classes[element[1]].unkeyed)
    )


def _note_used(program: Program, classes: Sequence[WordClass], used: set[int], shapes: set[str]) -> None:
    """Add the classes and shapes that a program uses, also through the entries of its classes."""
    for element in program:
        if element[0] == SHAPE:
            shapes.add(element[1])
        elif element[0] == OPTIONAL:
            _note_used(element[1], classes, used, shapes)
        elif element[0] in (CLASS, NOT) and element[1] not in used:
            used.add(element[1])
            one = classes[element[1]]
            for programs in (*one.longer.values(), *one.via.values()):
                for inner in programs:
                    _note_used(inner, classes, used, shapes)


def _keys(
    classes: Sequence[WordClass], numbers: Iterable[int], shapes: Iterable[str]
) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return the keys that each word, word part and shape stands for."""
    found: dict[str, dict[str, list[int]]] = {kind: {} for kind in (*_PARTS, "shapes")}
    found["shapes"].update((shape, []) for shape in shapes)
    begins = _beginnings(classes)
    for number in numbers:
        for kind, values in begins[number].items():
            for value in values:
                found[kind].setdefault(value, []).append(number)
        one = classes[number]
        for kind in _PARTS if one.longer or one.via else ():
            for value in getattr(one, kind):
                found[kind].setdefault(value, []).append(~number)
    return {kind: {value: tuple(table[value]) for value in sorted(table)} for kind, table in found.items()}


def _beginnings(classes: Sequence[WordClass]) -> list[dict[str, set[str]]]:
    """Return, for each class, the words, word parts and shapes that a match of it can begin with."""
    found: list[dict[str, set[str]]] = []
    for one in classes:
        table = {
            "words": {*one.words, *one.longer},
            "prefixes": set(one.prefixes),
            "suffixes": set(one.suffixes),
            "circumfixes": set(one.circumfixes),
            "shapes": set(),
        }
        for key in one.via:
            if isinstance(key, int):
                for kind, values in found[key].items():
                    table[kind] |= values
            elif key.startswith("<"):
                table["shapes"].add(key)
            elif key:
                table["words"].add(key)
        found.append(table)
    return found


def _breadths(classes: Sequence[WordClass], frequencies: Mapping[str, int]) -> Callable[[Key], float]:
    """Return a function that tells how often a key is met in a text."""
    known: dict[Key, float] = {"": float(sum(frequencies.values()) + 1)}

    def of_class(one: WordClass) -> float:
        words = sum(frequencies.get(word, 0) + 0.1 for word in sorted({*one.words, *one.longer}))
        starts, ends = tuple(one.prefixes), tuple(one.suffixes)
        ends += tuple(part.partition("*")[2] for part in sorted(one.circumfixes))
        parts = sum(
            count
            for word, count in (frequencies.items() if starts or ends else ())
            if word.startswith(starts) or word.endswith(ends)
        )
        return words + parts + sum(breadth(key) for key in one.via)

    def breadth(key: Key) -> float:
        if key not in known:
            if isinstance(key, int):
                known[key] = of_class(classes[key])
            else:
                known[key] = known[""] * _SHAPED if key.startswith("<") else frequencies.get(key, 0) + 0.1
        return known[key]

    return breadth


def _rests(one: WordClass, classes: Sequence[WordClass]) -> dict[str, tuple[tuple[Key, Program], ...]]:
    """Return what follows the first word of a class's entries, each with the key that it begins with."""
    return {
        word: tuple((first_key(rest, classes), rest) for rest in dict.fromkeys(rests))
        for word, rests in one.longer.items()
    }
