"""Write a file whole or not at all: others see the old file or the new one, never a half of it."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from poalint.errors import InputError


def write_whole(path: str, data: bytes) -> None:
    """Put bytes into a file; the mode of a file that exists is kept.

    A link is followed; a device or pipe (``/dev/stdout``) is written to as it is.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        mode = _mode(Path(path))
        if mode is not None and not stat.S_ISREG(mode):
            Path(path).write_bytes(data)
        else:
            replace_file(Path(path).resolve(), data, mode)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"cannot write {path}: {reason}. Check the folder and its permissions.") from None


def replace_file(target: Path, data: bytes, mode: int | None) -> None:
    """Put a new file in the place of an ordinary one.

    Args:
        target: the file itself, no link.
        data: its new bytes.
        mode: its mode, ``None`` for that of a new file.

    Raises:
        OSError: it cannot be written; nothing is changed then.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    # The folder's entry outlives a power cut only when the folder is written, too; not every system can do that.
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    """Return the permissions that new files lack; there is no way to ask but to set them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
