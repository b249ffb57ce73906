"""What is known of one version of a document: a report on a draft, or what is wrong with a YAML file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from poalint.errors import PackError, PoalintError
from poalint.lsp.documents import CONFIGURATION, DRAFT, IGNORE_LIST, PACK, Document, pack_of

if TYPE_CHECKING:
    from poalint.configuration.checker import Checker
    from poalint.errors import Problem
    from poalint.findings import Report
    from poalint.lsp.settings import Settings

MOST_CHARACTERS = 5_000_000
_PLACE = re.compile(r"^(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<message>.*)\Z", re.DOTALL)


class Fault(NamedTuple):
    """Something wrong with a file of settings or rules.

    Attributes:
        path: the absolute path of the file, "" if none is named.
        line, column: from 1, in code points; 1 and 1 where the whole file is meant.
        message: what is wrong and what to do.
    """

    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, eq=False)
class Result:
    """What was found in one version of a document.

    Attributes:
        document: that version.
        report: the report on a draft, ``None`` if there is none.
        checker: what made it.
        faults: what is wrong with a file of settings or rules; for a draft, why it could not be checked.
        failure: why there is no report, "" if there is one or none is wanted.
    """

    document: Document
    report: Report | None = None
    checker: Checker | None = None
    faults: tuple[Fault, ...] = ()
    failure: str = ""


def examine(document: Document, settings: Settings) -> Result:
    """Return what is to be said of a document; no text makes this raise an error."""
    try:
        if document.kind == DRAFT:
            return _check(document, settings)
        return Result(document, faults=tuple(_faults(document)))
    except PoalintError as error:
        faults = tuple(faults_of(error))
        return Result(document, faults=faults, failure=faults[0].message)
    except Exception as error:
        # The name of the error alone: its words may hold words of the draft.
        message = f"poalint could not check this text ({type(error).__name__}). Please report it with a short example."
        return Result(document, failure=message)


def draft_path(document: Document, settings: Settings) -> str:
    """Return the path by which a draft is checked; one that is no file yet has one only if it is Markdown."""
    if document.path or not document.is_markdown:
        return document.path
    return os.path.join(settings.folder_of(""), "untitled.md")


def _check(document: Document, settings: Settings) -> Result:
    if len(document.text) > MOST_CHARACTERS:
        message = f"Not checked: the text has more than {MOST_CHARACTERS:,} characters. No plan is that long."
        return Result(document, failure=message)
    path = draft_path(document, settings)
    checker = settings.checker(path)
    if document.path and checker.excluded(document.path):
        return Result(document)
    if not document.text.strip():
        return Result(document, checker=checker)
    with settings.desk.about(document.uri) if settings.desk is not None else nullcontext():
        return Result(document, checker.check(document.text, path), checker)


def _faults(document: Document) -> Iterator[Fault]:
    try:
        if document.kind == CONFIGURATION:
            yield from _faults_of_configuration(document)
        elif document.kind == IGNORE_LIST:
            from poalint.configuration.ignore_file import parse_ignore_file

            parse_ignore_file(document.text.encode(), document.path)
        elif document.kind == PACK:
            yield from _faults_of_pack(document)
    except PoalintError as error:
        yield from faults_of(error, document.path)


def _faults_of_configuration(document: Document) -> Iterator[Fault]:
    from poalint.configuration.read import load_configuration

    if document.path.endswith(".toml") and "poalint" not in document.text:
        return
    load_configuration(document.path, document.text.encode()).linter()
    yield from ()


def _faults_of_pack(document: Document) -> Iterator[Fault]:
    from pathlib import Path

    from poalint.packs.yaml_reader import unsaved
    from poalint.ruleset.catalogue import problems_of

    path = str(Path(document.path).resolve())
    with unsaved({path: document.text.encode()}):
        yield from _faults_of_problems(problems_of([pack_of(document.path) or document.path]))


def faults_of(error: PoalintError, path: str = "") -> Iterator[Fault]:
    """Yield what an error says is wrong, and where; ``path`` is the file if the error names none."""
    if isinstance(error, PackError) and error.problems:
        yield from _faults_of_problems(error.problems)
        return
    match = _PLACE.match(str(error))
    if match is None:
        yield Fault(path, 1, 1, str(error))
        return
    yield Fault(os.path.abspath(match["path"]), int(match["line"]), int(match["column"] or 1), match["message"])


def _faults_of_problems(problems: Iterable[Problem]) -> Iterator[Fault]:
    for one in problems:
        message = one.message + (f"; {one.remedy}" if one.remedy else "")
        yield Fault(os.path.abspath(one.path), max(one.line, 1), max(one.column, 1), message)
