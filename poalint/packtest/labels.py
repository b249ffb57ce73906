"""Drafts of a folder, and what a careful reader found in them.

Beside ``NAME.txt`` or ``NAME.md`` a file ``NAME.yaml`` may hold labels: under ``findings`` a list of mappings with
``category`` and ``quote`` (the exact words; ``nth`` for another occurrence than the first; ``other`` for a second
place) and, where it is arguable, ``optional: true``. A label without a quote holds for the whole draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from poalint.errors import InputError
from poalint.packs.problems import Problems
from poalint.packs.raw import Value
from poalint.packs.yaml_reader import read_yaml
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
        problems = Problems()
        data, places = read_yaml(beside, problems)
        file = Value(data if isinstance(data, dict) else {}, places, ())
        labels = () if problems.found else tuple(_labels(file, text, problems))
        if problems.found:
            raise InputError("\n".join(map(str, problems.sorted())))
        yield LabelledDraft(path, text, labels, str(file.data.get("language", "")))


def _labels(file: Value, text: str, problems: Problems) -> Iterator[Label]:
    listed = file.child("findings") if "findings" in file.data else None
    if listed is None:
        file.wrong(problems, "a file of labels has a list 'findings'", "write 'findings: []' where nothing is at fault")
    elif not isinstance(listed.data, list):
        listed.wrong(problems, "'findings' must be a list of labels", "begin each with '- '")
    labels = [listed.child(at) for at in range(len(listed.data))] if listed and isinstance(listed.data, list) else []
    for label in labels:
        if not isinstance(label.data, dict) or not isinstance(label.data.get("category"), str):
            label.wrong(problems, "a label is a mapping with 'category', and 'quote' for its words", "add them")
            continue
        spans = []
        for key in ("quote", "other"):
            if key in label.data:
                nth = label.data.get("nth", 1) if key == "quote" else 1
                span = _find(text, label.data[key], nth)
                if span is None:
                    label.child(key).wrong(problems, f"the draft does not hold these words ({key})", "quote it exactly")
                else:
                    spans.append(span)
        yield Label(label.data["category"], tuple(spans), label.data.get("optional") is True)


def _find(text: str, quote: object, nth: object) -> tuple[int, int] | None:
    """Return where a quotation stands for the nth time, ``None`` if it does not."""
    if not isinstance(quote, str) or not quote or not isinstance(nth, int) or nth < 1:
        return None
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            return None
    return at, at + len(quote)
