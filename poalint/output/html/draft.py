"""A draft with its words underlined, and the findings beside the lines they begin on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poalint.findings import Finding, RelatedSpan, Report, SectionSummary, Suggestion
from poalint.output.html.escape import isolated, verbatim, words
from poalint.output.html.marks import Piece, pieces
from poalint.roles import OTHER
from poalint.text.positions import Lines

_SIGNS = {"error": "✕", "warning": "!", "info": "i"}
_LANES = 4  # lines that are drawn below the same words; what overlaps more shares the last


def draft(text: str, report: Report, key: str) -> Iterator[str]:
    """Yield the draft line by line.

    Args:
        text: the draft.
        report: its report.
        key: prefix of the ids of this draft on the page.
    """
    findings = report.findings
    roles = {section.line: section for section in report.sections if section.role != OTHER}
    yield f'<div class="draft" role="group" aria-label="Draft and findings" lang="{words(report.language)}">'
    for number, row in enumerate(pieces(text, Lines(text), findings), 1):
        starts = [at for piece in row for at in piece.starts]
        yield f'<div class="row{" found" if starts else ""}">'
        yield _line(number, row, findings, key, roles.get(number))
        if starts:
            yield f'<ol class="notes" lang="en" aria-label="Findings on line {number}">'
            for at in starts:
                yield from _card(at, findings[at], key)
            yield "</ol>"
        yield "</div>"
    yield "</div>"


def _line(
    number: int, row: Sequence[Piece], findings: Sequence[Finding], key: str, section: SectionSummary | None
) -> str:  # fmt: skip
    shown = "".join(_piece(piece, findings, key) for piece in row)
    role = f'<span class="role" lang="en">{words(section.role.replace("-", " "))}</span>' if section else ""
    count = f'<span class="count" aria-hidden="true">{number}</span>'
    words_of_line = f'<div class="text" dir="auto">{shown or "<br>"}</div>'
    return f'<div class="line" id="{key}-l{number}">{count}{words_of_line}{role}</div>'


def _piece(piece: Piece, findings: Sequence[Finding], key: str) -> str:
    begin = "".join(_number(at, findings[at], key) for at in piece.starts)
    shown = verbatim(piece.text)
    for lane, at in piece.findings:
        tag = "mark" if (lane, at) == piece.findings[-1] else "span"
        name = f"under {findings[at].severity} lane{min(lane, _LANES - 1)}"
        shown = f'<{tag} class="{name}">{shown}</{tag}>'
    return begin + shown


def _number(at: int, finding: Finding, key: str) -> str:
    said = f"Finding {at + 1}, {finding.severity}"
    return (
        f'<a class="badge {finding.severity}" id="{key}-m{at + 1}" href="#{key}-n{at + 1}" '
        f'aria-label="{said}">{at + 1}</a>'
    )


def _card(at: int, finding: Finding, key: str) -> Iterator[str]:
    severity = finding.severity
    yield f'<li class="card {severity}" id="{key}-n{at + 1}" value="{at + 1}">'
    yield (
        f'<p class="head"><a class="badge {severity}" href="#{key}-m{at + 1}" '
        f'aria-label="Finding {at + 1}: back to the words">{at + 1}</a> '
        f'<span class="severity"><span aria-hidden="true">{_SIGNS[severity]}</span> {severity}</span> '
        f'<span class="rule">{words(finding.rule)}</span></p>'
    )
    yield f'<p class="message">{words(finding.message)}</p>'
    if finding.why:
        yield f'<p class="why">{words(finding.why)}</p>'
    for related in finding.related:
        yield _related(related, key)
    if finding.suggestions:
        yield '<ul class="advice" aria-label="What to do">'
        for suggestion in finding.suggestions:
            yield f"<li>{_suggestion(suggestion)}</li>"
        yield "</ul>"
    yield "</li>"


def _related(related: RelatedSpan, key: str) -> str:
    note = f"{words(related.note)}: " if related.note else ""
    place = f'<a href="#{key}-l{related.line}">line {related.line}</a>'
    return f'<p class="related">See {place}: {note}“{isolated(related.excerpt)}”</p>'


def _suggestion(suggestion: Suggestion) -> str:
    if suggestion.kind == "edit" and suggestion.safe:
        return f'{words(suggestion.text)} <span class="safe">(does not change what the draft says)</span>'
    return words(suggestion.text)
