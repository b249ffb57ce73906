"""``poalint check``: check drafts and print what is found."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from poalint.cli.console import (
    color_option,
    format_option,
    language_option,
    messages_option,
    packs_option,
    split_commas,
    style_for,
    write,
    write_json,
)
from poalint.errors import PoalintError, UsageError
from poalint.output import CheckedFile
from poalint.text.decode import STDIN, read_draft

if TYPE_CHECKING:
    from poalint.linter import Linter
    from poalint.output.style import Style

_CLEAN, _FOUND, _FAILED = 0, 1, 2
_FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@click.command("check", short_help="Check drafts.")
@click.argument("files", nargs=-1, metavar="FILES... | -")
@format_option
@language_option
@messages_option
@click.option(
    "--select",
    multiple=True,
    callback=split_commas,
    metavar="NAMES",
    help="Only these rules, packs or categories; commas between them, repeatable.",
)
@click.option("--ignore", multiple=True, callback=split_commas, metavar="NAMES", help="Leave these out, likewise.")
@packs_option
@click.option("--min-score", type=click.IntRange(0, 100), metavar="N", help="Exit with 1 when a score is below N.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAIL_ON)),
    default="warning",
    show_default=True,
    help="Exit with 1 on findings of this severity or above.",
)
@click.option("--quiet", "-q", is_flag=True, help="One line for each finding, and one for the score.")
@color_option
def command(
    files: tuple[str, ...],
    form: str,
    language: str,
    messages: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    packs: tuple[str, ...],
    min_score: int | None,
    fail_on: str,
    quiet: bool,
    color: str,
) -> None:
    """Check drafts and say what to mend.

    FILES are plain text; - reads standard input.

    \b
    Exit status: 0 nothing found (see --fail-on, --min-score),
    1 something found, 2 a wrong option or a file that cannot be read.

    \b
      poalint check draft.txt
      poalint check --ignore hedge,too-long --min-score 80 draft.txt
      poalint check --format json *.txt > report.json
    """
    paths = _paths(files)
    gc.disable()  # what is loaded now stays to the end: searching it for garbage is time lost
    from poalint.linter import Linter

    linter = Linter(packs=packs or None, language=language, select=select, ignore=ignore, messages=messages)
    for note in linter.notes:
        click.echo(f"Note: {note}", err=True)
    results = _check(paths, linter)
    checked = _print_json(results) if form == "json" else _print_text(results, style_for(color), quiet)
    sys.exit(_status(checked, min_score, fail_on))


def _paths(files: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files to read; without any, standard input if something is piped into it."""
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("name a draft to check, such as: poalint check draft.txt")
        return (STDIN,)
    if files.count(STDIN) > 1:
        raise UsageError("- (standard input) can be named only once")
    if STDIN in files and sys.stdin is not None and sys.stdin.isatty():
        click.echo("Paste the draft here, then press Ctrl-D on a line of its own (Windows: Ctrl-Z, Enter).", err=True)
    return files


def _check(paths: Iterable[str], linter: Linter) -> Iterator[CheckedFile]:
    """Check each file; one that cannot be read is said on standard error, and the others are still checked."""
    for path in paths:
        try:
            text = read_draft(path)
            report = linter.check(text)
        except PoalintError as error:
            click.echo(f"Error: {error}", err=True)
            yield CheckedFile(path, error=str(error))
        else:
            yield CheckedFile(path, text, report)
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


def _print_json(results: Iterable[CheckedFile]) -> list[CheckedFile]:
    from poalint.output.json import render

    checked = list(results)
    write_json(render(checked))
    return checked


def _print_text(results: Iterable[CheckedFile], style: Style, quiet: bool) -> list[CheckedFile]:
    from poalint.output.text import render, render_quiet, render_summary

    show = render_quiet if quiet else render
    checked = []
    blank = ""
    for result in results:
        checked.append(result)
        if result.report is not None:
            write(blank + show(result, style), style)
            blank = "" if quiet else "\n"
    if len(checked) > 1 and not quiet:
        write("\n" + render_summary(checked, style), style)
    return checked


def _status(checked: Iterable[CheckedFile], min_score: int | None, fail_on: str) -> int:
    status = _CLEAN
    for result in checked:
        if result.report is None:
            return _FAILED
        # A draft that was not checked in its own language has earned no score.
        low = min_score is not None and (not result.report.scored or result.report.score.total < min_score)
        if low or any(finding.severity in _FAIL_ON[fail_on] for finding in result.report.findings):
            status = _FOUND
    return status
