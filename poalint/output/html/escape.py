"""Text as HTML shows it: nothing in it is markup, and no character is lost or invisible by mistake."""

from __future__ import annotations

from html import escape

from poalint.output.wording import one_line, printable

# Control characters have pictures: what stands in a draft is seen.
_PICTURES = {**{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}, 0x7F: "\u2421"}


def words(text: str) -> str:
    """Return words on one line."""
    return escape(one_line(text))


def verbatim(text: str) -> str:
    """Return a part of a draft with its white space; control characters become their pictures."""
    return escape(printable(text.translate(_PICTURES)))


def isolated(text: str) -> str:
    """Return foreign words whose direction of writing does not touch what stands around them."""
    return f"<bdi>{words(text)}</bdi>"
