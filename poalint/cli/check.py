"""``poalint check``: check drafts and print what is found."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from poalint.cli import completing
from poalint.cli.console import color_option
from poalint.cli.options import Settings, checking_options
from poalint.cli.results import Results
from poalint.cli.targets import Target, formats_option, output_option, settle
from poalint.errors import PoalintError, UsageError
from poalint.output import CheckedFile
from poalint.text.decode import STDIN, read_draft
from poalint.text.paths import working_folder

if TYPE_CHECKING:
    from poalint.cli.session import Session


@click.command("check", short_help="Check drafts.")
@click.argument("files", nargs=-1, metavar="FILES... | -", shell_complete=completing.files)
@formats_option
@output_option
@checking_options
@click.option("--update-baseline", is_flag=True, help="Write all that is found now into the baseline.")
@click.option("--show-fingerprints", is_flag=True, help="Show what `poalint ignore` calls each finding.")
@click.option("--quiet", "-q", is_flag=True, help="One line for each finding, and one for the score.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a draft changes; Ctrl-C ends.")
@color_option
def command(
    files: tuple[str, ...],
    targets: tuple[Target, ...],
    output: str | None,
    settings: Settings,
    update_baseline: bool,
    show_fingerprints: bool,
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
    gc.disable()  # what is loaded now stays to the end: searching it for garbage is time lost

    def run() -> int:
        session = _session(paths, settings, update_baseline)
        for note in session.notes():
            click.echo(f"Note: {note}", err=True)
        chosen = targets or (Target(session.configurations.near(working_folder()).format),)
        results = Results(settle(chosen, output, paths), color, quiet, show_fingerprints, session)
        results.write(_check(session), len(session.paths))
        return session.status()

    if watching:
        _watch(paths, run)
    else:
        sys.exit(run())


def _watch(paths: tuple[str, ...], run: Callable[[], object]) -> None:
    if STDIN in paths:
        raise UsageError("--watch looks at files; standard input cannot be read twice. Name a file.")
    from poalint.cli.watch import watch

    watch(paths, run)


def _session(paths: tuple[str, ...], settings: Settings, update_baseline: bool) -> Session:
    if update_baseline:
        from poalint.cli.baselines import Updating

        return Updating(paths, settings)
    from poalint.cli.session import Session

    return Session(paths, settings)


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


def _check(session: Session) -> Iterator[CheckedFile]:
    """Check each file; one that cannot be read does not keep the others from being checked."""
    for path in session.excluded:
        click.echo(f"Note: {path} is not checked: the configuration excludes it.", err=True)
    for path in session.paths:
        name = session.configurations.path(path) or path
        try:
            text = read_draft(path)
            result = CheckedFile(name, text, session.check(path, text))
        except PoalintError as error:
            result = CheckedFile(name, error=str(error))
        session.checked.append(result)
        yield result
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
    written = session.finish()
    if written:
        click.echo(written, err=True)
