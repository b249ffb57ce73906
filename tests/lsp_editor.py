"""An editor for tests of the language server: pytest-lsp's client, with texts that change and edits to apply."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

_PATIENCE = 60  # seconds: machines under load


def capabilities(
    pull: bool = False, encoding: str = "utf-16", rich: bool = True, watches: bool = False
) -> types.ClientCapabilities:
    """Return what an editor can do; ``rich`` also shows tags, other places, Markdown, snippets and files."""
    publish = types.PublishDiagnosticsClientCapabilities(
        related_information=rich,
        tag_support=types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary]) if rich else None,
        code_description_support=rich,
    )
    diagnostic = types.DiagnosticClientCapabilities(
        related_information=rich, tag_support=publish.tag_support, code_description_support=rich
    )
    markup = [types.MarkupKind.Markdown, types.MarkupKind.PlainText] if rich else [types.MarkupKind.PlainText]
    quick = types.ClientCodeActionLiteralOptions(
        types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll])
    )
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[encoding]),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=publish,
            diagnostic=diagnostic if pull else None,
            hover=types.HoverClientCapabilities(content_format=markup),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=quick, is_preferred_support=True, data_support=True
            ),
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(snippet_support=rich)
            ),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=rich),
        ),
        window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(rich)),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=rich),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=pull),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches),
        ),
    )


class Editor:
    """One editor with its server.

    Attributes:
        client: pytest-lsp's client.
        folder: the workspace.
        registered: what the server has asked to be told of.
    """

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.registered: list[types.Registration] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: dict[str, int | None] = {}
        self.encoding = "utf-16"

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext", version: int = 1) -> str:
        """Open a document of the workspace, or an address; return its address."""
        uri = name if ":" in name else self.uri(name)
        self.texts[uri], self.versions[uri] = text, version
        self.published.pop(uri, None)
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str, skip: int = 1) -> None:
        """Put another text into a document."""
        self.texts[uri] = text
        self.versions[uri] += skip
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def until(self, true: Callable[[], Any]) -> Any:
        """Wait until something is so."""
        for _ in range(_PATIENCE * 100):
            if value := true():
                return value
            await asyncio.sleep(0.01)
        raise TimeoutError("this did not happen in time")

    async def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Return what was published for the newest version of a document."""
        await self.until(lambda: self.published.get(uri) == self.versions[uri])
        return list(self.client.diagnostics[uri])

    async def pull(self, uri: str, previous: str | None = None) -> Any:
        """Ask for diagnostics."""
        item = types.TextDocumentIdentifier(uri)
        return await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(item, previous_result_id=previous)
        )

    async def actions(self, uri: str, place: types.Range, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        """Return the actions that are offered at a place."""
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await self.client.text_document_code_action_async(params)
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    async def command(self, name: str, *arguments: Any) -> Any:
        """Run a command."""
        params = types.ExecuteCommandParams(name, arguments=list(arguments))
        return await self.client.workspace_execute_command_async(params)

    def apply(self, action: types.CodeAction) -> str:
        """Apply the edits of an action as an editor does, tell the server, and return the document's new text."""
        assert action.edit is not None
        if action.edit.document_changes:
            (change,) = action.edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            uri, edits = change.text_document.uri, change.edits
            assert change.text_document.version == self.versions[uri]
        else:
            assert action.edit.changes is not None
            ((uri, edits),) = action.edit.changes.items()
        text = self.texts[uri]
        for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
            start, end = (self.offset(text, place) for place in (edit.range.start, edit.range.end))
            text = text[:start] + edit.new_text + text[end:]
        self.change(uri, text)
        return text

    def offset(self, text: str, place: types.Position) -> int:
        """Return the code point of a position, found in another way than the server finds it."""
        lines = text.replace("\r\n", "\r\0").replace("\r\0", "\n\0").replace("\r", "\n").split("\n")
        before = sum(len(line) + 1 for line in lines[: place.line])
        line = lines[place.line]
        skipped = line.startswith("\0")
        if self.encoding == "utf-32":
            return before + skipped + place.character
        size = 1 if self.encoding == "utf-8" else 2
        name = "utf-8" if self.encoding == "utf-8" else "utf-16-le"
        units = line[skipped:].encode(name)[: place.character * size]
        return before + skipped + len(units.decode(name))

    def marked(self, uri: str, diagnostic: types.Diagnostic) -> str:
        """Return the words that a diagnostic is about."""
        text = self.texts[uri]
        place = diagnostic.range
        return text[self.offset(text, place.start) : self.offset(text, place.end)]


@asynccontextmanager
async def editor(folder: Path, more: Sequence[Path] = (), options: Any = None, **can: Any) -> AsyncIterator[Editor]:
    """Start a server for a folder, with initialization options, and end it; ``can`` is what the editor can do."""
    client = make_test_lsp_client()
    converter = client.protocol._converter
    # lsprotocol takes an action that has a command for a mere command.
    converter.register_structure_hook(
        types.Command | types.CodeAction,
        lambda data, _: converter.structure(
            data, types.Command if isinstance(data.get("command"), str) else types.CodeAction
        ),
    )
    converter.register_structure_hook(
        Union[types.Command, types.CodeAction],  # noqa: UP007 - another type than the one above
        lambda data, _: converter.structure(
            data, types.Command if isinstance(data.get("command"), str) else types.CodeAction
        ),
    )
    made = Editor(client, folder)
    made.encoding = can.get("encoding", "utf-16")

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        made.registered += params.registrations

    @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    def refresh(params: None) -> None:
        pass

    published = client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def publish(params: types.PublishDiagnosticsParams) -> None:
        published(params)
        made.published[params.uri] = params.version

    env = {**os.environ, "PYTHONUTF8": "1"}
    await client.start_io(sys.executable, "-m", "poalint", "lsp", "--stdio", cwd=str(folder), env=env)
    folders = [types.WorkspaceFolder(one.as_uri(), one.name) for one in (folder, *more)]
    params = types.InitializeParams(
        capabilities(**can), root_uri=folder.as_uri(), workspace_folders=folders, initialization_options=options
    )
    made.greeting = await client.initialize_session(params)  # type: ignore[attr-defined]
    try:
        yield made
    finally:
        await client.shutdown_session()
        await client.stop()
