"""The checker of each draft: by the nearest configuration, and made anew when a file that it came from has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Any

from poalint.text.memory import Memory

if TYPE_CHECKING:
    from poalint.configuration.checker import Checker
    from poalint.configuration.model import Configuration
    from poalint.lsp.grammar import Desk

_REMEMBERED = 1000  # sentences
_MOST_CHECKERS = 4  # configurations whose rules are kept
_MOST_FILES = 500  # of a pack that are looked at for changes

Stamp = tuple[tuple[int, int] | None, ...]


@dataclass
class _Entry:
    checker: Checker
    state: tuple[int, str]  # generation of the settings, day
    folders: list[str]
    files: tuple[str, ...]
    stamp: Stamp


class Settings:
    """Makes and keeps checkers; safe to share between threads.

    Attributes:
        default_folder: the workspace's, "" without one.
        given: what the editor sets, by key of a configuration file.
        desk: asks LanguageTool, so that no check waits for it.
    """

    def __init__(self) -> None:
        self._entries: Memory[_Entry] = Memory(_MOST_CHECKERS)
        self._generation = 0
        self._lock = RLock()
        self.default_folder = ""
        self.given: Mapping[str, Any] = {}
        self.desk: Desk | None = None

    def folder_of(self, path: str) -> str:
        """Return the folder whose configuration counts for a draft; that of the workspace if it is no file yet."""
        from poalint.text.paths import working_folder

        return os.path.dirname(path) if path else self.default_folder or working_folder()

    def checker(self, path: str) -> Checker:
        """Return what checks a draft.

        Args:
            path: absolute path of the draft, "" if it is no file yet.

        Raises:
            PoalintError: the configuration, a pack, a list of ignored findings or a baseline is wrong.
        """
        from datetime import date

        from poalint.configuration.discover import find_configuration

        folder = self.folder_of(path)
        with self._lock:
            file = find_configuration(folder) or ""
            entry = self._entries.recall(file)
            state = (self._generation, date.today().isoformat())
            if entry is not None and entry.state == state and entry.stamp == _stamp(entry.files):
                if folder not in entry.folders:
                    entry.folders.append(folder)
                    entry.files = tuple(_files(entry.checker.configuration, entry.folders))
                    entry.stamp = _stamp(entry.files)
                return entry.checker
            entry = None  # what is old need not stay while the new one is made
            self._entries.forget(file)
            made = self._made(file, [folder], state)
            self._entries.keep(file, made)
            return made.checker

    def forget(self) -> None:
        """Make all checkers anew when they are next asked for."""
        self._generation += 1

    def _made(self, file: str, folders: list[str], state: tuple[int, str]) -> _Entry:
        from poalint.configuration.checker import Checker
        from poalint.configuration.model import Configuration
        from poalint.configuration.read import load_configuration
        from poalint.errors import ConfigurationError, UsageError

        configuration = load_configuration(file) if file else Configuration(folder=folders[0])
        if self.given:
            from poalint.lsp.editor_settings import filled

            configuration = filled(configuration, self.given, self.default_folder or configuration.folder)
        # What is looked at for changes is noted before it is read: a change in between is seen the next time.
        files = tuple(_files(configuration, folders))
        stamp = _stamp(files)
        try:
            asking = self.desk.asking if self.desk is not None else None
            checker = Checker(configuration, today=state[1], remember=_REMEMBERED, asking=asking)
        except UsageError as error:  # a name in a file is another error
            names = ", ".join(f"poalint.{key}" for key in self.given)
            raise ConfigurationError(f"settings of the editor ({names}): {error}") from None
        return _Entry(checker, state, folders, files, stamp)


def _files(configuration: Configuration, folders: Iterable[str]) -> Iterator[str]:
    """Yield the files that a checker comes from."""
    from poalint.configuration.discover import IGNORE_FILE

    if configuration.path:
        yield configuration.path
        yield os.path.join(configuration.folder, IGNORE_FILE)
    if configuration.baseline:
        yield configuration.baseline
    if configuration.grammar.dictionary_file:
        yield configuration.grammar.dictionary_file
    for folder in folders:
        yield os.path.join(folder, IGNORE_FILE)
    for pack in configuration.packs or ():
        if os.path.isdir(pack):
            yield from _yaml_in(pack)
        elif os.path.isfile(pack):
            yield pack


def _yaml_in(folder: str) -> Iterator[str]:
    count = 0
    for above, folders, names in os.walk(folder):
        folders.sort()
        yield above  # a new file changes it
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")):
                count += 1
                yield os.path.join(above, name)
        if count > _MOST_FILES:
            return


def _stamp(files: Iterable[str]) -> Stamp:
    return tuple(map(_state, files))


def _state(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
