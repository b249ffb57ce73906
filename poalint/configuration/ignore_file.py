"""The list of ignored findings beside a draft or a configuration: read it, add to it, take from it.

The file is edited as text, so that comments, order and layout stay as the user wrote them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace

from poalint.configuration.keys import IGNORED_FINDINGS
from poalint.configuration.places import Places
from poalint.configuration.yaml_file import parse_yaml_file, read_yaml_file
from poalint.errors import ConfigurationError
from poalint.suppression.fingerprints import IgnoredFinding
from poalint.text.paths import shown

_HEAD = """\
# Findings that poalint does not report, by fingerprint. `poalint ignore` adds to this list; edit it as you like.
"""


def read_ignore_file(path: str) -> tuple[IgnoredFinding, ...]:
    """Return the ignored findings of a file.

    Raises:
        ConfigurationError: it cannot be read or an entry is wrong; the message starts with its place.
    """
    data, places = read_yaml_file(path)
    return _entries(data, places)


def parse_ignore_file(raw: bytes, path: str) -> tuple[IgnoredFinding, ...]:
    """Return the same for the bytes of a file.

    Raises:
        ConfigurationError: an entry is wrong; the message starts with its place.
    """
    return _entries(*parse_yaml_file(raw, path))


def add_to_file(path: str, entries: Sequence[IgnoredFinding]) -> tuple[IgnoredFinding, ...]:
    """Append entries to a file that may not exist yet; return those that were not in it before.

    Raises:
        ConfigurationError: the file is malformed, or written in a way that cannot be added to.
        InputError: it cannot be written.
    """
    text, known = _current(path)
    listed = {(entry.fingerprint, entry.path) for entry in known}
    new = []
    for entry in entries:
        if (entry.fingerprint, entry.path) not in listed and (entry.fingerprint, "") not in listed:
            listed.add((entry.fingerprint, entry.path))
            new.append(entry)
    if new:
        line_end = "\r\n" if "\r\n" in text else "\n"
        indent = " " * _indent(text)
        text = text if not text or text.endswith("\n") else text + line_end
        added = (text or _HEAD) + "".join(_written(entry, indent, line_end) for entry in new)
        _write(path, added, [*known, *new])
    return tuple(new)


def remove_from_file(path: str, entries: Sequence[IgnoredFinding]) -> None:
    """Take entries, as read from this file, out of it.

    Raises:
        ConfigurationError: the file is written in a way that cannot be taken from.
        InputError: it cannot be written.
    """
    text, known = _current(path)
    lines = text.splitlines(keepends=True)
    gone = {entry.place for entry in entries}
    spans = _spans(text)
    for number in range(len(known) - 1, -1, -1):
        if known[number].place in gone and number < len(spans):
            del lines[spans[number][0] : spans[number][1]]
    _write(path, "".join(lines), [entry for entry in known if entry.place not in gone])


def _current(path: str) -> tuple[str, tuple[IgnoredFinding, ...]]:
    if not os.path.exists(path):
        return "", ()
    known = read_ignore_file(path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        return file.read(), known


def _entries(data: object, places: Places) -> tuple[IgnoredFinding, ...]:
    if data is None:
        return ()
    if not isinstance(data, list):
        raise places.error((), "a list of ignored findings is a YAML list: “- fingerprint: …” and “  reason: …”")
    folder = os.path.dirname(places.file)
    return tuple(replace(entry, folder=folder, listed=places.file) for entry in IGNORED_FINDINGS.read(data, (), places))


def _written(entry: IgnoredFinding, indent: str, line_end: str) -> str:
    """Return an entry as YAML; text is quoted as JSON has it, which YAML reads alike."""
    start = f"{indent}- "
    rows = []
    for key in ("fingerprint", "rule", "path", "reason", "expires"):
        if value := getattr(entry, key):
            rows.append(f"{start}{key}: {json.dumps(value, ensure_ascii=not value.isprintable())}{line_end}")
            start = indent + "  "
    return "".join(rows)


def _nodes(text: str) -> list[tuple[int, int, int]]:
    """Return line and column (from 0) of each entry's first value, and the line of its last."""
    import yaml

    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.SequenceNode):
        return []
    found = []
    for child in node.value:
        # A block of text ends where the next line begins.
        ends = [leaf.end_mark.line - (leaf.end_mark.column == 0) for pair in child.value for leaf in pair]
        last = max(ends, default=child.start_mark.line)
        found.append((child.start_mark.line, node.start_mark.column, last))
    return found


def _indent(text: str) -> int:
    """Return the column of the list's dashes."""
    nodes = _nodes(text)
    return nodes[0][1] if nodes else 0


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the lines of each entry, the end exclusive; comments between entries belong to none."""
    return [(first, last + 1) for first, _, last in _nodes(text)]


def _write(path: str, text: str, expected: Sequence[IgnoredFinding]) -> None:
    """Write the file if it then holds what is expected."""
    try:
        entries = _entries(*parse_yaml_file(text.encode(), path))
    except ConfigurationError:
        entries = ()
    if list(map(_content, entries)) != list(map(_content, expected)):
        raise ConfigurationError(
            f"{shown(path)}: is written in a way that poalint cannot edit; write each entry on lines of its own, "
            f"“- fingerprint: …” and below it “  reason: …”, or edit the file by hand"
        )
    from poalint.text.writing import write_whole

    write_whole(path, text.encode("utf-8"))


def _content(entry: IgnoredFinding) -> tuple[str, ...]:
    return tuple(getattr(entry, key) for key in IgnoredFinding.WRITTEN)
