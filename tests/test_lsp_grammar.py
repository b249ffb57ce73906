"""The language server and LanguageTool: own findings first, grammar when it comes, the newest text only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from fake_languagetool import Fake, fake_server
from lsp_editor import Editor, editor
from lsprotocol import types

pytestmark = pytest.mark.asyncio(loop_scope="module")
TEXT = "Problem\n\nPlease help us. 😀 We recieve 14 parcels late.\n"


@pytest.fixture(scope="module")
def fake() -> Iterator[Fake]:
    with fake_server() as server:
        server.finds("recieve", "receive")
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ed(tmp_path_factory: pytest.TempPathFactory, fake: Fake) -> AsyncIterator[Editor]:
    folder = tmp_path_factory.mktemp("grammar")
    (folder / "poalint.yaml").write_text(f"grammar: {{check: on, url: {fake.url}}}\n", encoding="utf-8")
    async with editor(folder) as made:
        yield made


def rules(ed: Editor, uri: str) -> list[object]:
    return [one.code for one in ed.client.diagnostics.get(uri, ())]


async def test_own_findings_come_first(ed: Editor, fake: Fake) -> None:
    fake.hold.clear()
    uri = ed.open("draft.txt", TEXT)
    first = await ed.diagnostics(uri)
    assert first
    assert not any(str(one.code).startswith("grammar/") for one in first)
    fake.hold.set()
    await ed.until(lambda: "grammar/spelling" in rules(ed, uri))
    (found,) = [one for one in ed.client.diagnostics[uri] if one.code == "grammar/spelling"]
    assert ed.marked(uri, found) == "recieve"
    assert found.severity == types.DiagnosticSeverity.Warning
    assert len(ed.client.diagnostics[uri]) == len(first) + 1
    (action, *_) = [one for one in await ed.actions(uri, found.range) if one.edit is not None]
    assert "receive" in ed.apply(action)
    await ed.until(lambda: "grammar/spelling" not in rules(ed, uri))


async def test_stale_texts_are_not_asked_about(ed: Editor, fake: Fake) -> None:
    uri = ed.open("typed.txt", TEXT)
    await ed.until(lambda: "grammar/spelling" in rules(ed, uri))
    fake.asked.clear()
    fake.hold.clear()
    for count in range(20):
        ed.change(uri, TEXT + "a" * count)
        await ed.diagnostics(uri)
    fake.hold.set()
    await ed.until(lambda: "grammar/spelling" in rules(ed, uri))
    assert 1 <= len(fake.asked) <= 3


async def test_a_dead_server_is_told_once(ed: Editor, fake: Fake) -> None:
    before = len(ed.client.messages)
    fake.status = 500
    uri = ed.open("dead.txt", TEXT + "One.")
    await ed.until(lambda: len(ed.client.messages) > before)
    for count in range(3):
        ed.change(uri, TEXT + "More." * count)
        await ed.diagnostics(uri)
    await asyncio.sleep(0.3)
    (said,) = ed.client.messages[before:]
    assert said.message.startswith("Grammar not checked: ")
    fake.status = 200


async def test_an_editor_that_asks_for_diagnostics(tmp_path: Path, fake: Fake) -> None:
    (tmp_path / "poalint.yaml").write_text(f"grammar: {{check: on, url: {fake.url}}}\n", encoding="utf-8")
    async with editor(tmp_path, pull=True) as ed:
        uri = ed.open("draft.txt", TEXT)
        found = await ed.pull(uri)
        for _ in range(500):
            if any(one.code == "grammar/spelling" for one in getattr(found, "items", ())):
                break
            await asyncio.sleep(0.02)
            found = await ed.pull(uri, found.result_id)
        else:
            raise AssertionError("no grammar came")


async def test_the_editor_can_set_it(tmp_path: Path, fake: Fake) -> None:
    async with editor(tmp_path, options={"grammar": {"check": "on", "url": fake.url}}) as ed:
        uri = ed.open("draft.txt", TEXT)
        await ed.until(lambda: "grammar/spelling" in rules(ed, uri))
