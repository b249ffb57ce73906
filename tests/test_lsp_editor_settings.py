"""Settings that the editor sends to the language server, and the score that it asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsp_editor import Editor, editor
from lsprotocol import types

import poalint

pytestmark = pytest.mark.asyncio(loop_scope="module")
DRAFT = "We beg you!!!\nOur packer was ill.\n"
SHOUT = "sober-tone/exclamation-mark"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("editor"), pull=True) as made:
        yield made


async def found(ed: Editor, uri: str) -> dict[Any, types.Diagnostic]:
    return {one.code: one for one in (await ed.pull(uri)).items}


def tell(ed: Editor, settings: Any) -> None:
    ed.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))


def draft(ed: Editor, name: str, configuration: str = "") -> str:
    folder = ed.folder / name
    folder.mkdir()
    if configuration:
        (folder / "poalint.yaml").write_text(configuration)
    return ed.open(f"{name}/draft.txt", DRAFT)


async def test_settings_count_at_once_and_no_longer_when_they_are_gone(ed: Editor) -> None:
    uri = draft(ed, "changing")
    assert SHOUT in await found(ed, uri)
    tell(ed, {"poalint": {"ignore": [SHOUT]}, "other": {"ignore": ["all"]}})
    assert SHOUT not in await found(ed, uri)
    tell(ed, {"poalint": {"severity": {SHOUT: "info"}}})
    assert (await found(ed, uri))[SHOUT].severity == types.DiagnosticSeverity.Information
    tell(ed, None)
    assert (await found(ed, uri))[SHOUT].severity == types.DiagnosticSeverity.Warning


async def test_the_initialization_options_are_settings(tmp_path: Path) -> None:
    async with editor(
        tmp_path, pull=True, options={"select": ["no-pleading/begging"], "packs": [], "language": ""}
    ) as ed:
        assert set(await found(ed, ed.open("draft.txt", DRAFT))) == {"no-pleading/begging"}


@pytest.mark.parametrize("key", ["ignore", "extend-ignore"])
async def test_the_configuration_wins_by_key(ed: Editor, key: str) -> None:
    uri = draft(ed, f"file-{key}", f"{key}: [no-pleading]\n")
    tell(ed, {"poalint": {"ignore": [SHOUT], "severity": {SHOUT: "error"}}})
    codes = await found(ed, uri)
    assert "no-pleading/begging" not in codes
    assert codes[SHOUT].severity == types.DiagnosticSeverity.Error
    tell(ed, {})


async def test_packs_are_relative_to_the_workspace(ed: Editor) -> None:
    pack = """\
pack: gulls
title: Gulls
language: en
rules:
  ill:
    category: vague
    kind: phrase
    severity: warning
    weight: 3
    title: An illness
    message: "“{excerpt}”"
    why: "None."
    source: "house"
    suggestions: [{guidance: "Name a person."}]
    patterns: packer
"""
    (ed.folder / "gulls.yaml").write_text(pack)
    uri = draft(ed, "with-packs")
    tell(ed, {"poalint": {"packs": ["./gulls.yaml"]}})
    assert set(await found(ed, uri)) == {"gulls/ill"}
    tell(ed, {})


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"language": 3}, "setting poalint.language: language must be text"),
        ({"severity": {SHOUT: "loud"}}, "setting poalint.severity: "),
        ({"ignore": ["exclamation-marks"]}, "settings of the editor (poalint.ignore): no rule"),
        ({"packs": ["no-such-pack"]}, "settings of the editor (poalint.packs): "),
    ],
)
async def test_a_wrong_setting_is_told_in_the_draft(ed: Editor, settings: dict[str, Any], words: str) -> None:
    uri = draft(ed, "-".join(["wrong", *settings]))
    tell(ed, {"poalint": settings})
    (one,) = (await ed.pull(uri)).items
    assert one.message.startswith((words, f"Not checked: {words}"))
    tell(ed, {})
    assert SHOUT in await found(ed, uri)


async def test_the_score_as_numbers(ed: Editor) -> None:
    uri = draft(ed, "scored")
    told = await ed.client.protocol.send_request_async("poalint/score", {"uri": uri})
    report = poalint.check(DRAFT)
    assert told.score == int(report.score.total) and told.scored == report.scored
    assert told.parts.tone == int(report.score.tone)
    assert told.findings.error == sum(one.severity == "error" for one in report.findings)
    assert told.first[0].rule == report.score.first[0].rule
    unknown = await ed.client.protocol.send_request_async("poalint/score", {"uri": ed.uri("nowhere.txt")})
    assert unknown is None
