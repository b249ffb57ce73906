"""Write results as a table for spreadsheets: one row for each finding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from poalint.findings import Finding
from poalint.output import CheckedFile
from poalint.output.panel import points
from poalint.output.places import shown_path
from poalint.output.wording import notes, one_line, printable, related_place

COLUMNS = (
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "rule",
    "category",
    "message",
    "words",
    "why",
    "what_to_do",
    "see_also",
    "points",
    "fingerprint",
    "score",
    "language",
)
# What a spreadsheet takes for the start of a formula; it may skip blanks and quotes before it, and knows wide signs.
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠]|[\t\r\n]")


def render(files: Sequence[CheckedFile]) -> str:
    """Return the table (RFC 4180), with a byte order mark: without one, Excel does not see that it is UTF-8."""
    page = io.StringIO()
    table = csv.DictWriter(page, COLUMNS, restval="")
    table.writeheader()
    for checked in files:
        for row in _rows(checked):
            table.writerow({key: _cell(value) for key, value in row.items()})
    return "\ufeff" + page.getvalue()


def _rows(checked: CheckedFile) -> Iterator[dict[str, Any]]:
    report = checked.report
    facts: dict[str, Any] = {"file": shown_path(checked)}
    if report is not None:
        facts |= {"score": points(report.score.total) if report.scored else "", "language": report.language}
        for finding in report.findings:
            yield facts | _finding(finding)
        if not report.findings:
            yield facts | {"message": "No findings."}
    for note in notes(checked):
        yield facts | {"severity": note.severity, "rule": note.rule, "message": note.message}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "severity": finding.severity,
        "rule": finding.rule,
        "category": finding.category,
        "message": one_line(finding.message),
        "words": printable(finding.excerpt),
        "why": one_line(finding.why),
        "what_to_do": "\n".join(one_line(suggestion.text) for suggestion in finding.suggestions),
        "see_also": "\n".join(related_place(related) for related in finding.related),
        "points": finding.points,
        "fingerprint": finding.fingerprint,
    }


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet runs: an apostrophe stands before what could be a formula."""
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value
