"""Packs that installed Python distributions bring: entry points of the group ``poalint.packs``.

A distribution's code is never imported to find its pack: only the folder of the named module or package is looked up.
"""

from __future__ import annotations

from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

GROUP = "poalint.packs"


def installed_packs() -> tuple[str, ...]:
    """Return the names of all installed packs."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def installed_folder(name: str) -> Path | None:
    """Return the folder of an installed pack, ``None`` where none is called so or its folder is gone."""
    for point in entry_points(group=GROUP, name=name):
        folder = _folder(point)
        if folder is not None:
            return folder
    return None


def _folder(point: EntryPoint) -> Path | None:
    search: list[str] | None = None
    found: Path | None = None
    for part in point.module.split("."):
        spec = PathFinder.find_spec(part, search)
        if spec is None:
            return None
        search = list(spec.submodule_search_locations or ())
        found = Path(search[0]) if search else Path(spec.origin).parent if spec.origin else None
    return found
