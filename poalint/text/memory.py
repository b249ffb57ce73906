"""Remember what was found in sentences and lines, so that those that did not change are not searched again."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

_Found = TypeVar("_Found")


class Memory(Generic[_Found]):
    """What was found in the sentences or lines met last; safe to share between threads.

    Args:
        most: how many to remember; the oldest are forgotten first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Hashable, _Found] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._known)

    def recall(self, stretch: Hashable) -> _Found | None:
        """Return what was found in a sentence or line, ``None`` if it is not remembered."""
        with self._lock:
            found = self._known.pop(stretch, None)
            if found is not None:
                self._known[stretch] = found  # the youngest again
            return found

    def keep(self, stretch: Hashable, found: _Found) -> None:
        """Remember what was found in a sentence or line."""
        with self._lock:
            self._known[stretch] = found
            if len(self._known) > self._most:
                for old in list(islice(self._known, len(self._known) - self._most)):
                    del self._known[old]
