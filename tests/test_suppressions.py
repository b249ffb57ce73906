"""What all ways to silence share: what is unused, what is shown, which comes first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from silence import FOUND, report, run, silenced, unused


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
