"""The language server stands what is thrown at it, and the command says what it lacks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import FAULTY

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from lsp_client import Client
from soak import COMMAND, soak

import poalint

URI = "untitled:draft"


@pytest.fixture
def client(cache_folder: None) -> Iterator[Client]:
    made = Client(COMMAND)
    yield made
    made.process.kill()
    made.process.wait()


def test_random_edits_end_as_a_cold_check(cache_folder: None) -> None:
    seen = soak(300, seed=7, compare=60)
    assert seen["last"] < 200


def test_nonsense_is_answered_and_survived(client: Client) -> None:
    client.initialize("file:///tmp")
    client.send_bytes(b"{no json")
    client.send_bytes(b"[]")
    client.send_bytes(b'"text"')
    client.send_bytes(b'{"jsonrpc": "2.0"}')
    client.send_bytes(b'{"jsonrpc": "1.0", "id": 5, "method": "shutdown"}')
    client.send_bytes(b"\xff\xfe")
    assert client.process.stdin is not None
    client.process.stdin.write(b"Nonsense: header\r\n\r\n")
    client.notify(
        "textDocument/didChange", {"textDocument": {"uri": "untitled:closed", "version": 1}, "contentChanges": []}
    )
    client.notify("textDocument/didOpen", {"textDocument": 5})
    client.notify("no/such", {})
    client.notify("$/cancelRequest", {"id": 77})
    assert client.request("no/such", {})["error"]["code"] == -32601
    assert "error" in client.request("textDocument/hover", {"position": "here"})
    assert (
        client.request("textDocument/hover", {"textDocument": {"uri": "x"}, "position": {"line": 1, "character": 1}})[
            "result"
        ]
        is None
    )
    assert "error" in client.request("workspace/executeCommand", {"command": "no.such"})
    far = {"textDocument": {"uri": URI}, "position": {"line": 2**31 - 1, "character": 2**31 - 1}}
    client.open(URI, FAULTY)
    assert len(client.diagnostics(URI, 1)[1]) == len(poalint.check(FAULTY).findings)
    assert "error" not in client.request("textDocument/hover", far)
    assert "error" not in client.request("textDocument/completion", far)
    assert client.stop() == 0
    assert client.errors == b""


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "\x00", "\ud83d we beg you\ude00 \ud83d", "(" * 20_000, "a" * 100_000, "- \n" * 5_000, "\u202e\u2066"],
    ids=["empty", "lines", "null", "halves", "brackets", "word", "items", "controls"],
)
def test_bad_drafts(client: Client, text: str) -> None:
    client.initialize("file:///tmp")
    client.open(URI, text)
    found = client.diagnostics(URI, 1)[1]
    assert not [one for one in found if "could not check" in one["message"]]
    assert client.stop() == 0


def test_the_end_without_being_asked(client: Client) -> None:
    client.initialize("file:///tmp")
    client.notify("exit", None)
    assert client.process.wait(30) == 1
    assert client.errors == b""


def test_the_end_of_the_editor(client: Client) -> None:
    client.initialize("file:///tmp")
    assert client.process.stdin is not None
    client.process.stdin.close()
    assert client.process.wait(30) == 1


def test_nothing_of_the_rules_is_loaded_before_the_editor_is_ready() -> None:
    code = (
        "import sys; from poalint.lsp.server import make_server; make_server();"
        "print([name for name in ('spacy', 'yaml', 'sudachipy', 're2', 'difflib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from poalint.cli import main; main(['lsp', '--stdio'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "Error: the language server needs one more package: pip install 'poalint[lsp]'\n"
