"""Errors that a user can mend; each says what was wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_MOST_SHOWN = 50


class PoalintError(Exception):
    """Base of all errors raised on purpose; the command line prints it and exits 2."""


class InputError(PoalintError):
    """A draft cannot be read or decoded."""


class UsageError(PoalintError):
    """An option or argument names something that does not exist."""


class Problem(NamedTuple):
    """One fault of a rule pack.

    Attributes:
        path: the file, as it was named.
        line, column: place in the file, from 1, the column in code points; 0 where the whole file is at fault.
        message: what is wrong.
        remedy: what to do, "" where the message says it.
    """

    path: str
    line: int
    column: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message}" + (f"; {self.remedy}" if self.remedy else "")


class UnknownNameError(UsageError):
    """A rule, pack, category or language is named that does not exist.

    Attributes:
        name: what was named.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class ConfigurationError(PoalintError):
    """A configuration, a list of ignored findings or a baseline is malformed.

    The message starts with ``path:line:column:`` where the place is known.
    """


class PackError(PoalintError):
    """A rule pack is malformed.

    Its text has one line for each problem, ``path:line:column: message; remedy``, up to 50 of them.

    Args:
        problems: what is wrong, or a message where no file can be named.

    Attributes:
        problems: all of them, by file and place; empty where only a message was given.
    """

    def __init__(self, problems: str | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = ()
        if isinstance(problems, str):
            super().__init__(problems)
            return
        self.problems = tuple(dict.fromkeys(problems))
        lines = [str(problem) for problem in self.problems[:_MOST_SHOWN]]
        if len(self.problems) > _MOST_SHOWN:
            lines.append(f"... and {len(self.problems) - _MOST_SHOWN} more problems")
        super().__init__("\n".join(lines))


class GrammarError(PoalintError):
    """LanguageTool is not there, cannot be started or cannot be downloaded."""
