"""Where the values of a configuration stand, for errors and for ``poalint config``."""

from __future__ import annotations

from collections.abc import Mapping

from poalint.errors import ConfigurationError
from poalint.text.paths import shown

Keys = tuple[str | int, ...]


class Places:
    """Lines and columns, from 1, of the values of one file, by their path of keys and indexes."""

    def __init__(self, file: str, marks: Mapping[Keys, tuple[int, int]]) -> None:
        self.file = file
        self._marks = marks

    def place(self, keys: Keys) -> str:
        """Return ``path:line:column`` of a value, or of the nearest value around it."""
        while keys and keys not in self._marks:
            keys = keys[:-1]
        line, column = self._marks.get(keys, (1, 1))
        return f"{shown(self.file)}:{line}:{column}"

    def error(self, keys: Keys, message: str) -> ConfigurationError:
        """Return an error that names the place of a value."""
        return ConfigurationError(f"{self.place(keys)}: {message}")
