"""Check drafts again each time one of them changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence

import click

_PAUSE = 0.3  # seconds between two looks; a change must last from one look to the next
_GONE = 6  # looks for which a file may be missing, as while an editor puts a new one in its place

Stamp = tuple[int, int, int] | None


def watch(paths: Sequence[str], check: Callable[[], object], pause: float = _PAUSE) -> None:
    """Call ``check`` now and after each change of a file; return on Ctrl-C.

    Args:
        paths: the files to look at.
        check: what to do; it reads the files itself.
        pause: seconds between two looks.
    """
    try:
        seen = _stamps(paths)
        _round(check, paths)
        while True:
            seen = _changed(paths, seen, pause)
            _round(check, paths)
    except KeyboardInterrupt:
        click.echo(err=True)


def _round(check: Callable[[], object], paths: Sequence[str]) -> None:
    if sys.stdout is not None and sys.stdout.isatty():
        click.clear()
    check()
    sys.stdout.flush()
    what = paths[0] if len(paths) == 1 else f"{len(paths)} files"
    click.echo(f"Watching {what}; it is checked again when it changes. Ctrl-C ends.", err=True)


def _changed(paths: Sequence[str], seen: list[Stamp], pause: float) -> list[Stamp]:
    """Wait until files have changed and stay as they are for one look; return their stamps."""
    before = seen
    missing = 0
    while True:
        time.sleep(pause)
        now = _stamps(paths)
        gone = any(stamp is None and old is not None for stamp, old in zip(now, seen, strict=True))
        missing = missing + 1 if gone else 0
        if now != seen and now == before and (not gone or missing > _GONE):
            return now
        before = now


def _stamps(paths: Sequence[str]) -> list[Stamp]:
    return [_stamp(path) for path in paths]


def _stamp(path: str) -> Stamp:
    """Return what changes when a file is written or replaced; ``None`` if it is not there."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
