"""Comments that silence in Markdown drafts, and that they change nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafts import FAULTY
from hypothesis import given, settings
from hypothesis import strategies as st
from silence import FOUND, report, run, unused

import poalint
from poalint.suppression.comments import find_comments
from poalint.suppression.cutting import Cut
from poalint.text.positions import Lines

COMMENTED = """\
<!-- poalint-disable no-threats -- quoted from our letter -->
Root cause
We had no check.
<!-- poalint-disable-next-line no-pleading/second-chance, no-pleading -- so it was -->

We beg you for a second chance. <!-- a remark -->
We beg you for mercy. <!-- poalint-disable-line -->
<!-- poalint-disable -->
We beg you.
<!-- poalint-enable no-pleading -->
We beg you again.
"""


def test_comments_silence_in_markdown(folder: Path) -> None:
    (folder / "draft.md").write_text(COMMENTED, encoding="utf-8")
    (file,) = report("draft.md")["files"]
    pleas = {one["line"] for one in file["findings"] if one["rule"].startswith("no-pleading/")}
    assert pleas == {11}
    assert {one["finding"]["line"] for one in file["silenced"]} >= {6, 7, 9}
    by_line = {one["finding"]["line"]: one for one in file["silenced"]}
    assert by_line[6]["reason"] == "so it was" and by_line[6]["place"] == "draft.md:4:1"
    assert file["notes"] == [
        "This draft holds comments for poalint (lines 1, 4, 7, 8, 10): remove them before you submit the plan."
    ]
    assert "poalint" not in "".join(one["excerpt"] for one in file["findings"])
    printed = run("check", "draft.md").stdout
    assert "Before you submit\n" in printed and "by comment" in printed
    assert "draft.md: note: This draft holds comments" in run("check", "-q", "draft.md").stdout


def test_comments_are_text_in_other_files(folder: Path) -> None:
    (folder / "draft.txt").write_text(COMMENTED, encoding="utf-8")
    (file,) = report("draft.txt")["files"]
    assert {6, 7, 9, 11} <= {one["line"] for one in file["findings"] if one["rule"].startswith("no-pleading/")}
    assert "count only in Markdown files" in file["notes"][0]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("poalint-disable no-blame", "1:1: poalint-disable no-blame silences nothing"),
        ("poalint-disable-line", "1:1: poalint-disable-line silences nothing"),
        ("poalint-disable hegde", "1:1: no rule, pack or category 'hegde'; did you mean 'hedge'?"),
        ("poalint-disabel x", "1:1: “poalint-disabel” is no comment of poalint; did you mean poalint-disable?"),
        ("poalint-enable", "1:1: poalint-enable ends nothing"),
        ("poalint-disable-next-line no-pleading, no-blame", "1:1: poalint-disable-next-line no-blame silences nothing"),
    ],
)
def test_comments_that_silence_nothing(folder: Path, comment: str, said: str) -> None:
    (folder / "draft.md").write_text(f"<!-- {comment} -->\nWe beg you for a second chance.\n", encoding="utf-8")
    (line,) = unused(report("draft.md"))
    assert line.startswith(f"draft.md:{said}")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["own line", "end of line"]), max_size=len(FAULTY.splitlines())), st.booleans())
def test_comments_change_nothing_else(places: list[str], windows: bool) -> None:
    lines = []
    for number, line in enumerate(FAULTY.splitlines()):
        place = places[number] if number < len(places) else ""
        if place == "own line":
            lines.append("  <!-- poalint-disable-next-line no-threats/if-not-then\n  -- we beg you! -->")
        lines.append(line + "  <!-- poalint-x -->" * (place == "end of line"))
    text = ("\r\n" if windows else "\n").join([*lines, ""])
    checked = poalint.Checker(poalint.Configuration(), ignore_files=False).check(text, "draft.md")
    reported = (*checked.findings, *(one.finding for one in checked.silenced))
    assert {found.fingerprint for found in reported} == {found.fingerprint for found in FOUND}
    positions = Lines(text)
    for found in reported:
        assert text[found.start : found.end] == found.excerpt
        assert positions.position(found.start) == (found.line, found.column)
        assert positions.position(found.end) == (found.end_line, found.end_column)
        assert all(text[other.start : other.end] == other.excerpt for other in found.related)
        assert "<!--" not in (found.excerpt[:4], found.excerpt[-4:])


@given(st.lists(st.sampled_from(["a", " ", "\n", "\r\n", "<!-- poalint-x -->", "<!--", "-->", "é\t"]), max_size=20))
def test_offsets_of_a_text_without_its_comments(pieces: list[str]) -> None:
    text = "".join(pieces)
    comments = find_comments(text, Lines(text))
    cut = Cut(text, [(comment.start, comment.end) for comment in comments])
    assert not find_comments(cut.text, Lines(cut.text)) or "<!--" in pieces
    for offset in range(len(cut.text)):
        start, end = cut.original(offset, offset + 1)
        assert text[start:end] == cut.text[offset]


def test_many_comments_are_read_in_time(folder: Path) -> None:
    text = "<!-- poalint-disable-next-line no-blame -->\n" * 20_000 + "We beg you for a second chance.\n" * 50
    (folder / "draft.md").write_text(text, encoding="utf-8")
    found = report("draft.md")
    assert len(found["suppressions"]["unused"]) == 20_000
