"""Names of files and folders, as people read them."""

from __future__ import annotations

import os


def shown(path: str) -> str:
    """Return a path as people like to read it: relative where it lies below the working directory."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive; no working directory
        return path
    return path if relative.startswith("..") else relative


def working_folder() -> str:
    """Return the working directory, the root if it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep
