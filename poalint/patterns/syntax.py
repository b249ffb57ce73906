"""Parse the pattern language into a tree.

One pattern is one line. Its elements stand in the order of the words they match::

    word            the word, in any case; contractions split as in a draft ("didn't" is "did not")
    ~word           any inflected form of the dictionary form
    ~an+kommen      the same of a verb that parts: "kommt ... an", "angekommen"
    begin*  *end    a word with this beginning or end; ge*t has both
    *~word          a word that ends in any inflected form
    @class          a word class of the pack or its language
    (a b | @c)      one of several sequences; a trailing ? makes it optional, as in "word?" or "@class?"
    <3>  <1-3>      up to three (one to three) words in between, within the clause
    <,5>            the same, but commas and brackets may stand in between
    !(a | b)        here must not follow one of these
    ^  $            the start and end of the sentence
    [ ... ]         the part that is reported; without it the whole match is
    NUM CAP UPPER DATE ID NAME   a number, capitalised word, word in capitals, part of a date, identifier, person's name
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_PATTERN_LENGTH = 2000
MAX_GAP = 15
MAX_DEPTH = 6
SHAPES = frozenset({"NUM", "CAP", "UPPER", "DATE", "ID", "NAME"})

_LEX = re.compile(
    r"\s+"
    r"|(?P<gap><(?P<comma>,)?(?:(?P<low>\d+)-)?(?P<high>\d+)>)"
    r"|(?P<cls>@[a-z][a-z0-9-]*)"
    r"|(?P<not>!\()"
    r"|(?P<op>[()|\[\]^$?])"
    r"|(?P<word>(?:~|\*~?)?[^\s()|\[\]<>@!?^$]+)"
    r"|(?P<mark>[!?])"
)


class PatternSyntaxError(ValueError):
    """A pattern cannot be parsed; the message says where and what to do.

    Attributes:
        reason: the message without the place.
        column: column in the pattern, from 1.
    """

    def __init__(self, reason: str, column: int = 0) -> None:
        super().__init__(f"column {column}: {reason}" if column else reason)
        self.reason = reason
        self.column = column or 1


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a pattern.

    Attributes:
        kind: ``word``, ``forms``, ``prefix``, ``suffix``, ``circumfix``, ``suffix-forms``, ``class``, ``shape``,
            ``any-of``, ``optional``, ``gap``, ``not``, ``start``, ``end``, ``open`` or ``close``.
        value: the word, class name, shape or stem.
        children: sequences of ``any-of``, ``optional`` and ``not``.
        low, high, commas: bounds of a ``gap`` in words, and whether it may pass commas.
    """

    kind: str
    value: str = ""
    children: tuple[tuple[Node, ...], ...] = ()
    low: int = 0
    high: int = 0
    commas: bool = False


Sequence = tuple[Node, ...]


def parse(
    pattern: str, split: Callable[[str], list[str]], readings: Callable[[str], list[list[str]]] | None = None
) -> Sequence:
    """Parse one pattern.

    Args:
        pattern: the pattern's text, one line.
        split: gives the normal forms of the tokens in a literal, by the language's tokenizer.
        readings: gives all ways in which a draft may split a literal, where its neighbours decide.

    Raises:
        PatternSyntaxError: the pattern is malformed, too long, nested too deep, or matches the empty text.
    """
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise PatternSyntaxError(f"pattern longer than {MAX_PATTERN_LENGTH} characters; split it into several lines")
    parser = _Parser(pattern, split, readings or (lambda written: [split(written)]))
    nodes = parser.sequence(0, top=True)
    if nullable(nodes):
        raise PatternSyntaxError("pattern can match nothing at all; make at least one element required")
    return nodes


def nullable(nodes: Sequence) -> bool:
    """Return whether a sequence can match without consuming a word."""
    for node in nodes:
        if node.kind == "any-of":
            if not any(nullable(child) for child in node.children):
                return False
        elif node.kind == "gap":
            if node.low:
                return False
        elif node.kind not in ("optional", "not", "start", "end", "open", "close"):
            return False
    return True


def _anchored(nodes: Sequence) -> bool:
    """Return whether a sequence that consumes no word still says where it stands (``$``)."""
    return any(node.kind in ("start", "end") for node in nodes)


