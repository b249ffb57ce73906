"""``poalint ignore`` and lists of ignored findings: silence by fingerprint, without any draft text in a file."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path

import pytest
from drafts import FAULTY
from silence import FOUND, LIST, report, run, silenced, unused

import poalint


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


def test_reasons_of_several_lines(folder: Path) -> None:
    entry = "- fingerprint: 0123456789abcdef\n  reason: |\n    several\n    lines\n"
    (folder / LIST).write_text(entry, encoding="utf-8")
    run("ignore", FOUND[0].fingerprint, "--reason", "several\nlines: “\u2028” \\", status=0)
    listed = run("ignore", "--list", status=0).stdout.splitlines()
    assert listed[-1].endswith(f"{FOUND[0].fingerprint}: several lines: “ ” \\")
    run("ignore", "--remove", "0123456789abcdef", status=0)
    assert (folder / LIST).read_text(encoding="utf-8").startswith(f'- fingerprint: "{FOUND[0].fingerprint}"')


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
