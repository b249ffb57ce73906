"""Silence: by fingerprint, by baseline, by comments; what is unused; and that no draft text is stored."""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from drafts import FAULTY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_output_json import validate

import poalint
from poalint.cli import main
from poalint.suppression.comments import find_comments
from poalint.suppression.cutting import Cut
from poalint.text.positions import Lines

LIST = ".poalint-ignore.yaml"
FOUND = poalint.check(FAULTY).findings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "draft.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def run(*arguments: str, status: int | None = None, **more: Any) -> Result:
    result = CliRunner().invoke(main, arguments, **more)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert status is None or result.exit_code == status, result.output
    return result


def report(*arguments: str) -> dict[str, Any]:
    printed = run("check", "--format", "json", *arguments).stdout
    validate(printed)
    found: dict[str, Any] = json.loads(printed)
    return found


def silenced(found: dict[str, Any]) -> dict[str, int]:
    return {by: number for by, number in found["suppressions"]["silenced"].items() if number}


def unused(found: dict[str, Any]) -> list[str]:
    return [f"{one['place']}: {one['message']}" for one in found["suppressions"]["unused"]]


# By fingerprint


def test_a_finding_is_ignored_by_the_beginning_of_its_fingerprint(folder: Path) -> None:
    one = FOUND[0]
    done = run("ignore", one.fingerprint[:6], "--draft", "draft.txt", "--reason", "It is: “so” # yes", status=0)
    assert f"{one.fingerprint} ignored in {LIST}: draft.txt:{one.line}:{one.column} {one.rule}" in done.stdout
    found = report("draft.txt")
    assert silenced(found) == {"fingerprint": 1} and not unused(found)
    (file,) = found["files"]
    assert one.fingerprint not in {finding["fingerprint"] for finding in file["findings"]}
    (entry,) = file["silenced"]
    assert entry["finding"]["excerpt"] == one.excerpt
    assert (entry["by"], entry["place"], entry["reason"]) == ("fingerprint", f"{LIST}:2:3", "It is: “so” # yes")
    assert one.excerpt not in (folder / LIST).read_text(encoding="utf-8")
    again = run("ignore", one.fingerprint, "--draft", "draft.txt", "--reason", "Other", status=0)
    assert "is ignored already" in again.stdout
    assert (folder / LIST).read_text(encoding="utf-8").count(one.fingerprint) == 1


def test_silenced_findings_do_not_count_in_score_or_status(folder: Path) -> None:
    arguments = [finding.fingerprint for finding in FOUND]
    run("ignore", *arguments, "--draft", "draft.txt", "--reason", "All.", status=0)
    result = run("check", "draft.txt", status=0)
    assert "Score 100 of 100   no findings\n" in result.stdout
    assert f"{len(FOUND)} findings silenced: {len(FOUND)} by fingerprint\n" in result.stdout
    assert "Well done" not in result.stdout
    run("check", "--min-score", "100", "draft.txt", status=0)
    run("check", "--isolated", "draft.txt", status=1)


def test_the_score_is_that_of_the_findings_that_are_left(folder: Path) -> None:
    first = FOUND[0]
    left = Counter(finding.rule for finding in FOUND[1:])
    run("ignore", first.fingerprint, "--draft", "draft.txt", "--reason", "x", status=0)
    (file,) = report("draft.txt")["files"]
    assert {one["rule"]: one["findings"] for one in file["score"]["first"]} == dict(left)
    assert file["score"]["total"] > poalint.check(FAULTY).score.total


def test_the_list_keeps_comments_order_and_layout(folder: Path) -> None:
    text = (
        "# mine\n"
        "  - reason: first   # why\n"
        f"    fingerprint: {FOUND[0].fingerprint}\n"
        "  # between\n"
        "  - {reason: second, fingerprint: 0123456789abcdef}\n"
        "  # last"
    )
    (folder / LIST).write_text(text, encoding="utf-8")
    run("ignore", FOUND[1].fingerprint, "--reason", "third", "--expires", "2199-01-31", status=0)
    added = (folder / LIST).read_text(encoding="utf-8")
    assert added == (
        f'{text}\n  - fingerprint: "{FOUND[1].fingerprint}"\n    reason: "third"\n    expires: "2199-01-31"\n'
    )
    assert silenced(report("draft.txt")) == {"fingerprint": 2}
    run("ignore", "--remove", "0123", status=0)
    run("ignore", "--remove", FOUND[1].fingerprint, status=0)
    assert (folder / LIST).read_text(encoding="utf-8") == text.replace(
        "  - {reason: second, fingerprint: 0123456789abcdef}\n", ""
    ) + "\n"
    run("ignore", "--remove", FOUND[0].fingerprint, status=0)
    assert (folder / LIST).read_text(encoding="utf-8") == "# mine\n  # between\n  # last\n"
    run("ignore", FOUND[0].fingerprint, "--reason", "anew", status=0)
    assert silenced(report("draft.txt")) == {"fingerprint": 1}


