"""Hostile texts for a line of a rule: pieces of what it looks for, to be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from poalint.packtest.lines import Line
from poalint.packtest.workbench import Workbench
from poalint.patterns.syntax import Node

_SHAPES = {"NUM": "12", "CAP": "Order", "UPPER": "USA", "DATE": "May", "ID": "B0D4KX7TQP", "NAME": "Anna"}
_MOST_ENTRIES = 200
_DEEPEST = 4
_MOST = 8


class Samples:
    """Makes hostile texts for patterns; what a word class can stand for is looked up once."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self._classes: dict[tuple[str, bool], str] = {}

    def whole(self, line: Line) -> str:
        """Return all words that a pattern looks for, in order."""
        return self._text(self.bench.parse(line.text), line.owner, False, 0)

    def of(self, line: Line) -> tuple[str, ...]:
        """Return texts whose repetition is hard for a pattern: its words in order, all but the last, the first."""
        tree = self.bench.parse(line.text)
        found: list[str] = []
        for longest in (False, True):
            words = [piece for piece in (self._piece(node, line.owner, longest, 0) for node in tree) if piece]
            if words:
                found += [" ".join(words), " ".join(words[:-1]), words[0]]
        return tuple(dict.fromkeys(text for text in found if text))

    def _piece(self, node: Node, owner: str, longest: bool, depth: int) -> str:
        """Return words that an element matches, as few or as many as its alternatives allow; "" for none."""
        if node.kind in ("word", "forms"):
            return node.value.replace("+", "") if node.kind == "forms" else node.value
        if node.kind in ("prefix", "circumfix"):
            return node.value.replace("*", "s") if node.kind == "circumfix" else f"{node.value}s"
        if node.kind in ("suffix", "suffix-forms"):
            return f"s{node.value}"
        if node.kind == "shape":
            return _SHAPES[node.value]
        if node.kind == "class":
            return self._entry(self.bench.class_name(owner, node.value), longest, depth)
        if node.kind in ("any-of", "optional") and depth < _DEEPEST:
            return _one([self._text(child, owner, longest, depth + 1) for child in node.children], longest)
        return ""

    def _text(self, nodes: Sequence[Node], owner: str, longest: bool, depth: int) -> str:
        return " ".join(filter(None, (self._piece(node, owner, longest, depth) for node in nodes)))

    def _entry(self, name: str, longest: bool, depth: int) -> str:
        known = self._classes.get((name, longest))
        if known is None and depth < _DEEPEST:
            lines = self.bench.entries[name][:_MOST_ENTRIES]
            texts = [self._text(self.bench.parse(line.text), line.owner, longest, depth + 1) for line in lines]
            known = self._classes[name, longest] = _one(texts, longest)
        return known or ""


def expression_samples(line: Line, marked: Sequence[str]) -> tuple[str, ...]:
    """Return texts whose repetition is hard for a regular expression: what it finds, halves of that, its own signs.

    Args:
        line: the expression.
        marked: what the bad examples of its rule say that it finds.
    """
    return tuple(dict.fromkeys(text for text in _expression_samples(line.text, marked) if text.strip()))[:_MOST]


def _expression_samples(expression: str, marked: Sequence[str]) -> Iterator[str]:
    literal = re.sub(r"\(\?[^:)]*[:)]|\\[bBdDwWsSAzZ]|\\", "", expression)
    literal = re.sub(r"[()^$*+?|{}]", "", literal)
    yield literal
    yield literal[: len(literal) // 2]
    yield literal[:1]
    for text in marked[:2]:
        yield text
        yield text[: len(text) // 2]
    yield "a"


def _one(texts: Sequence[str], longest: bool) -> str:
    """Return the text of the fewest or most words, the first of several."""
    full = [text for text in texts if text]
    if not full:
        return ""
    return max(full, key=lambda text: len(text.split())) if longest else min(full, key=lambda text: len(text.split()))
