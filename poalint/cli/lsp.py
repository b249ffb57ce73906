"""``poalint lsp``: the language server, for editors."""

from __future__ import annotations

import gc
import sys

import click

from poalint.errors import UsageError


@click.command("lsp", short_help="Serve an editor (language server protocol).")
@click.option("--stdio", is_flag=True, help="Talk on standard input and output; it always does.")
def command(stdio: bool) -> None:  # noqa: ARG001 - editors pass it
    """Serve an editor: findings while you write, quick fixes, completion.

    Editors start this by themselves; docs/editors.md says how to set them up.
    """
    gc.disable()  # until all is loaded: searching what stays for garbage is time lost
    try:
        import pygls  # noqa: F401
    except ImportError:
        raise UsageError("the language server needs one more package: pip install 'poalint[lsp]'") from None
    from poalint.lsp.server import serve

    sys.exit(serve())
