"""The documents that an editor holds, one snapshot for each version."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls import uris

from poalint.configuration.discover import FILES, IGNORE_FILE, PROJECT
from poalint.lsp.positions import Encoding, Positions

DRAFT, CONFIGURATION, IGNORE_LIST, PACK, OTHER = "draft", "configuration", "ignore-list", "pack", "other"
_LONE = re.compile("[\ud800-\udfff]")
_PACK = re.compile(r"^pack:", re.MULTILINE)
_NO_DRAFT = (".yaml", ".yml", ".toml", ".json", ".poalint.txt")


@dataclass(frozen=True, eq=False)
class Document:
    """One version of a document.

    Attributes:
        uri: its address.
        path: its absolute path, "" if it is no file.
        language_id: what the editor calls its language.
        version: number of the version.
        text: the text; a half of a surrogate pair, which is no character, is U+FFFD.
        encoding: what the client counts in positions.
    """

    uri: str
    path: str
    language_id: str
    version: int
    text: str = field(repr=False)
    encoding: Encoding

    @cached_property
    def positions(self) -> Positions:
        """Return its places."""
        return Positions(self.text, self.encoding)

    @cached_property
    def kind(self) -> str:
        """Return what it is to poalint."""
        name = os.path.basename(self.path or self.uri)
        if name in (*FILES, PROJECT):
            return CONFIGURATION
        if name == IGNORE_FILE:
            return IGNORE_LIST
        if name.endswith((".yaml", ".yml")) or self.language_id == "yaml":
            return PACK if self.path and (_PACK.search(self.text) or pack_of(self.path)) else OTHER
        return OTHER if name.endswith(_NO_DRAFT) else DRAFT

    @property
    def is_markdown(self) -> bool:
        """Return whether it is Markdown, whatever it is called."""
        return self.language_id in ("markdown", "gfm") or self.path.endswith((".md", ".markdown"))


class Documents:
    """The documents that are open, by address."""

    def __init__(self) -> None:
        self.encoding: Encoding = types.PositionEncodingKind.Utf16
        self._open: dict[str, Document] = {}

    def all(self) -> list[Document]:
        """Return all open documents."""
        return list(self._open.values())

    def get(self, uri: str) -> Document | None:
        """Return the newest version of an open document."""
        return self._open.get(uri)

    def at(self, path: str) -> Document | None:
        """Return the open document of a file, however the client writes its address."""
        return next((one for one in self._open.values() if path and one.path == path), None)

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take a document that was opened."""
        made = self.made(item.uri, item.language_id, item.version, item.text)
        self._open[item.uri] = made
        return made

    def made(self, uri: str, language_id: str, version: int, text: str) -> Document:
        """Return a document that need not be open."""
        return Document(uri, path_of(uri), language_id, version, _LONE.sub("\ufffd", text), self.encoding)

    def change(
        self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> Document | None:
        """Take a new version of an open document; ``None`` if it is not open or the version is an old one."""
        old = self._open.get(uri)
        if old is None or (version is not None and version < old.version):
            return None
        text = old.text
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):  # the server asks for whole texts
                start, end = Positions(text, self.encoding).span(change.range)
                text = text[:start] + change.text + text[end:]
            else:
                text = change.text
        new = replace(old, version=version, text=_LONE.sub("\ufffd", text))
        self._open[uri] = new
        return new

    def close(self, uri: str) -> None:
        """Forget a document."""
        self._open.pop(uri, None)


def path_of(uri: str) -> str:
    """Return the absolute path of an address, "" if it is none of a file."""
    if not uri.startswith("file:"):
        return ""
    try:
        path = uris.to_fs_path(uri)
    except ValueError:
        return ""
    return os.path.abspath(path) if path and "\0" not in path else ""


def uri_of(path: str) -> str:
    """Return the address of a file."""
    return uris.from_fs_path(path) or ""


def pack_of(path: str) -> str:
    """Return the pack that a YAML file is a part of, as ``--packs`` takes it; "" if it is no part of a folder."""
    folder = Path(path).parent
    if (folder / "pack.yaml").is_file():
        return str(folder)
    if folder.parent.name == "languages":
        above = folder.parent.parent
        if any(above.glob("*/pack.yaml")):
            return str(above)
    return ""
