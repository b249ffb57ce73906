"""Read a draft from a file or from standard input.

All offsets that poalint reports are code points into the text returned here: the decoded bytes without a leading
byte order mark, and nothing else changed. Line ends stay as they are, so CR LF counts as two code points;
a program that reads the file itself gets the same text by ``open(path, encoding="utf-8-sig", newline="")``
(``Path.read_text`` turns CR LF into LF, so its offsets agree only for files with LF).
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import NamedTuple

from poalint.errors import InputError

LIMIT = 5_000_000
STDIN = "-"

_REMEDY = "Save it as plain text (.txt, encoding UTF-8) and check that file."
_FORMATS = (
    (b"PK\x03\x04", "is a Word file or another zip archive, not plain text"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file (.doc), not plain text"),
    (b"%PDF", "is a PDF file, not plain text"),
    (b"{\\rtf", "is a rich text file (.rtf), not plain text"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# What Windows-1252 makes of other encodings: signs in words (Polish code pages), capitals in words (Macintosh), codes.
_WRONG_1252 = re.compile(
    r"[^\W\d_][¡-©«¬®-³¶¸¹»-¿×÷†-‰][^\W\d_]|[^\W\d_][¿¹¯£¥]|[³¹¯][^\W\d_]|Ÿ|[a-z][À-ÖØ-ÞŒŠŽ][a-z]|[\x00-\x08\x0e-\x1f\x7f]"
)
_NON_ASCII = re.compile(rb"[\x80-\xff]")


class Decoded(NamedTuple):
    """A draft's text, and how it was written.

    Attributes:
        text: the text without a byte order mark.
        encoding: a name that Python knows.
        mark: the byte order mark, empty without one.
    """

    text: str
    encoding: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Return another text in the same encoding, with the same byte order mark.

        Raises:
            UnicodeEncodeError: the encoding lacks a character of the text.
        """
        return self.mark + text.encode(self.encoding)


def read_draft(path: str) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Raises:
        InputError: the file cannot be read or is no plain text; the message names it and says what to do.
    """
    return decode(read_bytes(path), name_of(path))


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``; of a file that is too long only the first ones.

    Raises:
        InputError: the file cannot be read; the message names it and says what to do.
    """
    return _read_stdin() if path == STDIN else _read_file(path)


def name_of(path: str) -> str:
    """Return what to call a file, or standard input, in an error."""
    return "standard input" if path == STDIN else path


def decode(data: bytes, name: str) -> str:
    """Return the text that the bytes of a draft stand for; see ``decode_draft``."""
    return decode_draft(data, name).text


def decode_draft(data: bytes, name: str) -> Decoded:
    """Return the text that the bytes of a draft stand for, without a byte order mark, and its encoding.

    UTF-8, UTF-16 with a byte order mark, and Windows-1252 where the text is clearly written in it.

    Args:
        data: the whole file.
        name: what to call it in an error.

    Raises:
        InputError: it is too long, empty, binary, or in an unknown encoding.
    """
    if len(data) > LIMIT:
        size = f"{LIMIT // 1_000_000} MB"
        raise InputError(
            f"{name} is larger than {size}; a plan of action has a few pages. Check that it is the right file."
        )
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise InputError(f"{name} {what}. {_REMEDY}")
    decoded = _decode(data, name)
    text = decoded.text
    if "\0" in text:
        raise InputError(f"{name} holds binary data, not plain text. {_REMEDY}")
    if not text.strip():
        held = "holds nothing but white space" if text else "is empty"
        raise InputError(f"{name} {held}. Write the draft into it, save it, and check it again.")
    return decoded


def _decode(data: bytes, name: str) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, mark)
            except UnicodeDecodeError:
                what = f"begins as {encoding[:6].upper()}, but holds bytes that are not"
                raise InputError(f"{name} {what}. {_REMEDY}") from None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise InputError(f"{name} holds binary data, not plain text. {_REMEDY}") from None
        text = _windows_1252(data)
        if text is not None:
            return Decoded(text, "cp1252")
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise InputError(f"{name}, line {line}, is not in UTF-8 or in another encoding known here. {_REMEDY}") from None


def _windows_1252(data: bytes) -> str | None:
    """Return the text if the bytes are clearly Windows-1252: a Latin text with some marked letters and signs."""
    high = len(_NON_ASCII.findall(data))
    if high * 4 > len(data):
        return None  # mostly letters beyond ASCII: another script
    if sum(1 for char in data.decode("utf-8", "ignore") if char > "\x7f") * 4 > high:
        return None  # UTF-8 with some damage
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _WRONG_1252.search(text) else text


def _read_file(path: str) -> bytes:
    try:
        if os.path.isdir(path):  # noqa: PTH112 - pathlib costs more to import than the whole of this module
            raise InputError(f"{path} is a folder. Name the files in it.")
        with io.BufferedReader(io.FileIO(path)) as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist. Check its name and the folder you are in.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read ({reason}). Check that you may open it.") from None


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("standard input is closed. Name a file instead.")
    try:
        return sys.stdin.buffer.read(LIMIT + 1)
    except OSError as error:
        raise InputError(f"standard input cannot be read ({error.strerror}). Name a file instead.") from None
