"""Write the results of a run: each format to its place."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from poalint.cli.console import style_for, write, write_json
from poalint.cli.targets import Target
from poalint.output import CheckedFile
from poalint.output.formats import FORMATS, TEXT

if TYPE_CHECKING:
    from poalint.cli.session import Session
    from poalint.output.style import Style

_MANY = 10  # files, from which on a progress bar is worth its line


class Results:
    """Takes the results of checks as they come, and writes them.

    Args:
        targets: where they go; at most one without a file.
        color: ``auto``, ``always`` or ``never``, for text.
        quiet: one line for each finding, for text.
        fingerprints: whether text shows them.
        session: the run.
    """

    def __init__(
        self, targets: Sequence[Target], color: str, quiet: bool, fingerprints: bool, session: Session
    ) -> None:  # fmt: skip
        self._targets = targets
        self._color = color
        self._quiet = quiet
        self._fingerprints = fingerprints
        self._session = session

    def write(self, results: Iterable[CheckedFile], count: int) -> list[CheckedFile]:
        """Write the results and return them; files that could not be checked are said on standard error.

        Args:
            results: as they come.
            count: how many there will be.

        Raises:
            InputError: a result cannot be written.
        """
        if Target(TEXT) in self._targets:
            checked = self._stream(results)
        else:
            with _progress(results, count) as shown:
                checked = list(shown)
            _say_errors(checked)
        for target in self._targets:
            if target != Target(TEXT):
                self._write_whole(target, checked)
        return checked

    def _stream(self, results: Iterable[CheckedFile]) -> list[CheckedFile]:
        """Print text file by file, so that the first is read while the others are checked."""
        style = style_for(self._color)
        checked: list[CheckedFile] = []
        for part in self._text(_kept(results, checked), style):
            write(part, style)
        return checked

    def _write_whole(self, target: Target, checked: Sequence[CheckedFile]) -> None:
        if target.form == TEXT:
            from poalint.output.style import Style

            text = "".join(self._text(checked, Style(color=self._color == "always")))
        else:
            text = FORMATS[target.form].render(checked, self._session.rules, self._session.unused())
        # A file name may hold bytes that are no characters; UTF-8 has none for them.
        data = text.encode("utf-8", "replace")
        if target.path:
            from poalint.cli.files import write_file

            write_file(target.path, data)
        else:
            write_json(data.decode("utf-8"))

    def _text(self, results: Iterable[CheckedFile], style: Style) -> Iterator[str]:
        """Yield what is printed for each file, the summary of several, and what is unused."""
        from poalint.output.text import render, render_quiet, render_summary

        checked = []
        blank = ""
        for result in results:
            checked.append(result)
            if result.report is not None:
                yield render_quiet(result, style) if self._quiet else blank + render(result, style, self._fingerprints)
                blank = "\n"
        if len(checked) > 1 and not self._quiet:
            yield "\n" + render_summary(checked, style)
        unused = self._session.unused()
        if unused:
            from poalint.output.suppressions import render_unused

            yield render_unused(unused, style, self._quiet)


def _kept(results: Iterable[CheckedFile], checked: list[CheckedFile]) -> Iterator[CheckedFile]:
    """Yield results, say at once which could not be checked, and keep all in a list."""
    for result in results:
        checked.append(result)
        _say_errors([result])
        yield result


def _say_errors(checked: Iterable[CheckedFile]) -> None:
    for result in checked:
        if result.report is None:
            click.echo(f"Error: {result.error}", err=True)


@contextmanager
def _progress(results: Iterable[CheckedFile], count: int) -> Iterator[Iterable[CheckedFile]]:
    """Show on standard error, if it is a terminal, how many of many files are checked."""
    if count < _MANY or sys.stderr is None or not sys.stderr.isatty():
        yield results
        return
    with click.progressbar(results, length=count, label="Checking", show_pos=True, file=sys.stderr) as bar:
        yield bar
