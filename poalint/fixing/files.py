"""Write a fixed draft back: in its own encoding, at one stroke, and never over anything else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from poalint.errors import InputError
from poalint.text.decode import Decoded
from poalint.text.writing import replace_file

BACKUP = ".bak"


def encode_fixed(draft: Decoded, text: str, name: str) -> bytes:
    """Return the bytes of a fixed text in its draft's encoding; outside of the edits they are the draft's own.

    Raises:
        InputError: the encoding lacks a character that an edit puts in.
    """
    try:
        return draft.encode(text)
    except UnicodeEncodeError as error:
        lacking = text[error.start : error.end]
        raise InputError(
            f"{name} is in {draft.encoding}, which has no “{lacking}”. Save the draft in UTF-8 and fix it again."
        ) from None


def write_fixed(path: str, old: bytes, new: bytes, backup: bool) -> str:
    """Put new bytes in the place of a file's old ones, atomically: a reader sees the old file or the new one.

    A symbolic link stays one, and what it points to is written; the file's mode is kept.

    Args:
        path: the file.
        old: its bytes as they were read; if it holds others by now, nothing is written.
        new: the bytes to write.
        backup: keep the old bytes in a file beside it, its name with ``.bak``.

    Returns:
        The path of the backup, "" without one.

    Raises:
        InputError: it cannot be written, has changed, or the backup exists already; nothing is changed then.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise InputError(f"{path} is no ordinary file. Name the file itself, or use - and redirect the output.")
        if not os.access(target, os.W_OK):
            raise InputError(f"{path} is write-protected. Allow writing to it, or use - and redirect the output.")
        if target.read_bytes() != old:
            raise InputError(f"{path} was changed by another program in the meantime. Fix it again.")
        kept = _back_up(path, old, mode) if backup else ""
        try:
            replace_file(target, new, mode)
        except OSError:
            if kept:
                Path(kept).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{path} cannot be written ({reason}). Check its folder; the draft is as it was.") from None
    return kept


def _back_up(path: str, old: bytes, mode: int) -> str:
    kept = path + BACKUP
    try:
        with open(kept, "xb") as file:  # noqa: PTH123 - "x" refuses an existing file
            file.write(old)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise InputError(f"{kept} exists already. Move it away, or leave out --backup; {path} is as it was.") from None
    Path(kept).chmod(stat.S_IMODE(mode))
    return kept
