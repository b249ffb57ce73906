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
WORD, CLASS, OPTIONAL, GAP, NOT, SHAPE, START, END = range(8)

Element = tuple[Any, ...]
Program = tuple[Element, ...]
Key = str | int
"""What must stand in a sentence: a word itself, or the number of a class."""


@dataclass(slots=True)
class Lexicon:
    """Compiled word classes and patterns of one language and one choice of packs.

    A group of alternatives is a class without a name. A *key* is what a token can stand for at the start of a match:
    the word itself, a class (by number), or a shape (``"<NAME>"``).

    Attributes:
        word_classes: word to the classes that a match of can begin with it.
        prefix_classes, suffix_classes: the same for word beginnings and ends.
        shape_classes: the same for shapes.
        single: word to the classes that hold the word by itself; ``single_prefix`` and ``single_suffix`` likewise.
        longer: class to its entries of several words, by first word: programs for what follows that word.
        via: class to its entries that begin with a class or shape: key to programs for the whole entry.
        keys: the keys that patterns need or begin with.
        patterns: ``(set, before, marked, after, required keys, first key)``; the first key is ``""`` where any token
            may begin a match, ``"^"`` where only a sentence's first may.
        by_anchor: rarest required key to the patterns that need it; ``""`` holds those that need none.
        sets: names of the pattern sets, by number.
    """

    word_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    prefix_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    suffix_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    shape_classes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    single: dict[str, frozenset[int]] = field(default_factory=dict)
    single_prefix: dict[str, frozenset[int]] = field(default_factory=dict)
    single_suffix: dict[str, frozenset[int]] = field(default_factory=dict)
    longer: dict[int, dict[str, tuple[Program, ...]]] = field(default_factory=dict)
    via: dict[int, dict[Key, tuple[Program, ...]]] = field(default_factory=dict)
    keys: frozenset[Key] = frozenset()
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


@dataclass(slots=True)
class _Class:
    """A class while it is compiled: single words, and entries of several words or of something else."""

    words: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    longer: dict[str, list[Program]] = field(default_factory=dict)
    via: dict[Key, list[Program]] = field(default_factory=dict)
    unkeyed: bool = False


