"""``poalint check --grammar`` and ``poalint grammar``: options, settings, notes, exit statuses, servers of its own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_languagetool import Fake, fake_server

import poalint
from poalint.cli import main
from poalint.errors import ConfigurationError
from poalint.grammar import local, servers
from poalint.grammar.state import Started, read_state, state_file, write_state

TEXT = "Problem\n\nWe recieve 14 parcels late.\n"
# A program that does what the server of LanguageTool does at its start.
JAVA = """#!{python}
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
if "-version" in sys.argv:
    print('openjdk version "{version}.0.1" 2021-10-19', file=sys.stderr)
    sys.exit(0)
if {broken}:
    sys.exit(1)
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(b"OK")
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(b'{{"matches": []}}')
    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Handler).serve_forever()
"""


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_server() as server:
        server.finds("recieve", "receive")
        yield server


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "downloads"))
    (tmp_path / "draft.txt").write_text(TEXT, encoding="utf-8")
    yield tmp_path
    servers.stop()
    servers.end_own()


def put_java(folder: Path, monkeypatch: pytest.MonkeyPatch, version: int = 17, broken: bool = False) -> None:
    """Put a program called ``java`` where it is found, and a folder that looks like a LanguageTool."""
    place = folder / "bin"
    place.mkdir(exist_ok=True)
    program = place / "java"
    program.write_text(JAVA.format(python=sys.executable, version=version, broken=broken), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    tool = folder / "LanguageTool-6.6"
    tool.mkdir(exist_ok=True)
    (tool / "languagetool-server.jar").write_bytes(b"")
    (folder / "poalint.yaml").write_text("grammar: {path: LanguageTool-6.6}\n", encoding="utf-8")


def run(*arguments: str, status: int | None = None) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert status is None or result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result


def report(*arguments: str, status: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("check", "--format", "json", *arguments, status=status).stdout)
    return found


def rules(found: dict[str, Any], number: int = 0) -> list[str]:
    return [one["rule"] for one in found["files"][number]["findings"]]


def test_the_option_adds_findings(fake: Fake) -> None:
    found = report("--grammar", "--grammar-url", fake.url, "draft.txt", status=1)
    assert "grammar/spelling" in rules(found)
    assert "grammar/spelling" not in rules(report("draft.txt"))
    assert len(fake.asked) == 1


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], 1),
        (["--no-grammar"], 0),
        (["--grammar=off"], 0),
        (["--grammar"], 1),
        (["--grammar=on"], 1),
        (["--grammar=required"], 1),
        (["--isolated"], 0),
        (["--select", "no-blame"], 0),
        (["--ignore", "grammar"], 0),
    ],
)
def test_the_option_goes_before_the_configuration(fake: Fake, home: Path, options: list[str], asked: int) -> None:
    (home / "poalint.yaml").write_text(f"grammar:\n  check: on\n  url: {fake.url}\n", encoding="utf-8")
    run("check", *options, "draft.txt")
    assert len(fake.asked) == asked


def test_one_request_for_each_draft(fake: Fake, home: Path) -> None:
    (home / "two.txt").write_text("We recieve more.", encoding="utf-8")
    found = report("--grammar", "--grammar-url", fake.url, "draft.txt", "two.txt")
    assert len(fake.asked) == 2
    assert all("grammar/spelling" in rules(found, number) for number in (0, 1))


def test_settings_of_the_configuration(fake: Fake, home: Path) -> None:
    (home / "words.txt").write_text("# our words\nrecieve  # so\n", encoding="utf-8")
    (home / "poalint.yaml").write_text(
        f"grammar: {{check: true, url: {fake.url}, variants: [en-AU], dictionary-file: words.txt, ignore-rules: [A]}}",
        encoding="utf-8",
    )
    assert "grammar/spelling" not in rules(report("draft.txt"))
    assert fake.asked[0]["language"] == "en-AU"
    assert "A" in fake.asked[0]["disabledRules"]
    shown = run("config", status=0).stdout
    assert "check: on" in shown
    assert "variants: [en-AU]" in shown


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("grammar: sometimes", "grammar must be one of off, on, required, not 'sometimes'"),
        ("grammar: {chekc: on}", "unknown key 'chekc'; did you mean 'check'?"),
        ("grammar: {url: localhost}", "url must be an address such as http://127.0.0.1:8081"),
        ("grammar: {deadline: 0}", "deadline must be a whole number from 1 to 600"),
        ("grammar: {variants: en-GB}", "variants must be a list, such as [en-GB]"),
        ("grammar: {check: on, dictionary-file: gone.txt}", "the dictionary cannot be read"),
    ],
)
def test_a_wrong_setting_is_one_line(home: Path, written: str, message: str) -> None:
    (home / "poalint.yaml").write_text(written, encoding="utf-8")
    output = run("check", "draft.txt", status=2).output
    assert message in output
    assert len(output.strip().splitlines()) == 1
    with pytest.raises(ConfigurationError):
        poalint.Checker(poalint.load_configuration(home / "poalint.yaml"))


@pytest.mark.parametrize(
    "arguments", [["--grammar=foo"], ["--grammar=required", "--no-grammar"], ["--grammar-url", "x"]]
)
def test_wrong_options(arguments: list[str]) -> None:
    run("check", *arguments, "draft.txt", status=2)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, fake: Fake) -> None:
    monkeypatch.setattr(local, "find_spec", lambda name: None)
    before = run("check", "-q", "draft.txt")
    result = run("check", "-q", "--grammar", "--grammar-url", fake.url, "draft.txt", status=before.exit_code)
    (line,) = [line for line in result.output.splitlines() if "grammar" in line]
    assert line.endswith("grammar not checked: it needs one more package (pip install 'poalint[grammar]')")
    run("check", "--grammar=required", "draft.txt", status=2)
    assert "pip install 'poalint[grammar]'" in run("grammar", "status", status=1).output
    for name in ("start", "install"):
        assert "pip install 'poalint[grammar]'" in run("grammar", name, status=2).output


def test_why_grammar_was_not_checked_is_said_once_in_all_formats(home: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (home / name).write_text(TEXT, encoding="utf-8")
    plain = run("check", "a.txt", "b.txt").exit_code
    for form in ("text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "csv", "html"):
        result = run("check", "--grammar", "--format", form, "a.txt", "b.txt", status=plain)
        # junit says it as an attribute and in full
        assert result.stdout.count("grammar not checked") == (2 if form == "junit" else 1), form


def test_required_fails_without_an_answer(fake: Fake) -> None:
    options = ["--grammar=required", "--grammar-url", fake.url, "--fail-on", "never", "draft.txt"]
    run("check", *options, status=0)
    fake.status = 500
    assert "grammar not checked" in run("check", *options, status=2).output


def test_a_note_tells_that_the_draft_leaves_the_machine() -> None:
    result = run("check", "--grammar", "--grammar-url", "http://tools.invalid:1", "draft.txt")
    assert "Note: drafts leave this machine: they are sent to http://tools.invalid:1" in result.stderr


def test_what_is_silenced_stays_silenced_when_grammar_is_off(fake: Fake, home: Path) -> None:
    found = report("--grammar", "--grammar-url", fake.url, "draft.txt")
    (fingerprint,) = [
        one["fingerprint"] for one in found["files"][0]["findings"] if one["category"] == "grammar"
    ]  # fmt: skip
    run("ignore", fingerprint, "--reason", "so", status=0)
    assert "grammar/spelling" not in rules(report("--grammar", "--grammar-url", fake.url, "draft.txt"))
    assert "silences nothing" not in run("check", "draft.txt").output
    run("check", "--grammar", "--grammar-url", fake.url, "draft.txt")
    fake.finds("nothing")
    (home / "draft.txt").write_text(TEXT.replace("recieve", "receive"), encoding="utf-8")
    unused = report("--grammar", "--grammar-url", fake.url, "draft.txt")
    assert fingerprint in json.dumps(unused)


def test_rules_are_listed_and_explained_whether_or_not_grammar_is_checked() -> None:
    assert "grammar/spelling" in run("rules", status=0).output
    assert "dictionary" in run("explain", "grammar/spelling", status=0).output


def test_nothing_of_it_is_imported_without_the_option(home: Path) -> None:
    import subprocess

    program = "import sys; from poalint.cli import main; main(['check', '-q', 'draft.txt'], standalone_mode=False)"
    program = f"import sys\ntry:\n    {program}\nexcept SystemExit:\n    pass\nprint([n for n in sys.modules if {{}}])"
    names = "n.startswith(('poalint.grammar', 'poalint.checks.languagetool', 'http.client', 'psutil', 'language_tool'))"
    done = subprocess.run(
        [sys.executable, "-c", program.replace("{}", names)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


# Servers of its own


def test_start_status_stop(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_java(home, monkeypatch)
    assert "each run starts one of its own" in run("grammar", "status", status=0).output
    assert "Started LanguageTool" in run("grammar", "start", status=0).output
    state = read_state()
    assert state is not None
    if os.name == "posix":
        assert state_file().stat().st_mode & 0o777 == 0o600
    assert "Ready: it answers." in run("grammar", "status", status=0).output
    assert "runs already" in run("grammar", "start", status=0).output
    assert read_state() == state
    assert report("--grammar", "draft.txt")["files"][0]["unchecked"] == []
    assert "Stopped LanguageTool." in run("grammar", "stop", status=0).output
    assert "No LanguageTool runs" in run("grammar", "stop", status=0).output
    assert read_state() is None


def test_a_run_starts_a_server_of_its_own_and_ends_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_java(home, monkeypatch)
    assert report("--grammar", "draft.txt")["files"][0]["unchecked"] == []
    assert read_state() is None
    (own,) = servers._own.values()
    servers.end_own()
    assert not servers.process.ours(own)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_server_of_a_run_ends_with_the_run_even_by_a_signal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import signal
    import subprocess

    import psutil

    put_java(home, monkeypatch)
    program = (
        "from poalint.grammar.servers import _own, address; import time\n"
        f"address('', {str(home / 'LanguageTool-6.6')!r})\n"
        "print(*[one.pid for one in _own.values()], flush=True); time.sleep(60)"
    )
    run_ = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert run_.stdout is not None
    server = psutil.Process(int(run_.stdout.readline()))
    run_.send_signal(signal.SIGKILL)
    run_.wait()
    psutil.wait_procs([server], timeout=10)
    assert not server.is_running()


def note(*arguments: str) -> str:
    (said,) = report("--grammar", "draft.txt", *arguments)["files"][0]["unchecked"]
    return str(said)


def test_nothing_is_there(home: Path) -> None:
    assert note().startswith("grammar not checked: no LanguageTool is installed (")
    assert "no LanguageTool is installed" in run("grammar", "start", status=2).output


def test_java_is_missing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_java(home, monkeypatch)
    monkeypatch.setenv("PATH", str(home))
    assert note() == (
        "grammar not checked: Java is not installed "
        "(Install Java 17 or newer: from the packages of your system, or from adoptium.net)"
    )
    for name in ("start", "install"):
        assert "Java is not installed" in run("grammar", name, status=2).output
    assert "Java is not installed" in run("grammar", "status", status=1).output


def test_java_is_too_old(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_java(home, monkeypatch, version=11)
    assert "Java is too old" in note()


def test_a_server_that_ends_at_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_java(home, monkeypatch, broken=True)
    assert "did not start" in note()
    assert "did not start" in run("grammar", "start", status=2).output
    assert read_state() is None


def test_a_wrong_path(home: Path) -> None:
    (home / "poalint.yaml").write_text("grammar: {path: nowhere}\n", encoding="utf-8")
    assert f"no LanguageTool at {home / 'nowhere'}" in note()


def test_the_state_of_a_process_that_is_gone_or_another(home: Path) -> None:
    for started in (Started(2**22 - 3, 8081, 1.0), Started(os.getpid(), 8081, 1.0), Started(os.getppid(), 8081, 1.0)):
        write_state(started)
        assert servers.running() is None
        assert read_state() is None
        write_state(started)
        assert "No LanguageTool runs" in run("grammar", "stop", status=0).output


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"pid": "1"}', b'{"pid": 0, "port": 1, "created": 1}', b"\xff"])
def test_a_broken_state_file(raw: bytes) -> None:
    state_file().parent.mkdir(parents=True)
    state_file().write_bytes(raw)
    assert servers.running() is None


def test_install_asks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_java(home, monkeypatch)
    got: list[str] = []

    def download() -> local.LocalLanguageTool:
        got.append("it")
        return local.LocalLanguageTool("/there", "/there/languagetool-server.jar", "6.6")

    monkeypatch.setattr(local, "download", download)
    assert "say --yes" in run("grammar", "install", status=2).output
    assert not got
    assert "Installed LanguageTool 6.6 in /there" in run("grammar", "install", "--yes", status=0).output
    assert got == ["it"]
