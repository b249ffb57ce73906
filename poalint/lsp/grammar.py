"""Grammar beside the checks: no check waits for LanguageTool, and what it says is shown when it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread, local
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from poalint.grammar.service import Answer, Asking, GrammarService, Spans


class _Wish(NamedTuple):
    service: GrammarService
    text: str
    language: str
    spans: Spans


class _Ready:
    """An answer that is there, or ``None`` for one that will come later."""

    def __init__(self, answer: Answer | None) -> None:
        self._answer = answer

    def result(self) -> Answer | None:
        return self._answer


class Desk:
    """Asks LanguageTool in a thread of its own: of each document the newest text only.

    Args:
        came: called with the address of a document when the answer on it is there, in that thread.
        said: called with what the user should know: why there is no answer, that drafts leave the machine.
    """

    def __init__(self, came: Callable[[str], None], said: Callable[[str], None]) -> None:
        self._came = came
        self._said = said
        self._lock = Lock()
        self._wishes: dict[str, _Wish] = {}
        self._busy = False
        self._told: set[str] = set()
        self._now = local()

    @contextmanager
    def about(self, uri: str) -> Iterator[None]:
        """Take what is asked meanwhile in this thread as being about a document."""
        self._now.uri = uri
        try:
            yield
        finally:
            self._now.uri = ""

    def asking(self, service: GrammarService) -> Asking:
        """Return what a linter asks: it gives the answer that is known, and sees to the others."""
        for note in service.notes:
            self._tell(note)
        return _Later(self, service)

    def wish(self, service: GrammarService, text: str, language: str, spans: Spans) -> None:
        """Ask later; what was to be asked about an earlier text of the document is not asked any more."""
        with self._lock:
            self._wishes[getattr(self._now, "uri", "")] = _Wish(service, text, language, spans)
            if self._busy:
                return
            self._busy = True
        Thread(target=self._work, name="poalint-grammar", daemon=True).start()

    def forget(self, uri: str) -> None:
        """Ask no more about a document."""
        with self._lock:
            self._wishes.pop(uri, None)

    def _work(self) -> None:
        from poalint.grammar.model import Matches

        while True:
            with self._lock:
                if not self._wishes:
                    self._busy = False
                    return
                uri = next(iter(self._wishes))
                wish = self._wishes.pop(uri)
            try:
                answer = wish.service.matches(wish.text, wish.language, wish.spans)
            except Exception as error:  # its words may hold words of the draft
                self._tell(f"grammar not checked: {type(error).__name__} (please report it)")
                continue
            if not isinstance(answer, Matches):
                self._tell(str(answer))
                continue
            self._told.clear()
            with self._lock:
                newer = uri in self._wishes
            if uri and not newer:
                self._came(uri)

    def _tell(self, note: str) -> None:
        """Say something once; the same again only after LanguageTool has answered in between."""
        if note not in self._told:
            self._told.add(note)
            self._said(f"{note[:1].upper()}{note[1:]}.")


class _Later:
    """What a linter asks."""

    def __init__(self, desk: Desk, service: GrammarService) -> None:
        self._desk = desk
        self._service = service

    @property
    def notes(self) -> tuple[str, ...]:
        return self._service.notes

    def ask(self, text: str, language: str, spans: Spans = None) -> _Ready:
        known = self._service.known(text, language, spans)
        if known is None:
            self._desk.wish(self._service, text, language, spans)
        return _Ready(known)
