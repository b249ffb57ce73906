"""Errors that a user can mend; each says what was wrong, where, and what to do."""

from __future__ import annotations


class PoalintError(Exception):
    """Base of all errors raised on purpose; the command line prints it and exits 2."""


class InputError(PoalintError):
    """A draft cannot be read or decoded."""


class UsageError(PoalintError):
    """An option or argument names something that does not exist."""


class PackError(PoalintError):
    """A rule pack is malformed.

    The message starts with ``path:line:`` where the place is known.
    """
