"""Compile packs in a process of its own: what compiling takes, some 90 MB, is given back when that process ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_CODE = """\
import json, sys
language, packs, sys.path[:] = json.loads(sys.argv[1])
from poalint.ruleset import load_ruleset
load_ruleset(language, packs)
"""
_LONGEST = 120  # seconds


def compile_apart(language: str, packs: Sequence[str | Path] | None) -> None:
    """Leave the rules of a language in the cache; without success where packs are malformed or no process can start.

    Args:
        language: language code.
        packs: as for ``load_ruleset``.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return
    asked = json.dumps([language, None if packs is None else [str(pack) for pack in packs], sys.path])
    try:
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", _CODE, asked],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return