def test_a_list_with_windows_line_ends_keeps_them(folder: Path) -> None:
    (folder / LIST).write_bytes(b"# mine\r\n- fingerprint: 0123456789abcdef\r\n  reason: x\r\n")
    run("ignore", FOUND[0].fingerprint, "--reason", "y", status=0)
    raw = (folder / LIST).read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == 5


def test_a_list_that_cannot_be_edited_is_left_alone(folder: Path) -> None:
    text = "[{fingerprint: 0123456789abcdef, reason: x}]\n"
    (folder / LIST).write_text(text, encoding="utf-8")
    result = run("ignore", FOUND[0].fingerprint, "--reason", "y", status=2)
    assert "poalint cannot edit" in result.stderr
    assert (folder / LIST).read_text(encoding="utf-8") == text
    assert sorted(path.name for path in folder.iterdir()) == [LIST, "draft.txt"]


@pytest.mark.skipif(os.name == "nt", reason="modes and links")
def test_the_list_keeps_its_mode_and_a_link_is_followed(folder: Path) -> None:
    real = folder / "real.yaml"
    real.write_text("# mine\n", encoding="utf-8")
    real.chmod(0o600)
    (folder / LIST).symlink_to(real)
    run("ignore", FOUND[0].fingerprint, "--reason", "y", status=0)
    assert (folder / LIST).is_symlink() and FOUND[0].fingerprint in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_the_list_stands_beside_the_configuration_or_else_the_draft(folder: Path) -> None:
    (folder / "near").mkdir()
    (folder / "near" / "draft.txt").write_text(FAULTY, encoding="utf-8")
    wanted = FOUND[0].fingerprint
    run("ignore", wanted, "--draft", "near/draft.txt", "--reason", "x", status=0)
    assert (folder / "near" / LIST).exists() and not (folder / LIST).exists()
    assert silenced(report("draft.txt")) == {}
    assert silenced(report("near/draft.txt")) == {"fingerprint": 1}
    (folder / "poalint.yaml").write_text("", encoding="utf-8")
    run("ignore", FOUND[1].fingerprint, "--draft", "near/draft.txt", "--reason", "x", status=0)
    assert 'path: "near/draft.txt"' in (folder / LIST).read_text(encoding="utf-8")
    assert silenced(report("near/draft.txt")) == {"fingerprint": 2}
    assert silenced(report("draft.txt")) == {}
    listed = run("ignore", "--list", "--draft", "near/draft.txt", status=0).stdout
    assert wanted in listed and FOUND[1].fingerprint in listed
    run("ignore", FOUND[2].fingerprint, "--reason", "x", "--file", "own.yaml", status=0)
    assert FOUND[2].fingerprint in run("ignore", "--list", "--file", "own.yaml", status=0).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a fingerprint"),
        (["12"], "'12' is no fingerprint"),
        (["xyzxyz", "--reason", "r"], "'xyzxyz' is no fingerprint"),
        (["0123456789abcdef"], "say why"),
        (["0123", "--reason", "r"], "0123 is the beginning of a fingerprint; name the draft too"),
        (["0000000000000000", "--draft", "draft.txt", "--reason", "r"], "no finding in draft.txt has the fingerprint"),
        (["0123456789abcdef", "--reason", "r", "--expires", "soon"], "--expires must be a date"),
        (["--remove", "0123456789abcdef"], "is not ignored"),
        (["--list", "--remove"], "--list and --remove cannot stand together"),
        (["--list", "--file", "gone.yaml"], "gone.yaml does not exist"),
        (["0123456789abcdef", "--reason", "r", "--draft", "gone.txt"], "gone.txt does not exist"),
    ],
)
def test_a_mistake_in_ignoring(folder: Path, arguments: list[str], said: str) -> None:
    result = run("ignore", *arguments, status=2)
    assert said in result.stderr
    assert [path.name for path in folder.iterdir()] == ["draft.txt"]


