"""Bytes to text: encodings, and a clear word about what is no draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poalint.errors import InputError
from poalint.text.decode import LIMIT, decode, read_draft

GERMAN = "Ursache: Die Pakete wurden nicht geprüft. Wir haben „Maß“ – für 5 € – nicht gehalten.\r\n"
POLISH = "Przyczyna: nie sprawdziliśmy paczek, ponieważ magazyn był źle zorganizowany i nikt ich nie liczył.\n"
RUSSIAN = "Причина: мы не проверили посылки перед отправкой.\n"
JAPANESE = "原因：出荷前の検品手順がありませんでした。毎日確認します。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding), "a.txt") == GERMAN


def test_utf_16_in_both_orders() -> None:
    assert decode(b"\xff\xfe" + JAPANESE.encode("utf-16-le"), "a.txt") == JAPANESE
    assert decode(b"\xfe\xff" + JAPANESE.encode("utf-16-be"), "a.txt") == JAPANESE


def test_nothing_is_changed_but_the_mark() -> None:
    text = "a\r\nb\rc\u2028\u00ad\u00a0\ufeff\x0b“d”\té e\u0301\n"
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == text


def test_offsets_are_those_of_open_without_newline_translation(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(b"\xef\xbb\xbf" + GERMAN.encode() * 2)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert read_draft(str(path)) == file.read()


@pytest.mark.parametrize(
    "data",
    [
        POLISH.encode("cp1250"),
        POLISH.encode("iso-8859-2"),
        RUSSIAN.encode("cp1251"),
        RUSSIAN.encode("koi8-r"),
        JAPANESE.encode("cp932"),
        JAPANESE.encode("euc-jp"),
        "Don’t say “we will”: café.".encode("mac-roman"),
        GERMAN.encode() + b"\xff",
        b"\xe4\xf6\xfc",
    ],
)
def test_other_encodings_are_not_guessed(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.txt, line \d+, is not in UTF-8.*Save it as plain text"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\x14\x00", "Word file"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Word file"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1\\ansi", "rich text"),
        (b"Root cause\0", "binary data"),
        ("Root cause é".encode("utf-16-le"), "binary data"),
        (b"\xff\xfea", "begins as UTF-16"),
        (b"\xef\xbb\xbf\xff", "begins as UTF-8"),
    ],
)
def test_what_is_no_plain_text(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=rf"a\.txt .*{what}.*Save it as plain text"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"), [(b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b" \r\n\t\xc2\xa0", "white space")]
)
def test_empty(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        decode(data, "a.txt")


def test_too_large(tmp_path: Path) -> None:
    assert decode(b"a" * LIMIT, "a.txt")
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (LIMIT + 1))
    with pytest.raises(InputError, match=r"large\.txt is larger than 5 MB"):
        read_draft(str(path))


def test_paths(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_draft(str(tmp_path / "gone.txt"))
    with pytest.raises(InputError, match="is a folder"):
        read_draft(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_draft("a\0b")
    with pytest.raises(InputError, match=r"cannot be read|does not exist"):
        read_draft("/dev/null/x")


@given(st.binary())
def test_any_bytes_end_in_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except InputError as error:
        assert str(error).startswith("a.txt")
    else:
        assert text.strip()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_is_kept(text: str) -> None:
    if text.strip() and not text.startswith(("PK\x03\x04", "%PDF", "{\\rtf")):
        assert decode(text.encode(), "a.txt") == text
