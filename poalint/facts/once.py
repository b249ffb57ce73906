"""Look for a fact once in each document: several checks and the shapes of patterns need the same dates and names."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar

from poalint.document.model import Document
from poalint.packs.model import Profile

_Found = TypeVar("_Found")


def once(find: Callable[[Document, Profile], _Found]) -> Callable[[Document, Profile], _Found]:
    """Make a search keep its result with the document; all who ask share it and must not change it."""

    @wraps(find)
    def remembered(document: Document, profile: Profile) -> _Found:
        return _kept(document, (find.__qualname__, profile.code), find, profile)

    return remembered


def once_by_kinds(find: Callable[[Document, Profile], _Found]) -> Callable[[Document, Profile], _Found]:
    """Do the same for a search that looks at the kinds of blocks: reading sections may make a heading a paragraph."""

    @wraps(find)
    def remembered(document: Document, profile: Profile) -> _Found:
        kinds = tuple([block.kind for block in document.blocks])
        return _kept(document, (find.__qualname__, profile.code, kinds), find, profile)

    return remembered


def _kept(document: Document, key: Hashable, find: Callable[[Document, Profile], _Found], profile: Profile) -> _Found:
    if key not in document.facts:
        document.facts[key] = find(document, profile)
    found: _Found = document.facts[key]
    return found
