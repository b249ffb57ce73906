"""Drafts of a folder, and what a careful reader found in them.

Beside ``NAME.txt`` or ``NAME.md`` a file ``NAME.yaml`` may hold labels: under ``findings`` a list of mappings with
``category`` and ``quote`` (the exact words; ``nth`` for another occurrence than the first; ``other`` for a second
place) and, where it is arguable, ``optional: true``. A label without a quote holds for the whole draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poalint.errors import InputError, PackError
from poalint.packs.yaml_reader import Places, read_yaml
from poalint.text.decode import read_draft

_SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Label:
    """One fault that a reader found.

    Attributes:
        category: a category of finding.
        spans: where it stands, code points; empty for the whole draft.
        optional: whether it is arguable.
    """

    category: str
    spans: tuple[tuple[int, int], ...] = ()
    optional: bool = False

    def touches(self, start: int, end: int) -> bool:
        """Return whether a finding stands at its place; a label on the whole draft is at every place."""
        return not self.spans or any(first < end and start < last for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class LabelledDraft:
    """A draft with its labels.

    Attributes:
        path: of the draft.
        text: the draft as decoded.
        labels: ``None`` where there is no file of labels.
        language: as the labels say, "" if they do not.
    """

    path: Path
    text: str
    labels: tuple[Label, ...] | None
    language: str = ""


def read_drafts(folder: Path) -> Iterator[LabelledDraft]:
    """Yield the drafts of a folder and of the folders in it, by name.

    Raises:
        InputError: the folder is none, holds no draft, or a draft or its labels cannot be read.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name one with drafts (*.txt, *.md)")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not paths:
        raise InputError(f"{folder}: no drafts in this folder; they are files named *.txt or *.md")
    for path in paths:
        text = read_draft(str(path))
        beside = path.with_suffix(".yaml")
        if not beside.is_file():
            yield LabelledDraft(path, text, None)
            continue
        try:
            data, places = read_yaml(beside)
            language = str(data.get("language", "")) if isinstance(data, dict) else ""
            yield LabelledDraft(path, text, tuple(_labels(data, places, text)), language)
        except PackError as error:
            raise InputError(str(error)) from None


def _labels(data: Any, places: Places, text: str) -> Iterator[Label]:
    findings = data.get("findings") if isinstance(data, dict) else None
    if findings is None and isinstance(data, dict):
        return
    if not isinstance(findings, list):
        raise places.error((), "expected 'findings' with a list of labels")
    for number, raw in enumerate(findings):
        keys = ("findings", number)
        if not isinstance(raw, dict) or not isinstance(raw.get("category"), str):
            raise places.error(keys, "a label is a mapping with 'category', and 'quote' for its words")
        spans = tuple(
            _find(text, str(raw[key]), raw.get("nth", 1) if key == "quote" else 1, places, keys)
            for key in ("quote", "other")
            if key in raw
        )
        yield Label(raw["category"], spans, raw.get("optional") is True)


def _find(text: str, quote: str, nth: Any, places: Places, keys: tuple[str | int, ...]) -> tuple[int, int]:
    at = -1
    for _ in range(nth if isinstance(nth, int) else 1):
        at = text.find(quote, at + 1)
        if at < 0 or not quote:
            raise places.error(keys, f"the draft does not hold {quote!r} so many times; quote its exact words")
    return at, at + len(quote)
