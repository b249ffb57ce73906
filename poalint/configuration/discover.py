"""Find the configuration of a draft: the nearest one up the tree."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from poalint.errors import ConfigurationError
from poalint.text.paths import shown

FILES = ("poalint.yaml", ".poalint.yaml", "poalint.yml", ".poalint.yml")
PROJECT = "pyproject.toml"
IGNORE_FILE = ".poalint-ignore.yaml"
_TABLE = re.compile(rb"tool['\"\s]*\.[\s'\"]*poalint|^\s*\[\s*tool\s*\]|^\s*tool\s*=", re.MULTILINE)


def find_configuration(start: str) -> str | None:
    """Return the path of the nearest configuration in a folder or in one above it, ``None`` if there is none.

    A ``pyproject.toml`` counts only if it has ``[tool.poalint]``.

    Raises:
        ConfigurationError: two stand in the same folder.
    """
    for folder in _up(os.path.abspath(start)):
        found = [path for name in FILES if os.path.isfile(path := os.path.join(folder, name))]
        project = os.path.join(folder, PROJECT)
        if os.path.isfile(project) and has_table(project):
            found.append(project)
        if len(found) > 1:
            both = " and ".join(shown(path) for path in found[:2])
            raise ConfigurationError(
                f"{both} are both configurations of this folder; keep one of them, or name it by --config"
            )
        if found:
            return found[0]
    return None


def has_table(path: str) -> bool:
    """Return whether a ``pyproject.toml`` has ``[tool.poalint]``; one that cannot be read has none."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError:
        return False
    if b"poalint" not in raw or not _TABLE.search(raw):
        return False
    import tomllib

    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return True  # so that reading it says what is wrong
    tool = data.get("tool")
    return isinstance(tool, dict) and "poalint" in tool


def _up(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above
