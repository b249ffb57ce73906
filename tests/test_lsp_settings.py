"""The language server and what the user has set: configurations, packs, lists of ignored findings, commands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from drafts import FAULTY, SOUND
from lsp_editor import Editor, editor
from lsprotocol import types

import poalint

pytestmark = pytest.mark.asyncio(loop_scope="module")
PACK = """\
pack: gulls
title: Gulls
language: en
rules:
  birds:
    category: vague
    kind: phrase
    severity: warning
    weight: 3
    title: A gull
    message: "“{excerpt}” is a bird."
    why: "Birds pack no parcels."
    source: "house"
    suggestions:
      - guidance: "Name a person."
    patterns: |
      ~gull
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    folder = tmp_path_factory.mktemp("settings")
    for name in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"):
        (folder / name).mkdir()
    async with editor(folder) as made:
        yield made


def codes(found: list[types.Diagnostic]) -> set[Any]:
    return {one.code for one in found}


async def published(ed: Editor, uri: str, true: Any) -> list[types.Diagnostic]:
    """Return what was published for a document once it is as wanted."""
    await ed.until(lambda: true(codes(list(ed.client.diagnostics.get(uri, ())))))
    return list(ed.client.diagnostics[uri])


async def test_each_folder_has_its_configuration(ed: Editor) -> None:
    (ed.folder / "one" / "poalint.yaml").write_text("severity: {plea: info}\n")
    (ed.folder / "two" / "poalint.yaml").write_text("ignore: [plea]\n")
    one, two = ed.open("one/draft.txt", FAULTY), ed.open("two/draft.txt", FAULTY)
    pleas = [found for found in await ed.diagnostics(one) if str(found.code).startswith("no-pleading/")]
    assert pleas and {found.severity for found in pleas} == {types.DiagnosticSeverity.Information}
    assert not [code for code in codes(await ed.diagnostics(two)) if str(code).startswith("no-pleading/")]


async def test_a_configuration_that_changes(ed: Editor) -> None:
    file = ed.folder / "three" / "poalint.yaml"
    file.write_text("ignore: [plea]\n")
    uri = ed.open("three/draft.txt", FAULTY)
    assert "no-pleading/another-chance" not in codes(await ed.diagnostics(uri))
    file.write_text("ignore: [blame]\n")
    changed = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
    ed.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    await published(ed, uri, lambda found: "no-pleading/another-chance" in found)
    file.unlink()
    ed.change(uri, FAULTY + "\n")  # nobody tells, but the next check sees it
    assert any(str(code).startswith("no-blame") for code in codes(await ed.diagnostics(uri)))


async def test_a_broken_configuration_is_shown_where_it_is_broken(ed: Editor) -> None:
    file = ed.folder / "four" / "poalint.yaml"
    text = "# 設定 😀\nignore: [plea]\nseverty: error\n"
    file.write_text(text, encoding="utf-8")
    draft = ed.open("four/draft.txt", FAULTY)
    (told,) = await ed.diagnostics(draft)
    assert told.severity == types.DiagnosticSeverity.Error and "poalint.yaml:3:1" in told.message
    uri = file.as_uri()
    (shown,) = await published(ed, uri, lambda _: uri in ed.client.diagnostics)
    assert shown.range.start == types.Position(2, 0)
    opened = ed.open(uri, text, "yaml")
    (shown,) = await ed.diagnostics(opened)
    assert ed.marked(opened, shown).startswith("severty") and "severity" in shown.message
    ed.change(opened, text.replace("severty: error", "severity: {plea: terrible}"))
    (shown,) = await ed.diagnostics(opened)
    assert ed.marked(opened, shown).startswith("plea")
    good = text.replace("severty: error", "severity: {blame: info}")
    ed.change(opened, good)
    assert await ed.diagnostics(opened) == []
    file.write_text(good, encoding="utf-8")
    ed.save(opened)
    found = await published(ed, draft, lambda found: len(found) > 1)
    assert not [one for one in found if str(one.code).startswith("no-pleading/")]


