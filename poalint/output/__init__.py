"""How results are shown: as text for people (``text``) and as JSON for programs (``json``)."""

from __future__ import annotations

from dataclasses import dataclass

from poalint.findings import Report


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file of a run: its text and report, or the reason why there is none.

    Attributes:
        path: as the user named it; ``-`` is standard input.
        text: the draft, "" if it could not be read.
        report: the result, ``None`` if it could not be read.
        error: why it could not be read, "" if it could.
    """

    path: str
    text: str = ""
    report: Report | None = None
    error: str = ""

    @property
    def name(self) -> str:
        """Return what to call it before people."""
        return "<stdin>" if self.path == "-" else self.path
