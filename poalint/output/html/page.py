"""The page: a head with all drafts, then each draft with its score and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files as package_files

from poalint import __version__
from poalint.output import CheckedFile
from poalint.output.html.draft import draft
from poalint.output.html.escape import isolated, words
from poalint.output.html.panel import grade, panel
from poalint.output.panel import points, tally
from poalint.output.suppressions import counted

# Nothing is loaded and nothing runs, whatever a draft holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(files: Sequence[CheckedFile]) -> str:
    """Return the page."""
    return "\n".join(_page(files)) + "\n"


def _page(files: Sequence[CheckedFile]) -> Iterator[str]:
    title = f"What to mend in {files[0].name}" if len(files) == 1 else f"What to mend in {counted(len(files), 'draft')}"
    style = package_files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    yield f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="poalint {__version__}">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{words(title)}</title>
<style>
{style.strip()}
</style>
</head>
<body>
<a class="skip" href="#drafts">To the first draft</a>
<header>
<h1>What to mend{f" in {isolated(files[0].name)}" if len(files) == 1 else ""}</h1>
{_LEGEND}
</header>"""
    if len(files) > 1:
        yield from _contents(files)
    yield '<main id="drafts">'
    for number, checked in enumerate(files, 1):
        yield from _file(checked, f"d{number}", len(files) > 1)
    yield "</main>"
    yield f"<footer><p>{_CAUTION}</p><p>Made by poalint {__version__}.</p></footer>"
    yield "</body>\n</html>"


_LEGEND = """\
<p class="legend">Words with a fault are underlined:
<span class="under error lane0">error</span>,
<span class="under warning lane0">warning</span>,
<span class="under info lane0">remark</span>.
The number leads to what is wrong and what to do.</p>"""
_CAUTION = (
    "This is no promise that Amazon accepts the plan: the rules see how it is written, not whether it is true or "
    "answers your notice. Read it once more beside the notice before you send it."
)


def _contents(files: Sequence[CheckedFile]) -> Iterator[str]:
    """Yield a table of all drafts."""
    yield '<nav aria-label="Drafts"><table class="contents">'
    yield '<thead><tr><th scope="col">Draft</th><th scope="col">Score</th><th scope="col">Findings</th></tr></thead>'
    yield "<tbody>"
    for number, checked in enumerate(files, 1):
        score, found = _result(checked)
        name = f'<a href="#d{number}">{isolated(checked.name)}</a>'
        yield f'<tr><th scope="row">{name}</th><td class="number">{score}</td><td>{words(found)}</td></tr>'
    yield "</tbody></table></nav>"


def _result(checked: CheckedFile) -> tuple[str, str]:
    report = checked.report
    if report is None:
        return "–", "could not be checked"
    if not report.scored:
        return "–", tally(report)
    total = points(report.score.total)
    return f'<span class="{grade(total)}">{total}</span>', tally(report)


def _file(checked: CheckedFile, key: str, titled: bool) -> Iterator[str]:
    report = checked.report
    yield f'<article id="{key}" aria-labelledby="{key}-title">'
    hidden = "" if titled else ' class="unseen"'
    yield f'<h2 id="{key}-title"{hidden}>{isolated(checked.name)}</h2>'
    if report is None:
        yield f'<p class="failed"><b>Not checked.</b> {words(checked.error)}</p>'
    else:
        yield from panel(report)
        yield "<h3>Draft</h3>"
        yield from draft(checked.text, report, key)
    yield "</article>"
