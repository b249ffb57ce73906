"""The command: options, exit status, mistakes, and that it works where output is odd."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from golden_files import check as check_golden
from reports import finding, report
from test_output_json import validate

from poalint import __version__
from poalint.cli import main
from poalint.errors import InputError, UsageError
from poalint.findings import Report, Score
from poalint.packs.model import Example, Rule, SuggestionTemplate

ROOT = Path(__file__).parent.parent
RULES = (
    Rule(
        id="no-blame/third-party-failed",
        pack="no-blame",
        category="blame",
        kind="phrase",
        title="A third party as the one who failed",
        severity="error",
        weight=5.0,
        message="“{excerpt}” puts the fault on someone else.",
        why="Amazon judges your process, not the courier's: “{excerpt}” does not say what you will do otherwise.",
        source="nl, pl; Amazon page 201623610",
        suggestions=(
            SuggestionTemplate("guidance", "Name your own control: “We had no check that [what it would catch].”"),
            SuggestionTemplate("replace", "we did not check", True),
            SuggestionTemplate("delete", target="sentence"),
        ),
        examples=(
            Example("The trouble started when the courier lost two sacks in May.", "the courier lost two sacks"),
            Example("Root cause\n配送業者が荷物を紛失しました。", "配送業者"),
            Example(
                "We changed the courier on 3 March 2026, since our check of its scans came a day late each time.", None
            ),
        ),
    ),
    Rule(
        "actions/no-owner",
        "actions",
        "no-owner",
        "action",
        "A standing or future step without the person or role who does it",
        "warning",
        3.0,
        "Nobody is named.",
        "Why.",
        "en",
        (SuggestionTemplate("guidance", "Name [who]."),),
    ),
    Rule(
        "consistency/the-same-quantity-given-two-values",
        "consistency",
        "inconsistent",
        "number",
        "Two values",
        "info",
        3.0,
        "Two.",
        "Why.",
        "nl",
        (SuggestionTemplate("guidance", "Choose one."),),
    ),
    Rule(
        "no-blame/buyer",
        "no-blame",
        "blame",
        "phrase",
        "The buyer as the one who failed",
        "warning",
        3.0,
        "M",
        "W",
        "pl",
        (SuggestionTemplate("delete"),),
    ),
)


class FakeLinter:
    """Finds the words "error", "warning" and "info"."""

    notes: tuple[str, ...] = ()

    def __init__(
        self,
        packs: Sequence[str | Path] | None,
        language: str,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        messages: str = "auto",
        remember: int = 0,
        grammar: object = False,
    ) -> None:
        if "excuze" in (*select, *ignore):
            raise UsageError("no rule, pack or category 'excuze'; did you mean 'excuse'?")
        self.language = "en" if language == "auto" else language
        self.chosen = (packs, tuple(select), tuple(ignore))

    def check(self, text: str) -> Report:
        if "refuse" in text:
            raise InputError("the draft cannot be checked")
        found = tuple(
            finding(text, word, f"fake/{word}", f"Found {word}.", severity=word)
            for word in ("error", "warning", "info")
            if word in text
        )
        score = Score(100.0 - 20.5 * len(found), 100.0, 100.0, 100.0, 100.0)
        return report(found, language=self.language, score=score, unchecked=(str(self.chosen),))

    def rules(self) -> tuple[Rule, ...]:
        return RULES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with drafts, and let the command use the fake linter there."""
    monkeypatch.setitem(sys.modules, "poalint.linter", SimpleNamespace(Linter=FakeLinter))  # type: ignore[misc]
    monkeypatch.chdir(tmp_path)
    for name in ("error", "warning", "info", "clean"):
        (tmp_path / f"{name}.txt").write_text(f"Here is {name}.\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | bytes | None = None, **more: Any) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, **more)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("clean.txt", 0),
        ("info.txt", 0),
        ("warning.txt", 1),
        ("error.txt", 1),
        ("--fail-on error warning.txt", 0),
        ("--fail-on error error.txt", 1),
        ("--fail-on never error.txt", 0),
        ("--fail-on never --min-score 79 error.txt", 0),
        ("--fail-on never --min-score 80 error.txt", 1),
        ("clean.txt error.txt", 1),
        ("gone.txt", 2),
        ("gone.txt error.txt", 2),
        ("--format json gone.txt clean.txt", 2),
        ("--min-score 101 clean.txt", 2),
        ("--select excuze clean.txt", 2),
        ("--nonsense clean.txt", 2),
        ("- -", 2),
    ],
)
def test_exit_status(folder: Path, arguments: str, status: int) -> None:
    result = run("check", *arguments.split())
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output


