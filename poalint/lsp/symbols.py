"""The parts of a plan: as an outline with what each costs, and for folding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from poalint.findings import Report, SectionSummary
    from poalint.lsp.results import Result

_PARTS = ("tone", "substance", "form", "consistency")


def outline(result: Result) -> list[types.DocumentSymbol]:
    """Return one symbol for the plan, with its score and sub-scores, and in it one for each section."""
    report, document = result.report, result.document
    if report is None:
        return []
    place = document.positions.range(0, len(document.text))
    first = document.positions.range(*document.positions.line(0))
    parts = ", ".join(f"{name} {int(getattr(report.score, name))}" for name in _PARTS)
    name = f"Score {int(report.score.total)} of 100" if report.scored else "Plan"
    detail = parts if report.scored else ""
    sections = [_section(result, report, section) for section in report.sections]
    return [types.DocumentSymbol(name, types.SymbolKind.File, place, first, detail, children=sections)]


def flat(symbols: list[types.DocumentSymbol], uri: str) -> list[types.SymbolInformation]:
    """Return an outline for clients that know no symbols inside of symbols."""
    found: list[types.SymbolInformation] = []
    for symbol in symbols:
        name = f"{symbol.name} ({symbol.detail})" if symbol.detail else symbol.name
        found.append(types.SymbolInformation(types.Location(uri, symbol.range), name, symbol.kind))
        found += flat(list(symbol.children or ()), uri)
    return found


def folds(result: Result) -> Iterator[types.FoldingRange]:
    """Yield the lines of each section that has more than one."""
    if result.report is None:
        return
    for section in result.report.sections:
        place = result.document.positions.range(section.start, section.end)
        if place.end.line > place.start.line:
            yield types.FoldingRange(place.start.line, place.end.line, kind=types.FoldingRangeKind.Region)


def _section(result: Result, report: Report, section: SectionSummary) -> types.DocumentSymbol:
    positions, text = result.document.positions, result.document.text
    inside = [one for one in report.findings if section.start <= one.start < section.end]
    cost = round(sum(one.points for one in inside))
    findings = f"{len(inside)} finding{'' if len(inside) == 1 else 's'}"
    detail = f"{', '.join(section.roles)}: {findings}" + (f", costs about {cost} points" if cost > 1 else "")
    ends = [at for mark in "\r\n" if (at := text.find(mark, section.start, section.end)) >= 0]
    first = positions.range(section.start, min(ends, default=section.end))
    return types.DocumentSymbol(
        name=section.title or f"({section.role})",
        kind=types.SymbolKind.Namespace,
        range=positions.range(section.start, section.end),
        selection_range=first,
        detail=detail,
    )
