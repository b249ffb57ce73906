"""Processes of LanguageTool's server: start one on a free port of loopback, know one again, end one."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import Any

from poalint.errors import GrammarError
from poalint.grammar.client import answers
from poalint.grammar.state import Started
from poalint.grammar.terms import setting

SERVER_CLASS = "org.languagetool.server.HTTPServer"
_ATTEMPTS = 3
_PAUSE = 0.1
# Waits until the pipe from the program is closed, then ends the server if it is the same process still.
_WATCH = """
import sys, psutil
try:
    server = psutil.Process(int(sys.argv[1]))
    sys.stdin.buffer.read()
    server.terminate()
except psutil.Error:
    pass
"""
_watchers: list[subprocess.Popen[bytes]] = []
_CLOCK = 1.5  # seconds by which a system may tell the same beginning of a process differently


def start(command: Callable[[int], Sequence[str]], detached: bool) -> Started:
    """Start a server and wait until it answers.

    Args:
        command: gives the command for a port.
        detached: whether it outlives this program and its terminal.

    Raises:
        GrammarError: it ends, or does not answer in time.
    """
    for attempt in range(_ATTEMPTS):
        port = _free_port()
        # What the server prints goes to a file that is gone with it: it may hold words of drafts.
        with tempfile.TemporaryFile() as printed:
            try:
                process = subprocess.Popen(  # noqa: S603 - the command is made of the user's own Java and LanguageTool
                    list(command(port)),
                    stdin=subprocess.DEVNULL,
                    stdout=printed,
                    stderr=subprocess.STDOUT,
                    start_new_session=detached,
                )
            except OSError as error:
                raise GrammarError(f"Java cannot be started: {error.strerror}. Check its installation.") from None
            if _wait(process, port):
                return Started(process.pid, port, _created(process.pid))
            in_use = process.poll() is not None and b"in use" in _end_of(printed)
        end(process)
        if not in_use or attempt + 1 == _ATTEMPTS:
            break
    seconds = setting("start-seconds")
    raise GrammarError(
        f"LanguageTool did not start within {seconds} seconds or ended at once. Check the path of LanguageTool, "
        f"and that Java ({setting('java')} or newer) and {setting('megabytes')} MB of memory are free."
    )


def end_with_this_program(started: Started) -> None:
    """Let a server end when this program does, however that ends: by a signal, too."""
    watcher = subprocess.Popen(  # noqa: S603 - Python itself
        [sys.executable, "-c", _WATCH, str(started.pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _watchers.append(watcher)  # the pipe is closed when this program is gone


def ours(started: Started) -> bool:
    """Return whether a process is surely the server that was started: same number, beginning, program and port."""
    return _process(started) is not None


def stop(started: Started) -> bool:
    """End a server, if it surely is the one that was started; return whether it ran."""
    import psutil

    process = _process(started)
    if process is None:
        return False
    with contextlib.suppress(psutil.Error):
        process.terminate()
        try:
            process.wait(setting("stop-seconds"))
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(setting("stop-seconds"))
    return True


def end(process: subprocess.Popen[bytes]) -> None:
    """End a child process."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(setting("stop-seconds"))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _process(started: Started) -> Any:
    import psutil

    try:
        process = psutil.Process(started.pid)
        if abs(process.create_time() - started.created) > _CLOCK or process.status() == psutil.STATUS_ZOMBIE:
            return None
        words = process.cmdline()
    except psutil.Error:
        return None
    return process if SERVER_CLASS in words and str(started.port) in words else None


def _created(pid: int) -> float:
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0


def _wait(process: subprocess.Popen[bytes], port: int) -> bool:
    """Return whether a server answers before it ends or its time is over."""
    until = monotonic() + setting("start-seconds")
    while process.poll() is None and monotonic() < until:
        if answers(f"http://127.0.0.1:{port}", deadline=2.0):
            return process.poll() is None
        sleep(_PAUSE)
    return False


def _end_of(printed: Any) -> bytes:
    printed.seek(0)
    return bytes(printed.read(64 * 1024)).lower()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
