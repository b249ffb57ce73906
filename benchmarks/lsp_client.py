"""A bare client for language servers: messages as they are, with the times at which they arrive."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from peers import env

_PATIENCE = 60.0


class Client:
    """One server process, and what it says.

    Args:
        command: how to start it.
        encoding: what is counted in positions.

    Attributes:
        process: the server.
        started: when it was started.
    """

    def __init__(self, command: Sequence[str], encoding: str = "utf-16") -> None:
        self.started = perf_counter()
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env())
        self.encoding = encoding
        self._arrived: queue.Queue[tuple[float, dict[str, Any]]] = queue.Queue()
        self._published: dict[str, tuple[float, dict[str, Any]]] = {}
        self._number = 0
        threading.Thread(target=self._read, daemon=True).start()
        self.errors = b""
        threading.Thread(target=self._listen, daemon=True).start()

    def initialize(self, root: str, capabilities: dict[str, Any] | None = None) -> dict[str, Any]:
        """Greet the server and return its answer."""
        can = {"general": {"positionEncodings": [self.encoding]}, **(capabilities or {})}
        answer = self.request("initialize", {"processId": None, "rootUri": root, "capabilities": can})
        self.notify("initialized", {})
        return answer

    def send(self, data: dict[str, Any]) -> None:
        """Send a message."""
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **data}).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send the body of a message, whatever it is."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def request(self, method: str, params: Any) -> dict[str, Any]:
        """Send a request and return the answer."""
        self._number += 1
        number = self._number
        self.send({"id": number, "method": method, "params": params})
        return self.wait(lambda one: one.get("id") == number and "method" not in one)[1]

    def open(self, uri: str, text: str, version: int = 1) -> None:
        """Open a document."""
        item = {"uri": uri, "languageId": "plaintext", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, text: str, version: int) -> None:
        """Put another text into a document."""
        self._published.pop(uri, None)
        item = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": text}]})

    def diagnostics(self, uri: str, version: int) -> tuple[float, list[dict[str, Any]]]:
        """Wait for the diagnostics of a version of a document; return when they came, and them.

        A server that says no version, as harper-ls does, means the last one.
        """

        def wanted(one: dict[str, Any]) -> bool:
            said = one.get("params")
            published = one.get("method") == "textDocument/publishDiagnostics"
            return published and said["uri"] == uri and said.get("version") in (version, None)

        passed = self._published.get(uri)  # it may have come before the answer to a request
        when, found = passed if passed is not None and wanted(passed[1]) else self.wait(wanted)
        return when, found["params"]["diagnostics"]

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> tuple[float, dict[str, Any]]:
        """Wait for a message; requests of the server are answered on the way."""
        while True:
            when, message = self._arrived.get(timeout=_PATIENCE)
            if "method" in message and "id" in message:
                many = message["method"] == "workspace/configuration"
                answer = [{}] * len(message["params"]["items"]) if many else None
                self.send({"id": message["id"], "result": answer})
            if message.get("method") == "textDocument/publishDiagnostics":
                self._published[message["params"]["uri"]] = (when, message)
            if wanted(message):
                return when, message

    def megabytes(self, what: str = "VmRSS") -> float:
        """Return the memory of the server, its peak with ``VmHWM``."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def stop(self) -> int:
        """End the server in the proper way and return its exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(30)

    def _read(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        while header := pipe.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = pipe.readline()
            body = pipe.read(length)
            self._arrived.put((perf_counter(), json.loads(body)))

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.errors += line
