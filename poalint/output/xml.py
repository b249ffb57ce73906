"""XML documents: escaped by the standard library, without the characters that XML 1.0 forbids."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from poalint.output.wording import printable

__all__ = ["Element", "add", "document", "element"]


def element(name: str, /, **attributes: object) -> Element:
    """Return a new element."""
    return Element(name, _values(attributes))


def add(parent: Element, name: str, /, text: str = "", **attributes: object) -> Element:
    """Add an element to another and return it.

    Args:
        parent: where to add it.
        name: its name.
        text: what it holds.
        attributes: its attributes.
    """
    child = SubElement(parent, name, _values(attributes))
    if text:
        child.text = printable(text)
    return child


def document(root: Element) -> str:
    """Return the document with its declaration; it says UTF-8 and is to be written so."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _values(attributes: dict[str, object]) -> dict[str, str]:
    return {name: printable(str(value)) for name, value in attributes.items()}
