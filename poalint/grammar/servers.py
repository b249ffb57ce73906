"""Which server checks: the one of a given address, the one that poalint keeps, or one of its own for this run."""

from __future__ import annotations

import atexit
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlsplit

from poalint.errors import GrammarError
from poalint.grammar import process
from poalint.grammar.local import LocalLanguageTool, at_path, check_java, installed, need_extra
from poalint.grammar.model import Unanswered
from poalint.grammar.state import Started, forget_state, read_state, write_state
from poalint.grammar.terms import setting

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
INSTALL = "poalint grammar install, or name a server's address as grammar url in the configuration"
_lock = Lock()
_own: dict[str, Started] = {}  # servers of this program, by the path of their LanguageTool


class Running(NamedTuple):
    """A server that ``poalint grammar start`` gives.

    Attributes:
        started: the server.
        new: whether it did not run before.
        place: where its LanguageTool is, "" if it ran before.
    """

    started: Started
    new: bool
    place: str = ""


def address(url: str, path: str) -> str:
    """Return the address of a server that can be asked.

    Args:
        url: address that the user gave, "" for none.
        path: path of a LanguageTool, "" for the one that was downloaded.

    Raises:
        Unanswered: there is none.
    """
    if url:
        return url
    kept = running()
    return kept.url if kept is not None else _for_this_run(path).url


def running() -> Started | None:
    """Return the server that poalint keeps, ``None`` if none runs; what is known of one that has ended is forgotten."""
    known = read_state()
    if known is None:
        return None
    if process.ours(known):
        return known
    forget_state()
    return None


def start(path: str) -> Running:
    """Start a server that is kept for next runs, unless one runs.

    Raises:
        GrammarError: there is no LanguageTool or no Java, or it does not start.
    """
    known = running()
    if known is not None:
        return Running(known, new=False)
    local = local_languagetool(path)
    check_java()
    started = process.start(local.command, detached=True)
    try:
        write_state(started)
    except OSError as error:
        process.stop(started)
        raise GrammarError(f"the state of the server cannot be written: {error.strerror or error}.") from None
    return Running(started, new=True, place=local.place)


def stop() -> bool:
    """End the server that poalint keeps; return whether one ran."""
    known = running()
    ran = known is not None and process.stop(known)
    if known is not None:
        forget_state()
    return ran


def leaves_machine(url: str) -> bool:
    """Return whether a draft that is sent to an address leaves this machine."""
    return bool(url) and (urlsplit(url).hostname or "") not in _LOOPBACK


def is_cloud(url: str) -> bool:
    """Return whether an address is one of LanguageTool's public service."""
    host = urlsplit(url).hostname or ""
    return any(host == one or host.endswith(f".{one}") for one in setting("cloud"))


def local_languagetool(path: str) -> LocalLanguageTool:
    """Return the LanguageTool at a path, or the newest that was downloaded.

    Raises:
        GrammarError: there is none, or the extra is not installed.
    """
    need_extra()
    if path:
        return at_path(path)
    found = installed()
    if found is None:
        raise GrammarError(f"no LanguageTool is installed. Get it: {INSTALL}.")
    return found


def _for_this_run(path: str) -> Started:
    """Return a server that ends with this program.

    Raises:
        Unanswered: there is none.
    """
    with _lock:
        known = _own.get(path)
        if known is not None and process.ours(known):
            return known
        try:
            local = local_languagetool(path)
            check_java()
            started = process.start(local.command, detached=False)
        except GrammarError as error:
            reason, _, remedy = str(error).partition(". ")
            raise Unanswered(reason.rstrip("."), remedy.rstrip(".") or INSTALL) from None
        process.end_with_this_program(started)
        if not _own:
            atexit.register(end_own)
        _own[path] = started
        return started


def end_own() -> None:
    """End the servers that were started for this run."""
    with _lock:
        for started in _own.values():
            process.stop(started)
        _own.clear()
