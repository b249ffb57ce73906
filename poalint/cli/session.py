"""One run over drafts: the configuration of each, what is silenced and unused, the exit status."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from poalint.cli.options import Settings
from poalint.configuration.checker import Checker
from poalint.configuration.discover import find_configuration
from poalint.configuration.grammar import REQUIRED
from poalint.configuration.model import FAILING, Configuration
from poalint.configuration.read import load_configuration, override, without_file
from poalint.errors import UsageError
from poalint.findings import Report, UnusedSuppression
from poalint.output import CheckedFile
from poalint.text.decode import STDIN
from poalint.text.paths import working_folder

if TYPE_CHECKING:
    from poalint.packs.model import Rule
    from poalint.suppression.fingerprints import IgnoredFinding
    from poalint.suppression.source import Ran

CLEAN, FOUND, FAILED = 0, 1, 2
_GRAMMAR = "grammar not checked"


class Configurations:
    """The configurations of a run: the nearest one of each draft, with what the command line says put over it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._read: dict[str, Configuration] = {}
        self._given = dict(settings.given)
        if self._given.get("baseline", (None,))[0]:
            self._given["baseline"] = (os.path.abspath(self._given["baseline"][0]), self._given["baseline"][1])

    def path(self, draft: str) -> str:
        """Return the path that counts for a draft, "" for standard input that was given none."""
        return self._settings.stdin_filename if draft == STDIN else draft

    def of(self, draft: str) -> Configuration:
        """Return a draft's configuration.

        Raises:
            ConfigurationError: it is wrong, or two stand in the same folder.
        """
        path = self.path(draft)
        return self.near(os.path.dirname(os.path.abspath(path)) if path else working_folder())

    def near(self, folder: str) -> Configuration:
        """Return the configuration for drafts in a folder."""
        settings = self._settings
        file = settings.config or (None if settings.isolated else find_configuration(folder)) or ""
        if file not in self._read:
            self._read[file] = override(load_configuration(file) if file else without_file(), self._given)
        return self._read[file]


class Session:
    """Checks drafts, each by its own configuration, and remembers what counts for the run as a whole.

    Attributes:
        configurations: of the drafts.
        paths: the drafts to check, as the user named them.
        excluded: those that are left out.
        checked: the results so far.

    Raises:
        PoalintError: a configuration, an option, a list of ignored findings or a baseline is wrong.
    """

    def __init__(self, paths: Iterable[str], settings: Settings, checkers: Mapping[str, Any] | None = None) -> None:
        """Take the drafts; ``checkers`` are further arguments for each checker."""
        self.configurations = Configurations(settings)
        self._arguments = {"ignore_files": not settings.isolated, "today": _today(), **(checkers or {})}
        self._checkers: dict[str, Checker] = {}
        self.checked: list[CheckedFile] = []
        self._told: set[str] = set()
        self._missed = False
        self.paths: list[str] = []
        self.excluded: list[str] = []
        self._anywhere: dict[str, tuple[IgnoredFinding, list[tuple[Report, Ran]]]] = {}
        for path in paths:  # all settings are read before a draft is, so that a mistake in them is said first
            checker = self.checker(path)
            checker.ignored(self.configurations.path(path))
            named = self.configurations.path(path)
            (self.excluded if named and checker.excluded(named) else self.paths).append(path)

    def checker(self, path: str) -> Checker:
        """Return what checks a draft."""
        configuration = self.configurations.of(path)
        if configuration.path not in self._checkers:
            self._checkers[configuration.path] = Checker(configuration, **self._arguments)
        return self._checkers[configuration.path]

    def rules(self) -> list[Rule]:
        """Return the rules that ran, examples included."""
        rules = {rule.id: rule for checker in self._checkers.values() for rule in checker.linter.rules()}
        return list(rules.values())

    def notes(self) -> list[str]:
        """Return what the user should know of the choice of rules, each once."""
        return list(dict.fromkeys(note for checker in self._checkers.values() for note in checker.linter.notes))

    def check(self, path: str, text: str) -> Report:
        """Return the report on a draft."""
        checker = self.checker(path)
        named = self.configurations.path(path)
        report = checker.check(text, named)
        if report.grammar == "":
            self._missed = self._missed or checker.configuration.grammar.check == REQUIRED
            report = self._told_once(report)
        for entry in checker.ignored(named):
            if not entry.path:
                self._anywhere.setdefault(entry.place, (entry, []))[1].append((report, checker.ran(report)))
        return report

    def _told_once(self, report: Report) -> Report:
        """Return a report that does not say again why grammar was not checked."""
        again = self._told.intersection(report.unchecked)
        self._told.update(note for note in report.unchecked if note.startswith(_GRAMMAR))
        return replace(report, unchecked=tuple(note for note in report.unchecked if note not in again))

    def finish(self) -> str:
        """Do what is left to do after all drafts were checked; return what was done in a line, "" for nothing."""
        return ""

    def unused(self) -> list[UnusedSuppression]:
        """Return the suppressions that silenced nothing, after all drafts were checked."""
        return [*(one for each in self.checked if each.report for one in each.report.unused), *self._unused_anywhere()]

    def status(self) -> int:
        """Return the exit status, after all drafts were checked."""
        status = CLEAN
        if self._missed:
            return FAILED
        for result in self.checked:
            report = result.report
            if report is None:
                return FAILED
            settings = self.checker(result.path).configuration
            # A draft that was not checked in its own language has earned no score.
            low = settings.min_score is not None and (not report.scored or report.score.total < settings.min_score)
            failing = FAILING[settings.fail_on]
            unused = settings.fail_on_unused and (report.unused or self._unused_anywhere())
            if low or unused or any(finding.severity in failing for finding in report.findings):
                status = FOUND
        return status

    def _unused_anywhere(self) -> list[UnusedSuppression]:
        if not self._anywhere or any(result.report is None for result in self.checked):
            return []  # a finding may stand in the draft that could not be read
        from poalint.suppression.fingerprints import unused_anywhere

        today = next(iter(self._checkers.values())).today
        return [
            one
            for entry, checked in self._anywhere.values()
            for one in unused_anywhere([entry], checked, today if entry.expires else "")
        ]


def _today() -> str:
    """Return the day of SOURCE_DATE_EPOCH, for runs that must not depend on the clock; "" without it."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return ""
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is {seconds!r}; it must be a number of seconds") from None
