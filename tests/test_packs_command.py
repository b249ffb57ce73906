"""``poalint packs``: list, show, validate, test, new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from golden_files import check as check_golden
from test_packtest import BIRDS, CORPUS, drafts, rule, write

from poalint.cli import main
from poalint.packs.schema import schema_comment
from poalint.ruleset import installed


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["packs", *arguments])


# List and show


def test_all_packs_are_listed() -> None:
    result = run("list")
    assert result.exit_code == 0
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert {"no-blame", "structure", "template-remnants"} <= set(names) and names == sorted(names)
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["name"] for row in rows] == names
    assert all(row["rules"] > 0 and row["origin"] == "shipped" and "en" in row["languages"] for row in rows)


def test_packs_of_ones_own_are_listed(folder: Path) -> None:
    write(folder, rule("birds", BIRDS), rule("crows", "patterns: ~crow\n"))
    result = run("list", "house.yaml", "no-blame")
    first, second = result.stdout.splitlines()
    assert first.split() == ["house", "2", "rules", "en", "own", "House", "rules", "(house.yaml)"]
    assert second.startswith("no-blame ") and "shipped" in second


def test_an_installed_pack_that_is_broken_is_listed_with_what_is_wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder / "birds"
    place.mkdir()
    (place / "pack.yaml").write_text("pack: birds\nlanguage: en\nruls: 3\n", encoding="utf-8")
    monkeypatch.setattr("poalint.ruleset.catalogue.installed_packs", lambda: ("birds",))
    monkeypatch.setattr(installed, "installed_folder", lambda name: place if name == "birds" else None)
    result = run("list")
    assert result.exit_code == 0
    assert "no-blame" in result.stdout and "cannot be read" in result.stdout
    assert "pack.yaml:3:1: a pack has no key 'ruls'; did you mean 'rules'?" in result.stdout
    (row,) = [row for row in json.loads(run("list", "--format", "json").stdout) if row["name"] == "birds"]
    assert row["origin"] == "installed" and "ruls" in row["error"]


def test_a_pack_is_shown(folder: Path) -> None:
    write(folder, rule("birds", BIRDS), rule("feathers", "expressions: ['feath+er']", kind="regex"))
    result = run("show", "house.yaml")
    assert result.exit_code == 0
    check_golden("pack-show.txt", result.stdout)
    data = json.loads(run("show", "house.yaml", "--format", "json").stdout)
    first, second = data["languages"]["en"]
    assert first["id"] == "house/birds" and len(first["lines"]["patterns"]) == 2
    assert first["examples"] == {"bad": 3, "good": 2}
    assert second["lines"] == {"expressions": ["feath+er"]}


def test_one_pack_is_shown_at_a_time(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(f"pack: {name}\n", encoding="utf-8")
    result = run("show", ".")
    assert (result.exit_code, result.stderr) == (2, "Error: show takes one pack, and . holds 2: one, two\n")


@pytest.mark.parametrize("command", ["list", "show", "validate", "test"])
def test_a_pack_that_is_not_there(command: str) -> None:
    result = run(command, "no-blam")
    assert result.exit_code == 2
    assert "no pack 'no-blam'" in result.stderr and "Did you mean 'no-blame'?" in result.stderr


# Validate


def test_all_faults_of_all_files_are_told(folder: Path) -> None:
    write(folder, rule("birds", BIRDS.replace("(@bird |", "(@brid |")))
    (folder / "other.yaml").write_text("pack: Other\nlanguage: en\n", encoding="utf-8")
    result = run("validate", "house.yaml", "other.yaml", "no-blame")
    assert result.exit_code == 1
    first, second, last = result.stdout.splitlines()
    assert first.startswith("house.yaml:19:8: unknown word class @brid; did you mean @bird?")
    assert second.startswith("other.yaml:1:7: 'pack' must name the pack")
    assert last == "2 problems in 2 files"
    rows = json.loads(run("validate", "house.yaml", "other.yaml", "--format", "json").stdout)
    assert [(row["path"], row["line"], row["column"]) for row in rows] == [("house.yaml", 19, 8), ("other.yaml", 1, 7)]


def test_a_sound_pack(folder: Path) -> None:
    write(folder, rule("birds", BIRDS), rule("crows", "patterns: ~crow\n"))
    assert run("validate", "house.yaml").stdout == "No problems in house.yaml\n"
    assert json.loads(run("validate", "house.yaml", "--format", "json").stdout) == []
    strict = run("validate", "--examples", "house.yaml")
    assert strict.exit_code == 1 and "rule house/crows has no bad examples" in strict.stdout
    assert run("validate").exit_code == 2


# Test


def test_a_test_in_full(folder: Path) -> None:
    wrong = BIRDS.replace("Two >>gulls packed<< it.", "Two gulls packed >>it<<.").replace("No gull", "The gull")
    write(folder, rule("birds", wrong), rule("crows", "patterns: ~crow <2> (~pack | ~send)\n"))
    drafts(folder, **CORPUS)
    result = run("test", "house.yaml", "--coverage", "--corpus", "drafts")
    assert result.exit_code == 1
    check_golden("pack-test.txt", result.stdout)


def test_a_test_as_json(folder: Path) -> None:
    write(folder, rule("birds", BIRDS), rule("crows", "patterns: ~crow <2> (~pack | ~send)\n"))
    drafts(folder, **CORPUS)
    result = run("test", "house.yaml", "--coverage", "--corpus", "drafts", "--no-speed", "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    (one,) = data["results"]
    assert data["passed"] and one["passed"] and one["failures"] == []
    assert {warning["kind"] for warning in one["warnings"]} == {"no-example", "never-fires"}
    assert one["coverage"][0]["parts"] == one["coverage"][0]["exercised"] + len(one["coverage"][0]["missing"])
    birds = one["corpus"]["rules"][0]
    assert (birds["fired"], birds["right"], birds["other"], birds["false"]) == (4, 1, 1, 1)
    first = birds["findings"][0]
    assert Path(first.pop("path")) == Path("drafts", "a.txt")
    assert first == {"line": 3, "excerpt": "owl sent", "verdict": "false"}


def test_the_same_twice_gives_the_same_bytes(folder: Path) -> None:
    write(folder, rule("birds", BIRDS), rule("crows", "patterns: ~crow <2> (~pack | ~send)\n"))
    assert run("test", "house.yaml", "--coverage").stdout == run("test", "house.yaml", "--coverage").stdout


# New


def test_a_new_pack_passes_its_own_test(folder: Path) -> None:
    result = run("new", "my-rules", "--directory", "packs")
    path = Path("packs/my-rules.yaml")
    assert result.exit_code == 0 and f"poalint packs test {path}" in result.stdout
    assert path.read_text("utf-8").startswith(schema_comment() + "\n")
    assert run("validate", "--examples", str(path)).exit_code == 0
    test = run("test", str(path), "--coverage")
    assert test.exit_code == 0
    assert "exercise 7 of 7 parts" in test.stdout and "4 rules, 16 examples, all passed, 0 warnings" in test.stdout


def test_nothing_is_written_over(folder: Path) -> None:
    path = folder / "my-rules.yaml"
    path.write_text("mine", encoding="utf-8")
    result = run("new", "my-rules")
    assert result.exit_code == 2 and "my-rules.yaml is there already" in result.stderr
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["My Rules"], "cannot be called 'My Rules'; use lower case"),
        (["../rules"], "cannot be called '../rules'"),
        (["rules", "--language", "xx"], "nothing is known of language 'xx'; one of: "),
        (["rules", "--directory", "file/inside"], "cannot be written"),
    ],
)
def test_packs_that_cannot_be_begun(folder: Path, arguments: list[str], said: str) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    result = run("new", *arguments)
    assert result.exit_code == 2 and said in result.stderr
    assert [path.name for path in folder.iterdir()] == ["file"]
