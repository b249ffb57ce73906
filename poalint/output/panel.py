"""The score panel at the end of a report."""

from __future__ import annotations

from collections.abc import Iterator

from poalint.findings import Gain, Report, Score
from poalint.output.style import Style
from poalint.output.suppressions import counted, listed, silenced
from poalint.output.width import shorten, width, wrap

PARTS = ("tone", "substance", "form", "consistency")
LANGUAGES = {"en": "English", "de": "German", "nl": "Dutch", "ja": "Japanese", "pl": "Polish"}
_NUMBERS = {1: "this one is", 2: "these two are", 3: "these three are"}
_BAR = 25
_FIRST = 3


def panel(name: str, report: Report, style: Style) -> list[str]:
    """Return the lines of the panel: score, sub-scores, what to mend first, what was not checked."""
    if not report.scored:
        return [
            style.paint(style.mark("line") * style.columns, "dim"),
            style.paint("No score: too little of this draft could be checked.", "bold"),
            *_facts(name, report, style),
            *_silenced(report, style),
            *_notes(report, style),
            *_unchecked(report, style),
        ]
    return [
        style.paint(style.mark("line") * style.columns, "dim"),
        *_head(name, report, style),
        *_silenced(report, style),
        "",
        *_bars(report.score, style),
        *_first(report, style),
        *_clean(report, style),
        *_notes(report, style),
        *_unchecked(report, style),
    ]


def points(value: float) -> int:
    """Return a score as a whole number, rounded down: 100 means 100."""
    return int(value)


def tally(report: Report) -> str:
    """Return how many findings there are, by severity."""
    found = len(report.findings)
    severities = [finding.severity for finding in report.findings]
    parts = [(severities.count("error"), "error"), (severities.count("warning"), "warning")]
    named = [counted(number, noun) for number, noun in parts if number]
    if severities.count("info"):
        named.append(f"{severities.count('info')} info")
    if len(named) < 2:
        return named[0] if named else "no findings"
    return f"{found} findings: {', '.join(named)}"


def _head(name: str, report: Report, style: Style) -> Iterator[str]:
    score = points(report.score.total)
    first = f"Score {score} of 100"
    found = shorten(tally(report), style.columns - len(first) - 3, style.mark("ellipsis"))
    yield style.paint(first, "bold") + f"   {found}"
    yield from _facts(name, report, style)


def _facts(name: str, report: Report, style: Style) -> Iterator[str]:
    language = LANGUAGES.get(report.language, report.language)
    facts = f"{counted(report.words, 'word')}, {language}, {counted(report.rules, 'rule')}"
    room = style.columns - len(facts) - 2
    yield style.paint(f"{shorten(style.text(name), max(room, 10), style.mark('ellipsis'))}: {facts}", "dim")


def _bars(score: Score, style: Style) -> Iterator[str]:
    length = min(_BAR, style.columns - 20)
    for name in PARTS:
        value = points(getattr(score, name))
        full = value * length // 100
        bar = style.mark("full") * full + style.paint(style.mark("empty") * (length - full), "dim")
        yield f"  {name:<12}{value:>4}  {bar}"


def _first(report: Report, style: Style) -> Iterator[str]:
    """Yield what to mend first, with what it is worth."""
    gains = [gain for gain in report.score.first if round(gain.points) >= 1][:_FIRST]
    if not gains:
        return
    worth = min(sum(round(gain.points) for gain in gains), 100 - points(report.score.total))
    yield ""
    yield style.paint("Mend first", "bold") + f": {_NUMBERS[len(gains)]} worth {counted(worth, 'point')}"
    for gain in gains:
        yield from _gain(gain, style)
    yield ""
    yield from wrap(f"Why, with good and bad examples: poalint explain {gains[0].rule}", style.columns)


def _gain(gain: Gain, style: Style) -> Iterator[str]:
    value = f"  +{round(gain.points):<3} "
    title = style.text(gain.title)
    if gain.findings > 1:
        title += f" ({gain.findings} times)"
    if len(value) + width(title) + 2 + len(gain.rule) <= style.columns:
        blank = " " * (style.columns - len(value) - width(title) - len(gain.rule))
        yield style.paint(value, "good") + title + blank + style.paint(gain.rule, "dim")
        return
    for line in wrap(title, style.columns - len(value)):
        yield style.paint(value, "good") + line
        value = " " * len(value)
    yield " " * len(value) + style.paint(gain.rule, "dim")


def _clean(report: Report, style: Style) -> Iterator[str]:
    if report.findings:
        return
    yield ""
    praise = "But not everything was checked, see below." if report.unchecked else "Well done."
    if report.silenced:
        praise = "But some findings are silenced."
    yield style.paint(f"Nothing found by {counted(report.rules, 'rule')}. {praise}", "good")
    yield from wrap(
        "This is no promise that Amazon accepts the plan: the rules see how it is written, not whether it is true "
        "or answers your notice. Read it once more beside the notice before you send it.",
        style.columns,
    )


def _silenced(report: Report, style: Style) -> Iterator[str]:
    if report.silenced:
        yield from (style.paint(line, "dim") for line in wrap(silenced(report), style.columns))


def _notes(report: Report, style: Style) -> Iterator[str]:
    return listed("Before you submit", report.notes, style)


def _unchecked(report: Report, style: Style) -> Iterator[str]:
    return listed("Not checked", report.unchecked, style)
