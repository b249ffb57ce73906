"""Where packs and languages come from: those shipped, paths, and installed distributions.

All of it is told by file names alone; no file is read here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from poalint.errors import UsageError

DEFAULT_PACKS = "default"
ANY = "any"
# Files of a folder of packs that are no packs.
_LONGEST_CODE = 3
_TABLES = frozenset({"categories.yaml", "languages.yaml", "languagetool.yaml", "targets.yaml"})


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of one pack in one language.

    Attributes:
        base: ``pack.yaml``, or the one file that the pack is.
        own: the pack's files for the language and for any; ``None`` for a pack in one file.
    """

    base: Path
    own: tuple[Path, ...] | None

    @property
    def files(self) -> tuple[Path, ...]:
        """All files."""
        return (self.base, *(self.own or ()))


@dataclass(frozen=True, slots=True)
class Found:
    """What a name or path of a pack leads to.

    Attributes:
        packs: the packs' files.
        folder: a folder of packs that may have languages and categories of its own, ``None`` for shipped ones.
        looked: files and folders whose change may lead elsewhere; ``sys.path`` for where Python imports from.
    """

    packs: tuple[PackFiles, ...]
    folder: Path | None
    looked: tuple[Path | str, ...]


def rules_folder() -> Path:
    """Return the folder of the shipped packs."""
    package = Path(__file__).parent.parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def languages(packs: Sequence[str | Path] | None = None) -> tuple[str, ...]:
    """Return the codes of the languages that are known: the shipped ones, and those of the chosen folders of packs.

    Raises:
        UsageError: a pack does not exist.
    """
    folders = [rules_folder()]
    for pack in packs or ():
        if not is_shipped(pack):
            folder = find(pack, ANY).folder
            folders.extend([folder] if folder is not None else [])
    found = {path.name for folder in folders for path in _language_folders(folder)}
    return tuple(sorted(found))


def language_files(code: str, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files of a language: of the last folder of packs that has it, else the shipped ones."""
    for folder in (*reversed(folders), rules_folder()):
        files = tuple(sorted((folder / "languages" / code).glob("*.yaml")))
        if files:
            return files
    return ()


def is_shipped(pack: str | Path) -> bool:
    """Return whether this names a shipped pack, or all of them."""
    name = str(pack)
    plain = "/" not in name and "\\" not in name and not name.startswith(".") and name.strip() != ""
    # Unlike pathlib's, this takes a name that no file can have for one that is not there.
    return name == DEFAULT_PACKS or (plain and os.path.isfile(rules_folder() / name / "pack.yaml"))  # noqa: PTH113


def find(pack: str | Path, language: str, beside: Path | None = None) -> Found:
    """Return what a name or path of a pack leads to.

    Args:
        pack: name of a shipped pack, ``default``, path of a file or folder, or name of an installed pack.
        language: code of the language.
        beside: folder that relative paths count from; the working folder without it.

    Raises:
        UsageError: there is no such pack, or its folder cannot be read.
    """
    if not str(pack).strip():
        raise UsageError("a pack without a name; name a pack, a file or a folder")
    try:
        return _find(pack, language, beside)
    except OSError as error:
        raise UsageError(f"pack {str(pack)!r} cannot be read ({error.strerror}); check the path") from None


def _find(pack: str | Path, language: str, beside: Path | None) -> Found:
    folder = rules_folder()
    if str(pack) == DEFAULT_PACKS:
        return Found(_packs_of(folder, language), None, (folder,))
    if is_shipped(pack):
        return Found((_pack(folder / str(pack) / "pack.yaml", language),), None, (folder / str(pack),))
    path = (beside or Path()) / pack
    if path.exists():
        return _at(path, language)
    name = str(pack)
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        raise UsageError(f"no pack {name!r}: there is no such file or folder; check its name and where it is")
    from poalint.ruleset.installed import installed_folder, installed_packs

    place = installed_folder(name)
    if place is not None:
        found = _at(place, language)
        return Found(found.packs, found.folder, ("sys.path", path, *found.looked))
    names = [*(one.base.parent.name for one in _packs_of(folder, language)), *installed_packs()]
    from difflib import get_close_matches

    close = get_close_matches(name, names, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise UsageError(f"no pack {name!r}; give a path, or one of: {', '.join(sorted(names))}.{hint}")


def _at(path: Path, language: str) -> Found:
    if path.is_dir():
        base = path / "pack.yaml"
        if base.exists():
            return Found((_pack(base, language),), path, (path,))
        packs = _packs_of(path, language)
        single = tuple(PackFiles(file, None) for file in sorted(path.glob("*.yaml")) if file.name not in _TABLES)
        return Found((*packs, *single), path, (path,))
    of_language = path.stem.isalpha() and len(path.stem) <= _LONGEST_CODE and path.with_name("pack.yaml").exists()
    if path.name == "pack.yaml" or of_language:
        base = path.with_name("pack.yaml")
        return Found((_pack(base, language),), path.parent, (path.parent,))
    return Found((PackFiles(path, None),), None, (path,))


def _packs_of(folder: Path, language: str) -> tuple[PackFiles, ...]:
    return tuple(_pack(base, language) for base in sorted(folder.glob("*/pack.yaml")))


def _pack(base: Path, language: str) -> PackFiles:
    """Return a pack's files; a ``pack.yaml`` with nothing beside it may be a pack in one file."""
    if not any(one != base and one.name != "categories.yaml" for one in base.parent.glob("*.yaml")):
        return PackFiles(base, None)
    own = [base.with_name(f"{code}.yaml") for code in dict.fromkeys((language, ANY))]
    return PackFiles(base, tuple(path for path in own if path.exists()))


def _language_folders(folder: Path) -> list[Path]:
    languages = folder / "languages"
    try:
        return [path for path in languages.iterdir() if path.is_dir()]
    except OSError:
        return []
