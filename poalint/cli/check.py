"""``poalint check``: check drafts and write what is found."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from poalint.cli import completing
from poalint.cli.console import color_option, language_option, packs_option, split_commas
from poalint.cli.results import Results
from poalint.cli.targets import Target, formats_option, output_option, settle
from poalint.errors import PoalintError, UsageError
from poalint.output import CheckedFile
from poalint.text.decode import STDIN, read_draft

if TYPE_CHECKING:
    from poalint.linter import Linter

_CLEAN, _FOUND, _FAILED = 0, 1, 2
_FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@click.command("check", short_help="Check drafts.")
@click.argument("files", nargs=-1, metavar="FILES... | -", shell_complete=completing.files)
@formats_option
@output_option
@language_option
@click.option(
    "--select",
    multiple=True,
    callback=split_commas,
    shell_complete=completing.rule_names,
    metavar="NAMES",
    help="Only these rules, packs or categories; commas between them, repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=split_commas,
    shell_complete=completing.rule_names,
    metavar="NAMES",
    help="Leave these out, likewise.",
)
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
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a draft changes; Ctrl-C ends.")
@color_option
def command(
    files: tuple[str, ...],
    targets: tuple[Target, ...],
    output: str | None,
    language: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    packs: tuple[str, ...],
    min_score: int | None,
    fail_on: str,
    quiet: bool,
    watching: bool,
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
      poalint check --format html --output report.html *.txt
      poalint check --format text --format json:report.json *.txt
    """
    paths = _paths(files)
    targets = settle(targets, output, paths)
    gc.disable()  # what is loaded now stays to the end: searching it for garbage is time lost
    from poalint.linter import Linter

    linter = Linter(packs=packs or None, language=language, select=select, ignore=ignore)
    results = Results(targets, color, quiet, linter.rules)

    def run() -> list[CheckedFile]:
        return results.write(_check(paths, linter), len(paths))

    if watching:
        _watch(paths, run)
        return
    sys.exit(_status(run(), min_score, fail_on))


def _watch(paths: tuple[str, ...], run: Callable[[], object]) -> None:
    if STDIN in paths:
        raise UsageError("--watch looks at files; standard input cannot be read twice. Name a file.")
    from poalint.cli.watch import watch

    watch(paths, run)


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
    """Check each file; one that cannot be read does not keep the others from being checked."""
    for path in paths:
        try:
            text = read_draft(path)
            report = linter.check(text)
        except PoalintError as error:
            yield CheckedFile(path, error=str(error))
        else:
            yield CheckedFile(path, text, report)
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


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
