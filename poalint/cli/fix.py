"""``poalint fix``: apply edits to drafts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from poalint.cli.console import (
    color_option,
    language_option,
    messages_option,
    packs_option,
    split_commas,
    style_for,
    write,
    write_bytes,
)
from poalint.errors import PoalintError, UsageError
from poalint.text.decode import STDIN, decode_draft, name_of, read_bytes

if TYPE_CHECKING:
    from poalint.cli.ask import Questions
    from poalint.cli.session import Session
    from poalint.fixing import FixResult
    from poalint.output.style import Style

_CLEAN, _LEFT, _FAILED = 0, 1, 2


@click.command("fix", short_help="Apply edits to drafts.")
@click.argument("files", nargs=-1, metavar="FILES... | -")
@click.option("--diff", is_flag=True, help="Show what would change and change nothing (the default for files).")
@click.option("--write", "in_place", is_flag=True, help="Write the fixed text into the files.")
@click.option("--backup", is_flag=True, help="With --write: keep the old text in FILE.bak.")
@click.option("--unsafe", is_flag=True, help="Also apply edits that may change what the draft says.")
@click.option("--template", is_flag=True, help="Also put in slots for what is missing, such as [owner: name, role].")
@click.option("--interactive", "-i", is_flag=True, help="Ask about each edit.")
@click.option(
    "--select",
    multiple=True,
    callback=split_commas,
    metavar="NAMES",
    help="Fix only these rules, packs or categories; commas between them, repeatable.",
)
@click.option("--ignore", multiple=True, callback=split_commas, metavar="NAMES", help="Leave these out, likewise.")
@language_option
@messages_option
@packs_option
@click.option("--config", metavar="FILE", default="", help="Use this configuration instead of the nearest ones.")
@click.option("--isolated", "--no-config", is_flag=True, help="Read no configuration and no ignored findings.")
@color_option
def command(
    files: tuple[str, ...],
    diff: bool,
    in_place: bool,
    backup: bool,
    unsafe: bool,
    template: bool,
    interactive: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    language: str,
    messages: str,
    packs: tuple[str, ...],
    config: str,
    isolated: bool,
    color: str,
) -> None:
    """Apply edits to drafts: safe ones, which cannot change what a draft says, unless told otherwise.

    FILES are plain text; - reads standard input and prints the fixed text.

    \b
    Exit status: 0 nothing is left to mend, 1 edits are still to be written
    or findings are left, 2 a wrong option or a file that cannot be fixed.

    \b
      poalint fix draft.txt                  show the safe edits
      poalint fix --write --backup draft.txt
      poalint fix --unsafe --interactive --write draft.txt
      poalint fix --template - < draft.txt > form.txt
    """
    paths = _paths(files, diff, in_place, backup, interactive)
    options = {"packs": packs, "language": language, "messages": messages, "ignore": ignore}
    given = {key: (value, f"--{key}") for key, value in options.items() if value and value != "auto"}
    session = _session(paths, given, config, isolated, select)
    style = style_for(color)
    questions = None
    if interactive:
        from poalint.cli.ask import Questions

        questions = Questions(style)
    job = _Job(session, select, style, questions, unsafe, template)
    status = _CLEAN
    for path in paths:
        try:
            status = max(status, job.run(path, diff, in_place, backup))
        except PoalintError as error:
            click.echo(f"Error: {error}", err=True)
            status = _FAILED
        if questions is not None and questions.ended:
            break
    sys.exit(status)


def _paths(files: tuple[str, ...], diff: bool, in_place: bool, backup: bool, interactive: bool) -> tuple[str, ...]:
    """Return the files to fix.

    Raises:
        UsageError: there is none, or the options contradict one another.
    """
    if diff and in_place:
        raise UsageError("--diff changes nothing and --write does: choose one of them")
    if backup and not in_place:
        raise UsageError("--backup goes with --write")
    if not files:
        if sys.stdin is None or sys.stdin.isatty() or interactive or in_place:
            raise UsageError("name a draft to fix, such as: poalint fix draft.txt")
        files = (STDIN,)
    if STDIN in files:
        if len(files) > 1:
            raise UsageError("- (standard input) goes alone: its fixed text goes to standard output")
        if in_place:
            raise UsageError("- (standard input) cannot be written to: redirect the output instead of --write")
        if interactive:
            raise UsageError("--interactive reads your answers from standard input: name the draft's file")
    return tuple(dict.fromkeys(files))


def _session(
    paths: tuple[str, ...], given: dict[str, tuple[Any, str]], config: str, isolated: bool, select: tuple[str, ...]
) -> Session:
    """Return the run: settings and silenced findings of each draft are those of ``poalint check``."""
    from poalint.cli.options import Settings
    from poalint.cli.session import Session

    if config and isolated:
        raise UsageError("--config and --isolated cannot stand together")
    session = Session(paths, Settings(given, config, isolated))
    for path in paths:
        session.checker(path).linter.check_names(select)
    return session


class _Job:
    """Fixes one file after another in the same way."""

    def __init__(
        self,
        session: Session,
        select: tuple[str, ...],
        style: Style,
        questions: Questions | None,
        unsafe: bool,
        template: bool,
    ) -> None:
        self.session = session
        self.select = select
        self.style = style
        self.questions = questions
        self.unsafe = unsafe
        self.template = template

    def run(self, path: str, diff: bool, in_place: bool, backup: bool) -> int:
        """Fix one file and return the exit status for it.

        Raises:
            PoalintError: it cannot be read or written.
        """
        from poalint.fixing import Fixer
        from poalint.fixing.files import encode_fixed, write_fixed

        data = read_bytes(path)
        draft = decode_draft(data, name_of(path))
        choose = self.questions.about(path) if self.questions else None
        fixer = Fixer.by(lambda text: self.session.check(path, text), self.select)
        result = fixer.fix(draft.text, unsafe=self.unsafe, template=self.template, choose=choose)
        kept = ""
        if in_place:
            if result.changed:
                kept = write_fixed(path, data, encode_fixed(draft, result.text, path), backup)
        elif path == STDIN and not diff:
            write_bytes(encode_fixed(draft, result.text, name_of(path)))
        else:
            self.show(path, draft.text, result.text)
        self.tell(path, result, "written" if in_place else "printed" if path == STDIN and not diff else "shown", kept)
        pending = result.changed and (diff or (path != STDIN and not in_place))
        serious = any(finding.severity != "info" for finding in result.report.findings)
        return _LEFT if pending or serious else _CLEAN

    def show(self, path: str, old: str, new: str) -> None:
        from poalint.output.fixes import render_diff

        terminal = sys.stdout is not None and sys.stdout.isatty()
        write(render_diff(path, old, new, self.style, escape=terminal), self.style)

    def tell(self, path: str, result: FixResult, written: str, kept: str) -> None:
        from poalint.output.fixes import render_summary

        told = render_summary(name_of(path), result, written, self.style)
        if kept:
            told += f"  the old text is in {self.style.text(kept)}\n"
        click.echo(told.encode(sys.stderr.encoding or "utf-8", "replace"), nl=False, err=True)
