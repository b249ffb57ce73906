"""The door: ask LanguageTool about drafts, by the user's settings."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from poalint.grammar.model import Matches, NotChecked, Unanswered

if TYPE_CHECKING:
    from poalint.grammar.terms import LanguageTerms

DEADLINE = 60
_KEPT = 8  # answers; fixing a draft checks the same text again
_REST = 30.0  # seconds for which a server that failed is not asked again

Answer = Matches | NotChecked
Spans = Sequence[tuple[int, int]] | None


class Waiting(Protocol):
    """An answer that is on its way."""

    def result(self) -> Answer | None:
        """Return the answer as soon as it is there, ``None`` if none is to be waited for."""


class Asking(Protocol):
    """What can be asked about a draft; ``GrammarService`` says more."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what the user should know before drafts are sent."""

    def ask(self, text: str, language: str, spans: Spans = None) -> Waiting:
        """Begin to ask about a draft, and return at once."""


class Pending:
    """The work on an answer, in a thread of its own."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        self._answer: Answer | None = None
        self._error: BaseException | None = None
        self._work = work
        # A thread that waits for a server must not keep the program from ending.
        self._thread = Thread(target=self._run, name="poalint-grammar", daemon=True)
        self._thread.start()

    def result(self) -> Answer:
        """Return the answer as soon as it is there."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._answer is not None
        return self._answer

    def _run(self) -> None:
        try:
            self._answer = self._work()
        except BaseException as error:  # raised where the answer is asked for
            self._error = error


class GrammarService:
    """Asks LanguageTool; one request for each draft. Safe to share between threads.

    Args:
        url: address of a server, "" to look for one on this machine.
        path: path of a LanguageTool, "" for the one that was downloaded; counts where no server runs.
        deadline: seconds that a request may take.
        variants: variants of languages, such as ``en-GB``; others are chosen by the draft.
        dictionary: words that are right.
        ignore_rules: ids of LanguageTool's rules and categories that do not count.

    Attributes:
        notes: what the user should know before drafts are sent.
    """

    def __init__(
        self,
        url: str = "",
        path: str = "",
        deadline: float = DEADLINE,
        variants: Sequence[str] = (),
        dictionary: Sequence[str] = (),
        ignore_rules: Sequence[str] = (),
    ) -> None:
        self._url = url
        self._path = path
        self._deadline = deadline
        self._variants = tuple(variants)
        self._dictionary = frozenset(word.casefold() for word in dictionary)
        self._ignored = tuple(sorted(set(ignore_rules)))
        self._lock = Lock()
        self._answers: OrderedDict[tuple[str, str], Matches] = OrderedDict()
        self._failed: tuple[float, NotChecked] | None = None
        self.notes: tuple[str, ...] = tuple(_warnings(url))

    def ask(self, text: str, language: str, spans: Spans = None) -> Pending:
        """Begin to ask about a draft, and return at once.

        Args:
            text: the draft; offsets in the answer are code points into it.
            language: its code, such as ``en``.
            spans: (start, end) of the passages to check, in text order; ``None`` for the whole draft.
        """
        return Pending(lambda: self.matches(text, language, spans))

    def matches(self, text: str, language: str, spans: Spans = None) -> Answer:
        """Return what LanguageTool says of a draft, or why it says nothing."""
        from poalint.grammar.passages import Sending

        sending = Sending(text, spans)
        try:
            return sending.placed(self._answer(sending.text, language))
        except Unanswered as error:
            return error.why

    def known(self, text: str, language: str, spans: Spans = None) -> Matches | None:
        """Return what LanguageTool has said already of a draft, ``None`` if it was not asked or did not answer."""
        from poalint.grammar.passages import Sending
        from poalint.grammar.terms import terms_of
        from poalint.grammar.variants import variant_of

        sending, terms = Sending(text, spans), terms_of(language)
        if terms is None:
            return None
        with self._lock:
            answer = self._answers.get((variant_of(sending.text, terms, self._variants), sending.text))
        return sending.placed(answer) if answer is not None else None

    def _answer(self, text: str, language: str) -> Matches:
        """Return the answer on a text that is sent as it is.

        Raises:
            Unanswered: there is none.
        """
        from poalint.grammar.local import EXTRA, has_extra
        from poalint.grammar.terms import terms_of
        from poalint.grammar.variants import variant_of

        if not has_extra():
            raise Unanswered("it needs one more package", EXTRA)
        terms = terms_of(language)
        if terms is None:
            raise Unanswered(f"no language of LanguageTool is known for {language!r}", "name the draft's language")
        variant = variant_of(text, terms, self._variants)
        if not text.strip():
            return Matches((), variant, self._dictionary)
        with self._lock:
            known = self._answers.get((variant, text))
            failed = self._failed
        if known is not None:
            return known
        if failed is not None and monotonic() - failed[0] < _REST:
            raise Unanswered(failed[1].reason, failed[1].remedy)
        try:
            answer = self._request(text, variant, terms)
        except Unanswered as error:
            with self._lock:
                self._failed = (monotonic(), error.why)
            raise
        with self._lock:
            self._failed = None
            self._answers[variant, text] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return answer

    def _request(self, text: str, variant: str, terms: LanguageTerms) -> Matches:
        from poalint.grammar.client import check
        from poalint.grammar.servers import address

        rules = (*terms.rules_off, *self._ignored)
        categories = (*terms.categories_off, *self._ignored)
        found, partial = check(address(self._url, self._path), text, variant, self._deadline, rules, categories)
        # An older or newer server may not know an id that it is told to leave out.
        off = {*rules, *categories}
        kept = tuple(
            match
            for match in found
            if match.rule not in off and match.category not in off and match.issue_type not in terms.types_off
        )
        return Matches(kept, variant, self._dictionary, partial)


def _warnings(url: str) -> list[str]:
    if not url:
        return []
    from poalint.grammar.servers import is_cloud, leaves_machine

    if is_cloud(url):
        return [f"drafts leave this machine: they are sent to LanguageTool's public service ({url})"]
    return [f"drafts leave this machine: they are sent to {url}"] if leaves_machine(url) else []
