"""Write results as JSON for programs.

``report.schema.json`` beside this file is the schema, ``docs/json.md`` the manual.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from poalint import __version__
from poalint.findings import Finding, Report, Score, Suggestion, UnusedSuppression
from poalint.output import CheckedFile
from poalint.output.suppressions import WAYS

SCHEMA_VERSION = 1


def render(files: Sequence[CheckedFile], unused: Sequence[UnusedSuppression] = ()) -> str:
    """Return the JSON text: one line for each file, keys in a fixed order, a newline at the end."""
    tool = _dump({"name": "poalint", "version": __version__})
    entries = ",\n".join(_dump(_file(checked)) for checked in files)
    suppressions = _dump(_suppressions(files, unused))
    head = f'"version": {SCHEMA_VERSION}, "tool": {tool}, "suppressions": {suppressions}'
    return f'{{{head}, "files": [\n{entries}\n]}}\n'


def _dump(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    # A file name may hold bytes that are no characters; UTF-8 has none for them.
    return text.encode("utf-8", "replace").decode("utf-8")


def _plain(value: object) -> object:
    """Return what stands for a value that JSON does not know."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def _file(checked: CheckedFile) -> dict[str, Any]:
    report = checked.report
    if report is None:
        return {"path": checked.path, "findings": [], "error": checked.error}
    return {
        "path": checked.path,
        "language": report.language,
        "words": report.words,
        "rules": report.rules,
        "scored": report.scored,
        "score": _score(report.score),
        "findings": [_finding(finding) for finding in report.findings],
        "sections": _sections(report),
        "unchecked": list(report.unchecked),
        "silenced": [
            {"by": one.by, "place": one.place, "reason": one.reason, "finding": _finding(one.finding)}
            for one in report.silenced
        ],
        "notes": list(report.notes),
    }


def _suppressions(files: Sequence[CheckedFile], unused: Sequence[UnusedSuppression]) -> dict[str, Any]:
    by = [one.by for checked in files if checked.report for one in checked.report.silenced]
    return {
        "silenced": {way: by.count(way) for way in WAYS},
        "unused": [{"by": one.by, "place": one.place, "message": one.message, "path": one.path} for one in unused],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "total": _number(score.total),
        "tone": _number(score.tone),
        "substance": _number(score.substance),
        "form": _number(score.form),
        "consistency": _number(score.consistency),
        "first": [
            {"rule": gain.rule, "title": gain.title, "findings": gain.findings, "points": _number(gain.points)}
            for gain in score.first
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "excerpt": finding.excerpt,
        "role": finding.role,
        "why": finding.why,
        "source": finding.source,
        "related": [
            {
                "start": related.start,
                "end": related.end,
                "line": related.line,
                "column": related.column,
                "excerpt": related.excerpt,
                "note": related.note,
            }
            for related in finding.related
        ],
        "details": {key: finding.details[key] for key in sorted(finding.details)},
        "suggestions": [_suggestion(suggestion) for suggestion in finding.suggestions],
        "fingerprint": finding.fingerprint,
        "points": _number(finding.points),
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": suggestion.kind, "text": suggestion.text, "safe": suggestion.safe}
    if suggestion.kind == "edit":
        entry |= {"start": suggestion.start, "end": suggestion.end, "replacement": suggestion.replacement}
    return entry


def _sections(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "role": section.role,
            "roles": list(section.roles),
            "title": section.title,
            "start": section.start,
            "end": section.end,
            "line": section.line,
        }
        for section in report.sections
    ]


def _number(value: float) -> float:
    return round(value, 2)
