"""Errors that a user can mend; each says what was wrong, where, and what to do."""

from __future__ import annotations


class PoalintError(Exception):
    """Base of all errors raised on purpose; the command line prints it and exits 2."""


class InputError(PoalintError):
    """A draft cannot be read or decoded."""


class UsageError(PoalintError):
    """An option or argument names something that does not exist."""


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

    The message starts with ``path:line:`` where the place is known.
    """
