"""Whether results can be written, told before time is spent on them."""

from __future__ import annotations

import os
from pathlib import Path

from poalint.errors import UsageError


def check_writable(path: str) -> None:
    """Make sure that a result can be written, before time is spent on it.

    Raises:
        UsageError: the path is a folder, or its folder does not exist.
    """
    if path.endswith(os.sep) or Path(path).is_dir():
        raise UsageError(f"cannot write {path}: it is a folder. Name a file in it.")
    folder = Path(path).resolve().parent
    if not folder.is_dir():
        raise UsageError(f"cannot write {path}: the folder {folder} does not exist. Make it first.")
