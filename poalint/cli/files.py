"""Write a file as a whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from poalint.errors import InputError, UsageError


def check_writable(path: str) -> None:
    """Make sure that a result can be written, before time is spent on it.

    Raises:
        UsageError: the path is a folder, or its folder does not exist.
    """
    if path.endswith(os.sep) or Path(path).is_dir():
        raise UsageError(f"cannot write {path}: it is a folder. Name a file in it.")
    folder = Path(path).resolve().parent
    if not folder.is_dir():
        raise UsageError(f"cannot write {path}: the folder {folder} does not exist. Make it first.")


def write_file(path: str, data: bytes) -> None:
    """Put bytes into a file: others see the old file or the whole new one, and its permissions stay.

    A link is followed; a device or pipe (``/dev/stdout``) is written to as it is.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        mode = _mode(Path(path))
        if mode is not None and not stat.S_ISREG(mode):
            Path(path).write_bytes(data)
        else:
            _replace(Path(path).resolve(), data, mode)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".tmp")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        written.replace(target)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the permissions that new files lack; there is no way to ask but to set them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
