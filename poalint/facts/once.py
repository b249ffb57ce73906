"""Look for a fact once in each document: several checks and the shapes of patterns need the same dates and names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from poalint.document.model import Document
from poalint.packs.model import Profile

_Found = TypeVar("_Found")


def once(find: Callable[[Document, Profile], _Found]) -> Callable[[Document, Profile], _Found]:
    """Make a search keep its result with the document; all who ask share it and must not change it.

    Reading sections may turn a heading into a paragraph, so the result also hangs on the kinds of the blocks.
    """

    @wraps(find)
    def remembered(document: Document, profile: Profile) -> _Found:
        key = (find.__qualname__, profile.code, tuple([block.kind for block in document.blocks]))
        if key not in document.facts:
            document.facts[key] = find(document, profile)
        found: _Found = document.facts[key]
        return found

    return remembered
