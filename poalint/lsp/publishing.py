"""Diagnostics that are sent unasked: of drafts where the client does not ask, and of files that are not open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from poalint.lsp.diagnostics import Client, diagnostics, fault_diagnostic, of_other_files
from poalint.lsp.documents import Documents, path_of, uri_of

if TYPE_CHECKING:
    from poalint.lsp.results import Fault, Result


class Publisher:
    """Sends diagnostics and knows which are out.

    Args:
        send: sends a notification to the client.
        documents: those that are open.
    """

    def __init__(self, send: Callable[[types.PublishDiagnosticsParams], None], documents: Documents) -> None:
        self._send = send
        self._documents = documents
        self.client = Client()
        self.pull = False
        self._out: set[str] = set()
        self._told: dict[str, dict[str, list[Fault]]] = {}

    def publish(self, result: Result) -> None:
        """Send what was found in a document, unless the client asks for it, and what that says of other files."""
        if not self.pull or not self._is_open(result.document.uri):
            self.send(result.document.uri, diagnostics(result, self.client), result.document.version)
        self.tell_others(result)

    def tell_others(self, result: Result) -> None:
        """Send what a result says of files that are not open, such as a configuration, and take back what is mended."""
        source = result.document.uri
        before = self._told.pop(source, {})
        now: dict[str, list[Fault]] = {}
        for fault in of_other_files(result):
            now.setdefault(uri_of(fault.path), []).append(fault)
        if now:
            self._told[source] = now
        for uri, faults in now.items():
            if before.get(uri) != faults and not self._is_open(uri):
                self.send(uri, [fault_diagnostic(fault) for fault in faults])
        still = {uri for told in self._told.values() for uri in told}
        for uri in before:
            if uri not in still and not self._is_open(uri):
                self.take_back(uri)

    def opened(self, uri: str) -> None:
        """Take back what was sent of a file before it was opened, unless what is published next takes its place."""
        path = path_of(uri)
        for sent in [one for one in self._out if path and path_of(one) == path]:
            if self.pull or sent != uri:
                self.take_back(sent)

    def closed(self, uri: str) -> None:
        """Take back what was sent of a document."""
        for other in self._told.pop(uri, {}):
            if not self._is_open(other) and not any(other in told for told in self._told.values()):
                self.take_back(other)
        known = next((told[uri] for told in self._told.values() if uri in told), None)
        if known is not None:  # what drafts say of it holds as long as it is not mended
            self.send(uri, [fault_diagnostic(fault) for fault in known])
        else:
            self.take_back(uri)

    def take_back(self, uri: str) -> None:
        """Send that nothing is wrong with a document of which something was sent."""
        if uri in self._out:
            self.send(uri, [])

    def _is_open(self, uri: str) -> bool:
        return self._documents.get(uri) is not None or self._documents.at(path_of(uri)) is not None

    def send(self, uri: str, found: Iterable[types.Diagnostic], version: int | None = None) -> None:
        """Send the diagnostics of a document."""
        found = list(found)
        if found:
            self._out.add(uri)
        else:
            self._out.discard(uri)
        self._send(types.PublishDiagnosticsParams(uri, found, version))
