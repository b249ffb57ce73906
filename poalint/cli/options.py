"""Options that say how drafts are checked, and what of them the user gave on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import click

from poalint.cli.completing import rule_names
from poalint.cli.console import language_option, messages_option, packs_option, split_commas
from poalint.configuration.model import FAILING

# Keys of the configuration by the name of the option's parameter.
_KEYS = {
    "packs": "packs",
    "language": "language",
    "messages": "messages",
    "select": "select",
    "extend_select": "extend-select",
    "ignore": "ignore",
    "extend_ignore": "extend-ignore",
    "fail_on": "fail-on",
    "min_score": "min-score",
    "fail_on_unused": "fail-on-unused",
    "baseline": "baseline",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says of how to check.

    Attributes:
        given: value and option by key of the configuration.
        config: the configuration file to use for all drafts, "" for the nearest of each.
        isolated: whether no configuration and no list of ignored findings is read.
        stdin_filename: path of the draft on standard input, "" if not told.
    """

    given: dict[str, tuple[Any, str]] = field(default_factory=dict)
    config: str = ""
    isolated: bool = False
    stdin_filename: str = ""


def _names(option: str, text: str) -> Callable[..., Any]:
    return click.option(
        option, multiple=True, callback=split_commas, shell_complete=rule_names, metavar="NAMES", help=text
    )


_OPTIONS = (
    language_option,
    messages_option,
    _names("--select", "Only these rules, packs or categories; commas between them, repeatable."),
    _names("--extend-select", "Add to the select of the configuration, likewise."),
    _names("--ignore", "Leave these out, likewise."),
    _names("--extend-ignore", "Add to the ignore of the configuration, likewise."),
    packs_option,
    click.option("--grammar/--no-grammar", help="Let LanguageTool check too; --grammar=required fails without it."),
    click.option("--grammar-required", is_flag=True, hidden=True),
    click.option("--grammar-url", metavar="URL", default="", help="Address of the LanguageTool server to ask."),
    click.option("--min-score", type=click.IntRange(0, 100), metavar="N", help="Exit with 1 when a score is below N."),
    click.option(
        "--fail-on",
        type=click.Choice(list(FAILING)),
        default="warning",
        show_default=True,
        help="Exit with 1 on findings of this severity or above.",
    ),
    click.option(
        "--fail-on-unused/--no-fail-on-unused", help="Exit with 1 when a suppression silences nothing any more."
    ),
    click.option("--baseline", metavar="FILE", help="Leave out the known findings in this file."),
    click.option("--no-baseline", is_flag=True, help="Use no baseline, even where the configuration names one."),
    click.option("--config", metavar="FILE", default="", help="Use this configuration instead of the nearest ones."),
    click.option("--isolated", "--no-config", is_flag=True, help="Read no configuration and no ignored findings."),
    click.option(
        "--stdin-filename",
        "--stdin-path",
        metavar="PATH",
        default="",
        help="Path of the draft on standard input, for all that depends on it.",
    ),
)


def checking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how drafts are checked; the command gets them as ``settings``."""

    def run(**values: Any) -> Any:
        return command(settings=_settings(click.get_current_context(), values), **values)

    run.__doc__ = command.__doc__
    run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in reversed(_OPTIONS):
        option(run)
    return run


def _settings(ctx: click.Context, values: dict[str, Any]) -> Settings:
    """Take the options out of a command's values."""
    given: dict[str, tuple[Any, str]] = {}
    for name, key in _KEYS.items():
        value = values.pop(name)
        if ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT:
            on = "--no-" if value is False else "--"
            given[key] = (value, f"{on}{key}")
    grammar = _grammar(ctx, values)
    if grammar is not None:
        given["grammar"] = grammar
    if values.pop("no_baseline"):
        if "baseline" in given:
            raise click.UsageError("--baseline and --no-baseline cannot stand together")
        given["baseline"] = (None, "--no-baseline")
    config, isolated = values.pop("config"), values.pop("isolated")
    if config and isolated:
        raise click.UsageError("--config and --isolated cannot stand together")
    return Settings(given, config, isolated, values.pop("stdin_filename"))


def _grammar(ctx: click.Context, values: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """Return what the options say of grammar, and the one that counts; ``None`` if none was given."""
    on, required, url = values.pop("grammar"), values.pop("grammar_required"), values.pop("grammar_url")
    said: dict[str, Any] = {}
    origin = ""
    if url:
        from poalint.configuration.grammar_keys import KEYS
        from poalint.configuration.places import Places
        from poalint.errors import ConfigurationError

        try:
            said["url"], origin = KEYS["url"][0].read(url, ("--grammar-url",), Places("", {})), "--grammar-url"
        except ConfigurationError as error:
            raise click.UsageError(str(error).partition(": ")[2]) from None
    if ctx.get_parameter_source("grammar") is not click.core.ParameterSource.DEFAULT:
        if required and not on:
            raise click.UsageError("--grammar=required and --no-grammar cannot stand together")
        said["check"], origin = ("on" if on else "off"), ("--grammar" if on else "--no-grammar")
    if required:
        said["check"], origin = "required", "--grammar=required"
    return (said, origin) if said else None
