"""What would check grammar, in words."""

from __future__ import annotations

from poalint.errors import GrammarError
from poalint.grammar import local, servers
from poalint.grammar.client import answers

_PATIENCE = 3.0  # seconds


def status(url: str, path: str) -> tuple[list[str], bool]:
    """Return what there is, in lines, and whether grammar can be checked.

    Args:
        url: address in the configuration, "" for none.
        path: path of a LanguageTool in the configuration, "" for none.
    """
    if not local.has_extra():
        return [f"Not ready: one more package is needed ({local.EXTRA})."], False
    if url:
        ready = answers(url, _PATIENCE)
        where = "; drafts leave this machine" if servers.leaves_machine(url) else ""
        return [f"Server: {url} (named in the configuration){where}", _said(ready)], ready
    kept = servers.running()
    if kept is not None:
        ready = answers(kept.url, _PATIENCE)
        return [f"Server: {kept.url}, process {kept.pid} (poalint grammar start)", _said(ready)], ready
    try:
        found = servers.local_languagetool(path)
        local.check_java()
    except GrammarError as error:
        return ["Server: none is kept", f"Not ready: {error}"], False
    version = f" {found.version}" if found.version else ""
    return [
        "Server: none is kept; each run starts one of its own (poalint grammar start keeps one)",
        f"LanguageTool{version}: {found.place}",
        "Ready.",
    ], True


def _said(ready: bool) -> str:
    return "Ready: it answers." if ready else "Not ready: it does not answer."
