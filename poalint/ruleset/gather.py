"""Read the chosen packs and all that they extend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from poalint.errors import UsageError
from poalint.packs.loader import read_categories, read_pack, read_profile
from poalint.packs.merging import Merged, merge
from poalint.packs.model import Category, Profile
from poalint.packs.problems import Problems
from poalint.packs.raw import RawPack, Value
from poalint.ruleset import cache
from poalint.ruleset.sources import ANY, DEFAULT_PACKS, Found, PackFiles, find, language_files, rules_folder

MAX_PACKS = 300
_CHANGES = ("overrides", "disable", "add-to-classes", "categories", "extends")


@dataclass(slots=True)
class Gathered:
    """The chosen packs, merged.

    Attributes:
        profile: the language.
        supported: whether the language has data.
        merged: rules and patterns.
        state: files and folders that all this came from, as they were before they were read.
    """

    profile: Profile
    supported: bool
    merged: Merged
    state: list[tuple[str, cache.Stamp]] = field(default_factory=list)


def gather(language: str, packs: Sequence[str | Path] | None, problems: Problems) -> Gathered:
    """Return the chosen packs, merged, and note what is wrong with them.

    Raises:
        UsageError: a pack does not exist, or has nothing for the language.
    """
    gatherer = _Gatherer(language, problems)
    for pack in packs if packs is not None else (DEFAULT_PACKS,):
        gatherer.root(pack)
    files = language_files(language, gatherer.folders)
    gatherer.look(*(folder / "languages" / language for folder in (*gatherer.folders, rules_folder())), *files)
    profile, where = read_profile(files, language, problems)
    classes = profile.table("classes")
    merged = merge(gatherer.packs, gatherer.extended, gatherer.categories(), classes, problems)
    merged.sets |= {
        f"language:{name}": [(f"language:{name}", block)] for name, block in profile.table("patterns").items()
    }
    merged.owners |= where
    return Gathered(profile, bool(files), merged, gatherer.state)


class _Gatherer:
    def __init__(self, language: str, problems: Problems) -> None:
        self.language = language
        self.problems = problems
        self.packs: list[RawPack] = []
        self.extended: dict[str, list[RawPack]] = {}
        self.folders: list[Path] = []
        self.read: dict[Path, RawPack | None] = {}
        self.reading: list[Path] = []
        self.state: list[tuple[str, cache.Stamp]] = []
        self.shipped = rules_folder()

    def look(self, *paths: Path | str) -> None:
        """Remember the state of files and folders before they are read."""
        self.state.extend(cache.stamps(paths))

    def root(self, pack: str | Path) -> None:
        found = self.found(find(pack, self.language))
        packs = [raw for files in found.packs if (raw := self.visit(files, None)) is not None]
        useful = [raw for raw in packs if raw.active and (raw.rules or any(key in raw.parts for key in _CHANGES))]
        if not useful and not self.problems.found and self.language != ANY:
            what = "no pack in this folder has" if Path(pack).is_dir() else "this pack has no"
            raise UsageError(f"{pack}: {what} rules for language {self.language!r}")

    def found(self, found: Found) -> Found:
        self.look(*found.looked)
        if found.folder is not None and found.folder not in self.folders:
            self.folders.append(found.folder)
        return found

    def visit(self, files: PackFiles, named: Value | None) -> RawPack | None:
        """Read a pack behind those that it extends."""
        path = files.base.resolve()
        if path in self.reading:
            circle = [*self.reading[self.reading.index(path) :], path]
            names = " -> ".join(one.parent.name if one.name == "pack.yaml" else one.name for one in circle)
            if named is not None:
                named.wrong(self.problems, f"packs extend each other in a circle: {names}", "take one of them out")
            return None
        if path in self.read:
            return self.read[path]
        if len(self.read) > MAX_PACKS:
            self.problems.add(files.base, 1, 1, f"more than {MAX_PACKS} packs", "choose fewer")
            return None
        self.look(*files.files, *([files.base.parent] if files.own is not None else []))
        raw = self.read[path] = read_pack(files.base, files.own, self.language, self.problems)
        if raw is None or not raw.active:
            return raw
        self.reading.append(path)
        reached: dict[str, RawPack] = {}
        for value in raw.extends:
            for other in self.extends(value, files.base.parent):
                reached |= {one.name: one for one in (*self.extended.get(other.name, ()), other)}
        self.reading.pop()
        same = next((one for one in self.packs if one.name == raw.name), None)
        if same is not None:
            place = raw.parts["pack"][0] if raw.parts.get("pack") else None
            if place is not None:
                place.wrong(
                    self.problems, f"a pack {raw.name!r} is there already: {same.path}", "give this one another name"
                )
            return raw
        self.packs.append(raw)
        self.extended[raw.name] = list(reached.values())
        return raw

    def extends(self, value: Value, beside: Path) -> list[RawPack]:
        """Return the packs that one entry of ``extends`` names."""
        if not isinstance(value.data, str):
            return []
        try:
            found = self.found(find(value.data, self.language, beside))
        except UsageError as error:
            value.wrong(self.problems, str(error))
            return []
        if not found.packs:
            value.wrong(self.problems, f"no pack in {value.data!r}", "name a folder with a pack.yaml, or a file")
        packs = [self.visit(files, value) for files in found.packs]
        return [raw for raw in packs if raw is not None and raw.active]

    def categories(self) -> dict[str, Category]:
        """Return the shipped categories and those that stand in a file beside other packs."""
        beside = [*self.folders, *(raw.path.parent for raw in self.packs)]
        folders = [self.shipped, *(one for one in beside if self.shipped not in (one, one.parent))]
        found: dict[str, Category] = {}
        for path in dict.fromkeys(folder / "categories.yaml" for folder in folders):
            self.look(path)
            if path.exists():
                found |= read_categories(path, self.problems)
        return found
