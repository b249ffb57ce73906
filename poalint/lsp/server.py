"""The server: its state, and what it answers to each kind of request."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from poalint import __version__
from poalint.lsp.checking import Checking
from poalint.lsp.documents import Documents, path_of, uri_of
from poalint.lsp.grammar import Desk
from poalint.lsp.protocol import Protocol
from poalint.lsp.publishing import Publisher
from poalint.lsp.quiet import silence_libraries
from poalint.lsp.settings import Settings

if TYPE_CHECKING:
    from poalint.lsp.results import Result

# Seconds until a thread lets another one run: keys arrive while a check computes.
_SWITCH = 0.001
_WATCHED = "**/*.{yaml,yml}", "**/pyproject.toml"


class Server(LanguageServer):
    """A language server for plans of action.

    Attributes:
        documents: the documents that are open.
        settings: the checkers of drafts.
        checking: runs the checks.
        publisher: sends diagnostics.
    """

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("poalint", __version__, types.TextDocumentSyncKind.Full, protocol_cls=Protocol)
        self.documents = Documents()
        self.settings = Settings()
        self.publisher = Publisher(self.text_document_publish_diagnostics, self.documents)
        self.checking = Checking(self.documents, self.settings, self.publisher.publish)
        self.generation = 0
        self._folder = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self.settings.desk = Desk(
            came=lambda uri: self._soon(self._grammar_came, uri),
            said=lambda note: self._soon(self.say, note, types.MessageType.Warning),
        )

    def report_server_error(self, error: Exception, source: object) -> None:
        """Say nothing: requests are answered with their error, and its words may be those of a draft."""

    # What the client can do

    def greet(self, params: types.InitializeParams) -> None:
        """Take in what a client says of itself."""
        from poalint.lsp.diagnostics import Client
        from poalint.lsp.editor_settings import told

        self._loop = asyncio.get_running_loop()
        document = params.capabilities.text_document
        self.publisher.pull = document is not None and document.diagnostic is not None
        self.publisher.client = Client.of(params.capabilities, self.publisher.pull)
        self.documents.encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        self.settings.default_folder = next(iter(self.folders()), "")
        self.settings.given = told(params.initialization_options)

    def folders(self) -> list[str]:
        """Return the folders of the workspace."""
        paths = [path_of(uri) for uri in self.workspace.folders]
        root = self.workspace.root_path
        return [path for path in paths if path] or ([os.path.abspath(root)] if root else [])

    @property
    def can_apply_versions(self) -> bool:
        """Return whether the client takes edits for a version of a document."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)

    @property
    def shows_markdown(self) -> bool:
        """Return whether the client shows Markdown at the pointer."""
        document = self.client_capabilities.text_document
        formats = document.hover.content_format if document and document.hover else None
        return types.MarkupKind.Markdown in (formats or ())

    @property
    def knows_snippets(self) -> bool:
        """Return whether the client can select slots of what it puts in."""
        document = self.client_capabilities.text_document
        item = document.completion.completion_item if document and document.completion else None
        return bool(item and item.snippet_support)

    @property
    def nests_symbols(self) -> bool:
        """Return whether the client knows symbols inside of symbols."""
        document = self.client_capabilities.text_document
        symbol = document.document_symbol if document else None
        return bool(symbol and symbol.hierarchical_document_symbol_support)

    def watch_files(self) -> None:
        """Ask the client to tell of changes of settings and rules, if it can."""
        workspace = self.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched is None or not watched.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        one = types.Registration("poalint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self.client_register_capability(types.RegistrationParams([one]))

    # Checking

    def recheck(self) -> None:
        """Check all open documents anew, after settings or rules have changed."""
        self.generation += 1
        self.settings.forget()
        self.checking.forget()
        for document in self.documents.all():
            self.checking.schedule(document.uri, at_once=True)
        workspace = self.client_capabilities.workspace
        if self.publisher.pull and workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)
        if workspace and workspace.code_lens and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    def _grammar_came(self, uri: str) -> None:
        """Show what LanguageTool says of a document beside what was found before."""
        self.generation += 1
        self.checking.again(uri)
        workspace = self.client_capabilities.workspace
        if self.publisher.pull and workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def _soon(self, work: Callable[..., None], *arguments: Any) -> None:
        """Do something in the thread of the editor's messages, unless the editor has left."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(work, *arguments)

    async def result(self, uri: str) -> Result | None:
        """Return the result for the newest version of a document, ``None`` if it is not open."""
        return await self.checking.current(uri)

    # What the client shows

    def say(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show a message."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    async def show(self, path: str, otherwise: str, external: bool = False) -> dict[str, Any]:
        """Show a file, or a message where the client cannot; return its address."""
        uri = uri_of(path)
        window = self.client_capabilities.window
        if window and window.show_document and window.show_document.support:
            params = types.ShowDocumentParams(uri, external=external or None, take_focus=True)
            # Not awaited: some clients answer only after the command has been answered.
            self.window_show_document(params)
        else:
            self.say(otherwise)
        return {"uri": uri}

    def write_temporary(self, name: str, text: str) -> str:
        """Write a file that lives as long as the server and that only its user can read; return its path."""
        if not self._folder:
            self._folder = tempfile.mkdtemp(prefix="poalint-")
        path = os.path.join(self._folder, name)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        return path

    def shutdown(self) -> None:
        """End the work."""
        self.checking.stop()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        super().shutdown()  # type: ignore[no-untyped-call]


def make_server() -> Server:
    """Return a server that answers all that it can."""
    from poalint.lsp.command_handlers import register_commands
    from poalint.lsp.features import register_features

    server = Server()
    register_features(server)
    register_commands(server)
    return server


def serve() -> int:
    """Serve one client on standard input and output until it leaves; return the exit status."""
    silence_libraries()
    sys.setswitchinterval(_SWITCH)
    server = make_server()
    server.start_io()
    return 0 if server.protocol.ended_well else 1
