"""``poalint ignore``: list findings that are not to be reported, by fingerprint."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from poalint.errors import UsageError
from poalint.text.paths import shown

if TYPE_CHECKING:
    from poalint.cli.session import Session
    from poalint.findings import Finding
    from poalint.suppression.fingerprints import IgnoredFinding

_DIGITS = 16
_SHORTEST = 4


@click.command("ignore", short_help="Leave single findings out from now on.")
@click.argument("fingerprints", nargs=-1, metavar="FINGERPRINT...")
@click.option("--draft", "drafts", multiple=True, metavar="FILE", help="The draft of the finding; repeatable.")
@click.option("--reason", default="", metavar="TEXT", help="Why it is to be left out.")
@click.option("--expires", default="", metavar="DATE", help="The last day of it, such as 2026-12-31.")
@click.option("--list", "listing", is_flag=True, help="List what is ignored.")
@click.option("--remove", is_flag=True, help="Report these findings again.")
@click.option("--file", metavar="FILE", default="", help="The list to change, if not the usual one.")
@click.option("--config", metavar="FILE", default="", help="Use this configuration instead of the nearest one.")
def command(
    fingerprints: tuple[str, ...],
    drafts: tuple[str, ...],
    reason: str,
    expires: str,
    listing: bool,
    remove: bool,
    file: str,
    config: str,
) -> None:
    """Leave findings out from now on, each for a reason.

    FINGERPRINT is what `poalint check --show-fingerprints` shows. With --draft its first digits will do, and it is
    left out in that draft only. The list is .poalint-ignore.yaml beside the configuration, or else beside the draft.

    \b
      poalint ignore 3f2a --draft draft.txt --reason "The notice asks for it."
      poalint ignore --list
      poalint ignore --remove 3f2a
    """
    from poalint.cli.options import Settings
    from poalint.cli.session import Session

    if listing == bool(fingerprints):
        raise UsageError(
            "name a fingerprint, as in: poalint ignore 3f2a --draft draft.txt --reason TEXT; or use --list"
        )
    if listing and remove:
        raise UsageError("--list and --remove cannot stand together")
    if (listing or remove) and (reason or expires):
        raise UsageError("--reason and --expires are for findings that are added")
    wanted = [_checked(one) for one in dict.fromkeys(fingerprints)]
    session = Session(drafts, Settings(config=config))
    if listing:
        _list(_all(session, drafts, file))
    elif remove:
        _remove(wanted, _all(session, drafts, file))
    else:
        _add(session, wanted, drafts, reason, expires, file)


def _checked(fingerprint: str) -> str:
    """Return a fingerprint or the beginning of one in lower case."""
    lower = fingerprint.lower()
    if not _SHORTEST <= len(lower) <= _DIGITS or not set(lower) <= set("0123456789abcdef"):
        raise UsageError(
            f"{fingerprint!r} is no fingerprint: it has 16 digits and letters from a to f, of which {_SHORTEST} will do"
        )
    return lower


# Adding


def _add(session: Session, wanted: Sequence[str], drafts: Sequence[str], reason: str, expires: str, file: str) -> None:
    from poalint.configuration.ignore_file import add_to_file
    from poalint.suppression.fingerprints import IgnoredFinding

    if not reason.strip():
        raise UsageError("say why, for whoever reads the list later: --reason TEXT")
    _check_date(expires)
    reason = " ".join(reason.split())
    if not drafts:
        short = next((one for one in wanted if len(one) < _DIGITS), None)
        if short is not None:
            raise UsageError(f"{short} is the beginning of a fingerprint; name the draft too: --draft FILE")
        target = file or session.checker("-").ignore_file()
        entries = [IgnoredFinding(one, reason, expires=expires) for one in wanted]
        for one in entries:
            _say(one, add_to_file(target, [one]), target, "any draft")
        return
    for path, finding in _found(session, wanted, drafts):
        target = file or session.checker(path).ignore_file(path)
        name = os.path.relpath(path, os.path.dirname(os.path.abspath(target))).replace(os.sep, "/")
        entry = IgnoredFinding(finding.fingerprint, reason, finding.rule, name, expires)
        place = f"{path}:{finding.line}:{finding.column} {finding.rule}: {' '.join(finding.message.split())}"
        _say(entry, add_to_file(target, [entry]), target, place)


def _say(entry: IgnoredFinding, added: Sequence[IgnoredFinding], target: str, what: str) -> None:
    done = f"ignored in {shown(target)}" if added else f"is ignored already in {shown(target)}"
    click.echo(f"{entry.fingerprint} {done}: {what}")


def _found(session: Session, wanted: Sequence[str], drafts: Sequence[str]) -> list[tuple[str, Finding]]:
    """Return the findings that the beginnings of fingerprints name, each with its draft.

    Raises:
        UsageError: one names none, or several.
    """
    from poalint.text.decode import read_draft

    known: list[tuple[str, Finding]] = []
    for path in drafts:
        report = session.check(path, read_draft(path))
        known += [(path, one) for one in (*report.findings, *(silenced.finding for silenced in report.silenced))]
    found = []
    for beginning in wanted:
        matching = [(path, one) for path, one in known if one.fingerprint.startswith(beginning)]
        different = list(dict.fromkeys(one.fingerprint for _, one in matching))
        if len(different) > 1:
            raise UsageError(f"{beginning} is the beginning of several: {', '.join(different)}; write more digits")
        if not matching:
            raise UsageError(
                f"no finding in {', '.join(drafts)} has the fingerprint {beginning}; "
                f"poalint check --show-fingerprints shows them"
            )
        found += matching
    return found


def _check_date(expires: str) -> None:
    from datetime import date

    if not expires:
        return
    try:
        if date.fromisoformat(expires).isoformat() == expires:
            return
    except ValueError:
        pass
    raise UsageError(f"--expires must be a date such as 2026-12-31, not {expires!r}")


# Listing and removing


def _all(session: Session, drafts: Sequence[str], file: str) -> list[IgnoredFinding]:
    """Return all ignored findings that count for the drafts, or for the working directory."""
    if file:
        from poalint.configuration.ignore_file import read_ignore_file

        if not os.path.isfile(file):
            raise UsageError(f"{file} does not exist")
        return list(read_ignore_file(os.path.abspath(file)))
    entries: dict[str, IgnoredFinding] = {}
    for path in drafts or ("-",):
        for entry in session.checker(path).ignored(session.configurations.path(path)):
            if path == "-" or entry.applies(os.path.abspath(path)):
                entries[entry.place] = entry
    return list(entries.values())


def _list(entries: Iterable[IgnoredFinding]) -> None:
    for entry in entries:
        more = [entry.rule, f"in {entry.path}" if entry.path else "", f"until {entry.expires}" if entry.expires else ""]
        what = ", ".join(part for part in more if part)
        click.echo(f"{entry.place}: {entry.fingerprint}{' ' + what if what else ''}: {' '.join(entry.reason.split())}")


def _remove(wanted: Sequence[str], entries: Sequence[IgnoredFinding]) -> None:
    from poalint.configuration.ignore_file import remove_from_file

    gone: list[IgnoredFinding] = []
    for beginning in wanted:
        matching = [entry for entry in entries if entry.fingerprint.startswith(beginning)]
        different = list(dict.fromkeys(entry.fingerprint for entry in matching))
        if not matching:
            raise UsageError(f"{beginning} is not ignored; poalint ignore --list shows what is")
        if len(different) > 1:
            raise UsageError(f"{beginning} is the beginning of several: {', '.join(different)}; write more digits")
        gone += matching
    for entry in gone:
        if not entry.listed:
            raise UsageError(f"{entry.place}: {entry.fingerprint} stands in the configuration; take it out there")
    for path in dict.fromkeys(entry.listed for entry in gone):
        remove_from_file(path, [entry for entry in gone if entry.listed == path])
    for entry in gone:
        click.echo(f"{entry.fingerprint} is reported again: taken out of {shown(entry.listed)}")