class _Parser:
    def __init__(
        self, pattern: str, split: Callable[[str], list[str]], readings: Callable[[str], list[list[str]]]
    ) -> None:
        self.pattern = pattern
        self.split = split
        self.readings = readings
        self.tokens: list[re.Match[str]] = []
        at = 0
        while at < len(pattern):
            match = _LEX.match(pattern, at)
            if match is None or match.end() == at:
                raise PatternSyntaxError(f"cannot read {pattern[at : at + 12]!r}", at + 1)
            if not match.group().isspace():
                self.tokens.append(match)
            at = match.end()
        self.at = 0

    def fail(self, message: str) -> PatternSyntaxError:
        column = self.tokens[self.at].start() + 1 if self.at < len(self.tokens) else len(self.pattern) + 1
        return PatternSyntaxError(message, column)

    def peek(self) -> str:
        return self.tokens[self.at].group() if self.at < len(self.tokens) else ""

    def sequence(self, depth: int, top: bool = False) -> Sequence:
        if depth > MAX_DEPTH:
            raise self.fail(f"groups nested deeper than {MAX_DEPTH}; use a word class")
        nodes: list[Node] = []
        opened = 0
        while self.at < len(self.tokens):
            token = self.peek()
            if token in (")", "|"):
                if top:
                    raise self.fail(f"{token!r} outside a group; write ( ... | ... )")
                break
            if token in ("[", "]"):
                if not top:
                    raise self.fail("the reported part [ ... ] cannot stand inside a group")
                opened += 1
                if (token == "[") != (opened == 1) or opened > 2:
                    raise self.fail("one pair of [ ] at most, in this order")
            self.element(nodes, depth)
        if opened == 1:
            raise self.fail("'[' without ']'")
        return tuple(nodes)

    def element(self, nodes: list[Node], depth: int) -> None:
        match = self.tokens[self.at]
        token = match.group()
        added: list[Node]
        if match.group("gap"):
            low, high = int(match.group("low") or 0), int(match.group("high"))
            if high > MAX_GAP or low > high:
                raise self.fail(f"gap must be <N> or <M-N> with M <= N <= {MAX_GAP}")
            added = [Node("gap", low=low, high=high, commas=bool(match.group("comma")))]
        elif match.group("cls"):
            added = [Node("class", token[1:])]
        elif match.group("not") or token == "(":
            self.at += 1
            options = [self.sequence(depth + 1)]
            while self.peek() == "|":
                self.at += 1
                options.append(self.sequence(depth + 1))
            if self.peek() != ")":
                raise self.fail("missing ')'")
            if any(not option for option in options):
                raise self.fail("empty alternative; make the group optional with ( ... )? instead")
            if any(nullable(option) and not _anchored(option) for option in options):
                raise self.fail("an alternative can match nothing; write its words out, or make the group optional")
            added = [Node("not" if match.group("not") else "any-of", children=tuple(options))]
        elif token == "^":
            added = [Node("start")]
        elif token == "$":
            added = [Node("end")]
        elif token == "[":
            added = [Node("open")]
        elif token == "]":
            added = [Node("close")]
        elif token in SHAPES:
            added = [Node("shape", token)]
        elif match.group("word"):
            added = self.literal(token)
        elif token in ("!", "?"):
            added = [Node("word", token)]
        else:
            raise self.fail(f"unexpected {token!r}")
        self.at += 1
        # "?" directly behind an element makes it optional; on its own it is the mark itself.
        if self.at < len(self.tokens):
            following = self.tokens[self.at]
            behind = self.tokens[self.at - 1].end()
            if (
                following.group() == "?"
                and following.start() == behind
                and added[-1].kind not in ("gap", "open", "close")
            ):
                self.at += 1
                added = [Node("optional", children=(tuple(added),))]
        nodes.extend(added)

    def literal(self, token: str) -> list[Node]:
        if token.startswith("~"):
            word = token[1:].lower()
            if not word:
                raise self.fail("'~' needs a dictionary form behind it")
            return [Node("forms", word)]
        if token.startswith("*~") and len(token) > 2:
            return [Node("suffix-forms", token[2:].lower())]
        if token.startswith("*") and len(token) > 1:
            return [Node("suffix", token[1:].lower())]
        if token.endswith("*") and len(token) > 1:
            return [Node("prefix", token[:-1].lower())]
        if 0 < token.find("*") < len(token) - 1 and token.count("*") == 1:
            return [Node("circumfix", token.lower())]
        # An ending on its own ("'s") is split as behind a word.
        ending = token[:1] in "'’" and token[1:].isalpha()
        readings = [self.split(f"x{token}")[1:]] if ending else self.readings(token)
        if not all(readings):
            raise self.fail(f"{token!r} holds no word")
        sequences = tuple(tuple(Node("word", part) for part in parts) for parts in readings)
        return list(sequences[0]) if len(sequences) == 1 else [Node("any-of", children=sequences)]