def test_a_session(folder: Path) -> None:
    result = run("check", "error.txt", "gone.txt", "clean.txt")
    check_golden("session.txt", result.stdout)
    assert result.stderr == "Error: gone.txt does not exist. Check its name and the folder you are in.\n"


def test_quiet(folder: Path) -> None:
    check_golden("session-quiet.txt", run("check", "--quiet", "error.txt", "clean.txt").stdout)


def test_names_in_commas_and_repeated(folder: Path) -> None:
    arguments = "--select a/b,excuse --select blame --ignore x, --packs default --packs own.yaml clean.txt"
    printed = run("check", "--format", "json", *arguments.split()).stdout
    assert json.loads(printed)["files"][0]["unchecked"] == [
        str((("default", "own.yaml"), ("a/b", "excuse", "blame"), ("x",)))
    ]


def test_did_you_mean(folder: Path) -> None:
    result = run("check", "--select", "excuze", "clean.txt")
    assert result.stderr == "Error: no rule, pack or category 'excuze'; did you mean 'excuse'?\n"


def test_standard_input(folder: Path) -> None:
    for arguments in (["check", "-"], ["check"]):
        result = run(*arguments, stdin="One error\r\n")
        assert result.exit_code == 1
        assert result.stdout.startswith("<stdin>:1:5  error  fake/error\n")
    assert json.loads(run("check", "--format", "json", "-", stdin="Text").stdout)["files"][0]["path"] == "-"
    empty = run("check", stdin="")
    assert empty.exit_code == 2 and "standard input is empty" in empty.stderr


def test_a_draft_that_the_linter_refuses(folder: Path) -> None:
    (folder / "refused.txt").write_text("refuse", encoding="utf-8")
    result = run("check", "--format", "json", "refused.txt", "clean.txt")
    assert result.exit_code == 2
    validate(result.stdout)
    first, second = json.loads(result.stdout)["files"]
    assert first["error"] == "the draft cannot be checked" and second["score"]["total"] == 100


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {}, False),
        ([], {}, False),
    ],
)
def test_color(folder: Path, arguments: list[str], environment: dict[str, str], colored: bool) -> None:
    assert ("\x1b[" in run("check", *arguments, "error.txt", env=environment).stdout) is colored


def test_color_auto(monkeypatch: pytest.MonkeyPatch) -> None:
    from poalint.cli import console

    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True, encoding="utf-8"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert console.style_for("auto").color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not console.style_for("auto").color
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not console.style_for("auto").color


def test_ascii_output(folder: Path) -> None:
    (folder / "wide.txt").write_text("日本 “error” →\n", encoding="utf-8")
    result = CliRunner(charset="ascii").invoke(main, ["check", "wide.txt"])
    assert result.exit_code == 1, result.output
    assert '?? "error" ->' in result.stdout


def test_json_is_utf_8_even_where_output_is_not(folder: Path) -> None:
    (folder / "wide.txt").write_text("日本 error\n", encoding="utf-8")
    result = CliRunner(charset="ascii").invoke(main, ["check", "--format", "json", "wide.txt"])
    assert json.loads(result.stdout_bytes.decode("utf-8"))["files"][0]["findings"][0]["rule"] == "fake/error"


