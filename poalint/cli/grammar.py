"""``poalint grammar``: the LanguageTool that checks grammar, and its server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from poalint.configuration.grammar import Grammar


@click.group("grammar", short_help="Manage the LanguageTool that checks grammar.")
def command() -> None:
    """Manage the LanguageTool that checks grammar and spelling (poalint check --grammar).

    It needs Java and the extra poalint[grammar]. Without a server that is kept, each run starts one of its own, which
    takes some seconds.
    """


def _settings() -> Grammar:
    """Return the settings of the nearest configuration."""
    from poalint.configuration.discover import find_configuration
    from poalint.configuration.grammar import Grammar
    from poalint.configuration.read import load_configuration
    from poalint.text.paths import working_folder

    file = find_configuration(working_folder())
    return load_configuration(file).grammar if file else Grammar()


@command.command("status", short_help="Say what would check grammar.")
def status_command() -> None:
    """Say what would check grammar: an address, a server that is kept, or a LanguageTool to start.

    \b
    Exit status: 0 grammar can be checked, 1 it cannot.
    """
    from poalint.grammar.status import status

    lines, ready = status(_settings().url, _settings().path)
    for line in lines:
        click.echo(line)
    sys.exit(0 if ready else 1)


@command.command("start", short_help="Start a server and keep it for next runs.")
def start_command() -> None:
    """Start a LanguageTool server on this machine and keep it for next runs, until `poalint grammar stop`.

    It listens on this machine alone. Each start of the machine ends it.
    """
    from poalint.grammar.servers import start

    settings = _settings()
    running = start(settings.path)
    known = running.started
    if running.new:
        click.echo(f"Started LanguageTool from {running.place} at {known.url} (process {known.pid}).")
    else:
        click.echo(f"LanguageTool runs already at {known.url} (process {known.pid}).")
    if settings.url:
        click.echo(f"Note: the configuration names another server, {settings.url}: that one is asked.", err=True)


@command.command("stop", short_help="End the server that is kept.")
def stop_command() -> None:
    """End the server that `poalint grammar start` has started; no other one."""
    from poalint.grammar.servers import stop

    click.echo("Stopped LanguageTool." if stop() else "No LanguageTool runs that poalint has started.")


@command.command("install", short_help="Download LanguageTool.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def install_command(yes: bool) -> None:
    """Download LanguageTool, some 250 MB, into language-tool-python's folder; its checksum is verified.

    LanguageTool is free software under the GNU Lesser General Public License. It runs as a program of its own.
    """
    from poalint.errors import UsageError
    from poalint.grammar.local import check_java, download, download_folder, installed, need_extra, release

    need_extra()
    check_java()
    found = installed()
    if found is not None:
        click.echo(f"LanguageTool {found.version} is installed in {found.place}.")
        return
    if not yes:
        question = f"Download LanguageTool {release()} (some 250 MB) into {download_folder()}?"
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError(f"{question} Nobody can answer here; say --yes.")
        if not click.confirm(question, err=True):
            click.echo("Nothing was downloaded.")
            return
    found = download()
    click.echo(f"Installed LanguageTool {found.version} in {found.place}. Now: poalint grammar start")
