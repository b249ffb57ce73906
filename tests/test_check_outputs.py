"""Where `poalint check` writes: files, several formats, a terminal with many files, and while it watches."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_cli import folder, run  # noqa: F401 - a fixture

from poalint.cli.watch import watch
from poalint.errors import InputError
from poalint.output.formats import FORMATS
from poalint.text import writing

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_to_standard_output_and_to_a_file(folder: Path, name: str) -> None:  # noqa: F811
    plain = run("check", "--format", name, "error.txt", "gone.txt")
    assert plain.exit_code == 2 and plain.stdout
    for arguments in (
        ["--format", f"{name}:made"],
        ["--format", name, "--output", "made"],
        ["--format", name, "-o", "made"],
    ):
        done = run("check", *arguments, "error.txt", "gone.txt")
        assert done.exit_code == 2 and done.stdout == ""
        assert (folder / "made").read_bytes() == plain.stdout_bytes
        assert done.stderr == plain.stderr == (
            "Error: gone.txt does not exist. Check its name and the folder you are in.\n"
        )  # fmt: skip
        (folder / "made").unlink()


def test_several_formats_in_one_run(folder: Path) -> None:  # noqa: F811
    done = run("check", "--format", "json:report.json", "--format", "text", "--format", "csv:report.csv", "error.txt")
    assert done.exit_code == 1
    assert done.stdout == run("check", "error.txt").stdout
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["files"][0]["findings"]
    assert (folder / "report.csv").read_bytes().startswith(b"\xef\xbb\xbffile,")
    done = run("check", "--format", "json:report.json", "-q", "--output", "notes.txt", "--format", "text", "error.txt")
    assert done.stdout == ""
    assert (folder / "notes.txt").read_text(encoding="utf-8") == run("check", "-q", "error.txt").stdout


def test_text_in_a_file_has_colours_only_when_asked_for(folder: Path) -> None:  # noqa: F811
    run("check", "-o", "plain.txt", "error.txt")
    run("check", "-o", "colored.txt", "--color", "always", "error.txt")
    assert b"\x1b[" not in (folder / "plain.txt").read_bytes()
    assert b"\x1b[" in (folder / "colored.txt").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--format json --format text", "both go to standard output. Give one of them a file: --format json --format"),
        ("--format jsn", "'jsn' is no format. There are: text, json,"),
        ("--format jsn", "Did you mean json?"),
        ("--format json:", "--format json alone goes to standard output"),
        ("--format json:-", "--format json alone goes to standard output"),
        ("--format json:a --output b", "--format json:b"),
        ("--format json:a --format csv:./a", "two formats would be written to ./a"),
        ("--format json:a --format csv -o a", "two formats would be written to a"),
        ("--output error.txt", "error.txt is a draft to check"),
        ("--format csv:link.txt", "link.txt is a draft to check"),
        ("--output .", "it is a folder"),
        ("--output no/such/report.html", "does not exist. Make it first."),
        ("--watch -", "standard input cannot be read twice"),
    ],
)
def test_mistakes(folder: Path, arguments: str, said: str) -> None:  # noqa: F811
    (folder / "link.txt").symlink_to(folder / "error.txt")
    done = run("check", *arguments.split(), *(["error.txt"] if arguments[-1] != "-" else []))
    assert done.exit_code == 2 and done.stdout == ""
    assert said in " ".join(done.stderr.split())
    assert (folder / "error.txt").read_text(encoding="utf-8") == "Here is error.\n"


def test_standard_output_by_its_usual_name(folder: Path) -> None:  # noqa: F811
    assert run("check", "--output", "-", "clean.txt").stdout == run("check", "clean.txt").stdout


# Files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "report.json"
    writing.write_whole(str(made), b"old")
    made.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(made)
    writing.write_whole(str(link), b"new")
    assert link.is_symlink() and made.read_bytes() == b"new" and made.stat().st_mode & 0o777 == 0o640

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"cannot write .*report\.json: No space left on device"):
        writing.write_whole(str(made), b"half")
    assert made.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "report.json"]


def test_a_new_file_has_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        writing.write_whole(str(tmp_path / "made"), b"")
    finally:
        os.umask(mask)
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
def test_devices_and_pipes_are_written_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "poalint", "check", "--format", "json:/dev/stdout", "-"]
    done = subprocess.run(command, input=b"We did it.", capture_output=True, cwd=ROOT, timeout=60)
    assert json.loads(done.stdout)["files"]
    writing.write_whole("/dev/null", b"gone")
    assert not Path("/dev/null").is_file()


# Many files


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_for_many_files_on_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    from poalint.cli import results
    from poalint.cli.options import Settings
    from poalint.cli.session import Session

    screen = Terminal()
    monkeypatch.setattr(results.sys, "stderr", screen)  # type: ignore[attr-defined]
    many = [*["clean.txt"] * 11, "gone.txt"]
    taken = results.Results([results.Target("json", "made")], "auto", False, False, Session((), Settings()))
    checked = (results.CheckedFile(name, error="" if name == "clean.txt" else "gone") for name in many)
    assert len(taken.write(checked, len(many))) == 12
    assert "12/12" in screen.getvalue()
    assert len(json.loads((folder / "made").read_text(encoding="utf-8"))["files"]) == 12


def test_no_bar_elsewhere(folder: Path) -> None:  # noqa: F811
    done = run("check", "--format", "json", *["clean.txt"] * 12)
    assert done.stderr == ""


# Watching


def started(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "poalint", "check", "--watch", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        preexec_fn=hear_interrupts,
    )


def hear_interrupts() -> None:
    """Listen to Ctrl-C, which processes in a shell's background do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(process: subprocess.Popen[str], beginning: str) -> str:
    assert process.stdout
    for line in process.stdout:
        if line.startswith(beginning):
            return line
    raise AssertionError(f"ended before {beginning!r}")


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_watching_a_draft(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("We beg you!!!\n", encoding="utf-8")
    process = started("-q", "--format", "text", "--format", "json:made.json", "draft.txt", cwd=tmp_path)
    try:
        until(process, "draft.txt: score")
        new = tmp_path / "draft.txt~"
        new.write_text("We were shocked.\n", encoding="utf-8")
        draft.unlink()  # as some editors do; for a moment there is no draft
        time.sleep(0.5)
        new.replace(draft)
        until(process, "draft.txt:1:1: warning: This tells how you feel")
        until(process, "draft.txt: score")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in errors and "does not exist" not in errors and "Watching draft.txt" in errors
    assert "shocked" in (tmp_path / "made.json").read_text(encoding="utf-8")


def test_a_draft_that_stays_away_is_said(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("One.", encoding="utf-8")
    seen = []

    def check() -> None:
        seen.append(draft.exists())
        if len(seen) == 1:
            draft.unlink()
        else:
            raise KeyboardInterrupt

    watch([str(draft)], check, pause=0.01)
    assert seen == [True, False]


def test_a_change_during_a_check_is_not_missed(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("One.", encoding="utf-8")
    seen = []

    def check() -> None:
        seen.append(draft.read_text(encoding="utf-8"))
        if len(seen) == 3:
            raise KeyboardInterrupt
        draft.write_text("One more." + "." * len(seen), encoding="utf-8")

    watch([str(draft)], check, pause=0.01)
    assert seen == ["One.", "One more..", "One more..."]


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    done = run("completion", shell)
    assert done.exit_code == 0 and "_POALINT_COMPLETE" in done.stdout
    assert run("completion", "tcsh").exit_code == 2


def offered(line: str) -> list[str]:
    """Return what bash is offered for the last word of a line."""
    words = line.split(" ")
    more = {"_POALINT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    command = [sys.executable, "-c", "from poalint.cli import main; main(prog_name='poalint')"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | more, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_what_is_completed() -> None:
    assert "plain,check" in offered("poalint ch")
    assert offered("poalint check --format js") == ["plain,json"]
    assert offered("poalint check dra") == ["file,dra"]
    assert offered("poalint check --output re") == ["file,re"]
    assert "plain,no-blame/third-party-failed" in offered("poalint explain no-blame/th")
    assert "plain,hedge,no-blame" in offered("poalint check --ignore hedge,no-bl")