def test_a_beginning_that_several_findings_share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from poalint.cli import ignore

    monkeypatch.setattr(ignore, "_SHORTEST", 1)
    beginnings = Counter(finding.fingerprint[0] for finding in FOUND)
    shared = next(first for first, number in beginnings.items() if number > 1)
    result = run("ignore", shared, "--draft", "draft.txt", "--reason", "r", status=2)
    assert f"{shared} is the beginning of several: " in result.stderr


def test_an_entry_in_the_configuration(folder: Path) -> None:
    text = f"ignore-findings:\n  - fingerprint: {FOUND[0].fingerprint}\n    reason: so\n"
    (folder / "poalint.yaml").write_text(text, encoding="utf-8")
    assert silenced(report("draft.txt")) == {"fingerprint": 1}
    assert run("ignore", "--list", status=0).stdout == f"poalint.yaml:2:5: {FOUND[0].fingerprint}: so\n"
    result = run("ignore", "--remove", FOUND[0].fingerprint, status=2)
    assert "poalint.yaml:2:5" in result.stderr and "take it out there" in result.stderr


def test_an_entry_ends_after_its_last_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ignore", FOUND[0].fingerprint, "--reason", "r", "--expires", "2026-03-31", status=0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774915200")  # 2026-03-31 in UTC
    assert silenced(report("draft.txt")) == {"fingerprint": 1}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775001600")
    found = report("draft.txt")
    assert silenced(found) == {}
    assert unused(found) == [f"{LIST}:2:3: ignored finding {FOUND[0].fingerprint} ended on 2026-03-31"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "SOURCE_DATE_EPOCH is 'soon'" in run("check", "draft.txt", status=2).stderr


# By baseline


def test_a_baseline_holds_what_is_known_and_no_text(folder: Path) -> None:
    run("check", "--baseline", "known.json", "draft.txt", status=2)
    done = run("check", "--baseline", "known.json", "--update-baseline", "draft.txt", status=0)
    assert f"known.json: {len(FOUND)} known findings ({len(FOUND)} added, 0 removed)" in done.stderr
    text = (folder / "known.json").read_text(encoding="utf-8")
    assert {frozenset(one) for one in json.loads(text)["findings"]} == {frozenset({"path", "rule", "fingerprint"})}
    found = report("--baseline", "known.json", "draft.txt")
    assert silenced(found) == {"baseline": len(FOUND)} and found["files"][0]["findings"] == []
    run("check", "--baseline", "known.json", "--update-baseline", "draft.txt", status=0)
    assert (folder / "known.json").read_text(encoding="utf-8") == text
    assert run("check", "draft.txt").exit_code == 1


def test_a_second_equal_fault_is_new(folder: Path) -> None:
    once = FAULTY + "\nWe beg you.\n"
    (folder / "draft.txt").write_text(once, encoding="utf-8")
    run("check", "--baseline", "known.json", "--update-baseline", "draft.txt", status=0)
    (folder / "draft.txt").write_text(once + "\nWe beg you.\n", encoding="utf-8")
    found = report("--baseline", "known.json", "draft.txt")["files"][0]["findings"]
    assert [finding["line"] for finding in found] == [once.count("\n") + 2]
    (folder / "draft.txt").write_text(once.replace("We beg you.", "\n\n  We beg  you."), encoding="utf-8")
    assert report("--baseline", "known.json", "draft.txt")["files"][0]["findings"] == []  # only moved


def test_paths_of_a_baseline_are_relative_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "near").mkdir()
    (folder / "near" / "draft.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "poalint.yaml").write_text("baseline: known.json\n", encoding="utf-8")
    run("check", "--update-baseline", "near/draft.txt", status=0)
    assert {one["path"] for one in json.loads((folder / "known.json").read_text())["findings"]} == {"near/draft.txt"}
    monkeypatch.chdir(folder / "near")
    assert silenced(report("draft.txt")) == {"baseline": len(FOUND)}
    assert silenced(report("--no-baseline", "draft.txt")) == {}
    assert silenced(report("../draft.txt")) == {}
    run("check", "-", "--stdin-filename", "draft.txt", input=FAULTY, status=0)


def test_updating_keeps_other_drafts_and_rules_that_did_not_run(folder: Path) -> None:
    (folder / "other.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "gone.txt").write_text(FAULTY, encoding="utf-8")
    option = ("--baseline", "known.json")
    run("check", *option, "--update-baseline", "draft.txt", "other.txt", "gone.txt", status=0)
    (folder / "gone.txt").unlink()
    (folder / "draft.txt").write_text("Issue\n", encoding="utf-8")
    run("check", *option, "--update-baseline", "--select", "no-pleading", "draft.txt", status=0)
    counted = Counter(one["path"] for one in json.loads((folder / "known.json").read_text())["findings"])
    pleading = sum(finding.rule.startswith("no-pleading/") for finding in FOUND)
    assert pleading and counted == {"other.txt": len(FOUND), "draft.txt": len(FOUND) - pleading}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "known.json:1:2: not valid JSON"),
        ("[]", "known.json is no baseline of version 1"),
        ('{"version": 2, "findings": []}', "is no baseline of version 1"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "finding 1 lacks path, rule, fingerprint"),
        ("[" * 100_000, "known.json"),
    ],
)
def test_a_malformed_baseline(folder: Path, text: str, said: str) -> None:
    (folder / "known.json").write_text(text, encoding="utf-8")
    for more in ((), ("--update-baseline",)):
        assert said in run("check", "--baseline", "known.json", *more, "draft.txt", status=2).stderr
    assert (folder / "known.json").read_text(encoding="utf-8") == text


