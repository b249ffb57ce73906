"""``poalint check --update-baseline``: make the baseline hold what is found now."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from poalint.cli.options import Settings
from poalint.cli.session import Session
from poalint.errors import UsageError
from poalint.findings import Report
from poalint.suppression.baseline import BY, Baseline, Known, Listed, read_baseline, render
from poalint.suppression.source import silence
from poalint.text.paths import shown, write_whole


class Updating(Session):
    """A session in which all findings of a draft become known ones.

    Attributes:
        baseline: the baseline as it was; empty if there was none.
    """

    def __init__(self, paths: Iterable[str], settings: Settings) -> None:
        drafts = list(paths)
        session = Session((), settings)
        files = {session.configurations.of(draft).baseline for draft in drafts}
        if len(files) > 1:
            raise UsageError("the drafts have several baselines; name one by --baseline, or update one after the other")
        file = files.pop() if files else None
        if file is None:
            raise UsageError("--update-baseline needs --baseline FILE, or baseline in the configuration")
        if any(not session.configurations.path(draft) for draft in drafts):
            raise UsageError("a baseline goes by path: name the draft on standard input by --stdin-filename")
        self.baseline = read_baseline(file) if os.path.exists(file) else Baseline(os.path.abspath(file))
        self._new: dict[str, list[Known]] = {}
        super().__init__(drafts, settings, {"baseline": self.baseline})

    def check(self, path: str, text: str) -> Report:
        """Return the report on a draft, with all that is found in it as known."""
        report = super().check(path, text)
        checker = self.checker(path)
        draft = os.path.abspath(self.configurations.path(path))
        ran = checker.ran(report)
        found = [*report.findings, *(one.finding for one in report.silenced if one.by == BY)]
        kept = [entry for entry in self.baseline.of(draft) if not ran.covers(entry.rule)]
        known = [*(self.baseline.known(draft, finding) for finding in found), *kept]
        self._new[self.baseline.name(draft)] = known
        now = silence(report, [Listed(Baseline(self.baseline.path, known), draft, path)], checker.linter.rescored)
        silenced = sorted((*report.silenced, *now.silenced), key=lambda one: (one.finding.start, one.finding.end))
        unused = tuple(one for one in report.unused if one.by != BY)
        return replace(now, silenced=tuple(silenced), unused=unused)

    def finish(self) -> str:
        """Write the baseline and return what was done, in a line.

        Drafts that were not checked keep their entries, unless they are gone.

        Raises:
            InputError: it cannot be written.
        """
        old = self.baseline.entries
        others = [entry for entry in old if entry.path not in self._new and self.baseline.exists(entry)]
        new = Baseline(self.baseline.path, [*others, *(one for known in self._new.values() for one in known)])
        write_whole(new.path, render(new))
        added, removed = len(set(new.entries) - set(old)), len(set(old) - set(new.entries))
        return f"{shown(new.path)}: {len(new.entries)} known findings ({added} added, {removed} removed)"
