"""``poalint completion``: print the script that lets a shell complete poalint's commands and options."""

from __future__ import annotations

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print a shell's completion script.")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands, options, formats and rule names in SHELL.

    \b
      bash:  poalint completion bash > ~/.local/share/bash-completion/completions/poalint
      zsh:   poalint completion zsh > ~/.zfunc/_poalint    (a folder of your fpath)
      fish:  poalint completion fish > ~/.config/fish/completions/poalint.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    # Only the text is wanted: click's own door would also start the shell, to ask for its version.
    script = kind(ctx.find_root().command, {}, "poalint", "_POALINT_COMPLETE")
    click.echo(script.source_template % script.source_vars())
