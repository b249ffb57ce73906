"""The commands that an editor can run."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from lsprotocol import types

from poalint.errors import InputError, PoalintError, UsageError
from poalint.lsp import commands
from poalint.lsp.documents import uri_of
from poalint.lsp.results import Result, examine
from poalint.lsp.server import Server

Handler = Callable[..., Awaitable[Any]]


def register_commands(server: Server) -> None:
    """Let a server run its commands; a mistake is shown as a message."""
    for name, handler in (
        (commands.CHECK, _check_workspace),
        (commands.REPORT, _show_report),
        (commands.OUTLINE, _new_draft),
        (commands.IGNORE, _ignore_finding),
        (commands.DISABLE, _disable_rule),
        (commands.EXPLAIN, _explain_rule),
    ):
        server.command(name)(_safely(server, handler))


def _safely(server: Server, handler: Handler) -> Handler:
    async def run(*arguments: Any) -> Any:
        try:
            return await handler(server, *map(str, arguments))
        except PoalintError as error:
            server.say(str(error), types.MessageType.Error)
        except TypeError:
            server.say("This command was given other arguments than it takes.", types.MessageType.Error)
        return None

    return run


async def _result(server: Server, uri: str) -> Result:
    result = await server.result(uri)
    if result is None:
        raise UsageError("This draft is not open in the editor.")
    if result.failure:
        raise UsageError(result.failure)
    return result


async def _show_report(server: Server, uri: str) -> Any:
    result = await _result(server, uri)
    page = await server.checking.run(partial(commands.report_page, result))
    name = commands.file_name(os.path.basename(result.document.path) or "draft")
    path = server.write_temporary(f"{name}.html", page)
    return await server.show(path, f"The report is in {path} until the editor is closed.", external=True)


async def _ignore_finding(server: Server, uri: str, fingerprint: str) -> None:
    result = await _result(server, uri)
    server.say(await server.checking.run(partial(commands.ignore_finding, result, fingerprint)))
    server.recheck()


async def _disable_rule(server: Server, uri: str, rule: str) -> None:
    result = await _result(server, uri)
    if result.checker is None:
        raise UsageError("This document is no draft.")
    folder = _folder_for(server, result.document.path)
    server.say(await server.checking.run(partial(commands.disable_rule, result.checker, folder, rule)))
    server.recheck()


async def _explain_rule(server: Server, rule: str, language: str = "", uri: str = "") -> Any:
    from poalint.lsp.rule_pages import explanation, written_rule

    def text() -> str:
        document = server.documents.get(uri)
        checker = server.settings.checker(document.path if document is not None else "")
        code = language or checker.linter.default_language
        found = written_rule(checker, code, rule)
        if found is None:
            raise UsageError(f"There is no rule {rule}.")
        return explanation(found, code)

    words = await server.checking.run(text)
    path = server.write_temporary(f"{commands.file_name(rule)}.poalint.txt", words)
    return {**await server.show(path, words), "text": words}


async def _new_draft(server: Server, language: str = "", folder: str = "") -> Any:
    place = folder or server.settings.folder_of("")

    def write() -> str:
        checker = server.settings.checker(os.path.join(place, "draft.txt"))
        return commands.write_outline(commands.outline(checker, language), place)

    path = await server.checking.run(write)
    return await server.show(path, f"The outline is in {path}.")


async def _check_workspace(server: Server) -> list[dict[str, Any]]:
    """Check all drafts of the workspace and publish what is found; return a summary of each."""
    paths = await server.checking.run(lambda: list(commands.drafts_below(server.folders())))
    summary: list[dict[str, Any]] = []
    for path in paths:
        uri = uri_of(path)
        opened = server.documents.at(path)
        if opened is not None:
            result = await server.result(opened.uri)
        else:
            result = await server.checking.run(partial(_read, server, path))
            if server.documents.at(path) is None:
                server.publisher.publish(result)
        if result is not None and (result.report is not None or result.failure):
            summary.append(_summary(uri, result))
    server.say(_told(summary))
    return summary


def _read(server: Server, path: str) -> Result:
    from poalint.text.decode import read_draft

    uri = uri_of(path)
    try:
        document = server.documents.made(uri, "", 0, read_draft(path))
    except InputError as error:
        return Result(server.documents.made(uri, "", 0, ""), failure=str(error))
    return examine(document, server.settings)


def _summary(uri: str, result: Result) -> dict[str, Any]:
    if result.report is None:
        return {"uri": uri, "score": None, "findings": None, "error": result.failure}
    score = int(result.report.score.total) if result.report.scored else None
    return {"uri": uri, "score": score, "findings": len(result.report.findings)}


def _told(summary: list[dict[str, Any]]) -> str:
    if not summary:
        return "There is no draft (.txt, .md) in the folders of this workspace."
    faulty = sum(bool(one["findings"]) for one in summary)
    failed = sum("error" in one for one in summary)
    number = f"{len(summary)} draft{'' if len(summary) == 1 else 's'} checked: {faulty} with findings"
    return number + (f", {failed} could not be checked" if failed else "") + "."


def _folder_for(server: Server, path: str) -> str:
    """Return the folder for a new configuration: the workspace's that holds a draft, else the draft's own."""
    for folder in server.folders():
        if path.startswith(os.path.join(folder, "")):
            return folder
    return server.settings.folder_of(path)
