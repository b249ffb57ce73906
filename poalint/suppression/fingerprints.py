"""Silence single findings by their fingerprint."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from poalint.findings import Finding, Report, Silenced, UnusedSuppression
from poalint.suppression.source import Ran

BY = "fingerprint"


@dataclass(frozen=True, slots=True)
class IgnoredFinding:
    """A finding that is not to be reported.

    Attributes:
        fingerprint: its 16 hexadecimal digits.
        reason: why.
        rule: id of its rule, "" if not told.
        path: the draft it stands in, relative to ``folder``; "" for any draft.
        expires: the last day on which it is left out, as ``2026-12-31``; "" for no end.
        place: where this is written, ``path:line:column``.
        folder: folder of the file in which it is written.
        listed: path of that file if it is a list of ignored findings, "" if it is a configuration.
    """

    WRITTEN: ClassVar[tuple[str, ...]] = ("fingerprint", "reason", "rule", "path", "expires")

    fingerprint: str
    reason: str
    rule: str = ""
    path: str = ""
    expires: str = ""
    place: str = ""
    folder: str = ""
    listed: str = ""

    def applies(self, path: str) -> bool:
        """Return whether it is for a draft, given by its absolute path."""
        return not self.path or os.path.normpath(os.path.join(self.folder, self.path)) == path

    def expired(self, today: str) -> bool:
        """Return whether its last day is over; days as ``2026-12-31``."""
        return bool(self.expires) and self.expires < today


class Fingerprints:
    """The ignored findings of one draft."""

    def __init__(self, entries: Iterable[IgnoredFinding], path: str, name: str, today: str) -> None:
        self._name = name
        self._entries = [entry for entry in entries if entry.applies(path)]
        self._today = today
        self._known: dict[str, IgnoredFinding] = {}
        for entry in self._entries:
            if not entry.expired(today):
                self._known.setdefault(entry.fingerprint, entry)
        self._used: set[str] = set()

    def silence(self, finding: Finding) -> Silenced | None:
        """Return the finding as silenced if its fingerprint is listed."""
        entry = self._known.get(finding.fingerprint)
        if entry is None:
            return None
        self._used.add(entry.place)
        return Silenced(finding, BY, entry.place, entry.reason)

    def unused(self, ran: Ran) -> Iterator[UnusedSuppression]:
        """Yield entries for this draft alone that silenced nothing; those for any draft are judged at the end."""
        for entry in self._entries:
            if entry.path and entry.place not in self._used and ran.covers(entry.rule):
                yield unused(entry, self._today, self._name)


def unused_anywhere(
    entries: Iterable[IgnoredFinding], checked: Sequence[tuple[Report, Ran]], today: str
) -> list[UnusedSuppression]:
    """Return the entries for any draft that silenced nothing in any of the checked drafts.

    Args:
        entries: the entries; those for one draft are passed over, as its report names them.
        checked: reports on all drafts that the entries are for.
        today: the day, as ``2026-12-31``.
    """
    used = {silenced.place for report, _ in checked for silenced in report.silenced}
    return [
        unused(entry, today)
        for entry in entries
        if not entry.path and entry.place not in used and checked and any(ran.covers(entry.rule) for _, ran in checked)
    ]


def unused(entry: IgnoredFinding, today: str, name: str = "") -> UnusedSuppression:
    """Return an entry as an unused one; ``name`` is what to call its draft."""
    what = f"ignored finding {entry.fingerprint}" + (f" of {entry.rule}" if entry.rule else "")
    if entry.expired(today):
        why = f"ended on {entry.expires}"
    else:
        why = f"is no longer found in {name}" if name else "is found in no draft that was checked"
    return UnusedSuppression(BY, entry.place, f"{what} {why}", name)
