"""What the server does about each message of the protocol."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from poalint.lsp.documents import CONFIGURATION, IGNORE_LIST, PACK
from poalint.lsp.server import Server

if TYPE_CHECKING:
    from poalint.lsp.results import Result

_SETTINGS = (CONFIGURATION, IGNORE_LIST, PACK)


def register_features(server: Server) -> None:
    """Let a server answer the protocol's messages."""
    _register_life(server)
    _register_documents(server)
    _register_diagnostics(server)
    _register_edits(server)
    _register_views(server)


def _register_life(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.greet(params)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        server.checking.warm()
        server.watch_files()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.settings.default_folder = next(iter(server.folders()), "")
        server.recheck()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def settings(params: types.DidChangeConfigurationParams) -> None:
        from poalint.lsp.editor_settings import told

        given = told(params.settings)
        if given != server.settings.given:
            server.settings.given = given
            server.recheck()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.recheck()


def _register_documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = server.documents.open(params.text_document)
        server.publisher.opened(document.uri)
        if not server.publisher.pull:
            server.checking.schedule(document.uri, at_once=True)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        item = params.text_document
        document = server.documents.change(item.uri, item.version, params.content_changes)
        if document is not None and not server.publisher.pull:
            server.checking.schedule(document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        document = server.documents.get(params.text_document.uri)
        if document is not None and document.kind in _SETTINGS:
            server.recheck()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.documents.close(uri)
        server.checking.forget(uri)
        if server.settings.desk is not None:
            server.settings.desk.forget(uri)
        server.publisher.closed(uri)


def _register_diagnostics(server: Server) -> None:
    options = types.DiagnosticOptions(False, False, "poalint")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def pulled(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        generation = server.generation  # what comes while the result is waited for may not be in it
        result = await server.result(params.text_document.uri)
        if result is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        from poalint.lsp.diagnostics import diagnostics

        number = f"{generation}.{result.document.version}"
        server.publisher.tell_others(result)
        if params.previous_result_id == number:
            return types.RelatedUnchangedDocumentDiagnosticReport(number)
        return types.RelatedFullDocumentDiagnosticReport(diagnostics(result, server.publisher.client), result_id=number)


def _register_edits(server: Server) -> None:
    from poalint.lsp import actions
    from poalint.lsp.completion import completions

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(list(actions.KINDS)))
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        result = await server.result(params.text_document.uri)
        if result is None:
            return None
        found: list[types.CodeAction] = []
        versioned = server.can_apply_versions
        if actions.wants(types.CodeActionKind.QuickFix.value, params.context):
            span = result.document.positions.span(params.range)
            found += actions.quick_fixes(result, span, server.publisher.client, versioned)
        if actions.wants(actions.FIX_ALL, params.context, unasked=False) and result.report is not None:
            fixed = await server.checking.run(partial(_fixed, server, result))
            if server.documents.get(result.document.uri) is result.document:
                action = actions.fix_all(result.document, fixed, versioned)
                found += [action] if action is not None else []
        return found

    options = types.CompletionOptions(trigger_characters=["[", "#"])

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        result = await server.result(params.text_document.uri)
        if result is None:
            return None
        offset = result.document.positions.offset(params.position)
        return types.CompletionList(False, completions(result, offset, server.knows_snippets))


def _register_views(server: Server) -> None:
    from poalint.lsp import scores

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        result = await server.result(params.text_document.uri)
        if result is None or result.report is None or result.checker is None:
            return None
        from poalint.lsp.hover import hover
        from poalint.lsp.rule_pages import written_rule

        offset = result.document.positions.offset(params.position)
        written = partial(written_rule, result.checker, result.report.language)
        return await asyncio.to_thread(hover, result, offset, server.shows_markdown, written)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        from poalint.lsp.symbols import flat, outline

        uri = params.text_document.uri
        result = await server.result(uri)
        if result is None:
            return None
        found = outline(result)
        return found if server.nests_symbols else flat(found, uri)

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        from poalint.lsp.symbols import folds

        result = await server.result(params.text_document.uri)
        return None if result is None else list(folds(result))

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def code_lenses(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        from poalint.lsp.lenses import lenses

        result = await server.result(params.text_document.uri)
        return None if result is None else list(lenses(result))

    @server.feature(scores.METHOD)
    async def scored(params: Any) -> dict[str, Any] | None:
        result = await server.result(str(params.uri))
        return None if result is None else scores.score(result)


def _fixed(server: Server, result: Result) -> str:
    """Return a draft with all safe edits made."""
    from poalint.fixing import Fixer
    from poalint.lsp.results import draft_path

    assert result.checker is not None
    check = partial(result.checker.check, path=draft_path(result.document, server.settings))
    return Fixer.by(check).fix(result.document.text).text
