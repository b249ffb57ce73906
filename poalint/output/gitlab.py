"""Write results as a GitLab code quality report, which is a part of the Code Climate format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from poalint.findings import Finding
from poalint.output import CheckedFile
from poalint.output.places import last_character, shown_path
from poalint.output.wording import Note, markdown, notes, one_line, paragraphs
from poalint.text.positions import Lines

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(files: Sequence[CheckedFile]) -> str:
    """Return the JSON array, one issue on each line."""
    issues = [json.dumps(issue, ensure_ascii=False) for checked in files for issue in _issues(checked)]
    return "[\n" + ",\n".join(issues) + "\n]\n" if issues else "[]\n"


def _issues(checked: CheckedFile) -> Iterator[dict[str, Any]]:
    path = shown_path(checked)
    if checked.report is not None:
        lines = Lines(checked.text)
        for finding in checked.report.findings:
            yield _finding(finding, path, lines)
    for number, note in enumerate(notes(checked)):
        yield _note(note, number, path)


def _finding(finding: Finding, path: str, lines: Lines) -> dict[str, Any]:
    end_line, end_column = last_character(lines, finding.start, finding.end)
    _, *more = paragraphs(finding)
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": one_line(finding.message),
        "content": {"body": "\n\n".join(markdown(paragraph) for paragraph in more)},
        "categories": ["Clarity"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": _fingerprint(path, finding.fingerprint),
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": finding.line, "column": finding.column},
                "end": {"line": end_line, "column": end_column},
            },
        },
    }


def _note(note: Note, number: int, path: str) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": note.rule,
        "description": note.message,
        "categories": ["Bug Risk"],
        "severity": "blocker" if note.severity == "error" else "info",
        "fingerprint": _fingerprint(path, f"{note.rule} {number}"),
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }


def _fingerprint(path: str, of: str) -> str:
    """Return what tells issues of all files apart: GitLab drops the second of two with one fingerprint."""
    return hashlib.sha256(f"{path}\0{of}".encode()).hexdigest()[:32]
