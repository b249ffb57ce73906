"""Write a pattern's tree as text again, whole or in part."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.patterns.syntax import Node


def written(nodes: Iterable[Node]) -> str:
    """Return a pattern that parses to these nodes."""
    return " ".join(_element(node) for node in nodes)


def _element(node: Node) -> str:
    kind = node.kind
    if kind in ("word", "circumfix"):
        return node.value
    if kind == "optional":
        (inner,) = node.children
        return _element(inner[0]) + "?" if len(inner) == 1 and inner[0].kind != "optional" else f"({written(inner)})?"
    if kind in ("any-of", "not"):
        return ("!" if kind == "not" else "") + f"({'|'.join(written(child) for child in node.children)})"
    if kind == "gap":
        comma = "," if node.commas else ""
        return f"<{comma}{node.low}-{node.high}>" if node.low else f"<{comma}{node.high}>"
    if kind == "forms":
        return f"~{node.value}"
    if kind == "prefix":
        return f"{node.value}*"
    if kind == "suffix":
        return f"*{node.value}"
    if kind == "suffix-forms":
        return f"*~{node.value}"
    if kind == "class":
        return f"@{node.value}"
    return {"start": "^", "end": "$", "open": "[", "close": "]"}.get(kind, node.value)