@pytest.mark.parametrize("name", ["no-blame/third-party-failed", "third-party-failed", "NO-BLAME/Third-Party-Failed"])
def test_explain(folder: Path, name: str) -> None:
    result = run("explain", name)
    assert result.exit_code == 0
    check_golden("explain.txt", result.stdout)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("third-party-faled", "Did you mean no-blame/third-party-failed?"),
        ("no-blame", "explain one of them: no-blame/buyer, no-blame/third-party-failed"),
        ("blame", "explain one of them: no-blame/buyer, no-blame/third-party-failed"),
        ("zzz", "`poalint rules` lists all"),
    ],
)
def test_explain_something_else(folder: Path, name: str, said: str) -> None:
    result = run("explain", name)
    assert result.exit_code == 2
    assert said in result.stderr


def test_rules(folder: Path) -> None:
    result = run("rules")
    check_golden("rules.txt", result.stdout)
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    assert [
        rule["id"] for rule in json.loads(run("rules", "--format", "json", "--category", "no-owner,blame").stdout)
    ] == [
        "no-blame/buyer",
        "no-blame/third-party-failed",
        "actions/no-owner",
    ]
    wrong = run("rules", "--category", "blam")
    assert wrong.exit_code == 2 and "Did you mean blame?" in wrong.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [("chekc", "Did you mean poalint check?"), ("draft.txt", "To check a draft: poalint check draft.txt")],
)
def test_a_slip_in_the_command(name: str, said: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert said in result.stderr


def test_version() -> None:
    assert run("--version").stdout == f"poalint {__version__}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["explain", "-h"], ["rules", "-h"]])
def test_help_fits_the_page(arguments: list[str]) -> None:
    result = run(*arguments, terminal_width=80)
    assert result.exit_code == 0
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


# The real program


def poalint(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "poalint", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=os.environ | environment, cwd=ROOT, timeout=60)


DRAFT = "Root cause\r\nThe courier lost two sacks, we beg you 日本!!!\r\n".encode()


def test_end_to_end_text() -> None:
    done = poalint("check", "--language", "en", "-", stdin=DRAFT)
    assert done.returncode == 1, done.stderr
    assert done.stdout.decode().startswith("<stdin>:")
    assert b"Score " in done.stdout and done.stderr == b""


def test_end_to_end_json() -> None:
    runs = [poalint("check", "--format", "json", "-", stdin=DRAFT, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].stdout == runs[1].stdout
    validate(runs[0].stdout.decode())
    entry = json.loads(runs[0].stdout)["files"][0]
    text = DRAFT.decode()
    assert entry["findings"]
    assert all(text[found["start"] : found["end"]] == found["excerpt"] for found in entry["findings"])


def test_end_to_end_in_ascii() -> None:
    done = poalint("check", "-", stdin=DRAFT, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1, done.stderr
    assert done.stdout.isascii()


def test_end_to_end_a_rule_is_explained() -> None:
    rules = json.loads(poalint("rules", "--format", "json").stdout)
    assert rules
    for _ in range(2):  # the second time from the cache
        done = poalint("explain", rules[0]["id"])
        assert done.returncode == 0, done.stderr
        assert b"Found by it" in done.stdout and b"Not found by it" in done.stdout


def test_end_to_end_a_closed_pipe_is_quiet() -> None:
    command = [sys.executable, "-m", "poalint", "check", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(DRAFT)
        process.stdin.close()
        assert process.stderr.read() == b""
        process.wait(60)


def test_end_to_end_no_traceback_for_a_missing_file_or_a_full_disk() -> None:
    done = poalint("check", "gone.txt")
    assert done.returncode == 2 and done.stdout == b"" and b"Traceback" not in done.stderr
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "poalint", "check", "-"]
        failed = subprocess.run(command, input=DRAFT, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60)
    assert failed.returncode == 2 and b"cannot write" in failed.stderr and b"Traceback" not in failed.stderr
