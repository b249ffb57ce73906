"""Compile word classes and patterns into plain tables that can be cached and matched fast."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

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
from poalint.patterns.syntax import Node, PatternSyntaxError, parse

MAX_NESTING = 25
MAX_ENTRIES = 1_000_000

Nodes = tuple[Node, ...]
Block = tuple[str, str]
"""(owner, text): a part of a class or set; the owner says where it stands."""


def lines(block: str) -> list[tuple[int, str]]:
    """Return (line number from 1, pattern) for each pattern of a YAML block; ``#`` starts a comment line."""
    return [
        (number, line.strip())
        for number, line in enumerate(block.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def entries(block: str) -> list[tuple[int, str]]:
    """Return (line number from 1, entry) for each entry of a word class: commas and line ends separate entries."""
    return [(number, text) for number, _, text in _entries(block)]


def _entries(block: str) -> list[tuple[int, int, str]]:
    """Return (line, column, entry), both from 1; the column counts behind the line's indentation."""
    found = []
    for number, line in lines(block):
        at = 0
        for part in _split_commas(line):
            if part.strip():
                found.append((number, at + len(part) - len(part.lstrip()) + 1, part.strip()))
            at += len(part) + 1
    return found


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
    """A class or pattern is wrong.

    Attributes:
        owner: name of the class, of the set, or of the block of it.
        line, column: place within the block, from 1; the column counts behind the line's indentation.
        reason: the message without the place.
    """

    def __init__(self, owner: str, line: int, message: str, column: int = 1, reason: str = "") -> None:
        super().__init__(message)
        self.owner = owner
        self.line = line
        self.column = column
        self.reason = reason or message


class _TooLargeError(PatternError):
    """Nothing more is compiled."""


def compile_lexicon(
    classes: Mapping[str, str | Sequence[Block]],
    sets: Mapping[str, str | Sequence[Block]],
    split: Callable[[str], list[str]],
    inflector: Inflector,
    frequencies: Mapping[str, int] | None = None,
    respell: Callable[[str], str] = str,
    readings: Callable[[str], list[list[str]]] | None = None,
    *,
    needed: Iterable[str] | None = None,
    scope: Callable[[str], Mapping[str, str]] | None = None,
    report: Callable[[PatternError], None] | None = None,
) -> Lexicon:
    """Compile word classes and pattern sets.

    Args:
        classes: class name to its block of entries, or to several blocks with their owners.
        sets: name of a pattern set (``rule-id/patterns``, say) to its block of patterns, or to several.
        split: gives the normal forms of the tokens in a literal.
        inflector: expands ``~word``.
        frequencies: how often words occur in texts of this kind, to find the rarest word that a pattern needs.
        respell: gives the normal form of a word or part of a word that ``split`` has not seen.
        readings: gives all ways in which a draft may split a literal, where its neighbours decide.
        needed: classes to compile although no pattern uses them; all without it.
        scope: gives the full names of classes that a block may name by a short one, by the block's owner.
        report: called with each error; what is wrong is then left out. Without it the first error is raised.

    Raises:
        PatternError: a pattern is malformed, names an unknown class, or classes refer to each other in a circle, are
            nested too deep or grow too large.
    """
    compiler = _Compiler(classes, split, inflector, frequencies or {}, respell, readings)
    compiler.scope, compiler.report = scope, report
    return compiler.run(sets, classes if needed is None else needed)


def _blocks(name: str, value: str | Sequence[Block]) -> Sequence[Block]:
    return ((name, value),) if isinstance(value, str) else value


class _Compiler:
    def __init__(
        self,
        classes: Mapping[str, str | Sequence[Block]],
        split: Callable[[str], list[str]],
        inflector: Inflector,
        frequencies: Mapping[str, int],
        respell: Callable[[str], str],
        readings: Callable[[str], list[list[str]]] | None,
    ) -> None:
        self.blocks = classes
        self.split = split
        self.readings = readings
        self.inflector = inflector
        self.frequencies = frequencies
        self.respell = respell
        self.scope: Callable[[str], Mapping[str, str]] | None = None
        self.report: Callable[[PatternError], None] | None = None
        self.numbers: dict[object, int] = {}
        self.classes: list[WordClass] = []
        self.depths: dict[int, int] = {}
        self.deepest = 0
        self.entries = 0
        self.place = ("", 1, 1)
        self.compiling: list[str] = []

    def run(self, sets: Mapping[str, str | Sequence[Block]], needed: Iterable[str]) -> Lexicon:
        compiled: list[Compiled] = []
        names = tuple(sets)
        try:
            for name in needed:
                self.attempt(self.named_class, name, name, 1)
            for number, name in enumerate(names):
                for owner, block in _blocks(name, sets[name]):
                    for line, text in lines(block):
                        self.attempt(self.pattern, compiled, number, owner, line, text)
        except _TooLargeError as error:
            if self.report is None:
                raise
            self.report(error)
            return Lexicon()
        return build_lexicon(self.classes, compiled, names, self.frequencies)

    def attempt(self, step: Callable[..., object], *values: object) -> None:
        """Do a step; an error is reported, and the next step follows."""
        try:
            step(*values)
        except PatternError as error:
            if self.report is None or isinstance(error, _TooLargeError):
                raise
            self.report(error)

    def pattern(self, compiled: list[Compiled], number: int, owner: str, line: int, text: str) -> None:
        before, marked, after = _cut(self.parse(text, owner, line, 1))
        self.place = (owner, line, 1)
        try:
            programs = [self.program(part, owner, line) for part in (before, marked, after)]
        except PatternError as error:
            raise self.placed(error, owner, line, text, 1) from None
        compiled.append((number, programs[0], programs[1], programs[2]))

    @staticmethod
    def placed(error: PatternError, owner: str, line: int, text: str, column: int) -> PatternError:
        """Return an error about a class with the column where the pattern names it."""
        if (error.owner, error.line) == (owner, line) and error.column < 0:
            error.column = column + max(0, text.find("@"))
            for name in re.findall(r"@[a-z][a-z0-9-]*", error.reason)[:1]:
                found = re.search(re.escape(name) + r"(?![a-z0-9-])", text)
                error.column = column + (found.start() if found else 0)
        return error

    def parse(self, text: str, owner: str, line: int, column: int) -> Nodes:
        try:
            return parse(text, self.split, self.readings)
        except PatternSyntaxError as error:
            quoted = repr(text if len(text) <= 80 else text[:77] + "...")
            at = column + error.column - 1
            raise PatternError(owner, line, f"{error} in {quoted}", at, f"{error.reason} (in {quoted})") from None

    # Elements

    def program(self, nodes: Iterable[Node], owner: str, line: int) -> Program:
        return tuple(self.element(node, owner, line) for node in nodes)

    def element(self, node: Node, owner: str, line: int) -> Element:
        if node.kind == "word":
            return (WORD, node.value)
        if node.kind == "class":
            number = self.named_class(node.value, owner, line)
            if self.depths[number] > MAX_NESTING:
                raise self.nested(owner, line)
            self.deepest = max(self.deepest, self.depths[number])
            return (CLASS, number)
        if node.kind == "forms":
            return (CLASS, self.unnamed_class([self.form(entry) for entry in self.inflector.entries(node.value)]))
        if node.kind == "prefix":
            return (CLASS, self.wildcard("prefixes", (self.respell(node.value),)))
        if node.kind == "circumfix":
            return (CLASS, self.wildcard("circumfixes", (self.respell(node.value),)))
        if node.kind == "suffix":
            return (CLASS, self.wildcard("suffixes", (self.respell(node.value),)))
        if node.kind == "suffix-forms":
            endings = sorted({self.respell(form) for form in self.inflector.forms(node.value)})
            return (CLASS, self.wildcard("suffixes", tuple(endings)))
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
                WordClass(**{kind: set(parts)})  # type: ignore[arg-type]
            )
        return self.numbers[identity]

    def form(self, entry: Entry) -> Program:
        """Return the program of one form of a word; all but a single word as written is looked up through a class."""
        if len(entry) == 1:
            return ((WORD, self.respell(str(entry[0]))),)
        elements: list[Element] = []
        for part in entry:
            if isinstance(part, int):
                # A verb's parts stand around its objects, commas included.
                elements.append((GAP, 0, part, True))
            elif part.startswith("~"):
                elements.append((CLASS, self.unnamed_class([((WORD, part),)])))
            else:
                elements.append((WORD, self.respell(part)))
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

    @staticmethod
    def nested(owner: str, line: int) -> PatternError:
        return PatternError(owner, line, f"word classes nested deeper than {MAX_NESTING}; write some entries out", -1)

    def named_class(self, name: str, owner: str, line: int) -> int:
        if self.scope is not None and name not in self.numbers:
            name = self.scope(owner).get(name, name)
        if name in self.numbers:
            return self.numbers[name]
        if name not in self.blocks:
            known = [*(self.scope(owner) if self.scope is not None else ()), *self.blocks]
            raise PatternError(owner, line, f"unknown word class @{name}{_did_you_mean(name, known)}", -1)
        if name in self.compiling:
            names = [_short(one) for one in (*self.compiling[self.compiling.index(name) :], name)]
            message = f"word classes refer to each other in a circle: {' -> '.join(names)}"
            raise PatternError(owner, line, message, -1, f"{message}; take one of them out")
        if len(self.compiling) >= MAX_NESTING:
            raise self.nested(owner, line)
        self.compiling.append(name)
        outer, self.deepest = self.deepest, 0
        compiled = WordClass()
        for part, block in _blocks(name, self.blocks[name]):
            for entry_line, column, text in _entries(block):
                self.attempt(self.entry, compiled, part, entry_line, column, text)
        self.compiling.pop()
        self.numbers[name] = number = len(self.classes)
        self.classes.append(compiled)
        self.depths[number] = self.deepest + 1
        self.deepest = outer
        return self.numbers[name]

    def entry(self, target: WordClass, owner: str, line: int, column: int, text: str) -> None:
        nodes = self.parse(text, owner, line, column)
        if any(node.kind in ("open", "close") for node in nodes):
            raise PatternError(
                owner, line, f"[ ] in a word class: {text!r}; mark the reported part in a pattern", column
            )
        self.place = (owner, line, column)
        try:
            self.add(target, self.program(nodes, owner, line))
        except PatternError as error:
            raise self.placed(error, owner, line, text, column) from None

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

    def merge(self, target: WordClass, source: WordClass) -> None:
        """Add all entries of a class to another; classes that hold each other's entries over and over are stopped."""
        tables = (*source.longer.values(), *source.via.values())
        self.entries += len(source.words) + sum(map(len, tables))
        if self.entries > MAX_ENTRIES:
            owner, line, column = self.place
            message = f"word classes within word classes grow beyond {MAX_ENTRIES} entries; name fewer of them"
            raise _TooLargeError(owner, line, message, column)
        target.words |= source.words
        target.prefixes |= source.prefixes
        target.suffixes |= source.suffixes
        target.circumfixes |= source.circumfixes
        target.unkeyed = target.unkeyed or source.unkeyed
        for word, rests in source.longer.items():
            target.longer.setdefault(word, []).extend(rests)
        for key, programs in source.via.items():
            target.via.setdefault(key, []).extend(programs)


def _cut(nodes: Nodes) -> tuple[Nodes, Nodes, Nodes]:
    """Split a pattern at its marks into what stands before, in and after the reported part."""
    marks = [at for at, node in enumerate(nodes) if node.kind in ("open", "close")]
    if not marks:
        return (), nodes, ()
    opened, closed = marks
    return nodes[:opened], nodes[opened + 1 : closed], nodes[closed + 1 :]


def _short(name: str) -> str:
    """Return a class's name without that of its pack."""
    return name.rpartition(":")[2]


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean @{close[0]}?" if close else "; define it under 'classes'"
