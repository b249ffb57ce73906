"""What the subcommands share: options, and writing to the terminal in its encoding and colours."""

from __future__ import annotations

import errno
import os
import sys

import click

from poalint.errors import InputError
from poalint.output.style import Style

_COLUMNS = 80
_NARROWEST = 40

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
language_option = click.option(
    "--language", default="auto", show_default=True, metavar="CODE", help="Language of the draft, such as en."
)
messages_option = click.option(
    "--messages",
    default="auto",
    show_default=True,
    metavar="CODE",
    help="Language of what is said, such as en; 'auto' is the draft's.",
)
packs_option = click.option(
    "--packs",
    multiple=True,
    metavar="PACK",
    help="Only these rule packs: names of shipped ones, paths of your own, or 'default' for all shipped; repeatable.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; 'auto' uses them on a terminal, unless NO_COLOR is set.",
)


def split_commas(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a repeated option with comma lists."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def style_for(color: str) -> Style:
    """Return how to print on standard output."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return Style(color=_colored(color), columns=_columns(), encoding=encoding)


def write(text: str, style: Style) -> None:
    """Write text to standard output."""
    _echo(text, style.color)


def write_json(text: str) -> None:
    """Write JSON to standard output: always in UTF-8 with LF, whatever the terminal's encoding is."""
    _echo(text.encode("utf-8"), None)


def _echo(text: str | bytes, color: bool | None) -> None:
    try:
        click.echo(text, nl=False, color=color)
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader has gone: click ends the command without a word
            raise
        _drop_output()
        raise InputError(f"cannot write the result: {error.strerror}") from None


def _drop_output() -> None:
    """Let what standard output still holds go nowhere, so that Python's own last flush cannot fail on it again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _colored(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def _columns() -> int:
    """Return the width of the page: 80 columns, or fewer on a narrower terminal."""
    try:
        return max(_NARROWEST, min(_COLUMNS, os.get_terminal_size(sys.stdout.fileno()).columns))
    except (OSError, ValueError, AttributeError):
        return _COLUMNS
