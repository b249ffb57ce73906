"""Show a configuration: each value and where it comes from."""

from __future__ import annotations

import json
from typing import Any

from poalint import __version__
from poalint.configuration.keys import schema, values
from poalint.configuration.model import Configuration
from poalint.output.style import Style
from poalint.output.width import width
from poalint.text.paths import shown

_DEFAULT = "default"


def render_configuration(configuration: Configuration, style: Style) -> str:
    """Return a line for each key, or several for a value with parts: key, value, origin."""
    file = style.text(shown(configuration.path)) if configuration.path else "none was found"
    lines = [style.paint("Configuration", "bold") + f": {file}", ""]
    for key, value in values(configuration).items():
        origin = style.paint(f"({style.text(_origin(configuration, key))})", "dim")
        parts = _parts(value, style)
        if len(parts) == 1 and width(parts[0]) + len(key) + 4 + len(_origin(configuration, key)) <= style.columns:
            lines.append(f"{style.paint(key, 'bold')}: {parts[0]}  {origin}")
        else:
            lines += [f"{style.paint(key, 'bold')}:  {origin}", *(f"  {part}" for part in parts)]
    return "\n".join(lines) + "\n"


def render_json(configuration: Configuration) -> str:
    """Return the same as JSON: the file, and value and origin by key; one line for each key."""
    rows = ",\n".join(
        f"{_dump(key)}: {_dump({'value': value, 'origin': _origin(configuration, key)})}"
        for key, value in values(configuration).items()
    )
    tool = _dump({"name": "poalint", "version": __version__})
    file = _dump(shown(configuration.path) if configuration.path else None)
    return f'{{"version": 1, "tool": {tool}, "file": {file}, "settings": {{\n{rows}\n}}}}\n'


def render_schema() -> str:
    """Return the JSON Schema of a configuration file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _origin(configuration: Configuration, key: str) -> str:
    return configuration.origins.get(key, _DEFAULT)


def _parts(value: Any, style: Style) -> list[str]:
    """Return a value in lines."""
    if isinstance(value, dict) and value:
        return [style.text(f"{_text(key)}: {_text(inner)}") for key, inner in value.items()]
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return [style.text("- " + ", ".join(f"{key}: {_text(inner)}" for key, inner in one.items())) for one in value]
    return [style.text(_text(value))]


def _text(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    return value if isinstance(value, str) else _dump(value)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
