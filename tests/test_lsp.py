"""The language server, driven as an editor drives it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from drafts import FAULTY
from lsp_editor import Editor, editor
from lsprotocol import types

import poalint

pytestmark = pytest.mark.asyncio(loop_scope="module")
BAD = (Path(__file__).parent.parent / "examples" / "bad-draft.txt").read_text(encoding="utf-8")
HOSTILE = (
    "😀 日本語の下書き 👩‍👩‍👧 é We beg you for a second chance!!!\r\n"
    "\u2028We are sorry\x0bfor the trouble 𝒳, and we beg you!!!\x85 Our family depends on this account.\r"
    "Root cause\n配送業者 – the courier lost our parcels in May 🚚. We will be more careful"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("workspace")) as made:
        yield made


def codes(found: list[types.Diagnostic]) -> list[Any]:
    return [one.code for one in found]


def cold(text: str) -> list[str]:
    return [finding.rule for finding in poalint.check(text).findings]


async def at(ed: Editor, uri: str, rule: str) -> types.Diagnostic:
    return next(one for one in await ed.diagnostics(uri) if one.code == rule)


async def test_diagnostics_say_what_check_says(ed: Editor) -> None:
    uri = ed.open("faulty.txt", FAULTY)
    found = await ed.diagnostics(uri)
    report = poalint.check(FAULTY)
    assert codes(found) == [finding.rule for finding in report.findings]
    assert [ed.marked(uri, one) for one in found] == [finding.excerpt for finding in report.findings]
    assert [one.message for one in found] == [finding.message for finding in report.findings]
    levels = {"error": 1, "warning": 2, "info": 3}
    assert [one.severity for one in found] == [levels[finding.severity] for finding in report.findings]
    assert {one.source for one in found} == {"poalint"}


async def test_rule_pages_are_real(ed: Editor) -> None:
    uri = ed.open("pages.txt", FAULTY)
    for one in await ed.diagnostics(uri):
        assert one.code_description is not None
        page, _, anchor = one.code_description.href.partition("#")
        path = Path(page.removeprefix("file://"))
        # An anchor is the heading without what is no letter, digit or hyphen.
        headings = [line[4:].strip().replace("/", "") for line in path.read_text().splitlines() if line[:4] == "### "]
        assert anchor in headings


async def test_both_places_of_a_contradiction_and_text_that_can_go(ed: Editor) -> None:
    uri = ed.open("related.txt", BAD)
    wrong = await at(ed, uri, "consistency/wrong-percentage")
    assert wrong.related_information
    place = wrong.related_information[0].location.range
    assert ed.texts[uri].splitlines()[place.start.line][place.start.character : place.end.character] == (
        "12 of our 300 orders"
    )
    tagged = [one for one in await ed.diagnostics(uri) if one.tags]
    untagged = [one for one in await ed.diagnostics(uri) if not one.tags]
    assert tagged and untagged
    for one in tagged:
        actions = await ed.actions(uri, one.range)
        assert any(
            action.edit and action.edit.document_changes and not action.edit.document_changes[0].edits[0].new_text
            for action in actions
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_places_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    async with editor(tmp_path, encoding=encoding) as ed:
        assert ed.greeting.capabilities.position_encoding == encoding  # type: ignore[attr-defined]
        uri = ed.open("hostile.txt", HOSTILE)
        found = await ed.diagnostics(uri)
        report = poalint.check(HOSTILE)
        assert len(found) > 3
        assert [ed.marked(uri, one) for one in found] == [finding.excerpt for finding in report.findings]
        for one in found:
            for action in await ed.actions(uri, one.range):
                if action.edit:
                    before = ed.texts[uri]
                    (change,) = action.edit.document_changes or ()
                    (edit,) = change.edits  # type: ignore[union-attr]
                    start, end = ed.offset(before, edit.range.start), ed.offset(before, edit.range.end)
                    suggestions = {
                        (s.start, s.end, s.replacement) for finding in report.findings for s in finding.suggestions
                    }
                    assert (start, end, edit.new_text) in suggestions


async def test_each_suggestion_is_offered(ed: Editor) -> None:
    uri = ed.open("actions.txt", FAULTY)
    report = poalint.check(FAULTY)
    for finding, one in zip(report.findings, await ed.diagnostics(uri), strict=True):
        offered = [
            action
            for action in await ed.actions(uri, one.range)
            if [(said.code, said.range) for said in action.diagnostics or ()] == [(one.code, one.range)]
        ]
        edits = [action for action in offered if action.edit]
        wanted = [suggestion for suggestion in finding.suggestions if suggestion.kind != "guidance"]
        for action, suggestion in zip(edits, wanted, strict=True):
            assert action.title.startswith(suggestion.text)
            assert not action.is_preferred or suggestion.safe
        commands = {action.command.command for action in offered if action.command}
        assert "poalint.ignoreFinding" in commands
        assert all(action.kind == types.CodeActionKind.QuickFix for action in offered)


async def test_after_a_fix_all_others_fit_at_once(ed: Editor) -> None:
    uri = ed.open("chain.txt", FAULTY.replace("\n", "\r\n"))
    everywhere = types.Range(types.Position(0, 0), types.Position(10_000, 0))
    for _ in range(12):
        # No waiting for diagnostics in between: the answer is computed from the newest text.
        actions = [one for one in await ed.actions(uri, everywhere) if one.edit]
        if not actions:
            break
        text = ed.apply(actions[len(actions) // 2])
        assert codes(await ed.diagnostics(uri)) == cold(text)


async def test_fix_all_where_it_is_asked_for(ed: Editor) -> None:
    text = "Root cause\nWe did not check the labels!!! We beg you for a second chance!!! Our packer was away.\n"
    uri = ed.open("all.txt", text)
    place = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert not [one for one in await ed.actions(uri, place) if one.kind == "source.fixAll.poalint"]
    (action,) = await ed.actions(uri, place, only=["source.fixAll"])
    assert ed.apply(action) == poalint.fix(text).text != text
    assert await ed.actions(uri, place, only=["source.fixAll"]) == []
    assert await ed.actions(uri, place, only=["source.organizeImports"]) == []


async def test_slots_are_quick_fixes(ed: Editor) -> None:
    uri = ed.open("slots.txt", FAULTY)
    one = await at(ed, uri, "concrete-actions/owner-missing")
    (slot,) = [action for action in await ed.actions(uri, one.range) if "[owner: name, role]" in action.title]
    assert "[owner: name, role]" in ed.apply(slot)


async def hovered(ed: Editor, uri: str, place: types.Position) -> str:
    found = await ed.client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), place))
    return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""


async def test_hover(ed: Editor) -> None:
    uri = ed.open("hover.txt", FAULTY)
    for finding, one in zip(poalint.check(FAULTY).findings, await ed.diagnostics(uri), strict=True):
        said = (await hovered(ed, uri, one.range.start)).replace("\\", "")
        for words in (finding.message, finding.why, finding.source, finding.rule):
            assert words in said
        assert all(suggestion.text in said for suggestion in finding.suggestions)
        assert "**Before**" in said and "**After**" in said
    assert await hovered(ed, uri, types.Position(1, 0)) == ""


async def test_hover_shows_what_an_edit_makes(ed: Editor) -> None:
    uri = ed.open("edit.txt", BAD)
    wrong = await at(ed, uri, "consistency/wrong-percentage")
    said = await hovered(ed, uri, wrong.range.start)
    assert "> 12 of our 300 orders (6%) were late." in said
    assert "> 12 of our 300 orders (4.0%) were late." in said


async def test_outline_has_the_sections_and_scores(ed: Editor) -> None:
    uri = ed.open("outline.txt", FAULTY)
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    (plan,) = await ed.client.text_document_document_symbol_async(params) or ()
    report = poalint.check(FAULTY)
    assert isinstance(plan, types.DocumentSymbol)
    assert plan.name == f"Score {int(report.score.total)} of 100"
    assert plan.detail == ", ".join(
        f"{name} {int(getattr(report.score, name))}" for name in ("tone", "substance", "form", "consistency")
    )
    assert [one.range.start.line + 1 for one in plan.children or ()] == [one.line for one in report.sections]
    titled = {one.name: one.detail or "" for one in plan.children or ()}
    assert titled["Root cause"].startswith("root-cause: ")
    assert "costs about" in titled["Corrective actions"]


async def test_folding_and_lenses(ed: Editor) -> None:
    uri = ed.open("lenses.txt", FAULTY)
    item = types.TextDocumentIdentifier(uri)
    folds = await ed.client.text_document_folding_range_async(types.FoldingRangeParams(item)) or ()
    lines = FAULTY.split("\n")
    ends = {lines[one.start_line]: lines[one.end_line] for one in folds}
    assert ends["Root cause"] == "3. Our packer was ill on 31 June 2026."
    assert ends["Corrective actions"] == "- We will be more careful."
    score, first = await ed.client.text_document_code_lens_async(types.CodeLensParams(item)) or ()
    report = poalint.check(FAULTY)
    assert score.command is not None and first.command is not None
    assert score.command.title.startswith(f"Score {int(report.score.total)} of 100")
    assert first.command.title.startswith(f"Mend first: {report.score.first[0].title}")
    assert (await ed.command(first.command.command, *first.command.arguments or ()))["text"]


async def completed(ed: Editor, uri: str, line: int, character: int) -> list[types.CompletionItem]:
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
    found = await ed.client.text_document_completion_async(params)
    return list(found.items) if isinstance(found, types.CompletionList) else []


async def test_slots_are_completed_in_an_action(ed: Editor) -> None:
    text = FAULTY.replace("- We train our team.", "- We train our team [ow")
    uri = ed.open("complete.txt", text)
    line = text.split("\n").index("- We train our team [ow")
    (owner,) = await completed(ed, uri, line, len("- We train our team [ow"))
    assert owner.label == "[owner: name, role]"
    assert isinstance(owner.text_edit, types.TextEdit)
    assert owner.text_edit.new_text == "${1:[owner: name, role]}"
    assert owner.text_edit.range.start.character == text.split("\n")[line].index("[")
    labels = [one.label for one in await completed(ed, uri, line - 1, len("- We check every parcel"))]
    assert "[owner: name, role]" in labels and "[date: DD Month YYYY]" in labels
    prose = text.split("\n").index("Root cause") + 1
    assert not [one for one in await completed(ed, uri, prose, 5) if "owner" in one.label]


async def test_headings_are_completed(ed: Editor) -> None:
    uri = ed.open("headings.md", "## Root cause\nWe had no check.\n\n## ", "markdown")
    found = await completed(ed, uri, 3, 3)
    titles = [one.label for one in found if one.detail and one.detail.startswith("heading")]
    assert titles[:3] == ["Issue", "Corrective actions", "Preventive actions"]
    assert isinstance(found[-1].text_edit, types.TextEdit)
    assert all(one.text_edit.new_text.startswith("## ") for one in found if one.label in titles)  # type: ignore[union-attr]
    empty = ed.open("empty.txt", "")
    assert "Root cause" in [one.label for one in await completed(ed, empty, 0, 0)]
    assert await ed.diagnostics(empty) == []


async def test_drafts_that_are_no_files(ed: Editor) -> None:
    plain = ed.open("untitled:Untitled-1", FAULTY)
    assert codes(await ed.diagnostics(plain)) == cold(FAULTY)
    commented = FAULTY + "\n<!-- poalint-disable -->\n"
    markdown = ed.open("untitled:Untitled-2", "<!-- poalint-disable -->\n" + commented, "markdown")
    assert await ed.diagnostics(markdown) == []


async def test_closing_takes_findings_back(ed: Editor) -> None:
    uri = ed.open("closing.txt", FAULTY)
    assert await ed.diagnostics(uri)
    ed.close(uri)
    await ed.until(lambda: not ed.client.diagnostics[uri])


async def test_versions_that_skip_and_old_ones(ed: Editor) -> None:
    uri = ed.open("versions.txt", FAULTY)
    ed.change(uri, BAD, skip=40)
    assert codes(await ed.diagnostics(uri)) == cold(BAD)
    old = types.VersionedTextDocumentIdentifier(3, uri)
    late = types.TextDocumentContentChangeWholeDocument("We beg you.")
    ed.client.text_document_did_change(types.DidChangeTextDocumentParams(old, [late]))
    ed.change(uri, BAD + " ")
    assert codes(await ed.diagnostics(uri)) == cold(BAD + " ")


async def test_a_client_that_sends_ranges(ed: Editor) -> None:
    uri = ed.open("ranges.txt", HOSTILE)
    place = types.Range(types.Position(0, 3), types.Position(0, 10))
    ed.versions[uri] += 1
    ed.texts[uri] = HOSTILE[:2] + "x😀" + HOSTILE[9:]
    ed.client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(ed.versions[uri], uri),
            [types.TextDocumentContentChangePartial(place, "x😀")],
        )
    )
    found = await ed.diagnostics(uri)
    assert [ed.marked(uri, one) for one in found] == [one.excerpt for one in poalint.check(ed.texts[uri]).findings]


async def test_clients_that_ask_get_nothing_unasked(tmp_path: Path) -> None:
    async with editor(tmp_path, pull=True) as ed:
        uri = ed.open("draft.txt", FAULTY)
        first = await ed.pull(uri)
        assert codes(first.items) == cold(FAULTY)
        again = await ed.pull(uri, first.result_id)
        assert again.kind == "unchanged"
        ed.change(uri, BAD)
        assert codes((await ed.pull(uri, first.result_id)).items) == cold(BAD)
        assert uri not in ed.client.diagnostics


async def test_plain_clients(tmp_path: Path) -> None:
    async with editor(tmp_path, rich=False) as ed:
        uri = ed.open("draft.txt", BAD)
        found = await ed.diagnostics(uri)
        assert not any(one.tags or one.related_information or one.code_description for one in found)
        edits = [one.edit for one in await ed.actions(uri, found[4].range) if one.edit]
        assert all(edit.changes and not edit.document_changes for edit in edits)
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        symbols = await ed.client.text_document_document_symbol_async(params) or ()
        assert all(isinstance(one, types.SymbolInformation) for one in symbols) and len(symbols) > 4
        assert "**" not in await hovered(ed, uri, found[0].range.start)
        items = await completed(ed, uri, BAD.split("\n").index("- Every parcel is checked twice."), 10)
        assert items and all(one.insert_text_format == types.InsertTextFormat.PlainText for one in items)
