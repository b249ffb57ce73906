"""Where results go: ``--format`` and ``--output``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import click

from poalint.cli import completing
from poalint.errors import UsageError
from poalint.output.formats import FORMATS, TEXT


class Target(NamedTuple):
    """One output of a run.

    Attributes:
        form: name of the format.
        path: file to write, "" for standard output.
    """

    form: str
    path: str = ""


def _parse(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[Target, ...]:
    """Return the targets that ``FORMAT`` or ``FORMAT:FILE`` stand for."""
    return tuple(map(_target, values))


def _target(value: str) -> Target:
    form, colon, path = value.partition(":")
    if form not in FORMATS:
        raise click.BadParameter(f"{form!r} is no format. There are: {', '.join(FORMATS)}.{_meant(form)}")
    if colon and path in ("", "-"):
        raise click.BadParameter(f"--format {form} alone goes to standard output, --format {form}:FILE into a file.")
    return Target(form, path)


formats_option = click.option(
    "--format",
    "targets",
    multiple=True,
    callback=_parse,
    shell_complete=completing.formats,
    metavar="FORMAT[:FILE]",
    help=f"{', '.join(FORMATS)}; with :FILE it goes into that file. Repeatable.  [default: text]",
)
output_option = click.option(
    "--output",
    "-o",
    metavar="FILE",
    shell_complete=completing.files,
    help="Write into this file instead of standard output.",
)


def settle(targets: Sequence[Target], output: str | None, drafts: Sequence[str]) -> tuple[Target, ...]:
    """Return where the results of a run go; without any format, as text.

    Args:
        targets: as given by ``--format``.
        output: file for the format without one of its own, ``None`` or ``-`` for standard output.
        drafts: the files to check, which are never written over.

    Raises:
        UsageError: two outputs would go to the same place, or one cannot be written.
    """
    plain = [target for target in targets if not target.path]
    if len(plain) > 1:
        first, second = plain[0].form, plain[1].form
        raise UsageError(
            f"--format {first} and --format {second} would both go to standard output. "
            f"Give one of them a file: --format {first} --format {second}:FILE"
        )
    if output is not None:
        if targets and not plain:
            form = targets[0].form
            raise UsageError(
                f"--output {output}: each --format has a file of its own already. "
                f"Name the format that is to go there: --format {form}:{output}"
            )
        path = "" if output == "-" else output
        targets = [target if target.path else Target(target.form, path) for target in targets] or [Target(TEXT, path)]
    settled = tuple(targets) or (Target(TEXT),)
    _check_paths([target.path for target in settled if target.path], drafts)
    return settled


def _check_paths(paths: Sequence[str], drafts: Sequence[str]) -> None:
    if not paths:
        return
    import os

    from poalint.cli.files import check_writable

    read = {os.path.realpath(draft) for draft in drafts if draft != "-"}
    written: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if real in read:
            raise UsageError(f"{path} is a draft to check; the results would be written over it. Name another file.")
        if real in written:
            raise UsageError(f"two formats would be written to {path}. Name a file for each.")
        written.add(real)
        check_writable(path)


def _meant(form: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(form, FORMATS, n=1)
    return f" Did you mean {close[0]}?" if close else ""
