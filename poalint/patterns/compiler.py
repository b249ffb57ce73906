"""Compile word classes and patterns into plain tables that can be cached and matched fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from poalint.patterns.index import Compiled, WordClass, build_lexicon, first_key
from poalint.patterns.inflection import Entry, Inflector
from poalint.patterns.lexicon import (
    CLASS,
    END,
    GAP,
    NOT,
    OPTIONAL,
    SHAPE,
    START,
    WORD,
    Element,
    Lexicon,
    Program,
)
from poalint.patterns.syntax import Node, PatternSyntaxError, Sequence, parse


def lines(block: str) -> list[tuple[int, str]]:
    """Return (line number from 1, pattern) for each pattern of a YAML block; ``#`` starts a comment line."""
    return [
        (number, line.strip())
        for number, line in enumerate(block.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def entries(block: str) -> list[tuple[int, str]]:
    """Return (line number from 1, entry) for each entry of a word class: commas and line ends separate entries."""
    return [(number, entry.strip()) for number, line in lines(block) for entry in _split_commas(line) if entry.strip()]


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
    frequencies: Mapping[str, int] | None = None,
    readings: Callable[[str], list[list[str]]] | None = None,
) -> Lexicon:
    """Compile word classes and pattern sets.

    Args:
        classes: class name to its block of entries.
        sets: name of a pattern set (``rule-id/patterns``, say) to its block of patterns.
        split: gives the normal forms of the tokens in a literal.
        inflector: expands ``~word``.
        frequencies: how often words occur in texts of this kind, to find the rarest word that a pattern needs.
        readings: gives all ways in which a draft may split a literal, where its neighbours decide.

    Raises:
        PatternError: a pattern is malformed, names an unknown class, or classes refer to each other in a circle.
    """
    return _Compiler(classes, split, inflector, frequencies or {}, readings).run(sets)


class _Compiler:
    def __init__(
        self,
        classes: Mapping[str, str],
        split: Callable[[str], list[str]],
        inflector: Inflector,
        frequencies: Mapping[str, int],
        readings: Callable[[str], list[list[str]]] | None,
    ) -> None:
        self.blocks = classes
        self.split = split
        self.readings = readings
        self.inflector = inflector
        self.frequencies = frequencies
        self.numbers: dict[object, int] = {}
        self.classes: list[WordClass] = []
        self.compiling: list[str] = []

    def run(self, sets: Mapping[str, str]) -> Lexicon:
        for name in self.blocks:
            self.named_class(name, name, 1)
        compiled: list[Compiled] = []
        names = tuple(sets)
        for number, name in enumerate(names):
            for line, text in lines(sets[name]):
                before, marked, after = _cut(self.parse(text, name, line))
                programs = [self.program(part, name, line) for part in (before, marked, after)]
                compiled.append((number, programs[0], programs[1], programs[2]))
        return build_lexicon(self.classes, compiled, names, self.frequencies)

    def parse(self, text: str, owner: str, line: int) -> Sequence:
        try:
            return parse(text, self.split, self.readings)
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
            return (CLASS, self.unnamed_class([self.form(entry) for entry in self.inflector.entries(node.value)]))
        if node.kind == "prefix":
            return (CLASS, self.wildcard("prefixes", (node.value,)))
        if node.kind == "suffix":
            return (CLASS, self.wildcard("suffixes", (node.value,)))
        if node.kind == "suffix-forms":
            return (CLASS, self.wildcard("suffixes", tuple(sorted(self.inflector.forms(node.value)))))
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

    def wildcard(self, kind: str, parts: tuple[str, ...]) -> int:
        """Return the number of the class of words with one of some beginnings or ends."""
        identity = (kind, parts)
        if identity not in self.numbers:
            self.numbers[identity] = len(self.classes)
            self.classes.append(
                WordClass(prefixes=set(parts)) if kind == "prefixes" else WordClass(suffixes=set(parts))
            )
        return self.numbers[identity]

    def form(self, entry: Entry) -> Program:
        """Return the program of one form of a word; all but a single word as written is looked up through a class."""
        if len(entry) == 1:
            return ((WORD, entry[0]),)
        elements: list[Element] = []
        for part in entry:
            if isinstance(part, int):
                # A verb's parts stand around its objects, commas included.
                elements.append((GAP, 0, part, True))
            elif part.startswith("~"):
                elements.append((CLASS, self.unnamed_class([((WORD, part),)])))
            else:
                elements.append((WORD, part))
        return tuple(elements)

    def unnamed_class(self, programs: list[Program]) -> int:
        """Return the number of a class of alternatives, the same for the same alternatives."""
        identity = tuple(programs)
        if identity not in self.numbers:
            compiled = WordClass()
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
        compiled = WordClass()
        for entry_line, text in entries(self.blocks[name]):
            self.add(compiled, self.program(self.parse(text, name, entry_line), name, entry_line))
        self.compiling.pop()
        self.numbers[name] = len(self.classes)
        self.classes.append(compiled)
        return self.numbers[name]

    def add(self, target: WordClass, program: Program) -> None:
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
            key = first_key(program, self.classes)
            target.via.setdefault(key, []).append(program)
            target.unkeyed = target.unkeyed or key == ""

    @staticmethod
    def merge(target: WordClass, source: WordClass) -> None:
        target.words |= source.words
        target.prefixes |= source.prefixes
        target.suffixes |= source.suffixes
        target.unkeyed = target.unkeyed or source.unkeyed
        for word, rests in source.longer.items():
            target.longer.setdefault(word, []).extend(rests)
        for key, programs in source.via.items():
            target.via.setdefault(key, []).extend(programs)


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
