"""A server on loopback that answers as LanguageTool does, or as a broken one would."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs


def units(text: str) -> int:
    """Return the length of a text as LanguageTool counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def match(text: str, words: str, *replacements: str, rule: str = "MORFOLOGIK", **more: Any) -> dict[str, Any]:
    """Return a match on the first occurrence of some words, as LanguageTool writes it."""
    at = text.index(words)
    return {
        "message": more.get("message", "Possible spelling mistake found."),
        "offset": units(text[:at]),
        "length": units(words),
        "replacements": [{"value": value} for value in replacements],
        "rule": {
            "id": rule,
            "issueType": more.get("issue_type", "misspelling"),
            "category": {"id": more.get("category", "TYPOS")},
        },
    }


def answer(*matches: dict[str, Any]) -> bytes:
    """Return the body of an answer."""
    return json.dumps({"matches": matches, "warnings": {"incompleteResults": False}}).encode()


class Fake:
    """The server.

    Attributes:
        asked: the forms that were sent, in order.
        reply: makes the body of an answer from a form; what it does else is up to the test.
        status: of each answer.
        length: announced length of the body, ``None`` for the true one.
        pause: seconds before each piece of ten bytes; 0 sends all at once.
        hold: an answer waits until this is set.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.reply: Callable[[dict[str, str]], bytes] = lambda form: answer()
        self.status = 200
        self.length: int | None = None
        self.pause = 0.0
        self.hold = Event()
        self.hold.set()
        self.url = ""

    def finds(self, words: str, *replacements: str, **more: Any) -> None:
        """Let all answers be a match on some words, where they stand in what is sent."""
        self.reply = lambda form: answer(
            *([match(form["text"], words, *replacements, **more)] if words in form["text"] else [])
        )


@contextmanager
def fake_server() -> Iterator[Fake]:
    """Run a server on a free port of loopback."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send(b"OK")

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            form = {key: values[0] for key, values in parse_qs(self.rfile.read(size).decode()).items()}
            fake.asked.append(form)
            fake.hold.wait(20)
            self.send(fake.reply(form))

        def send(self, body: bytes) -> None:
            try:
                self.send_response(fake.status)
                self.send_header("Content-Length", str(len(body) if fake.length is None else fake.length))
                self.end_headers()
                pieces = [body[at : at + 10] for at in range(0, len(body), 10)] if fake.pause else [body]
                for piece in pieces:
                    time.sleep(fake.pause)
                    self.wfile.write(piece)
            except OSError:
                pass

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.hold.set()
        server.shutdown()
        server.server_close()
