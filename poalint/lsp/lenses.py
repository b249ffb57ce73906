"""Above the draft: its score, and what to mend first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from poalint.lsp.commands import EXPLAIN, REPORT

if TYPE_CHECKING:
    from poalint.lsp.results import Result


def lenses(result: Result) -> Iterator[types.CodeLens]:
    """Yield the lenses of a draft, all on its first line."""
    report = result.report
    if report is None:
        return
    from poalint.output.panel import tally

    top = types.Range(types.Position(0, 0), types.Position(0, 0))
    uri = result.document.uri
    score = (
        f"Score {int(report.score.total)} of 100, {tally(report)}" if report.scored else f"No score, {tally(report)}"
    )
    yield types.CodeLens(top, types.Command(score, REPORT, arguments=[uri]))
    first = next((gain for gain in report.score.first if round(gain.points) >= 1), None)
    if first is not None and report.scored:
        times = f" ({first.findings} times)" if first.findings > 1 else ""
        title = f"Mend first: {first.title}{times}, +{round(first.points)}"
        yield types.CodeLens(top, types.Command(title, EXPLAIN, arguments=[first.rule, report.language, uri]))
