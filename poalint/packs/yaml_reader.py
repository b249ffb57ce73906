"""Read YAML safely, with the line of every value, and with limits: packs are passed between strangers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from poalint.errors import PackError

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
MAX_NODES = 200_000

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "binary")
)


class Places:
    """Lines and columns, from 1, of the values of one file, by their path of keys and indexes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.columns: dict[tuple[str | int, ...], int] = {}
        self.literal: set[tuple[str | int, ...]] = set()

    def line(self, keys: tuple[str | int, ...]) -> int:
        """Return the line of a value, or of the nearest value around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def error(self, keys: tuple[str | int, ...], message: str, offset: int = 0) -> PackError:
        """Return an error that names the file and the line of a value; ``offset`` counts lines into a block."""
        line = self.line(keys) + (offset if keys in self.literal else 0)
        return PackError(f"{self.path}:{line}: {message}")


def read_yaml(path: Path) -> tuple[Any, Places]:
    """Return a file's data and where each value stands.

    Raises:
        PackError: it cannot be read, is too large or too deep, uses aliases or tags, or repeats a key.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from None
    return parse_yaml(raw, path)


def parse_yaml(raw: bytes, path: Path) -> tuple[Any, Places]:
    """Return the data of a file's bytes and where each value stands.

    Raises:
        PackError: as for ``read_yaml``.
    """
    if len(raw) > MAX_BYTES:
        raise PackError(f"{path}: larger than {MAX_BYTES} bytes; split the pack")
    try:
        text = raw.decode("utf-8-sig")
        node = _compose(text, path)
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise PackError(f"{path}:{line}: not valid YAML: {problem}") from None
    places = Places(path)
    return (_Builder(places).build(node, (), 0) if node is not None else None), places


def _compose(text: str, path: Path) -> yaml.Node | None:
    """Build the node tree, refusing aliases before they can multiply."""
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise PackError(f"{path}:{line}: YAML aliases (*{event.anchor}) are not allowed; write the value out")
    return yaml.compose(text, Loader=Loader)


class _Builder:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.count = 0
        self.scalars = Loader("")

    def build(self, node: yaml.Node, keys: tuple[str | int, ...], depth: int) -> Any:
        self.count += 1
        self.places.lines.setdefault(keys, node.start_mark.line + 1)
        self.places.columns.setdefault(keys, node.start_mark.column + 1)
        if depth > MAX_DEPTH:
            raise self.places.error(keys, f"nested deeper than {MAX_DEPTH}")
        if self.count > MAX_NODES:
            raise self.places.error(keys, f"more than {MAX_NODES} values; split the pack")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, keys, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*keys, i), depth + 1) for i, child in enumerate(node.value)]
        if node.tag not in _TAGS:
            raise self.places.error(keys, f"tag {node.tag} is not allowed; write plain data")
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            self.places.literal.add(keys)
        if node.tag.endswith((":timestamp", ":binary")):
            return node.value
        if node.tag.endswith(":bool") and node.value.lower() not in ("true", "false"):
            return node.value  # "no", "on" and "yes" are words here, as in YAML 1.2
        return self.scalars.construct_object(node)

    def mapping(self, node: yaml.MappingNode, keys: tuple[str | int, ...], depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            self.places.lines[(*keys, key)] = key_node.start_mark.line + 1
            self.places.columns[(*keys, key)] = key_node.start_mark.column + 1
            if key in result:
                raise self.places.error((*keys, key), f"key {key!r} stands twice; remove one")
            result[key] = self.build(value_node, (*keys, key), depth + 1)
        return result
