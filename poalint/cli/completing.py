"""What a shell offers for arguments and options, where click cannot know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from poalint.errors import PoalintError
from poalint.output.formats import FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete a file name."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the formats that begin so."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=form.title) for name, form in FORMATS.items() if name.startswith(incomplete)]


def rule_ids(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids of rules that begin so."""
    return [item for item in _names() if "/" in item.value and item.value.startswith(incomplete)]


def rule_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids, packs and categories of rules that begin as the last of a list with commas."""
    from click.shell_completion import CompletionItem

    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(before + comma + item.value, help=item.help) for item in _names() if item.value.startswith(last)
    ]


def _names() -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from poalint.linter import Linter

    try:
        rules = Linter().rules()
    except PoalintError:
        return []
    groups = dict.fromkeys(name for rule in rules for name in (rule.pack, rule.category))
    return [
        *(CompletionItem(name, help="pack or category") for name in sorted(groups)),
        *(CompletionItem(rule.id, help=rule.title) for rule in rules),
    ]
