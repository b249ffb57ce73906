"""The command ``poalint``. Each subcommand is a module of its own, imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from poalint import __version__
from poalint.errors import PoalintError

_COMMANDS = {
    name: name
    for name in ("check", "fix", "explain", "rules", "packs", "config", "ignore", "grammar", "lsp", "completion")
}


class Mistake(click.ClickException):
    """A user's mistake: its message goes to standard error and the command ends with 2."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is asked for, and shows poalint's errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Return the names of the subcommands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """Import a subcommand."""
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = import_module(f"poalint.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand that the arguments name; a draft named in its place is a likely slip."""
        name, *rest = args
        args = [name, *_spelled(rest)]
        if name in _COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        close = get_close_matches(name, _COMMANDS, n=1)
        meant = f"Did you mean poalint {close[0]}?" if close else f"To check a draft: poalint check {name}"
        raise Mistake(f"poalint has no command {name!r}. {meant}")

    def invoke(self, ctx: click.Context) -> object:
        """Run a subcommand; an error that the user can mend ends it with 2."""
        try:
            return super().invoke(ctx)
        except PoalintError as error:
            raise Mistake(str(error)) from error


def _spelled(arguments: list[str]) -> list[str]:
    """Return arguments with ``--grammar=required`` as the flag that click can read.

    An option whose value may be left out would take the draft behind it for its value.
    """
    flags = {"on": "--grammar", "off": "--no-grammar", "required": "--grammar-required"}
    end = arguments.index("--") if "--" in arguments else len(arguments)
    spelled = []
    for argument in arguments[:end]:
        option, equals, value = argument.partition("=")
        if option == "--grammar" and equals:
            if value not in flags:
                raise Mistake(f"--grammar={value} is not known; write --grammar or --grammar=required")
            argument = flags[value]
        spelled.append(argument)
    return spelled + arguments[end:]


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="poalint", message="%(prog)s %(version)s")
def main() -> None:
    """Find what gets a plan of action refused, and how to mend it.

    \b
    Start with:
      poalint check draft.txt
    """