def test_updating_needs_a_file_and_paths(folder: Path) -> None:
    assert "needs --baseline FILE" in run("check", "--update-baseline", "draft.txt", status=2).stderr
    result = run("check", "--update-baseline", "--baseline", "known.json", "-", input=FAULTY, status=2)
    assert "--stdin-filename" in result.stderr and not (folder / "known.json").exists()


# By comments

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


# What is unused


def test_unused_suppressions_are_noted_and_fail_on_request(folder: Path) -> None:
    run("check", "--baseline", "known.json", "--update-baseline", "draft.txt", status=0)
    run("ignore", FOUND[0].fingerprint, "--draft", "draft.txt", "--reason", "x", status=0)
    (folder / "draft.txt").write_text("Issue\nNothing.\n", encoding="utf-8")
    plain = run("check", "--fail-on", "never", "--baseline", "known.json", "draft.txt", status=0)
    assert "Unused suppressions, to be removed\n" in plain.stdout
    found = report("--baseline", "known.json", "draft.txt")
    assert Counter(one["by"] for one in found["suppressions"]["unused"]) == {
        "fingerprint": 1,
        "baseline": len(FOUND),
    }
    for strict in (["--fail-on-unused"], ["--config", "strict.yaml"]):
        (folder / "strict.yaml").write_text("fail-on-unused: true\n", encoding="utf-8")
        run("check", "--fail-on", "never", *strict, "draft.txt", status=1)
    run("check", "--fail-on", "never", "--no-fail-on-unused", "--config", "strict.yaml", "draft.txt", status=0)


def test_what_had_no_chance_is_not_called_unused(folder: Path) -> None:
    pleading = next(finding for finding in FOUND if finding.rule.startswith("no-pleading/"))
    (folder / "other.txt").write_text("Issue\n", encoding="utf-8")
    run("ignore", pleading.fingerprint, "--draft", "draft.txt", "--reason", "x", status=0)
    assert unused(report("other.txt")) == []  # it is for another draft
    assert unused(report("--select", "no-blame", "draft.txt")) == []  # its rule did not run
    run("ignore", "--remove", pleading.fingerprint, status=0)
    run("ignore", pleading.fingerprint, "--reason", "x", status=0)
    assert unused(report("other.txt", "draft.txt")) == []
    assert unused(report("other.txt", "gone.txt")) == []  # it may stand in the one that could not be read
    (line,) = unused(report("other.txt"))
    assert line.endswith(f"ignored finding {pleading.fingerprint} is found in no draft that was checked")


def test_fingerprints_are_shown(folder: Path) -> None:
    assert FOUND[0].fingerprint not in run("check", "draft.txt").stdout
    shown = run("check", "--show-fingerprints", "draft.txt").stdout
    quiet = run("check", "--quiet", "draft.txt").stdout
    for finding in FOUND:
        assert f"       fingerprint {finding.fingerprint}\n" in shown
        assert f"[{finding.rule}] {finding.fingerprint}\n" in quiet


def test_the_first_that_silences_a_finding_is_named(folder: Path) -> None:
    text = "<!-- poalint-disable no-pleading -->\nWe beg you for a second chance.\n"
    (folder / "draft.md").write_text(text, encoding="utf-8")
    (folder / "poalint.yaml").write_text("per-file-ignores: {'*.md': [no-pleading, structure]}\n", encoding="utf-8")
    found = report("draft.md")
    entries = found["files"][0]["silenced"]
    assert {one["by"] for one in entries if one["finding"]["rule"].startswith("no-pleading/")} == {"comment"}
    assert "per-file-ignores" in silenced(found)