class _Compiler:
    def __init__(
        self, classes: Mapping[str, str], split: Callable[[str], list[str]], inflector: Inflector
    ) -> None:
        self.blocks = classes
        self.split = split
        self.inflector = inflector
        self.numbers: dict[object, int] = {}
        self.classes: list[_Class] = []
        self.compiling: list[str] = []

    def run(self, sets: Mapping[str, str]) -> Lexicon:
        for name in self.blocks:
            self.named_class(name, name, 1)
        compiled: list[tuple[int, Program, Program, Program]] = []
        names = tuple(sets)
        for number, name in enumerate(names):
            for line, text in lines(sets[name]):
                before, marked, after = _cut(self.parse(text, name, line))
                programs = [self.program(part, name, line) for part in (before, marked, after)]
                compiled.append((number, programs[0], programs[1], programs[2]))
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
            return (CLASS, self.unnamed_class([((WORD, form),) for form in sorted(self.inflector.forms(node.value))]))
        if node.kind == "prefix":
            return (CLASS, self.wildcard("prefixes", node.value))
        if node.kind == "suffix":
            return (CLASS, self.wildcard("suffixes", node.value))
        if node.kind == "any-of":
            return (CLASS, self.unnamed_class([self.program(child, owner, line) for child in node.children]))
        if node.kind == "optional":
            return (OPTIONAL, self.program(node.children[0], owner, line))
        if node.kind == "not":
            return (NOT, self.unnamed_class([self.program(child, owner, line) for child in node.children]))
        if node.kind == "gap":
            return (GAP, node.low, node.high, node.commas)
        if node.kind == "shape":
            return (SHAPE, f"<{node.value}>")
        return (START,) if node.kind == "start" else (END,)

    # Classes

    def wildcard(self, kind: str, stem: str) -> int:
        """Return the number of the class of words with one beginning or end."""
        identity = (kind, stem)
        if identity not in self.numbers:
            self.numbers[identity] = len(self.classes)
            self.classes.append(_Class(prefixes={stem}) if kind == "prefixes" else _Class(suffixes={stem}))
        return self.numbers[identity]

    def unnamed_class(self, programs: list[Program]) -> int:
        """Return the number of a class of alternatives, the same for the same alternatives."""
        identity = tuple(programs)
        if identity not in self.numbers:
            compiled = _Class()
            for program in programs:
                self.add(compiled, program)
            self.numbers[identity] = len(self.classes)
            self.classes.append(compiled)
        return self.numbers[identity]

    def named_class(self, name: str, owner: str, line: int) -> int:
        if name in self.numbers:
            return self.numbers[name]
        if name not in self.blocks:
            raise PatternError(owner, line, f"unknown word class @{name}{_did_you_mean(name, self.blocks)}")
        if name in self.compiling:
            circle = " -> ".join([*self.compiling[self.compiling.index(name) :], name])
            raise PatternError(owner, line, f"word classes refer to each other in a circle: {circle}")
        self.compiling.append(name)
        compiled = _Class()
        for entry_line, text in entries(self.blocks[name]):
            self.add(compiled, self.program(self.parse(text, name, entry_line), name, entry_line))
        self.compiling.pop()
        self.numbers[name] = len(self.classes)
        self.classes.append(compiled)
        return self.numbers[name]

    def add(self, target: _Class, program: Program) -> None:
        """Add an entry to a class, under the key that it begins with."""
        if program[0][0] == OPTIONAL:
            self.add(target, (*program[0][1], *program[1:]))
            if len(program) > 1:
                self.add(target, program[1:])
            return
        first = program[0]
        if len(program) == 1 and first[0] == WORD:
            target.words.add(first[1])
        elif len(program) == 1 and first[0] == CLASS:
            self.merge(target, self.classes[first[1]])
        elif first[0] == WORD:
            target.longer.setdefault(first[1], []).append(program[1:])
        else:
            key = self.first_key(program)
            target.via.setdefault(key, []).append(program)
            target.unkeyed = target.unkeyed or key == ""

    @staticmethod
    def merge(target: _Class, source: _Class) -> None:
        target.words |= source.words
        target.prefixes |= source.prefixes
        target.suffixes |= source.suffixes
        target.unkeyed = target.unkeyed or source.unkeyed
        for word, rests in source.longer.items():
            target.longer.setdefault(word, []).extend(rests)
        for key, programs in source.via.items():
            target.via.setdefault(key, []).extend(programs)

    def first_key(self, program: Program) -> Key:
        """Return what the first token of a match must stand for, or ``""`` where it may be anything."""
        for element in program:
            kind = element[0]
            if kind in (WORD, SHAPE) or (kind == CLASS and not self.classes[element[1]].unkeyed):
                return element[1]  # type: ignore[no-any-return]
            if kind not in (NOT, START):
                return ""
        return ""

    # The index

    def required(self, program: Program) -> set[Key]:
        """Return the keys without which the program cannot match."""
        return {
            element[1]
            for element in program
            if element[0] in (WORD, SHAPE) or (element[0] == CLASS and not self.classes[element[1]].unkeyed)
        }

    def index(
        self, compiled: list[tuple[int, Program, Program, Program]], names: tuple[str, ...]
    ) -> Lexicon:
        required = [sorted(set().union(*map(self.required, parts)), key=repr) for _, *parts in compiled]
        uses: dict[Key, int] = {}
        for keys in required:
            for key in keys:
                uses[key] = uses.get(key, 0) + 1
        patterns = []
        by_anchor: dict[Key, list[int]] = {}
        for number, ((set_number, before, marked, after), keys) in enumerate(zip(compiled, required, strict=True)):
            anchor: Key = min(keys, key=lambda key: (self.breadth(key), uses[key], repr(key))) if keys else ""
            by_anchor.setdefault(anchor, []).append(number)
            whole = (*before, *marked)
            first = "^" if whole[0][0] == START else self.first_key(whole)
            ordered = tuple(sorted(keys, key=lambda key: (self.breadth(key), repr(key))))
            patterns.append((set_number, before, marked, after, ordered, first))
        needed: set[Key] = {*uses, *(pattern[5] for pattern in patterns)}
        begins = self.beginnings()
        single = {
            kind: self.invert({n: getattr(c, kind) for n, c in enumerate(self.classes)})
            for kind in ("words", "prefixes", "suffixes")
        }
        starting = {
            kind: self.invert({n: table[kind] for n, table in enumerate(begins)})
            for kind in ("words", "prefixes", "suffixes", "shapes")
        }
        return Lexicon(
            keys=frozenset(needed),
            word_classes=starting["words"],
            prefix_classes=starting["prefixes"],
            suffix_classes=starting["suffixes"],
            shape_classes=starting["shapes"],
            single={word: frozenset(numbers) for word, numbers in single["words"].items()},
            single_prefix={word: frozenset(numbers) for word, numbers in single["prefixes"].items()},
            single_suffix={word: frozenset(numbers) for word, numbers in single["suffixes"].items()},
            longer={
                number: {word: _unique(rests) for word, rests in one.longer.items()}
                for number, one in enumerate(self.classes)
                if one.longer
            },
            via={
                number: {key: _unique(programs) for key, programs in one.via.items()}
                for number, one in enumerate(self.classes)
                if one.via
            },
            patterns=tuple(patterns),
            by_anchor={key: tuple(numbers) for key, numbers in by_anchor.items()},
            sets=names,
        )

    def breadth(self, key: Key) -> int:
        """Return a guess at how many words of a text a key holds for: short words are common ones."""
        if isinstance(key, str):
            return 400 if key.startswith("<") else (60 if len(key) <= 3 else 2)
        one = self.classes[key]
        stems = sum(200 if len(stem) < 3 else 10 for stem in (*one.prefixes, *one.suffixes))
        words = sum(60 if len(word) <= 3 else 2 for word in (*one.words, *one.longer))
        return words + stems + sum(self.breadth(inner) if inner != "" else 1000 for inner in one.via)

    def beginnings(self) -> list[dict[str, set[str]]]:
        """Return, for each class, the words, word parts and shapes that a match of it can begin with."""
        found: list[dict[str, set[str]]] = []
        for one in self.classes:  # a class refers only to classes before it
            table = {
                "words": {*one.words, *one.longer},
                "prefixes": set(one.prefixes),
                "suffixes": set(one.suffixes),
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

    @staticmethod
    def invert(table: Mapping[int, Iterable[str]]) -> dict[str, tuple[int, ...]]:
        inverted: dict[str, list[int]] = {}
        for number in sorted(table):
            for word in table[number]:
                inverted.setdefault(word, []).append(number)
        return {word: tuple(inverted[word]) for word in sorted(inverted)}


def _unique(programs: Iterable[Program]) -> tuple[Program, ...]:
    return tuple(dict.fromkeys(programs))


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
