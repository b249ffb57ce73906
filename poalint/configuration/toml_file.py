"""Read ``[tool.poalint]`` of a ``pyproject.toml`` with the place of each value.

The standard library reads TOML without telling where a value stands. A text that it has accepted is scanned once
more here, for the places alone.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from poalint.configuration.places import Keys, Places
from poalint.errors import ConfigurationError
from poalint.text.paths import shown

TABLE = ("tool", "poalint")

_STRING = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(rf"[A-Za-z0-9_-]+|{_STRING}", re.DOTALL)
_SCALAR = re.compile(rf"{_STRING}|[^,\]}}#\n]+", re.DOTALL)


def read_project(path: str, raw: bytes | None = None) -> tuple[Any, Places]:
    """Return the data of ``[tool.poalint]`` and where each value stands; ``raw`` is read in place of the file.

    Raises:
        ConfigurationError: the file cannot be read, is no TOML, or has no such table.
    """
    text = ""
    try:
        if raw is None:
            with open(path, "rb") as file:
                raw = file.read()
        text = raw.decode("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(f"{shown(path)}: cannot be read ({error.strerror}); check the path") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{shown(path)}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(_malformed(path, str(error), text)) from None
    tool = data.get("tool")
    if not isinstance(tool, dict) or "poalint" not in tool:
        raise ConfigurationError(f"{shown(path)}: has no table [tool.poalint]; add it, or name another file")
    marks = {keys[len(TABLE) :]: mark for keys, mark in toml_places(text).items() if keys[: len(TABLE)] == TABLE}
    return tool["poalint"], Places(path, marks)


def toml_places(text: str) -> dict[Keys, tuple[int, int]]:
    """Return line and column, from 1, of each value of a valid TOML text, by its path of keys and indexes."""
    return _Scanner(text.replace("\r\n", "\n")).run()


def _malformed(path: str, message: str, text: str) -> str:
    """Return what to say of a text that is no TOML; the library's message ends with the place."""
    said, _, place = message.rpartition(" (at ")
    found = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    line, column = found.groups() if found else (text.rstrip().count("\n") + 1, 1)
    return f"{shown(path)}:{line}:{column}: not valid TOML: {said or message}"


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.marks: dict[Keys, tuple[int, int]] = {}
        self.arrays: dict[Keys, int] = {}

    def run(self) -> dict[Keys, tuple[int, int]]:
        base: Keys = ()
        self.space()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                base = self.header()
            else:
                self.pair(base)
            self.space()
        return self.marks

    def header(self) -> Keys:
        start = self.at
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        keys: Keys = ()
        for key, _ in self.keys():
            keys = self.latest((*keys, key))
        if several:
            array = keys[:-1] if keys and isinstance(keys[-1], int) else keys
            self.arrays[array] = self.arrays.get(array, -1) + 1
            keys = (*array, self.arrays[array])
            self.mark(array, start)
        self.at += 2 if several else 1
        self.mark(keys, start)
        return keys

    def latest(self, keys: Keys) -> Keys:
        """Return the path of a table; one in an array of tables is its latest."""
        return (*keys, self.arrays[keys]) if keys in self.arrays else keys

    def pair(self, base: Keys) -> None:
        path = base
        for key, start in self.keys():
            path = (*path, key)
            self.mark(path, start)
        self.at += 1  # the equals sign
        self.space()
        self.value(path)

    def keys(self) -> list[tuple[str, int]]:
        """Read a dotted key; return its parts with their offsets, and stop behind it."""
        found = []
        while True:
            self.space()
            match = _KEY.match(self.text, self.at)
            assert match is not None
            raw = match[0]
            found.append((tomllib.loads(f"key = {raw}")["key"] if raw[0] in "\"'" else raw, self.at))
            self.at = match.end()
            self.space()
            if not self.text.startswith(".", self.at):
                return found
            self.at += 1

    def value(self, path: Keys) -> None:
        self.mark(path, self.at)
        opened = self.text[self.at]
        if opened == "[":
            self.members(path, "]")
        elif opened == "{":
            self.members(path, "}")
        else:
            match = _SCALAR.match(self.text, self.at)
            assert match is not None
            self.at = match.end()

    def members(self, path: Keys, closing: str) -> None:
        self.at += 1
        number = 0
        while True:
            self.space()
            if self.text[self.at] == closing:
                self.at += 1
                return
            if closing == "]":
                self.value((*path, number))
                number += 1
            else:
                self.pair(path)
            self.space()
            if self.text[self.at] == ",":
                self.at += 1

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def mark(self, path: Keys, offset: int) -> None:
        line = self.text.count("\n", 0, offset) + 1
        self.marks.setdefault(path, (line, offset - self.text.rfind("\n", 0, offset)))
