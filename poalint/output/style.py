"""What the terminal can show: colours, marks, and how many columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from poalint.output.width import cells, plain

_CODES = {
    "bold": "1",
    "dim": "2",
    "error": "1;31",
    "warning": "33",
    "info": "36",
    "good": "32",
}
_FANCY = {"arrow": "→", "ellipsis": "…", "full": "█", "empty": "░", "line": "─", "dot": "•"}
_ASCII = {"arrow": "->", "ellipsis": "...", "full": "#", "empty": ".", "line": "-", "dot": "*"}
_SPELLED = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("–—‐‑", "-"),
    "…": "...",
    "→": "->",
    "•": "*",
    "€": "EUR",
}


@dataclass(frozen=True)
class Style:
    """How to print.

    Attributes:
        color: whether to use ANSI colours.
        columns: width of the page.
        encoding: encoding of the output; what it lacks is spelled otherwise.
    """

    color: bool = False
    columns: int = 80
    encoding: str = "utf-8"

    def paint(self, text: str, *names: str) -> str:
        """Return the text in a colour or weight, or as it is."""
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"

    def mark(self, name: str) -> str:
        """Return one of the marks ``arrow``, ``ellipsis``, ``full``, ``empty``, ``line``, ``dot``."""
        return self._marks[name]

    def text(self, text: str) -> str:
        """Return words on one line, safe to print."""
        text = " ".join(text.split())
        if plain(text) and self._unicode:
            return text
        return "".join(cell.shown for cell in cells(text, self.show))

    def show(self, cluster: str) -> str:
        """Return what the output's encoding can show of a cluster of code points."""
        if self._unicode or self._encodes(cluster):
            return cluster
        spelled = "".join(_SPELLED.get(char, char) for char in cluster)
        return spelled if self._encodes(spelled) else "?"

    @cached_property
    def _marks(self) -> dict[str, str]:
        return _FANCY if self._encodes("".join(_FANCY.values())) else _ASCII

    @cached_property
    def _unicode(self) -> bool:
        return self.encoding.lower().startswith("utf")

    def _encodes(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True
