"""``poalint packs``: list, show, validate, test and begin rule packs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from poalint.cli.console import color_option, format_option, style_for, write, write_json
from poalint.errors import UsageError

_FOUND = 1
packs_argument = click.argument("packs", nargs=-1, metavar="[PACK]...")


@click.group("packs", short_help="List, check, test and begin rule packs.")
def command() -> None:
    """List, show, validate, test and begin rule packs.

    PACK is a name of a shipped or installed pack, the path of a file or folder, or 'default' for all shipped ones.

    \b
      poalint packs new my-rules
      poalint packs test my-rules.yaml
    """


@command.command("list", short_help="List packs.")
@packs_argument
@format_option
@color_option
def list_command(packs: tuple[str, ...], form: str, color: str) -> None:
    """List packs: name, rules, languages, where they come from, title.

    Without PACK all shipped packs and those that installed Python distributions bring.
    """
    from poalint.output.packs import render_list, render_list_json
    from poalint.ruleset.catalogue import list_packs

    found = list(list_packs(packs or None))
    if form == "json":
        write_json(render_list_json(found))
    else:
        style = style_for(color)
        write(render_list(found, style), style)


@command.command("show", short_help="Show what a pack looks for.")
@click.argument("pack")
@format_option
@color_option
def show_command(pack: str, form: str, color: str) -> None:
    """Show the rules of PACK, in each of its languages, with what they look for and where that comes from."""
    from poalint.output.packs import render_pack, render_pack_json
    from poalint.ruleset.catalogue import list_packs

    found = list(list_packs([pack]))
    if len(found) != 1:
        names = ", ".join(one.name for one in found) or "none"
        raise UsageError(f"show takes one pack, and {pack} holds {len(found)}: {names}")
    if form == "json":
        write_json(render_pack_json(found[0]))
    else:
        style = style_for(color)
        write(render_pack(found[0], style), style)


@command.command("validate", short_help="Say all that is wrong with packs.")
@click.argument("packs", nargs=-1, required=True, metavar="PACK...")
@click.option("--examples", is_flag=True, help="Each rule must have two bad and two good examples at least.")
@format_option
@color_option
def validate_command(packs: tuple[str, ...], examples: bool, form: str, color: str) -> None:
    """Say all that is wrong with the files of packs, with line and column.

    \b
    Exit status: 0 nothing wrong, 1 something wrong, 2 a pack that does not exist.
    """
    from poalint.output.packs import render_problems, render_problems_json
    from poalint.ruleset.catalogue import problems_of

    problems = problems_of(packs, examples)
    if form == "json":
        write_json(render_problems_json(problems))
    else:
        style = style_for(color)
        write(render_problems(problems, packs, style), style)
    sys.exit(_FOUND if problems else 0)


@command.command("test", short_help="Run the examples of packs, and warn.")
@packs_argument
@click.option("--language", default="", metavar="CODE", help="Only this language, such as en.")
@click.option("--coverage", is_flag=True, help="Also say what no example exercises.")
@click.option("--corpus", type=click.Path(path_type=Path), metavar="FOLDER", help="Also run over a folder of drafts.")
@click.option("--speed/--no-speed", default=True, help="Look for slow patterns (most of the time).  [default: speed]")
@format_option
@color_option
def test_command(
    packs: tuple[str, ...], language: str, coverage: bool, corpus: Path | None, speed: bool, form: str, color: str
) -> None:
    """Run the bad and good examples of packs, and warn of what is doubtful about their rules.

    Without PACK all shipped packs are tested.

    \b
    Exit status: 0 all examples passed (warnings or not), 1 some failed,
    2 a pack that cannot be read.
    """
    from poalint import packtest

    results = packtest.test(packs or None, language=language, coverage=coverage, speed=speed, corpus=corpus)
    if form == "json":
        from poalint.output.pack_tests_json import render as render_json

        write_json(render_json(results))
    else:
        from poalint.output.pack_tests import render

        style = style_for(color)
        write("\n".join(render(result, style) for result in results), style)
    sys.exit(0 if all(result.passed for result in results) else _FOUND)


@command.command("new", short_help="Begin a pack.")
@click.argument("name")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="Language of the drafts.")
@click.option(
    "--directory",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Where to write it; the working folder without it.",
)
def new_command(name: str, language: str, directory: Path) -> None:
    """Begin a pack: write NAME.yaml with a rule for each of the common kinds, examples and comments.

    It never writes over a file.
    """
    from poalint.packtest.starter import write_starter

    path = write_starter(name, language, directory)
    click.echo(f"Wrote {path}. Try it:")
    click.echo(f"  poalint packs test {path}")
    click.echo(f"  poalint check --packs default --packs {path} draft.txt")
