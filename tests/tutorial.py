"""Run a tutorial as it is written: its files, its commands, and what they print.

``<!-- file: PATH -->`` above a code block says that the block is a file, ``<!-- append: PATH -->`` that it goes to
a file's end. In blocks marked ``console`` a line that begins with ``$`` is a command; what it prints follows. ``[…]``
stands for any text.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(
    r"(?:<!-- (?P<what>file|append): (?P<path>\S+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL
)
ANYTHING = "[…]"


class Command(NamedTuple):
    """A command, what it should print and what it prints; ``span`` is where the page says what it should."""

    line: str
    expected: str
    printed: str
    span: tuple[int, int]

    @property
    def as_expected(self) -> bool:
        pattern = ".*".join(map(re.escape, self.expected.split(ANYTHING)))
        return re.fullmatch(pattern, self.printed, re.DOTALL) is not None


def run(page: str, folder: Path, environment: Mapping[str, str]) -> Iterator[Command]:
    """Follow a page in a folder and yield each command with what it printed."""
    for block in _BLOCK.finditer(page):
        if block["what"]:
            _write(block, folder)
        elif block["kind"] == "console":
            yield from _commands(block, folder, environment)


def write_files(page: str, folder: Path) -> list[str]:
    """Write only a page's files, and return their names."""
    blocks = [block for block in _BLOCK.finditer(page) if block["what"]]
    for block in blocks:
        _write(block, folder)
    return [block["path"] for block in blocks]


def with_output(page: str, commands: Sequence[Command]) -> str:
    """Return a page with what its commands print, but for those of which it leaves something open."""
    for command in reversed(commands):
        if ANYTHING not in command.expected:
            start, end = command.span
            page = page[:start] + command.printed + page[end:]
    return page


def _write(block: re.Match[str], folder: Path) -> None:
    path = folder / block["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if block["what"] == "append" else "w", encoding="utf-8") as file:
        file.write(block["text"])


def _commands(block: re.Match[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Command]:
    for command in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block["text"], re.MULTILINE):
        done = subprocess.run(
            command[1], shell=True, cwd=folder, env=dict(environment), text=True, timeout=120,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        begin = block.start("text")
        yield Command(command[1], command[2], done.stdout, (begin + command.start(2), begin + command.end(2)))