async def test_a_wrong_name_in_a_configuration(ed: Editor) -> None:
    uri = ed.open("five/pyproject.toml", '[tool.poalint]\nignore = ["plea", "plaes"]\n', "toml")
    (shown,) = await ed.diagnostics(uri)
    assert "plaes" in ed.marked(uri, shown) and "did you mean" in shown.message
    other = ed.open("six/pyproject.toml", '[tool.other]\nignore = ["plea"\n', "toml")
    assert await ed.diagnostics(other) == []


async def test_a_pack_that_is_written(ed: Editor) -> None:
    uri = ed.open("six/gulls.yaml", PACK.replace("severity: warning", "severity: grave"), "yaml")
    (ed.folder / "six" / "gulls.yaml").write_text(PACK)
    (shown,) = await ed.diagnostics(uri)
    assert ed.marked(uri, shown) == "grave"
    ed.change(uri, PACK.replace("~gull", "(~gull"))
    found = await ed.diagnostics(uri)
    assert found and found[0].range.start.line == PACK.split("\n").index("      ~gull")
    ed.change(uri, PACK)
    assert await ed.diagnostics(uri) == []
    unrelated = ed.open("six/values.yaml", "packages: [1, 2\n", "yaml")
    assert await ed.diagnostics(unrelated) == []


async def test_a_language_file_of_a_pack_in_a_folder(ed: Editor) -> None:
    folder = ed.folder / "seven" / "gulls"
    folder.mkdir()
    head = (
        "pack: gulls\nrules:\n  birds: {category: vague, kind: phrase, severity: warning, weight: 3, source: house}\n"
    )
    (folder / "pack.yaml").write_text(head)
    words = PACK.partition("rules:\n")[2]
    gone = ("category", "kind", "severity", "weight", "source")
    rule = "\n".join(line for line in words.split("\n") if line.strip().partition(":")[0] not in gone)
    (folder / "en.yaml").write_text(f"pack: gulls\nlanguage: en\nrules:\n{rule}")
    text = (folder / "en.yaml").read_text()
    uri = ed.open("seven/gulls/en.yaml", text, "yaml")
    assert await ed.diagnostics(uri) == []
    ed.change(uri, text.replace("message:", "mesage:"))
    assert any("mesage" in ed.marked(uri, one) for one in await ed.diagnostics(uri))


async def test_packs_of_the_configuration_are_read_anew(ed: Editor) -> None:
    folder = ed.folder / "eight"
    (folder / "gulls.yaml").write_text(PACK)
    (folder / "poalint.yaml").write_text("packs: [default, ./gulls.yaml]\n")
    uri = ed.open("eight/draft.txt", "On 3 March 2026 two gulls and a heron packed it.\n")
    assert "gulls/birds" in codes(await ed.diagnostics(uri))
    assert not [one for one in await ed.diagnostics(uri) if one.code == "gulls/birds" and one.code_description]
    (folder / "gulls.yaml").write_text(PACK.replace("~gull", "~heron"))
    ed.change(uri, "On 3 March 2026 two gulls packed it.\n")
    assert "gulls/birds" not in codes(await ed.diagnostics(uri))


async def run(ed: Editor, uri: str, code: str, command: str) -> Any:
    """Run the command that is offered at the first finding of a rule."""
    one = next(found for found in await ed.diagnostics(uri) if found.code == code)
    commands = [action.command for action in await ed.actions(uri, one.range) if action.command]
    chosen = next(found for found in commands if found.command == command and code.split("/")[1] in found.title)
    return await ed.command(chosen.command, *chosen.arguments or ())


async def test_ignore_a_finding_and_turn_a_rule_off(ed: Editor) -> None:
    uri = ed.open("nine/draft.txt", FAULTY)
    (ed.folder / "nine" / "draft.txt").write_text(FAULTY)
    before = codes(await ed.diagnostics(uri))
    assert "no-pleading/another-chance" in before
    await run(ed, uri, "no-pleading/another-chance", "poalint.ignoreFinding")
    await published(ed, uri, lambda found: "no-pleading/another-chance" not in found)
    listed = (ed.folder / "nine" / ".poalint-ignore.yaml").read_text()
    assert 'path: "draft.txt"' in listed and 'rule: "no-pleading/another-chance"' in listed
    await run(ed, uri, "concrete-actions/owner-missing", "poalint.disableRule")
    await published(ed, uri, lambda found: "concrete-actions/owner-missing" not in found)
    assert (ed.folder / "poalint.yaml").read_text() == "ignore:\n  - concrete-actions/owner-missing\n"
    (ed.folder / "poalint.yaml").unlink()


