"""Which tokens have which shape, for patterns: numbers, capitals, dates, identifiers, names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from poalint.document.model import Document
from poalint.facts.cases import capitals
from poalint.packs.model import Profile


class Shapes:
    """Gives the token numbers of a shape; each shape is looked for once, when first asked for."""

    def __init__(self, document: Document, profile: Profile) -> None:
        self._document = document
        self._profile = profile
        self._known: dict[str, frozenset[int]] = {}

    def __call__(self, shape: str) -> frozenset[int]:
        """Return the numbers of the tokens with a shape (``NUM``, ``CAP``, ``UPPER``, ``DATE``, ``ID``, ``NAME``)."""
        known = self._known.get(shape)
        if known is None:
            known = self._known[shape] = frozenset(getattr(self, f"_{shape.lower()}")())
        return known

    @cached_property
    def _figures(self) -> list[int]:
        tokens = self._document.tokens
        led = {norm for norm in set(tokens.norms) if norm[0].isdigit()}
        return [at for at in tokens.places(led) if tokens.words[at]]

    def _num(self) -> Iterable[int]:
        numbers = self._profile.table("number-words").keys() - self._profile.words("number-articles")
        return [*self._figures, *self._document.tokens.places(numbers)]

    def _cap(self) -> Iterable[int]:
        return capitals(self._document, self._profile)

    def _upper(self) -> Iterable[int]:
        tokens, text = self._document.tokens, self._document.text
        return [
            at
            for at in (*self._cap(), *self._figures)
            if tokens.ends[at] - tokens.starts[at] > 1 and text[tokens.starts[at] : tokens.ends[at]].isupper()
        ]

    def _within(self, spans: Iterable[tuple[int, int]]) -> Iterable[int]:
        tokens = self._document.tokens
        for start, end in spans:
            at = bisect_left(tokens.starts, start)
            while at < len(tokens) and tokens.ends[at] <= end:
                yield at
                at += 1

    def _date(self) -> Iterable[int]:
        from poalint.facts.dates import find_dates

        return self._within((date.start, date.end) for date in find_dates(self._document, self._profile))

    def _id(self) -> Iterable[int]:
        from poalint.facts.identifiers import find_identifiers

        return self._within((one.start, one.end) for one in find_identifiers(self._document, self._profile))

    def _name(self) -> Iterable[int]:
        from poalint.facts.names import find_persons

        return self._within((one.start, one.end) for one in find_persons(self._document, self._profile))
