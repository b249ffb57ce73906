"""Ask about one edit after the other: by single keys on a terminal, by lines where answers are piped in."""

from __future__ import annotations

import sys

import click

from poalint.fixing import Proposal
from poalint.fixing.fixer import NO, STOP, YES, Choose
from poalint.output.fixes import render_proposal
from poalint.output.style import Style

_HELP = """\
  y  make this edit
  n  leave it (Enter does the same)
  a  make this edit and all that follow in this draft
  r  make this edit and all others of its rule
  s  leave this edit and all others of its rule
  d  leave this edit and all that follow in this draft
  q  end here; the edits made so far count
"""


class Questions:
    """Asks on standard error and reads the answers from standard input; no answer means no."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self.ended = False
        self._rules: dict[str, str] = {}
        self._always = ""

    def about(self, path: str) -> Choose:
        """Return what decides on the edits of one draft."""
        self._always = ""

        def choose(text: str, one: Proposal) -> str:
            if self.ended:
                return STOP
            settled = self._always or self._rules.get(one.rule)
            if settled:
                return settled
            _say(f"\n{self._style.text(path)}:{render_proposal(text, one, self._style)}")
            return self._answer(one)

        return choose

    def _answer(self, one: Proposal) -> str:
        while True:
            key = _read_key()
            if key == "?":
                _say(_HELP)
                continue
            if key in ("", "q"):
                self.ended = True
                return STOP
            if key in ("a", "d"):
                self._always = YES if key == "a" else NO
            if key in ("r", "s"):
                self._rules[one.rule] = YES if key == "r" else NO
            return YES if key in ("y", "a", "r") else NO


def _read_key() -> str:
    """Return the key that was pressed or the first letter of the line that was read; "" at the end of the input."""
    _say("Make this edit? [y/n/a/r/s/d/q/?] ")
    if sys.stdin is not None and sys.stdin.isatty():
        try:
            key = click.getchar()
        except EOFError:
            key = ""
        _say(f"{key if key.isprintable() else ''}\n")
        return "" if key in ("\x04", "\x1a") else key.lower() if key.isprintable() else "n"
    line = sys.stdin.readline() if sys.stdin is not None else ""
    _say(line if line.endswith("\n") else line + "\n")
    return (line.strip()[:1].lower() or "n") if line else ""


def _say(text: str) -> None:
    click.echo(text.encode(sys.stderr.encoding or "utf-8", "replace"), nl=False, err=True)
