"""The keys of a configuration file: the one list from which files are read and the JSON Schema is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from poalint.configuration.grammar import Grammar
from poalint.configuration.grammar_keys import GrammarKind
from poalint.configuration.model import FAILING, FORMATS, SEVERITIES, Configuration
from poalint.configuration.values import Choice, Date, Flag, Kind, ListOf, MapOf, Number, Record, Text
from poalint.suppression.fingerprints import IgnoredFinding

_NAMES = ListOf(Text())
IGNORED_FINDINGS = ListOf(
    Record(
        {
            "fingerprint": (Text("[0-9a-f]{16}", "16 hexadecimal digits"), "The finding's fingerprint."),
            "reason": (Text(), "Why it is not reported."),
            "rule": (Text(), "Id of its rule, for the reader."),
            "path": (Text(), "Only in this draft; relative to this file."),
            "expires": (Date(), "The last day on which it is left out."),
        },
        IgnoredFinding,
        "an ignored finding",
        required=("fingerprint", "reason"),
    )
)

KEYS: Mapping[str, tuple[Kind, str]] = {
    "packs": (_NAMES, "Rule packs: names of shipped ones, paths of others, or 'default' for all shipped ones."),
    "language": (Text(), "Language code of the drafts, or auto."),
    "messages": (Text(), "Language code of what findings say, or auto for the draft's."),
    "select": (_NAMES, "Only these rules, packs or categories; empty for all."),
    "extend-select": (_NAMES, "Added to select, where that is given."),
    "ignore": (_NAMES, "Leave these rules, packs or categories out."),
    "extend-ignore": (_NAMES, "Added to ignore."),
    "severity": (
        MapOf(Choice(SEVERITIES), "rules, packs or categories to severities"),
        "Severity by rule, pack or category; a rule wins over its category, that over the pack.",
    ),
    "fail-on": (Choice(tuple(FAILING)), "Lowest severity that makes a run fail."),
    "min-score": (Number(0, 100), "A score below this makes a run fail."),
    "fail-on-unused": (Flag(), "Suppressions that silence nothing make a run fail."),
    "format": (Choice(FORMATS), "Form of the output."),
    "exclude": (_NAMES, "Patterns of paths that are not checked, relative to this file."),
    "per-file-ignores": (
        MapOf(_NAMES, "patterns of paths to lists of rules"),
        "Rules, packs or categories not reported in drafts whose path matches; relative to this file.",
    ),
    "ignore-findings": (IGNORED_FINDINGS, "Single findings that are not reported."),
    "grammar": (GrammarKind(), "Whether LanguageTool checks grammar and spelling too, and how it is asked."),
    "baseline": (Text(), "File of known findings that are not reported; relative to this file."),
}


def values(configuration: Configuration) -> dict[str, Any]:
    """Return the value of each key, as JSON has it."""
    return {key: _plain(getattr(configuration, key.replace("-", "_"))) for key in KEYS}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration file; of ``pyproject.toml`` it describes ``[tool.poalint]``."""
    properties = {}
    for key, default in values(Configuration()).items():
        kind, doc = KEYS[key]
        properties[key] = {**kind.schema(), "description": doc}
        if default is not None:
            properties[key]["default"] = default
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:poalint:configuration:1",
        "title": "poalint configuration",
        "description": "What poalint.yaml, .poalint.yaml and [tool.poalint] in pyproject.toml may hold.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Grammar):
        return _plain(value.written())
    if isinstance(value, IgnoredFinding):
        return {key: text for key in IgnoredFinding.WRITTEN if (text := getattr(value, key))}
    return value
