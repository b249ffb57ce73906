"""``poalint config``: print the settings that count, and where each comes from."""

from __future__ import annotations

import os

import click

from poalint.cli.console import color_option, format_option, style_for, write, write_json
from poalint.cli.options import Settings, checking_options
from poalint.text.decode import STDIN


@click.command("config", short_help="Show the settings and where they come from.")
@click.argument("file", required=False)
@checking_options
@format_option
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a configuration file instead.")
@color_option
def command(file: str | None, settings: Settings, form: str, schema: bool, color: str) -> None:
    """Show the settings that count for FILE, and where each comes from.

    FILE is a draft or a folder; without it the working directory counts. It takes the options of `poalint check`, to
    show what they would change.
    """
    from poalint.cli.session import Configurations
    from poalint.output.configuration import render_configuration, render_json, render_schema

    if schema:
        write_json(render_schema())
        return
    configurations = Configurations(settings)
    if file is None:
        file = settings.stdin_filename or STDIN
    configuration = configurations.near(os.path.abspath(file)) if os.path.isdir(file) else configurations.of(file)
    configuration.linter()  # so that a name that does not exist is said here too
    if form == "json":
        write_json(render_json(configuration))
    else:
        style = style_for(color)
        write(render_configuration(configuration, style), style)