async def test_explain_report_and_outline(ed: Editor) -> None:
    uri = ed.open("six/draft.txt", FAULTY)
    told = await run(ed, uri, "no-pleading/another-chance", "poalint.explainRule")
    assert "Found by it" in told["text"] and "no-pleading/another-chance" in told["text"]
    page = await ed.command("poalint.showReport", uri)
    shown = Path(page["uri"].removeprefix("file://"))
    assert shown.stat().st_mode & 0o077 == 0 or shown.parent.stat().st_mode & 0o077 == 0
    assert "<html" in shown.read_text() and "draft.txt" in shown.read_text()
    first = await ed.command("poalint.newDraft")
    second = await ed.command("poalint.newDraft", "en")
    assert first["uri"].endswith("plan-of-action.txt") and second["uri"].endswith("plan-of-action-2.txt")
    text = (ed.folder / "plan-of-action.txt").read_text()
    assert [line for line in text.split("\n") if line in ("Issue", "Root cause", "Preventive actions")] == [
        "Issue",
        "Root cause",
        "Preventive actions",
    ]
    roles = {section.role for section in poalint.check(text).sections}
    assert roles >= {"issue", "root-cause", "corrective", "preventive"}
    await ed.until(lambda: len(ed.client.shown_documents) >= 4)
    assert await ed.command("poalint.newDraft", "xx") is None
    assert "'xx'" in ed.client.messages[-1].message


async def test_commands_with_nonsense(ed: Editor) -> None:
    for name, arguments in (
        ("poalint.ignoreFinding", ("file:///nowhere.txt", "00")),
        ("poalint.explainRule", ("no-such/rule",)),
        ("poalint.disableRule", ()),
        ("poalint.showReport", (1, 2, 3)),
    ):
        before = len(ed.client.messages)
        assert await ed.command(name, *arguments) is None
        assert ed.client.messages[before].type == types.MessageType.Error


async def test_check_the_workspace(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second, first / ".hidden"):
        folder.mkdir()
    (first / "bad.txt").write_text(FAULTY)
    (first / "sound.md").write_text(SOUND)
    (first / ".hidden" / "bad.txt").write_text(FAULTY)
    (second / "bad.txt").write_text(FAULTY)
    (second / "poalint.yaml").write_text("exclude: [bad.txt]\n")
    (second / "scan.txt").write_bytes(b"%PDF-1.4")
    async with editor(first, [second], pull=True, watches=True) as ed:
        summary = await ed.command("poalint.checkWorkspace")
        assert {Path(one["uri"]).name: one["findings"] and one["findings"] > 3 for one in summary} == {
            "bad.txt": True,
            "sound.md": 0,
            "scan.txt": None,
        }
        assert "3 drafts checked: 1 with findings, 1 could not be checked" in ed.client.messages[-1].message
        uri = (first / "bad.txt").as_uri()
        assert len(ed.client.diagnostics[uri]) > 3
        other = uri.replace("bad", "%62ad")  # the same file, written as another editor may
        ed.open(other, FAULTY)  # from now on the editor asks
        await ed.until(lambda: not ed.client.diagnostics[uri])
        assert len((await ed.pull(other)).items) > 3
        assert len(await ed.command("poalint.checkWorkspace")) == 3
        assert not ed.client.diagnostics[uri]
        (watch,) = ed.registered
        assert watch.method == "workspace/didChangeWatchedFiles"
        refreshed = ed.client.diagnostic_refresh_count
        changed = types.FileEvent(uri, types.FileChangeType.Changed)
        ed.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
        await ed.until(lambda: ed.client.diagnostic_refresh_count > refreshed)


async def test_folders_that_come_later(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    (second / "bad.txt").write_text(FAULTY)
    async with editor(first) as ed:
        assert await ed.command("poalint.checkWorkspace") == []
        added = types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(second.as_uri(), "b")], [])
        ed.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(added))
        (one,) = await ed.command("poalint.checkWorkspace")
        assert one["uri"] == (second / "bad.txt").as_uri()
