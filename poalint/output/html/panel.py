"""The score of a draft, what to mend first, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterator

from poalint.findings import Gain, Report, Score
from poalint.output.html.escape import words
from poalint.output.panel import LANGUAGES, PARTS, points, tally
from poalint.output.suppressions import counted

_FIRST = 5


def panel(report: Report) -> Iterator[str]:
    """Yield the panel of one draft."""
    yield '<div class="panel">'
    yield from _score(report)
    yield from _first(report)
    yield from _unchecked(report)
    yield "</div>"


def grade(value: float) -> str:
    """Return a class for a score: ``low``, ``middle`` or ``high``; the number always stands beside it."""
    return "low" if value < 50 else "middle" if value < 80 else "high"


def _score(report: Report) -> Iterator[str]:
    language = LANGUAGES.get(report.language, report.language)
    facts = f"{counted(report.words, 'word')}, {language}, {counted(report.rules, 'rule')}"
    yield '<section class="score">'
    if report.scored:
        total = points(report.score.total)
        yield f'<p class="total {grade(total)}"><b>{total}</b> of 100</p>'
    else:
        yield '<p class="none">No score: too little of this draft could be checked.</p>'
    yield f'<p class="facts">{words(tally(report).capitalize())}<br>{words(facts)}</p>'
    if report.scored:
        yield from _parts(report.score)
    if not report.findings:
        praise = "But not everything was checked, see below." if report.unchecked else "Well done."
        yield f'<p class="good">Nothing found by {counted(report.rules, "rule")}. {praise}</p>'
    yield "</section>"


def _parts(score: Score) -> Iterator[str]:
    yield '<table class="parts"><caption class="unseen">Sub-scores, each of 100</caption>'
    for name in PARTS:
        value = points(getattr(score, name))
        bar = f'<span class="bar"><span class="{grade(value)}" style="width:{value}%"></span></span>'
        yield f'<tr><th scope="row">{name}</th><td class="number">{value}</td><td aria-hidden="true">{bar}</td></tr>'
    yield "</table>"


def _first(report: Report) -> Iterator[str]:
    """Yield what to mend first, with what it is worth."""
    gains = [gain for gain in report.score.first if round(gain.points) >= 1][:_FIRST] if report.scored else []
    if not gains:
        return
    yield '<section class="first"><h3>What to mend first</h3><ol>'
    yield from map(_gain, gains)
    yield "</ol></section>"


def _gain(gain: Gain) -> str:
    times = f" ({gain.findings} times)" if gain.findings > 1 else ""
    worth = f'<span class="worth">+{counted(round(gain.points), "point")}</span>'
    return f'<li>{worth} {words(gain.title)}{times} <span class="rule">{words(gain.rule)}</span></li>'


def _unchecked(report: Report) -> Iterator[str]:
    if report.unchecked:
        yield '<section class="unchecked"><h3>Not checked</h3><ul>'
        for item in report.unchecked:
            yield f"<li>{words(item)}</li>"
        yield "</ul></section>"
