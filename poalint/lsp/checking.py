"""Check documents in a thread of their own: the newest version only, each version once, the latest edit first."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from poalint.lsp.documents import Document, Documents

if TYPE_CHECKING:
    from poalint.lsp.results import Result
    from poalint.lsp.settings import Settings

# Seconds to wait for the next key before a check begins: a small share of what the last check took, so that a long
# draft is not checked for every key.
_SHARE = 0.02
_LEAST, _MOST = 0.002, 0.05
T = TypeVar("T")


class Checking:
    """Runs checks for documents that change.

    Args:
        documents: the documents that are open.
        settings: gives the checkers.
        publish: called with the result of a document's newest version, in the event loop.
    """

    def __init__(self, documents: Documents, settings: Settings, publish: Callable[[Result], None]) -> None:
        self._documents = documents
        self._settings = settings
        self._publish = publish
        self._worker = ThreadPoolExecutor(1, "poalint-check")
        self._slow = ThreadPoolExecutor(1, "poalint-task")
        self._known: dict[str, tuple[Document, asyncio.Future[Result | None]]] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._took: dict[str, float] = {}

    def warm(self) -> None:
        """Load what checks need, in the worker's thread."""
        self._worker.submit(_load, self._settings)

    def schedule(self, uri: str, at_once: bool = False) -> None:
        """Check the newest version of a document soon and publish the result."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        pause = 0.0 if at_once else min(max(self._took.get(uri, 0.0) * _SHARE, _LEAST), _MOST)
        self._waiting[uri] = asyncio.get_running_loop().call_later(pause, self._start, uri)

    def _start(self, uri: str) -> None:
        self._waiting.pop(uri, None)
        task = asyncio.ensure_future(self._check(uri))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _check(self, uri: str) -> None:
        document = self._documents.get(uri)
        if document is None:
            return
        result = await self._result(document)
        if result is not None and self._documents.get(uri) is document:
            self._publish(result)

    async def current(self, uri: str) -> Result | None:
        """Return the result for the newest version of a document, ``None`` if it is not open."""
        while (document := self._documents.get(uri)) is not None:
            result = await self._result(document)
            if result is not None and self._documents.get(uri) is document:
                return result
        return None

    async def run(self, work: Callable[[], T]) -> T:
        """Do something slow beside the checks."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, work)

    def forget(self, uri: str | None = None) -> None:
        """Forget the result of a document, or of all, so that they are checked anew."""
        if uri is None:
            self._known.clear()
            return
        self._known.pop(uri, None)
        self._took.pop(uri, None)
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def again(self, uri: str) -> None:
        """Check a document anew, if it is open, as more is known of it now."""
        if self._documents.get(uri) is not None:
            self._known.pop(uri, None)
            self.schedule(uri, at_once=True)

    def stop(self) -> None:
        """Begin no more checks."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._slow.shutdown(wait=False, cancel_futures=True)

    def _result(self, document: Document) -> Awaitable[Result | None]:
        known = self._known.get(document.uri)
        if known is None or known[0] is not document:
            future = asyncio.get_running_loop().run_in_executor(self._executor(document), self._examine, document)
            known = self._known[document.uri] = (document, future)
        return asyncio.shield(known[1])

    def _executor(self, document: Document) -> ThreadPoolExecutor:
        from poalint.lsp.documents import DRAFT

        return self._worker if document.kind == DRAFT else self._slow

    def _examine(self, document: Document) -> Result | None:
        """Return the result for a version, ``None`` if a newer one has come."""
        from poalint.lsp.results import examine

        if self._documents.get(document.uri) is not document:
            return None
        begin = perf_counter()
        result = examine(document, self._settings)
        self._took[document.uri] = perf_counter() - begin
        return result


def _load(settings: Settings) -> None:
    """Import the linter and read the rules for drafts in the workspace's folder."""
    from poalint.errors import PoalintError

    with suppress(PoalintError):  # the first draft tells
        settings.checker("").check("We check each parcel.")
    gc.set_threshold(50_000, 20, 20)  # a check makes thousands of objects and no circles
    gc.freeze()  # what is loaded now stays: searching it for garbage is time lost
    gc.enable()
