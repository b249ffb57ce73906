"""Show results to people, on a page of 80 columns.

A finding is a header (place, severity, rule), the line of the draft with the words underlined, what is wrong, and what
to do about it. Nothing is said twice: findings on the same words share the line above them, and long advice that a
finding shares with an earlier one is given by its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poalint.findings import Finding, RelatedSpan, Report, Suggestion
from poalint.output import CheckedFile
from poalint.output.panel import PARTS, panel, points, tally
from poalint.output.source import snippet
from poalint.output.style import Style
from poalint.output.suppressions import silenced
from poalint.output.width import shorten, width, wrap
from poalint.text.positions import Lines

_INDENT = " " * 7  # below the source line, which stands after "   1 | "
_SUGGESTIONS = 2


def render(checked: CheckedFile, style: Style, fingerprints: bool = False) -> str:
    """Return the findings of one checked file, on request with fingerprints, and its score panel."""
    if checked.report is None:
        return ""
    lines = [*_findings(checked, style, fingerprints), *panel(checked.name, checked.report, style)]
    return "\n".join(lines) + "\n"


def render_quiet(checked: CheckedFile, style: Style) -> str:
    """Return one line for each finding, one for the score, and one for each of what else there is to say."""
    report = checked.report
    if report is None:
        return ""
    name = style.text(checked.name)
    lines = [
        f"{name}:{finding.line}:{finding.column}: {style.paint(finding.severity, finding.severity)}: "
        f"{style.text(finding.message)} [{finding.rule}] {finding.fingerprint}"
        for finding in report.findings
    ]
    lines.append(f"{name}: {_quiet_score(report, style)}")
    if report.silenced:
        lines.append(f"{name}: {silenced(report)}")
    lines += [f"{name}: note: {style.text(note)}" for note in report.notes]
    if report.unchecked:
        lines.append(f"{name}: not checked: {style.text('; '.join(report.unchecked))}")
    return "\n".join(lines) + "\n"


def _quiet_score(report: Report, style: Style) -> str:
    if not report.scored:
        return style.paint("no score", "bold") + ", as too little of it could be checked"
    parts = ", ".join(f"{part} {points(getattr(report.score, part))}" for part in PARTS)
    return style.paint(f"score {points(report.score.total)} of 100", "bold") + f" ({parts}); {tally(report)}"


def render_summary(files: Sequence[CheckedFile], style: Style) -> str:
    """Return one line for each file of a run with several."""
    lines = [style.paint(style.mark("line") * style.columns, "dim"), style.paint("All files", "bold")]
    for checked in files:
        report = checked.report
        score, what = "  -", "could not be checked"
        if report is not None and report.scored:
            score, what = f"{points(report.score.total):>3}", tally(report)
        name = style.text(checked.name)
        if len(score) + width(name) + len(what) + 6 > style.columns:
            lines += [f"  {score}  {name}", f"       {what}"]
        else:
            blank = " " * (style.columns - 7 - width(name) - len(what))
            lines.append(f"  {score}  {name}{blank}{what}")
    return "\n".join(lines) + "\n"


def _findings(checked: CheckedFile, style: Style, fingerprints: bool) -> Iterator[str]:
    assert checked.report is not None
    lines = Lines(checked.text)
    advised: dict[str, int] = {}
    before: tuple[int, int] | None = None
    for finding in checked.report.findings:
        place = (finding.start, finding.end)
        yield from _header(checked.name, finding, style)
        if place != before:
            yield from snippet(checked.text, lines, place, style, finding.severity)
        before = place
        yield from _body(finding, advised, style)
        if fingerprints:
            yield _INDENT + style.paint(f"fingerprint {finding.fingerprint}", "dim")
        yield ""


def _header(name: str, finding: Finding, style: Style) -> Iterator[str]:
    place = f"{style.text(name)}:{finding.line}:{finding.column}"
    what = f"{style.paint(finding.severity, finding.severity)}  {style.paint(finding.rule, 'dim')}"
    if width(place) + len(finding.severity) + len(finding.rule) + 4 <= style.columns:
        yield f"{style.paint(place, 'bold')}  {what}"
    else:
        yield style.paint(place, "bold")
        yield f"  {what}"


def _body(finding: Finding, advised: dict[str, int], style: Style) -> Iterator[str]:
    """Yield what is wrong, the other places it speaks of, and what to do."""
    for line in wrap(style.text(finding.message), style.columns - len(_INDENT)):
        yield _INDENT + line
    for related in finding.related:
        yield _related(related, style)
    shown = finding.suggestions[:_SUGGESTIONS]
    given = {advised.get(suggestion.text, finding.line) for suggestion in shown}
    if len(shown) > 1 and len(given) == 1 and given != {finding.line}:
        yield f"{_INDENT}{style.paint(style.mark('arrow') + ' ', 'good')}Same advice as for line {given.pop()}."
        return
    word = ""
    for suggestion in shown:
        yield from _suggestion(word, suggestion, finding.line, advised, style)
        word = "or: "


def _related(related: RelatedSpan, style: Style) -> str:
    note = f"{style.text(related.note)}: " if related.note else ""
    place = f"{_INDENT}line {related.line}: {note}"
    excerpt = f"“{' '.join(related.excerpt.split())}”"
    shown = shorten(style.text(excerpt), max(12, style.columns - width(place)), style.mark("ellipsis"))
    return place + shown


def _suggestion(word: str, suggestion: Suggestion, line: int, advised: dict[str, int], style: Style) -> Iterator[str]:
    mark = style.mark("arrow") + " "
    indent = _INDENT + " " * len(mark)
    wrapped = wrap(word + style.text(suggestion.text), style.columns - len(indent))
    seen = advised.setdefault(suggestion.text, line)
    if len(wrapped) > 1 and seen != line:
        wrapped = [f"{word}{'same' if word else 'Same'} advice as for line {seen}."]
    start = indent if word else _INDENT + style.paint(mark, "good")
    for part in wrapped:
        yield start + part
        start = indent
