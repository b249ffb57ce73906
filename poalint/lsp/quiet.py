"""Keep drafts out of logs: pygls writes what it is sent to Python's log, which ends on the editor's error output."""

from __future__ import annotations

import logging

_SPEAKERS = ("pygls", "asyncio")


def silence_libraries() -> None:
    """Turn the logs of the libraries below the server off, for the whole process."""
    for name in _SPEAKERS:
        log = logging.getLogger(name)
        log.addHandler(logging.NullHandler())
        log.propagate = False
        log.setLevel(logging.CRITICAL + 1)
