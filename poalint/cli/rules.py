"""``poalint rules``: list the rules."""

from __future__ import annotations

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


@click.command("rules", short_help="List the rules.")
@click.option(
    "--category",
    multiple=True,
    callback=split_commas,
    metavar="NAMES",
    help="Only these categories; commas between them, repeatable.",
)
@format_option
@language_option
@messages_option
@packs_option
@color_option
def command(
    category: tuple[str, ...], form: str, language: str, messages: str, packs: tuple[str, ...], color: str
) -> None:
    """List the rules by category, each with its severity and what it finds."""
    from poalint.linter import Linter
    from poalint.output.rules import render_json, render_list

    linter = Linter(packs=packs or None, language=language, messages=messages)
    rules = sorted(linter.rules(), key=lambda rule: (rule.category, rule.id))
    if category:
        from poalint.cli.lookup import select_categories

        rules = select_categories(rules, category)
    if form == "json":
        write_json(render_json(rules))
    else:
        style = style_for(color)
        write(render_list(rules, style), style)
