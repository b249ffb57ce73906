"""Write results as workflow commands, which GitHub shows beside the lines of a run and a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poalint.findings import Finding
from poalint.output import CheckedFile
from poalint.output.panel import points, tally
from poalint.output.places import shown_path
from poalint.output.wording import notes, one_line, paragraphs, printable

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(files: Sequence[CheckedFile]) -> str:
    """Return one command for each finding and one for the score of each file."""
    return "".join(line + "\n" for checked in files for line in _commands(checked))


def _commands(checked: CheckedFile) -> Iterator[str]:
    path = shown_path(checked)
    report = checked.report
    if report is not None:
        for finding in report.findings:
            yield _command(_LEVELS[finding.severity], _region(path, finding), "\n".join(paragraphs(finding)))
    for note in notes(checked):
        yield _command(_LEVELS[note.severity], {"file": path, "title": note.rule}, note.message)
    if report is not None:
        score = f"score {points(report.score.total)} of 100" if report.scored else "no score"
        said = f"{one_line(checked.name)}: {score}; {tally(report)}"
        yield _command("notice", {"file": path, "title": "poalint/score"}, said)


def _region(path: str, finding: Finding) -> dict[str, object]:
    region: dict[str, object] = {"file": path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:  # GitHub refuses columns over several lines
        region |= {"col": finding.column, "endColumn": finding.end_column}
    return {**region, "title": finding.rule}


def _command(level: str, properties: dict[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    return f"::{level} {listed}::{_escape(message)}"


def _escape(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
