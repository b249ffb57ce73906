"""``poalint fix``: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from drafts import FAULTY, SOUND
from golden_files import check as check_golden
from hypothesis import given
from hypothesis import strategies as st

from poalint.cli import main
from poalint.errors import InputError
from poalint.fixing.files import write_fixed
from poalint.text.decode import decode_draft

SHORT = "We had no list!! Zoë counts the lamps daily.\nWe beg you for mercy.\n"
FIXED = "We had no list. Zoë counts the lamps daily.\n"


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["fix", "--language", "en", *map(str, arguments)], input=stdin)


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("draft.txt")
    path.write_bytes(SHORT.encode())
    return path


SESSIONS = {
    "fix-safe": (),
    "fix-unsafe": ("--unsafe",),
    "fix-template": ("--template",),
    "fix-select": ("--unsafe", "--select", "plea,consistency"),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_sessions(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(FAULTY, encoding="utf-8")
    result = run("draft.txt", *SESSIONS[name])
    assert result.exit_code == 1
    assert Path("draft.txt").read_text(encoding="utf-8") == FAULTY
    check_golden(f"{name}.txt", f"{result.stdout}---- standard error ----\n{result.stderr}")


def test_interactive_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(FAULTY, encoding="utf-8")
    result = run("-i", "--unsafe", "--write", "draft.txt", stdin="y\n?\nn\n\ns\nr\nq\n")
    check_golden("fix-interactive.txt", f"{result.stderr}---- draft.txt ----\n{Path('draft.txt').read_text('utf-8')}")


def test_no_answer_means_no(draft: Path) -> None:
    result = run("-i", "--write", draft, stdin="")
    assert draft.read_text(encoding="utf-8") == SHORT
    assert "no edit to make" in result.stderr


def test_all_of_a_draft(draft: Path) -> None:
    assert run("-i", "--write", draft, stdin="a\n").exit_code == 1
    assert draft.read_text(encoding="utf-8") == FIXED


def test_files_are_left_alone_unless_told(draft: Path) -> None:
    assert run(draft).stdout == run(draft, "--diff").stdout
    assert draft.read_text(encoding="utf-8") == SHORT


def test_standard_input_gives_the_fixed_text() -> None:
    result = run("-", stdin=SHORT)
    assert result.stdout == FIXED
    assert result.stderr.startswith("standard input: 2 edits, fixed")
    assert run("-", "--diff", stdin=SHORT).stdout.startswith("--- -\n+++ -\n@@")


def test_status(draft: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound.txt"
    sound.write_text(SOUND, encoding="utf-8")
    almost = tmp_path / "almost.txt"
    almost.write_text(SOUND.replace("18 of 300 orders late", "18 of 300 orders late!!"), encoding="utf-8")
    assert run(sound).exit_code == 0
    almost.write_text(SOUND.replace("was away.", "was away!!"), encoding="utf-8")
    assert run(almost).exit_code == 1
    assert run("--write", almost).exit_code == 0
    assert almost.read_text(encoding="utf-8") == SOUND
    assert run(sound, tmp_path / "gone.txt").exit_code == 2
    assert run("--write", draft).exit_code == 1  # findings are left


REFUSED = [
    (("--diff", "--write", "draft.txt"), "choose one"),
    (("--backup", "draft.txt"), "--backup goes with --write"),
    (("-", "--write"), "redirect"),
    (("-", "-i"), "name the draft's file"),
    (("-", "draft.txt"), "goes alone"),
    (("--select", "no-such-rule", "draft.txt"), "no rule, pack or category"),
    (("--write", "gone.txt"), "does not exist"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_refused(arguments: tuple[str, ...], said: str, draft: Path) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert draft.read_text(encoding="utf-8") == SHORT


ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("cp1252", b""),
]


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(draft: Path, encoding: str, mark: bytes, line_end: str) -> None:
    draft.write_bytes(mark + SHORT.replace("\n", line_end).encode(encoding))
    run("--write", draft)
    assert draft.read_bytes() == mark + FIXED.replace("\n", line_end).encode(encoding)


@given(st.text(st.characters(codec="cp1252"), min_size=1), st.sampled_from(ENCODINGS))
def test_decoding_and_encoding_again_gives_the_same_bytes(text: str, written: tuple[str, bytes]) -> None:
    encoding, mark = written
    data = mark + text.encode(encoding)
    try:
        decoded = decode_draft(data, "draft")
    except InputError:
        return
    assert decoded.encode(decoded.text) == data


def test_backup_is_never_written_over(draft: Path) -> None:
    run("--write", "--backup", draft)
    kept = Path("draft.txt.bak")
    assert kept.read_text(encoding="utf-8") == SHORT
    draft.write_text(SHORT + "More!!\n", encoding="utf-8")
    result = run("--write", "--backup", draft)
    assert result.exit_code == 2
    assert "draft.txt.bak exists already" in result.stderr
    assert (kept.read_text("utf-8"), draft.read_text("utf-8")) == (SHORT, SHORT + "More!!\n")


def test_mode_and_links_stay(draft: Path) -> None:
    draft.chmod(0o640)
    Path("folder").mkdir()
    link = Path("folder/link.txt")
    link.symlink_to("../draft.txt")
    run("--write", link)
    assert link.is_symlink()
    assert draft.read_text(encoding="utf-8") == FIXED
    assert stat.S_IMODE(draft.stat().st_mode) == 0o640
    assert sorted(path.name for path in Path().iterdir()) == ["draft.txt", "folder"]


def test_nothing_is_written_where_nothing_is_fixed(draft: Path) -> None:
    draft.write_text(SOUND, encoding="utf-8")
    os.utime(draft, (1, 1))
    run("--write", "--backup", draft)
    assert draft.stat().st_mtime == 1
    assert not Path("draft.txt.bak").exists()


def test_a_file_that_changed_meanwhile_is_left_alone(draft: Path) -> None:
    with pytest.raises(InputError, match="changed by another program"):
        write_fixed(str(draft), b"what was read", b"what would be written", backup=True)
    assert draft.read_text(encoding="utf-8") == SHORT
    assert not Path("draft.txt.bak").exists()


def test_a_failing_write_leaves_the_draft_and_no_trace(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    result = run("--write", draft)
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["draft.txt"]
    assert draft.read_text(encoding="utf-8") == SHORT


def test_what_is_silenced_is_left_alone(draft: Path) -> None:
    Path("poalint.yaml").write_text("ignore: [plea]\nper-file-ignores: {'*.txt': [emotion]}\n", encoding="utf-8")
    assert run("--write", draft).exit_code != 2
    assert draft.read_bytes() == SHORT.encode()
    run("--write", "--isolated", draft)
    assert draft.read_bytes() == FIXED.encode()
