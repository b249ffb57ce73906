"""The key ``grammar`` of a configuration file."""

from __future__ import annotations

from typing import Any

from poalint.configuration.grammar import OFF, ON, REQUIRED, Grammar
from poalint.configuration.places import Keys, Places
from poalint.configuration.values import Choice, Kind, ListOf, Number, Text, check_keys

_WORDS = ListOf(Text())
KEYS: dict[str, tuple[Kind, str]] = {
    "check": (Choice((OFF, ON, REQUIRED)), "Whether grammar is checked; 'required' makes a run fail without it."),
    "url": (
        Text("https?://[^\\s/@]+(/\\S*)?", "an address such as http://127.0.0.1:8081"),
        "Address of a LanguageTool.",
    ),
    "path": (Text(), "Folder or jar of a LanguageTool on this machine; relative to this file."),
    "deadline": (Number(1, 600), "Seconds that a request may take."),
    "variants": (ListOf(Text("[a-z]{2}(-[A-Z]{2})?", "a variant such as en-GB")), "Variants of the drafts' languages."),
    "dictionary": (_WORDS, "Words that are right."),
    "dictionary-file": (Text(), "A file with more of them, one a line; relative to this file."),
    "ignore-rules": (ListOf(Text("[A-Z0-9_]+", "an id of LanguageTool's")), "Rules of LanguageTool that do not count."),
}


class GrammarKind:
    """The value of ``grammar``: ``off``, ``on`` or ``required``, or a mapping with more."""

    def read(self, raw: object, keys: Keys, places: Places) -> Grammar:
        """Return the settings."""
        if isinstance(raw, bool):  # "on" in YAML
            return Grammar(check=ON if raw else OFF)
        if not isinstance(raw, dict):
            return Grammar(check=KEYS["check"][0].read(raw, keys, places))
        check_keys(raw, KEYS, keys, places)
        given = {key: _flag(value) if key == "check" else value for key, value in raw.items()}
        values = {key.replace("-", "_"): KEYS[key][0].read(value, (*keys, key), places) for key, value in given.items()}
        return Grammar(**values)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        properties = {key: {**kind.schema(), "description": doc} for key, (kind, doc) in KEYS.items()}
        properties["check"]["enum"] = [*properties["check"]["enum"], True, False]
        return {
            "oneOf": [
                {"enum": [OFF, ON, REQUIRED, True, False]},
                {"type": "object", "additionalProperties": False, "properties": properties},
            ]
        }


def _flag(raw: object) -> object:
    return (ON if raw else OFF) if isinstance(raw, bool) else raw
