"""Parts of the language server that other tests reach only here and there: places, and rules turned off in files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from poalint.configuration.disable import disable_rule
from poalint.configuration.read import load_configuration
from poalint.errors import ConfigurationError
from poalint.lsp.documents import path_of, uri_of
from poalint.lsp.positions import Positions
from poalint.lsp.server import make_server
from poalint.lsp.settings import Settings

TEXTS = st.text(st.sampled_from("ab é日😀\U0001d4b3\r\n\t\u2028\x85\x0b\u200d"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
RULE = "no-pleading/begging"


@given(TEXTS, ENCODINGS)
def test_places_lead_back(text: str, encoding: str) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        place = positions.position(offset)
        if text[offset - 1 : offset + 1] == "\r\n":
            assert positions.offset(place) == offset - 1  # inside of a line end
        else:
            assert positions.offset(place) == offset


@given(TEXTS, ENCODINGS, st.integers(0, 2**31 - 1) | st.integers(0, 8), st.integers(0, 2**31 - 1) | st.integers(0, 50))
def test_any_place_is_somewhere(text: str, encoding: str, line: int, character: int) -> None:
    positions = Positions(text, encoding)
    offset = positions.offset(types.Position(line, character))
    assert 0 <= offset <= len(text)
    found = positions.position(offset)
    assert (found.line, found.character) <= (line, character)


def test_addresses_of_files(tmp_path: Path) -> None:
    path = str(tmp_path / "ein Entwurf 😀#1 日本.txt")
    assert path_of(uri_of(path)) == path
    assert path_of("untitled:Untitled-1") == ""
    assert path_of("file:///a%00b") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"ignore:\n  - {RULE}\n"),
        ("# only this\n", f"# only this\nignore:\n  - {RULE}\n"),
        ("fail-on: error", f"fail-on: error\nextend-ignore:\n  - {RULE}\n"),
        ("ignore: [plea] # why\nfail-on: error\n", f"ignore: [plea, {RULE}] # why\nfail-on: error\n"),
        ("ignore: []\n", f"ignore: [{RULE}]\n"),
        ("ignore:\n- plea # why\nfail-on: error\n", f"ignore:\n- plea # why\n- {RULE}\nfail-on: error\n"),
        ("ignore: [plea]\nextend-ignore:\n    - blame", f"ignore: [plea]\nextend-ignore:\n    - blame\n    - {RULE}\n"),
        ("fail-on: error\r\n", f"fail-on: error\r\nextend-ignore:\r\n  - {RULE}\r\n"),
        (f"ignore: [{RULE}]\n", f"ignore: [{RULE}]\n"),
    ],
)
def test_turn_a_rule_off_in_yaml(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "poalint.yaml"
    file.write_bytes(before.encode())
    disable_rule(str(file), RULE)
    assert file.read_bytes().decode() == after
    assert RULE in load_configuration(file).ignored


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[tool.poalint]", f'[tool.poalint]\nextend-ignore = ["{RULE}"]\n'),
        (
            "[tool.poalint] # x\nfail-on = 'error'\n",
            f"[tool.poalint] # x\nextend-ignore = [\"{RULE}\"]\nfail-on = 'error'\n",
        ),
        ('[tool.poalint]\nignore = ["plea"]\n[a]\nb=1\n', f'[tool.poalint]\nignore = ["plea", "{RULE}"]\n[a]\nb=1\n'),
        ('[tool.poalint]\nignore = [\n  "plea",\n]\n', f'[tool.poalint]\nignore = [\n  "plea","{RULE}"\n]\n'),
    ],
)
def test_turn_a_rule_off_in_toml(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(before)
    disable_rule(str(file), RULE)
    assert file.read_text() == after
    assert RULE in load_configuration(file).ignored


@pytest.mark.parametrize("text", ["{fail-on: error}\n", "ignore: plea\n", "ignore: [\n  plea # why\n  ]\n..."])
def test_what_cannot_be_edited_stays(tmp_path: Path, text: str) -> None:
    file = tmp_path / "poalint.yaml"
    file.write_text(text)
    try:
        disable_rule(str(file), RULE)
    except ConfigurationError as error:
        assert "poalint.yaml" in str(error)
        assert file.read_text() == text
    else:
        assert RULE in load_configuration(file).ignored


def test_few_checkers_are_kept(cache_folder: None, tmp_path: Path) -> None:
    settings = Settings()
    made = []
    for name in "abcdef":
        (tmp_path / name).mkdir()
        (tmp_path / name / "poalint.yaml").write_text("language: en\n")
        made.append(settings.checker(str(tmp_path / name / "draft.txt")))
    assert len(settings._entries) == 4
    assert settings.checker(str(tmp_path / "f" / "draft.txt")) is made[-1]
    assert settings.checker(str(tmp_path / "a" / "draft.txt")) is not made[0]


def test_checkers_are_shared_and_made_anew(cache_folder: None, tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first = settings.checker(str(tmp_path / "a" / "draft.txt"))
    assert settings.checker(str(tmp_path / "b" / "draft.txt")) is first
    listed = tmp_path / "b" / ".poalint-ignore.yaml"
    listed.write_text("- {fingerprint: 0123456789abcdef, reason: x}\n")
    second = settings.checker(str(tmp_path / "b" / "draft.txt"))
    assert second is not first and len(second.ignored(str(tmp_path / "b" / "draft.txt"))) == 1
    (tmp_path / "a" / "poalint.yaml").write_text("ignore: [plea]\n")
    third = settings.checker(str(tmp_path / "a" / "draft.txt"))
    assert third.configuration.ignore == ("plea",)
    settings.forget()
    assert settings.checker(str(tmp_path / "a" / "draft.txt")) is not third


def test_nothing_is_kept_of_notifications() -> None:
    protocol = make_server().protocol
    for number in range(20):
        # Those whose handler pygls has itself, and that are handled at once.
        for method, parameters in (
            ("$/setTrace", types.SetTraceParams(types.TraceValue.Off)),
            ("notebookDocument/didClose", None),
            (
                "textDocument/didSave",
                types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(f"untitled:{number}")),
            ),
        ):
            protocol._handle_notification(method, parameters)
    assert not protocol._request_futures
