"""Write results in the diagnostic format of reviewdog; edits are suggestions that it can offer to apply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from poalint.findings import Finding, RelatedSpan
from poalint.output import CheckedFile
from poalint.output.places import shown_path, utf8_position
from poalint.output.wording import notes, one_line, paragraphs
from poalint.text.positions import Lines

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(files: Sequence[CheckedFile]) -> str:
    """Return the JSON object, one diagnostic on each line."""
    rows = [json.dumps(diagnostic, ensure_ascii=False) for checked in files for diagnostic in _diagnostics(checked)]
    listed = "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"
    return f'{{"source": {{"name": "poalint"}}, "diagnostics": {listed}}}\n'


def _diagnostics(checked: CheckedFile) -> Iterator[dict[str, Any]]:
    path = shown_path(checked)
    if checked.report is not None:
        lines = Lines(checked.text)
        for finding in checked.report.findings:
            yield _finding(finding, path, lines)
    for note in notes(checked):
        yield {
            "message": note.message,
            "location": {"path": path},
            "severity": _SEVERITIES[note.severity],
            "code": {"value": note.rule},
        }


def _finding(finding: Finding, path: str, lines: Lines) -> dict[str, Any]:
    return {
        "message": "\n".join(paragraphs(finding)),
        "location": {"path": path, "range": _range(lines, finding.start, finding.end)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": [
            {"range": _range(lines, suggestion.start, suggestion.end), "text": suggestion.replacement}
            for suggestion in finding.suggestions
            if suggestion.kind == "edit"
        ],
        "related_locations": [_related(related, path, lines) for related in finding.related],
    }


def _related(related: RelatedSpan, path: str, lines: Lines) -> dict[str, Any]:
    place = {"path": path, "range": _range(lines, related.start, related.end)}
    return {"message": one_line(related.note), "location": place}


def _range(lines: Lines, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(lines, start), "end": _position(lines, end)}


def _position(lines: Lines, offset: int) -> dict[str, int]:
    line, column = utf8_position(lines, offset)
    return {"line": line, "column": column}
