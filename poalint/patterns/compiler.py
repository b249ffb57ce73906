"""Compile word classes and patterns into plain tables that can be cached and matched fast.

The tables hold only tuples, dictionaries, strings and numbers, so that ``marshal`` can store them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from poalint.patterns.inflection import Inflector
from poalint.patterns.syntax import Node, PatternSyntaxError, Sequence, parse

# Compiled elements are tuples; the first item says which kind.
WORD, CLASS, ANY_OF, OPTIONAL, GAP, NOT, SHAPE, START, END = range(9)

Element = tuple[Any, ...]
Program = tuple[Element, ...]
Key = str | int
"""What must stand in a sentence: a word itself, or the number of a class."""


@dataclass(slots=True)
class Lexicon:
    """Compiled word classes and patterns of one language and one choice of packs.

    Attributes:
        word_classes: word to the classes it belongs to by itself.
        prefix_classes, suffix_classes: word beginning or end to classes.
        starters: word to the classes that have an entry of several words beginning with it.
        longer: class to the entries of several words, by their first word: programs for the rest.
        general: class to entries that begin with something other than a known word.
        patterns: ``(set, before, marked, after, required keys, first key)``.
        by_anchor: rarest required key to the patterns that need it; ``""`` holds those that need none.
        sets: names of the pattern sets, by number.
    """

    word_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    prefix_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    suffix_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    starters: dict[str, tuple[int, ...]] = field(default_factory=dict)
    longer: dict[int, dict[str, tuple[Program, ...]]] = field(default_factory=dict)
    general: dict[int, tuple[Program, ...]] = field(default_factory=dict)
    patterns: tuple[tuple[int, Program, Program, Program, tuple[Key, ...], Key], ...] = ()
    by_anchor: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    sets: tuple[str, ...] = ()

    def dump(self) -> tuple[Any, ...]:
        """Return the tables as plain values for the cache."""
        return tuple(getattr(self, name) for name in self.__slots__)

    @classmethod
    def restore(cls, values: tuple[Any, ...]) -> Lexicon:
        """Rebuild from what ``dump`` gave."""
        return cls(*values)


def lines(block: str) -> list[tuple[int, str]]:
    """Return (line number from 1, pattern) for each pattern of a YAML block; ``#`` starts a comment line."""
    return [
        (number, line.strip())
        for number, line in enumerate(block.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def entries(block: str) -> list[tuple[int, str]]:
    """Return (line number from 1, entry) for each entry of a word class: commas and line ends separate entries."""
    return [
        (number, entry.strip())
        for number, line in lines(block)
        for entry in _split_commas(line)
        if entry.strip()
    ]


def _split_commas(line: str) -> list[str]:
    """Split at commas that do not stand inside brackets or a gap."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(line):
        if char in "(<[":
            depth += 1
        elif char in ")>]":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(line[start:at])
            start = at + 1
    parts.append(line[start:])
    return parts


class PatternError(ValueError):
    """A class or pattern is wrong; ``owner`` is its name, ``line`` counts within its block from 1."""

    def __init__(self, owner: str, line: int, message: str) -> None:
        super().__init__(message)
        self.owner = owner
        self.line = line


def compile_lexicon(
    classes: Mapping[str, str],
    sets: Mapping[str, str],
    split: Callable[[str], list[str]],
    inflector: Inflector,
) -> Lexicon:
    """Compile word classes and pattern sets.

    Args:
        classes: class name to its block of entries.
        sets: name of a pattern set (``rule-id/patterns``, say) to its block of patterns.
        split: gives the normal forms of the tokens in a literal.
        inflector: expands ``~word``.

    Raises:
        PatternError: a pattern is malformed, names an unknown class, or classes refer to each other in a circle.
    """
    return _Compiler(classes, split, inflector).run(sets)


class _Compiler:
    def __init__(
        self, classes: Mapping[str, str], split: Callable[[str], list[str]], inflector: Inflector
    ) -> None:
        self.blocks = classes
        self.split = split
        self.inflector = inflector
        self.numbers: dict[object, int] = {}
        self.words: dict[int, frozenset[str]] = {}
        self.prefixes: dict[int, frozenset[str]] = {}
        self.suffixes: dict[int, frozenset[str]] = {}
        self.longer: dict[int, dict[str, list[Program]]] = {}
        self.general: dict[int, list[Program]] = {}
        self.compiling: list[str] = []

    def run(self, sets: Mapping[str, str]) -> Lexicon:
        for name in self.blocks:
            self.named_class(name, name, 1)
        compiled: list[tuple[int, Program, Program, Program, tuple[Key, ...]]] = []
        names = tuple(sets)
        for number, name in enumerate(names):
            for line, text in lines(sets[name]):
                before, marked, after = _cut(self.parse(text, name, line))
                programs = tuple(self.program(part, name, line) for part in (before, marked, after))
                required = sorted({key for program in programs for key in self.required(program)}, key=repr)
                compiled.append((number, *programs, tuple(required)))
        return self.index(compiled, names)

    def parse(self, text: str, owner: str, line: int) -> Sequence:
        try:
            return parse(text, self.split)
        except PatternSyntaxError as error:
            raise PatternError(owner, line, f"{error} in {text!r}") from None

    # Elements

    def program(self, nodes: Iterable[Node], owner: str, line: int) -> Program:
        return tuple(self.element(node, owner, line) for node in nodes)

    def element(self, node: Node, owner: str, line: int) -> Element:
        if node.kind == "word":
            return (WORD, node.value)
        if node.kind == "class":
            return (CLASS, self.named_class(node.value, owner, line))
        if node.kind == "forms":
            return (CLASS, self.word_class(self.inflector.forms(node.value)))
        if node.kind == "prefix":
            return (CLASS, self.word_class(prefixes=frozenset((node.value,))))
        if node.kind == "suffix":
            return (CLASS, self.word_class(suffixes=frozenset((node.value,))))
        if node.kind == "any-of":
            options = tuple(self.program(child, owner, line) for child in node.children)
            return self.any_of(options)
        if node.kind == "optional":
            return (OPTIONAL, self.program(node.children[0], owner, line))
        if node.kind == "not":
            return (NOT, tuple(self.program(child, owner, line) for child in node.children))
        if node.kind == "gap":
            return (GAP, node.low, node.high, node.commas)
        if node.kind == "shape":
            return (SHAPE, node.value)
        return (START,) if node.kind == "start" else (END,)

    def any_of(self, options: tuple[Program, ...]) -> Element:
        """Merge alternatives of single words and word classes into one class; keep others as they are."""
        words: set[str] = set()
        for option in options:
            if len(option) != 1:
                return (ANY_OF, options)
            kind, value = option[0][0], option[0][1] if len(option[0]) > 1 else None
            if kind == WORD:
                words.add(str(value))
            elif kind == CLASS and self.is_plain(value):
                words |= self.words[value]
            else:
                return (ANY_OF, options)
        return (CLASS, self.word_class(frozenset(words)))

    def is_plain(self, number: int) -> bool:
        return not (
            self.prefixes[number] or self.suffixes[number] or self.longer.get(number) or self.general.get(number)
        )

    # Classes

    def word_class(
        self,
        words: frozenset[str] = frozenset(),
        prefixes: frozenset[str] = frozenset(),
        suffixes: frozenset[str] = frozenset(),
    ) -> int:
        """Return the number of an unnamed class of single words, the same for the same words."""
        identity = (words, prefixes, suffixes)
        number = self.numbers.setdefault(identity, len(self.numbers))
        self.words[number], self.prefixes[number], self.suffixes[number] = words, prefixes, suffixes
        return number

    def named_class(self, name: str, owner: str, line: int) -> int:
        if name in self.numbers:
            return self.numbers[name]
        if name not in self.blocks:
            raise PatternError(owner, line, f"unknown word class @{name}{_did_you_mean(name, self.blocks)}")
        if name in self.compiling:
            circle = " -> ".join([*self.compiling[self.compiling.index(name) :], name])
            raise PatternError(owner, line, f"word classes refer to each other in a circle: {circle}")
        self.compiling.append(name)
        words: set[str] = set()
        prefixes: set[str] = set()
        suffixes: set[str] = set()
        longer: dict[str, list[Program]] = {}
        general: list[Program] = []
        for entry_line, text in entries(self.blocks[name]):
            program = self.program(self.parse(text, name, entry_line), name, entry_line)
            first = program[0]
            if len(program) == 1 and first[0] == WORD:
                words.add(first[1])
            elif len(program) == 1 and first[0] == CLASS:
                number = first[1]
                words |= self.words[number]
                prefixes |= self.prefixes[number]
                suffixes |= self.suffixes[number]
                for word, rests in self.longer.get(number, {}).items():
                    longer.setdefault(word, []).extend(rests)
                general.extend(self.general.get(number, ()))
            elif first[0] == WORD:
                longer.setdefault(first[1], []).append(program[1:])
            elif first[0] == CLASS and self.is_plain(first[1]):
                for word in sorted(self.words[first[1]]):
                    longer.setdefault(word, []).append(program[1:])
            else:
                general.append(program)
        self.compiling.pop()
        number = self.numbers.setdefault(name, len(self.numbers))
        self.words[number], self.prefixes[number] = frozenset(words), frozenset(prefixes)
        self.suffixes[number] = frozenset(suffixes)
        self.longer[number], self.general[number] = longer, general
        return number

    # The index

    def required(self, program: Program) -> set[Key]:
        """Return the keys without which the program cannot match."""
        keys: set[Key] = set()
        for element in program:
            if element[0] == WORD or (element[0] == CLASS and not self.general.get(element[1])):
                keys.add(element[1])
            elif element[0] == ANY_OF:
                keys |= set.intersection(*(self.required(option) for option in element[1]))
        return keys

    def index(
        self,
        compiled: list[tuple[int, Program, Program, Program, tuple[Key, ...]]],
        names: tuple[str, ...],
    ) -> Lexicon:
        uses: dict[Key, int] = {}
        for *_, required in compiled:
            for key in required:
                uses[key] = uses.get(key, 0) + 1
        patterns = []
        by_anchor: dict[Key, list[int]] = {}
        for number, (set_number, before, marked, after, required) in enumerate(compiled):
            anchor: Key = min(required, key=lambda key: (uses[key], repr(key))) if required else ""
            by_anchor.setdefault(anchor, []).append(number)
            first = (before or marked)[0]
            keyed = first[0] == WORD or (first[0] == CLASS and not self.general.get(first[1]))
            patterns.append((set_number, before, marked, after, required, first[1] if keyed else ""))

        def invert(table: Mapping[int, Iterable[str]]) -> dict[str, tuple[int, ...]]:
            inverted: dict[str, list[int]] = {}
            for number in sorted(table):
                for word in sorted(table[number]):
                    inverted.setdefault(word, []).append(number)
            return {word: tuple(numbers) for word, numbers in inverted.items()}

        return Lexicon(
            word_classes=invert(self.words),
            prefix_classes=invert(self.prefixes),
            suffix_classes=invert(self.suffixes),
            starters=invert(self.longer),
            longer={
                number: {word: tuple(rests) for word, rests in table.items()}
                for number, table in self.longer.items()
                if table
            },
            general={number: tuple(programs) for number, programs in self.general.items() if programs},
            patterns=tuple(patterns),
            by_anchor={key: tuple(numbers) for key, numbers in by_anchor.items()},
            sets=names,
        )


def _cut(nodes: Sequence) -> tuple[Sequence, Sequence, Sequence]:
    """Split a pattern at its marks into what stands before, in and after the reported part."""
    marks = [at for at, node in enumerate(nodes) if node.kind in ("open", "close")]
    if not marks:
        return (), nodes, ()
    opened, closed = marks
    return nodes[:opened], nodes[opened + 1 : closed], nodes[closed + 1 :]


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean @{close[0]}?" if close else "; define it under 'classes'"
