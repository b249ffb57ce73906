"""Keep what was compiled as plain values written by ``marshal``, like Python's own compiled modules.

They stand in the user's cache folder (``POALINT_CACHE`` names another, an empty value turns the cache off). A file is
named after what was asked for and the code that answered. It begins with the sizes and times of all files and folders
that went into the answer, also of those that were looked for and are not there; if one of them has changed, it does not
count.
"""

# This runs at each start, and pathlib is slower.
# ruff: noqa: PTH100, PTH116, PTH118, PTH120

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_MOST_FILES = 60
# What turns pack files into a rule set: a change of it makes all that is cached stale.
_COMPILING = (
    "packs",
    "patterns",
    "ruleset",
    "text/expressions.py",
    "text/letters.py",
    "text/segments.py",
    "text/tokens.py",
    "roles.py",
)

Stamp = tuple[int, int] | tuple[str, ...] | None
"""Size and time of a file, time of a folder (size -1), or ``None`` for what is not there."""


def load(asked: str) -> Any:
    """Return what was kept under a name, ``None`` where nothing was or a file has changed since."""
    path = _path(asked)
    if path is None:
        return None
    collecting = gc.isenabled()
    gc.disable()  # the collector would search the thousands of new tuples again and again, and find nothing
    try:
        data = path.read_bytes()
        length = int.from_bytes(data[:8], "little")
        stamps = marshal.loads(data[8 : 8 + length])  # noqa: S302 - written by this user's own poalint, like a .pyc file
        if any(_stamp(name) != stamp for name, stamp in stamps):
            return None
        return marshal.loads(memoryview(data)[8 + length :])  # noqa: S302
    except (OSError, ValueError, EOFError, TypeError):
        return None
    finally:
        if collecting:
            gc.enable()


def is_writable() -> bool:
    """Return whether what is kept can be found again."""
    folder = _folder()
    if folder is None:
        return False
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    return there is not None and os.access(there, os.W_OK)


def stamps(files: Iterable[Path | str]) -> tuple[tuple[str, Stamp], ...]:
    """Return the state of files and folders; ``sys.path`` names the folders that Python imports from."""
    names = dict.fromkeys(name if name == "sys.path" else os.path.abspath(name) for name in files)
    return tuple((str(name), _stamp(str(name))) for name in names)


def save(asked: str, state: tuple[tuple[str, Stamp], ...], data: Any) -> None:
    """Keep data under a name, atomically; a folder that cannot be written only costs speed.

    Args:
        asked: the name.
        state: what ``stamps`` gave of the files, before they were read.
        data: plain values.
    """
    path = _path(asked)
    if path is None:
        return
    try:
        import tempfile

        head = marshal.dumps(state)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(len(head).to_bytes(8, "little"))
            file.write(head)
            file.write(marshal.dumps(_shared(data, {})))
        Path(file.name).replace(path)
        _prune(path.parent)
    except (OSError, ValueError):
        return


def _stamp(name: str) -> Stamp:
    if name == "sys.path":
        return tuple(sys.path)
    try:
        found = os.stat(name)
    except OSError:
        return None
    folder = (found.st_mode & 0o170000) == 0o040000
    return (-1 if folder else found.st_size, found.st_mtime_ns)


@cache
def _code() -> bytes:
    """Return what changes when Python or the code that compiles packs changes."""
    package = os.path.dirname(os.path.dirname(__file__))
    parts = [sys.version, package]
    for name in _COMPILING:
        path = os.path.join(package, name)
        files = [path] if path.endswith(".py") else sorted(entry.path for entry in os.scandir(path) if entry.is_file())
        parts.extend(f"{file} {_stamp(file)}" for file in files)
    return "\n".join(parts).encode()


def _folder() -> Path | None:
    folder = os.environ.get("POALINT_CACHE")
    if folder is not None:
        return Path(folder) if folder else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "poalint"


def _path(asked: str) -> Path | None:
    folder = _folder()
    if folder is None:
        return None
    name = hashlib.sha256(_code() + b"\0" + asked.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / f"{name}.marshal"


def _prune(folder: Path) -> None:
    """Delete the oldest files of the cache: each other choice of packs leaves one that may never be read again."""
    files = sorted(folder.glob("*.marshal"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST_FILES:]:
        file.unlink(missing_ok=True)


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """Return a value in which equal strings, numbers and tuples are one object: ``marshal`` writes those once."""
    if isinstance(value, dict):
        return {_shared(key, known): _shared(inner, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shared(inner, known) for inner in value]
    if isinstance(value, frozenset):
        return frozenset(_shared(inner, known) for inner in value)
    if isinstance(value, tuple):
        value = tuple([_shared(inner, known) for inner in value])
        return known.setdefault((tuple, *map(id, value)), value)
    return known.setdefault((type(value), value), value)
