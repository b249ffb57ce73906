"""What every way to silence findings offers, and the silencing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from poalint.findings import Finding, Report, Silenced, UnusedSuppression


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run could have found, so that only a suppression that had its chance is called unused.

    Attributes:
        names: ids, packs and categories of the rules that ran.
        narrowed: whether options left rules out for this run alone.
    """

    names: frozenset[str]
    narrowed: bool = False

    def covers(self, name: str) -> bool:
        """Return whether all rules of a name ran; "" is any rule."""
        if not name:
            return not self.narrowed
        return name in self.names and ("/" in name or not self.narrowed)


class Source(Protocol):
    """One way to silence findings of one draft; it is asked once for each finding, in text order."""

    def silence(self, finding: Finding) -> Silenced | None:
        """Return the silenced finding, ``None`` if it is to be reported."""

    def unused(self, ran: Ran) -> Iterable[UnusedSuppression]:
        """Return what silenced nothing, after all findings."""


def silence(
    report: Report, sources: Sequence[Source], rescored: Callable[[Report, Sequence[Finding]], Report]
) -> Report:
    """Return a report without the findings that a source silences; they stand in ``silenced`` and do not count.

    Args:
        report: the report.
        sources: the first that silences a finding is named.
        rescored: gives a report with fewer findings and their score.
    """
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    for finding in report.findings:
        for source in sources:
            found = source.silence(finding)
            if found is not None:
                silenced.append(found)
                break
        else:
            kept.append(finding)
    return replace(rescored(report, kept), silenced=tuple(silenced)) if silenced else report


def names_of(finding: Finding) -> tuple[str, str, str]:
    """Return the names that a finding's rule goes by: id, category, pack."""
    return finding.rule, finding.category, finding.rule.partition("/")[0]
