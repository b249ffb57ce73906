"""Patterns of paths, and silencing by them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

from poalint.findings import Finding, Silenced, UnusedSuppression
from poalint.suppression.source import Ran, names_of

BY = "per-file-ignores"


def matches(path: str, pattern: str, folder: str) -> bool:
    """Return whether a path matches a pattern.

    ``*`` and ``?`` stand within one part of a path, ``**`` for any number of parts. A pattern without a slash matches a
    name in any folder, and one that matches a folder matches all in it.

    Args:
        path: absolute path.
        pattern: relative to ``folder``, with slashes on any system.
        folder: absolute path of a folder.
    """
    from wcmatch import glob

    try:
        relative = os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return False
    pattern = pattern.removeprefix("./").rstrip("/")
    flags = glob.GLOBSTAR | glob.DOTGLOB | glob.FORCEUNIX
    if "/" not in pattern:
        return any(glob.globmatch(part, pattern, flags=flags) for part in relative.split("/"))
    return bool(glob.globmatch(relative, [pattern, f"{pattern}/**"], flags=flags))


class PathRules:
    """The rules that are not reported in one draft because of its path."""

    def __init__(self, rules: Mapping[str, Sequence[str]], path: str, folder: str, places: Mapping[str, str]) -> None:
        """Take names of rules by pattern; ``places`` says where each pattern stands."""
        self._names: dict[str, str] = {}
        for pattern, names in rules.items():
            if matches(path, pattern, folder):
                for name in names:
                    self._names.setdefault(name, places[pattern])

    def silence(self, finding: Finding) -> Silenced | None:
        """Return the finding as silenced if its rule is not wanted here."""
        for name in names_of(finding):
            if name in self._names:
                return Silenced(finding, BY, self._names[name])
        return None

    def unused(self, ran: Ran) -> Iterable[UnusedSuppression]:  # noqa: ARG002 - the protocol's
        """Return nothing: a rule for a folder is also for drafts that are yet to be written."""
        return ()
