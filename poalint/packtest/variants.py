"""Variants of a pattern, each of which can only match by one of its alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from poalint.packtest.written import written
from poalint.patterns.syntax import Node, Sequence


@dataclass(frozen=True, slots=True)
class Variant:
    """A pattern with one of its choices made.

    Attributes:
        kind: ``alternative`` (of a group), ``option`` (what may be left out is there) or ``exclusion`` (what must not
            follow is allowed to).
        choice: the alternative, option or exclusion as written.
        nodes: the pattern that is left.
    """

    kind: str
    choice: str
    nodes: Sequence


def variants(nodes: Sequence) -> Iterator[Variant]:
    """Yield a variant for each choice that a pattern leaves, those inside of groups included."""
    for at, node in enumerate(nodes):
        before, after = nodes[:at], nodes[at + 1 :]
        if node.kind == "not":
            for number, child in enumerate(node.children):
                others = node.children[:number] + node.children[number + 1 :]
                left = (Node("not", children=others),) if others else ()
                yield Variant("exclusion", written(child), (*before, *left, *after))
        elif node.kind in ("any-of", "optional"):
            for child in node.children:
                if node.kind == "optional":
                    yield Variant("option", written(child), (*before, *child, *after))
                elif len(node.children) > 1:
                    yield Variant("alternative", written(child), (*before, *child, *after))
                for inner in variants(child):
                    yield Variant(inner.kind, inner.choice, (*before, *inner.nodes, *after))


def class_names(nodes: Sequence) -> Iterator[str]:
    """Yield the names of the word classes that a pattern uses, each as often as it stands there."""
    for node in nodes:
        if node.kind == "class":
            yield node.value
        for child in node.children:
            yield from class_names(child)


def renamed(nodes: Sequence, old: str, new: str) -> Iterator[Sequence]:
    """Yield the pattern once for each place where it uses a class, with another class in that place."""
    for at, node in enumerate(nodes):
        before, after = nodes[:at], nodes[at + 1 :]
        if node.kind == "class" and node.value == old:
            yield (*before, Node("class", new), *after)
        for number, child in enumerate(node.children):
            for other in renamed(child, old, new):
                children = (*node.children[:number], other, *node.children[number + 1 :])
                changed = Node(node.kind, node.value, children, node.low, node.high, node.commas)
                yield (*before, changed, *after)
