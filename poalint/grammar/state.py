"""Which server ``poalint grammar start`` has started: a file in the user's state folder that only the user can read."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "languagetool.json"
_MOST_BYTES = 4096
_MOST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Started:
    """A server that runs on this machine.

    Attributes:
        pid: its process.
        port: where it listens, on loopback.
        created: when the process began, in seconds since 1970, as the system says: with it no other process that was
            given the same number is taken for it.
    """

    pid: int
    port: int
    created: float

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"


def state_file() -> Path:
    """Return where the state stands."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "poalint" / _FILE


def read_state() -> Started | None:
    """Return the server that was started, whether or not it still runs; ``None`` if none is known."""
    try:
        with state_file().open("rb") as file:
            data = json.loads(file.read(_MOST_BYTES))
        pid, port, created = data["pid"], data["port"], data["created"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if type(pid) is not int or type(port) is not int or not isinstance(created, (int, float)):
        return None
    return Started(pid, port, float(created)) if pid > 1 and 0 < port <= _MOST_PORT else None


def write_state(started: Started) -> None:
    """Remember a server.

    Raises:
        OSError: the file cannot be written.
    """
    from poalint.text.writing import replace_file

    path = state_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, json.dumps(asdict(started)).encode(), 0o600)


def forget_state() -> None:
    """Forget the server."""
    state_file().unlink(missing_ok=True)
