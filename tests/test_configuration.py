"""Settings from files: where they are found, how they are read, what wins, and what is said of a mistake."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from drafts import FAULTY
from import_docs import generate
from jsonschema import Draft202012Validator

import poalint
from poalint.cli import main
from poalint.configuration.keys import KEYS, schema, values
from poalint.suppression.paths import matches

FINGERPRINT = "0123456789abcdef"


def run(*arguments: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, arguments, input=stdin)
    assert "Traceback" not in result.output and (result.exception is None or isinstance(result.exception, SystemExit))
    return result


def rules(*arguments: str, stdin: str | None = None) -> set[str]:
    """Return the ids of the rules that are reported."""
    printed = run("check", "--format", "json", *arguments, stdin=stdin).stdout
    return {finding["rule"] for file in json.loads(printed)["files"] for finding in file["findings"]}


def settings(*arguments: str) -> dict[str, Any]:
    printed = run("config", "--format", "json", *arguments).stdout
    found: dict[str, Any] = json.loads(printed)["settings"]
    return found


# Where it is found


def test_the_nearest_file_up_the_tree_of_each_draft_counts(folder: Path) -> None:
    (folder / "near" / "deep").mkdir(parents=True)
    for place in ("near", "near/deep"):
        (folder / place / "draft.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "poalint.yaml").write_text("select: [no-pleading]\n", encoding="utf-8")
    (folder / "near" / ".poalint.yaml").write_text("select: [template-remnants]\n", encoding="utf-8")
    printed = run("check", "--format", "json", "draft.txt", "near/draft.txt", "near/deep/draft.txt").stdout
    packs = [{one["rule"].partition("/")[0] for one in file["findings"]} for file in json.loads(printed)["files"]]
    assert packs == [{"no-pleading"}, {"template-remnants"}, {"template-remnants"}]


def test_standard_input_has_the_working_directory_or_the_path_it_is_given(folder: Path) -> None:
    (folder / "near").mkdir()
    (folder / "poalint.yaml").write_text("select: [no-pleading]\n", encoding="utf-8")
    (folder / "near" / "poalint.yaml").write_text("select: [template-remnants]\n", encoding="utf-8")
    assert {rule.partition("/")[0] for rule in rules("-", stdin=FAULTY)} == {"no-pleading"}
    for option in ("--stdin-filename", "--stdin-path"):
        found = rules("-", option, "near/draft.txt", stdin=FAULTY)
        assert {rule.partition("/")[0] for rule in found} == {"template-remnants"}
    named = run("check", "-q", "-", "--stdin-filename", "near/draft.txt", stdin=FAULTY)
    assert all(line.startswith("near/draft.txt:") for line in named.stdout.splitlines())


def test_config_and_isolated(folder: Path) -> None:
    (folder / "poalint.yaml").write_text("select: [no-pleading]\n", encoding="utf-8")
    (folder / "other.toml").write_text('[tool.poalint]\nselect = ["template-remnants"]\n', encoding="utf-8")
    assert {rule.partition("/")[0] for rule in rules("--config", "other.toml", "draft.txt")} == {"template-remnants"}
    everything = {found.rule for found in poalint.check(FAULTY).findings}
    assert rules("--isolated", "draft.txt") == rules("--no-config", "draft.txt") == everything
    both = run("check", "--isolated", "--config", "other.toml", "draft.txt")
    assert both.exit_code == 2 and "cannot stand together" in both.stderr
    gone = run("check", "--config", "gone.yaml", "draft.txt")
    assert gone.exit_code == 2 and "gone.yaml does not exist" in gone.stderr


def test_a_project_file_without_the_table_is_passed_over(folder: Path) -> None:
    (folder / "poalint.yaml").write_text("select: [no-pleading]\n", encoding="utf-8")
    (folder / "near").mkdir()
    (folder / "near" / "draft.txt").write_text(FAULTY, encoding="utf-8")
    for text in ("[project]\nname = 'poalint-user'\n", "[tool.ruff]\n# poalint\n", "not toml"):
        (folder / "near" / "pyproject.toml").write_text(text, encoding="utf-8")
        assert {rule.partition("/")[0] for rule in rules("near/draft.txt")} == {"no-pleading"}
    (folder / "near" / "pyproject.toml").write_text("[tool]\npoalint = {select = ['no-blame']}\n", encoding="utf-8")
    assert {rule.partition("/")[0] for rule in rules("near/draft.txt")} == {"no-blame"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("poalint.yaml", ".poalint.yaml"), ("poalint.yaml", "pyproject.toml"), ("poalint.yaml", "poalint.yml")],
)
def test_two_files_in_one_folder_are_an_error(folder: Path, first: str, second: str) -> None:
    for name in (first, second):
        text = "[tool.poalint]\n" if name.endswith("toml") else "fail-on: error\n"
        (folder / name).write_text(text, encoding="utf-8")
    result = run("check", "draft.txt")
    assert result.exit_code == 2
    assert f"{first} and {second} are both configurations of this folder" in result.stderr
    assert run("check", "--config", first, "draft.txt").exit_code == 1


def test_a_run_without_a_file_loads_nothing_to_read_one_with(folder: Path) -> None:
    code = (
        "import sys; from poalint.cli import main\n"
        "try: main(['check', '--language', 'en', 'draft.txt'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'yaml', 'tomllib', 'wcmatch', 'json', 'poalint.configuration.keys'} & set(sys.modules)))"
    )
    for _ in range(2):  # the second time from the cache
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


# What it says


def test_every_key_counts(folder: Path) -> None:
    def status(text: str, *arguments: str) -> int:
        (folder / "poalint.yaml").write_text(text, encoding="utf-8")
        return run("check", *arguments, "draft.txt").exit_code

    assert status("fail-on: never\n") == 0
    assert status("fail-on: never\nmin-score: 99\n") == 1
    assert status("fail-on: never\nmin-score: 99\n", "--min-score", "0") == 0
    assert status("fail-on: error\nselect: [plain-language]\n") == 0
    assert status("packs: [no-pleading]\nselect: [no-pleading]\nfail-on: warning\nlanguage: en\n") == 1
    (folder / "poalint.yaml").write_text("format: json\n", encoding="utf-8")
    assert json.loads(run("check", "draft.txt").stdout)["files"]
    assert run("check", "--format", "text", "draft.txt").stdout.startswith("draft.txt:")


def test_select_ignore_and_what_extends_them(folder: Path) -> None:
    def packs(text: str, *arguments: str) -> set[str]:
        (folder / "poalint.yaml").write_text(text, encoding="utf-8")
        return {rule.partition("/")[0] for rule in rules(*arguments, "draft.txt")}

    everything = packs("")
    assert packs("extend-select: [no-blame]\n") == everything
    assert packs("select: [no-blame]\nextend-select: [no-pleading]\n") == {"no-blame", "no-pleading"}
    assert packs("select: [no-blame]\n", "--extend-select", "no-pleading") == {"no-blame", "no-pleading"}
    assert packs("select: [no-blame]\nextend-select: [no-pleading]\n", "--select", "structure,no-threats") <= {
        "structure",
        "no-threats",
    }
    assert packs("ignore: [no-blame]\n") == everything - {"no-blame"}
    assert packs("ignore: [no-blame]\n", "--extend-ignore", "no-pleading") == everything - {"no-blame", "no-pleading"}
    assert packs("ignore: [no-blame]\nextend-ignore: [no-threats]\n", "--ignore", "no-pleading") == everything - {
        "no-pleading"
    }


def test_severity_goes_from_the_rule_over_the_category_to_the_pack(folder: Path) -> None:
    found = poalint.check(FAULTY).findings
    one = next(finding for finding in found if finding.rule.startswith("no-pleading/"))
    (folder / "poalint.yaml").write_text(
        f"severity:\n  no-pleading: error\n  {one.category}: warning\n  {one.rule}: info\n", encoding="utf-8"
    )
    printed = json.loads(run("check", "--format", "json", "draft.txt").stdout)["files"][0]
    severities = {finding["rule"]: finding["severity"] for finding in printed["findings"]}
    assert severities[one.rule] == "info"
    for finding in found:
        if finding.category == one.category and finding.rule != one.rule:
            assert severities[finding.rule] == "warning"
    assert printed["score"]["total"] == round(poalint.check(FAULTY).score.total, 2)


def test_rules_by_path_and_excluded_drafts(folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "draft.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "poalint.yaml").write_text('per-file-ignores: {"old/*": [no-pleading, blame]}\n', encoding="utf-8")
    here, old = rules("draft.txt"), rules("old/draft.txt")
    assert old == {rule for rule in here if not rule.startswith(("no-pleading/", "no-blame/"))} < here
    printed = run("check", "old/draft.txt").stdout
    assert "silenced:" in printed and "by per-file-ignores" in printed
    (folder / "poalint.yaml").write_text("exclude: [old]\n", encoding="utf-8")
    result = run("check", "-q", "draft.txt", "old/draft.txt")
    assert "old/draft.txt" not in result.stdout
    assert result.stderr == "Note: old/draft.txt is not checked: the configuration excludes it.\n"
    assert run("check", "old/draft.txt").exit_code == 0


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a.txt", "*.txt", True),
        ("x/y/a.txt", "*.txt", True),
        ("x/y/a.txt", "x/*.txt", False),
        ("x/y/a.txt", "x/**/*.txt", True),
        ("x/a.txt", "x/**/*.txt", True),
        ("x/y/a.txt", "x/*", True),
        ("x/y/a.txt", "x/", True),
        ("x/y/a.txt", "./x", True),
        ("x/y/a.txt", "y", True),
        (".x/a.txt", "*/a.txt", True),
        ("a.txt", "A.txt", False),
        ("ab.txt", "a?.txt", True),
        ("../a.txt", "a.txt", True),
        ("../a.txt", "*/a.txt", False),
    ],
)
def test_patterns_of_paths(tmp_path: Path, path: str, pattern: str, expected: bool) -> None:
    assert matches(str(Path(f"{tmp_path}/base/{path}")), pattern, f"{tmp_path}/base") is expected


def test_rules_of_configured_packs_can_be_explained(folder: Path) -> None:
    (folder / "poalint.yaml").write_text("packs: [no-pleading]\nignore: [no-pleading]\n", encoding="utf-8")
    shown = json.loads(run("rules", "--format", "json").stdout)
    assert {rule["pack"] for rule in shown} == {"no-pleading"}
    assert run("explain", shown[0]["id"]).exit_code == 0
    assert len(json.loads(run("rules", "--format", "json", "--packs", "default").stdout)) > len(shown)
    (folder / "poalint.yaml").write_text("packs: [nope]\n", encoding="utf-8")
    assert run("rules").stderr.startswith("Error: poalint.yaml:1:1: no pack 'nope'")


def test_paths_in_a_file_are_relative_to_it(folder: Path) -> None:
    (folder / "settings").mkdir()
    (folder / "settings" / "base.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    (folder / "settings" / "poalint.yaml").write_text(
        "packs: [default, ./own.yaml]\nbaseline: base.json\n", encoding="utf-8"
    )
    found = poalint.load_configuration("settings/poalint.yaml")
    assert found.packs == ("default", str(folder / "settings" / "own.yaml"))
    assert found.baseline == str(folder / "settings" / "base.json")


# The schema, and what is shown


def test_the_schema_is_shipped_and_current() -> None:
    shipped = Path(poalint.__file__).parent / "configuration" / "configuration.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == schema(), "run python docs/generate.py"
    assert shipped == generate.SCHEMA
    assert json.loads(run("config", "--schema").stdout) == schema()
    Draft202012Validator.check_schema(schema())
    assert set(values(poalint.Configuration())) == set(KEYS)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("fail-on: error\nmin-score: 3\nignore: [a]\nseverity: {a: info}\nper-file-ignores: {'*': [a]}\n", True),
        (f"ignore-findings:\n- {{fingerprint: {FINGERPRINT}, reason: x, expires: '2026-12-31'}}\n", True),
        ("fail_on: error\n", False),
        ("min-score: 101\n", False),
        ("ignore: a\n", False),
        ("ignore-findings:\n- {fingerprint: abc, reason: x}\n", False),
    ],
)
def test_the_schema_agrees_with_the_reader(folder: Path, text: str, valid: bool) -> None:
    path = folder / "some.yaml"
    path.write_text(text, encoding="utf-8")
    assert Draft202012Validator(schema()).is_valid(yaml.safe_load(text)) is valid
    if valid:
        poalint.load_configuration(path)
    else:
        with pytest.raises(poalint.ConfigurationError):
            poalint.load_configuration(path)


def test_the_settings_are_shown_with_their_origin(folder: Path) -> None:
    assert {entry["origin"] for entry in settings().values()} == {"default"}
    (folder / "poalint.yaml").write_text("# mine\nfail-on: error\nignore: [hedge]\n", encoding="utf-8")
    shown = settings("--ignore", "blame", "--no-baseline", "--fail-on-unused")
    assert shown["fail-on"] == {"value": "error", "origin": "poalint.yaml:2:1"}
    assert shown["ignore"] == {"value": ["blame"], "origin": "--ignore"}
    assert shown["baseline"] == {"value": None, "origin": "--no-baseline"}
    assert shown["fail-on-unused"] == {"value": True, "origin": "--fail-on-unused"}
    assert shown["select"] == {"value": [], "origin": "default"}
    printed = run("config", "draft.txt", "--min-score", "7").stdout
    assert printed.startswith("Configuration: poalint.yaml\n")
    assert "fail-on: error  (poalint.yaml:2:1)\n" in printed and "min-score: 7  (--min-score)\n" in printed
    assert run("config", str(folder)).stdout.startswith("Configuration: poalint.yaml\n")
    assert run("config", "--isolated").stdout.startswith("Configuration: none was found\n")
    (folder / "poalint.yaml").write_text("ignore: [hegde]\n", encoding="utf-8")
    assert run("config").exit_code == 2


# In Python


def test_a_configuration_in_python(folder: Path) -> None:
    (folder / "poalint.yaml").write_text("select: [no-pleading]\nseverity: {no-pleading: info}\n", encoding="utf-8")
    path = poalint.find_configuration(str(folder))
    assert path == str(folder / "poalint.yaml")
    configuration = poalint.load_configuration(path)
    assert configuration.select == ("no-pleading",) and configuration.fail_on == "warning"
    with pytest.raises(AttributeError):
        configuration.fail_on = "never"  # type: ignore[misc]
    with pytest.raises(TypeError):
        configuration.severity["x"] = "info"  # type: ignore[index]
    plain = configuration.linter().check(FAULTY)
    checked = poalint.Checker(configuration).check(FAULTY)
    assert plain.findings and {found.severity for found in checked.findings} == {"info"}
    assert {found.severity for found in plain.findings} != {"info"}
    assert poalint.load_configuration(path) == configuration
    assert poalint.Checker(poalint.Configuration()).check(FAULTY) == poalint.check(FAULTY)
