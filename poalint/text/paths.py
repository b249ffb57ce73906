"""Names of files: how to show them, and how to write one whole or not at all."""

from __future__ import annotations

import os

from poalint.errors import InputError


def shown(path: str) -> str:
    """Return a path as people like to read it: relative where it lies below the working directory."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive; no working directory
        return path
    return path if relative.startswith("..") else relative


def working_folder() -> str:
    """Return the working directory, the root if it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep


def write_whole(path: str, text: str) -> None:
    """Write a file in UTF-8 with the line ends that the text has, atomically: it is never seen half written.

    A link is followed and the mode of a file that exists is kept.

    Raises:
        InputError: it cannot be written.
    """
    import tempfile

    target = os.path.realpath(path)
    temporary = ""
    try:
        mode = os.stat(target).st_mode & 0o777 if os.path.exists(target) else 0o666 & ~_umask()
        with tempfile.NamedTemporaryFile(dir=os.path.dirname(target), prefix=".poalint-", delete=False) as file:
            temporary = file.name
            file.write(text.encode("utf-8"))
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise InputError(
            f"{shown(path)} cannot be written ({error.strerror}). Check the folder and its permissions."
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
