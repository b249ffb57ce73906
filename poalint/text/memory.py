"""Remember what was found, in sentences and lines that did not change for one, and forget what is older."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any, Generic, TypeVar, cast
from weakref import ref

_Found = TypeVar("_Found")
_Method = TypeVar("_Method", bound=Callable[[Any], Any])


class Memory(Generic[_Found]):
    """What was found in the sentences, lines or the like met last; safe to share between threads.

    Args:
        most: how many to remember; the oldest are forgotten first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Hashable, _Found] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._known)

    def recall(self, asked: Hashable) -> _Found | None:
        """Return what was found in what is asked for, ``None`` if it is not remembered."""
        with self._lock:
            found = self._known.pop(asked, None)
            if found is not None:
                self._known[asked] = found  # the youngest again
            return found

    def keep(self, asked: Hashable, found: _Found) -> None:
        """Remember what was found."""
        with self._lock:
            self._known[asked] = found
            if len(self._known) > self._most:
                for old in list(islice(self._known, len(self._known) - self._most)):
                    del self._known[old]

    def forget(self, asked: Hashable) -> None:
        """Remember this no longer."""
        with self._lock:
            self._known.pop(asked, None)


def remembering(method: _Method, most: int) -> _Method:
    """Return a method of one argument that remembers its last answers; for use by its object, and while that lives.

    ``lru_cache`` around a bound method would make a circle, and keep the object until the collector next looks at all.

    Args:
        method: a bound method.
        most: answers to remember.
    """
    owner, function = ref(method.__self__), method.__func__  # type: ignore[attr-defined]

    @lru_cache(maxsize=most)
    def answer(asked: Any) -> Any:
        return function(owner(), asked)

    return cast(_Method, answer)
