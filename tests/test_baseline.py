"""Baselines: what is known is left out, what is new is not, and no draft text is stored."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from drafts import FAULTY
from silence import FOUND, report, run, silenced


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
