"""Read YAML safely, with the place of every value, and with limits: packs are passed between strangers.

Values are built from the parser's events, so that nothing is built before it is known to be within the limits. Numbers
and truth values are those of YAML 1.2: ``no``, ``on`` and ``12:30`` are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from poalint.packs.problems import Keys, Places, Problems, shown

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}(?:[eE][-+]?[0-9]{1,2})?")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Where the values of a key that stands twice are put: no way to a value that is used leads there.
_AGAIN = -1


class _Stop(Exception):  # noqa: N818 - ends the reading of a file whose problem is noted
    pass


_unsaved: ContextVar[Mapping[str, bytes]] = ContextVar("unsaved", default=MappingProxyType({}))


@contextmanager
def unsaved(files: Mapping[str, bytes]) -> Iterator[None]:
    """Let files be read, in this context, as an editor holds them: resolved paths and what stands in them."""
    token = _unsaved.set(files)
    try:
        yield
    finally:
        _unsaved.reset(token)


def read_yaml(path: Path, problems: Problems) -> tuple[Any, Places]:
    """Return a file's data and where each value stands; ``None`` for data that cannot be read.

    What is wrong is noted: a file that cannot be read, is no UTF-8 or no YAML, is too large or too deep, uses aliases
    or tags, or repeats a key.
    """
    held = _unsaved.get()
    if held and str(path.resolve()) in held:
        return parse_yaml(held[str(path.resolve())], path, problems)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add(path, 0, 0, f"cannot be read ({error.strerror})", "check the path and its permissions")
        return None, Places(path)
    return parse_yaml(raw, path, problems)


def parse_yaml(raw: bytes, path: Path, problems: Problems) -> tuple[Any, Places]:
    """Return the data of a file's bytes and where each value stands; what is wrong is noted as by ``read_yaml``."""
    places = Places(path)
    if len(raw) > MAX_BYTES:
        problems.add(path, 0, 0, f"larger than {MAX_BYTES} bytes", "split the file")
        return None, places
    try:
        places.text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        problems.add(path, line, column, f"not UTF-8 at byte {error.start}", "save the file as UTF-8")
        return None, places
    try:
        return _Builder(places, problems).document(), places
    except _Stop:
        return None, places
    except yaml.YAMLError as error:
        _note_syntax(error, places, problems)
        return None, places


def _note_syntax(error: yaml.YAMLError, places: Places, problems: Problems) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    position = getattr(error, "position", None)
    if mark is None and isinstance(position, int):
        control = re.search(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", places.text)
        at = control.start() if control else 0
        line, column = places.text.count("\n", 0, at) + 1, at - places.text.rfind("\n", 0, at)
        problems.add(places.path, line, column, "not valid YAML: a control character", "delete it")
        return
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = getattr(error, "problem", None) or str(error)
    lines = places.text.split("\n")
    near = [lines[number - 1] for number in (line - 1, line) if 0 < number <= len(lines)]
    remedy = "check the indentation and quotes here and in the line above"
    if any("\t" in one[: len(one) - len(one.lstrip())] for one in near):
        remedy = "indent with spaces, not with tabs"
    elif mark and lines[line - 1 : line] and lines[line - 1][column - 1 : column] in tuple("@`%"):
        remedy = "put quotes around text that begins with @, ` or %, or write it below 'key: |'"
    elif "alias" in problem:
        remedy = "write the value out; YAML aliases are not allowed"
    problems.add(places.path, line, column, f"not valid YAML: {problem}", remedy)


class _Builder:
    def __init__(self, places: Places, problems: Problems) -> None:
        self.places = places
        self.problems = problems
        self.events: Iterator[Any] = yaml.parse(places.text, Loader=_Loader)
        self.count = 0

    def document(self) -> Any:
        """Return the data of the file's one document, ``None`` for an empty file."""
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop(event, "a second YAML document begins here", "a pack is one document; delete '---'")
            elif isinstance(event, yaml.NodeEvent):
                value = self.build(event, (), 0)
        return value

    def stop(self, event: Any, message: str, remedy: str) -> None:
        mark = event.start_mark
        self.problems.add(self.places.path, mark.line + 1, mark.column + 1, message, remedy)
        raise _Stop

    def build(self, event: Any, keys: Keys, depth: int) -> Any:
        self.count += 1
        mark = event.start_mark
        self.places.values[keys] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            self.stop(event, f"YAML aliases (*{event.anchor}) are not allowed", "write the value out")
        if self.count > MAX_NODES:
            self.stop(event, f"more than {MAX_NODES} values", "split the pack")
        if depth > MAX_DEPTH:
            self.stop(event, f"nested deeper than {MAX_DEPTH}", "a pack needs no such depth")
        tag = event.tag
        if tag is not None and not (isinstance(event, yaml.ScalarEvent) and tag in _STRING_TAGS):
            message = f"tag {shown(tag)} is not allowed"
            self.problems.value(self.places, keys, message, "take it out; a pack is plain data")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(keys, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(keys, depth)
        if event.style == "|":
            self.places.blocks.add(keys)
        return _scalar(event.value) if tag is None and event.implicit[0] else event.value

    def sequence(self, keys: Keys, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.build(event, (*keys, len(items)), depth + 1))
        return items

    def mapping(self, keys: Keys, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if isinstance(event, yaml.AliasEvent):
                self.stop(event, f"YAML aliases (*{event.anchor}) are not allowed", "write the value out")
            if not isinstance(event, yaml.ScalarEvent):
                remedy = "write 'key: value'; put quotes around text that begins with [ or {"
                self.stop(event, "a key must be a word", remedy)
            key = str(event.value)
            place = (event.start_mark.line + 1, event.start_mark.column + 1)
            value_event = next(self.events)
            if key in result:
                first = self.places.keys[(*keys, key)][0]
                message = f"key {shown(key)} stands twice, first in line {first}"
                self.problems.add(self.places.path, *place, message, "remove one")
                self.build(value_event, (*keys, key, _AGAIN), depth + 1)
                continue
            self.places.keys[(*keys, key)] = place
            result[key] = self.build(value_event, (*keys, key), depth + 1)
        return result


def _scalar(value: str) -> Any:
    """Return what an unquoted word stands for."""
    if value in _NULLS:
        return None
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _NUMBER.fullmatch(value) else value
