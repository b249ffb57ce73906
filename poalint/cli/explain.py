"""``poalint explain``: say what a rule finds and why."""

from __future__ import annotations

import click

from poalint.cli.console import color_option, language_option, messages_option, packs_option, style_for, write


@click.command("explain", short_help="Say what a rule finds, why, and what to do.")
@click.argument("rule")
@language_option
@messages_option
@packs_option
@color_option
def command(rule: str, language: str, messages: str, packs: tuple[str, ...], color: str) -> None:
    """Say what RULE finds, why it matters, and what to do; with bad and good examples.

    RULE is an id as `poalint check` prints it, such as no-blame/third-party-failed; its second half will do.
    """
    from poalint.cli.lookup import find_rule
    from poalint.linter import Linter
    from poalint.output.rules import render_rule

    found = find_rule(Linter(packs=packs or None, language=language, messages=messages).rules(), rule)
    style = style_for(color)
    write(render_rule(found, style), style)
