"""JSON Schemas of pack files, for editors and other programs; written from the same keys that the loader checks by.

``python -m poalint.packs.schema`` writes the files beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from poalint.packs import keys as described
from poalint.packs.keys import CATEGORY_KEYS, EXAMPLE_KEYS, PACK_KEYS, RULE_KEYS, Key
from poalint.packs.kinds import KINDS
from poalint.packs.language_keys import LANGUAGE_KEYS

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WHOLE_TEXT = {"type": "string", "minLength": 1, "maxLength": described.MAX_TEXT, "pattern": r"\S"}
_BLOCK = {"type": "string", "minLength": 1}


def schema_path(name: str = "pack") -> Path:
    """Return the file of a schema: ``pack`` for all files of packs, ``categories`` and ``language`` for the others."""
    return Path(__file__).with_name(f"{name}.schema.json")


def schema_comment(name: str = "pack") -> str:
    """Return the comment by which editors with a YAML language server find a schema on this computer."""
    return f"# yaml-language-server: $schema={schema_path(name).resolve().as_uri()}"


def pack_schema() -> Schema:
    """Return the schema of ``pack.yaml``, of a pack's language files, and of packs in one file."""
    properties = {name: _of(key) for name, key in PACK_KEYS.items()}
    properties["classes"] = properties["add-to-classes"] = _named(described.CLASS_NAME, _BLOCK)
    properties["categories"] = _named(described.NAME, _ref("category"))
    properties["overrides"] = _named(described.RULE_ID, _ref("change"))
    properties["rules"] = {**_named(described.NAME, _ref("rule")), "maxProperties": described.MAX_RULES}
    properties["translations"] = _named(described.NAME, _ref("translation"))
    for name, key in PACK_KEYS.items():
        properties[name] = {"description": key.description, **properties[name]}
    complete = {"if": {"required": ["kind"]}, "then": {"required": _required(RULE_KEYS)}}
    return {
        "$schema": _DIALECT,
        "title": "poalint rule pack",
        "description": "A pack of rules: pack.yaml, its file for one language, or a pack in one file.",
        "type": "object",
        "required": _required(PACK_KEYS),
        "additionalProperties": False,
        "properties": properties,
        # A rule of one language that says its kind stands in a pack in one file, and must be whole.
        "if": {"required": ["language"]},
        "then": {"properties": {"rules": {"additionalProperties": complete}}},
        "$defs": {
            "rule": _rule(lambda keys: keys),
            "change": _change(),
            "translation": _mapping({name: described.optional(RULE_KEYS[name]) for name in described.TRANSLATION_KEYS}),
            "category": _mapping(CATEGORY_KEYS),
            "suggestion": _suggestion(),
            "example": _example(bad=False),
            "bad-example": _example(bad=True),
        },
    }


def categories_schema() -> Schema:
    """Return the schema of ``categories.yaml``."""
    return {
        "$schema": _DIALECT,
        "title": "poalint categories of finding",
        **_named(described.NAME, _ref("category")),
        "$defs": {"category": _mapping(CATEGORY_KEYS)},
    }


def language_schema() -> Schema:
    """Return the schema of the files of a language, ``languages/<code>/*.yaml``."""
    classes = _named(described.CLASS_NAME, _BLOCK)
    return {
        "$schema": _DIALECT,
        "title": "poalint language",
        "description": "What is known of a language; a folder's files are merged, and no key stands in two of them.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "classes": {"description": "Word classes for all packs.", **classes},
            "patterns": {
                "description": "Patterns by which parts of a plan are known.",
                "type": "object",
                "additionalProperties": _BLOCK,
            },
            **{name: _described(key) for name, key in LANGUAGE_KEYS.items()},
        },
    }


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "pack": pack_schema,
    "categories": categories_schema,
    "language": language_schema,
}


def written(name: str) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _required(keys: Mapping[str, Key]) -> list[str]:
    return [name for name, key in keys.items() if key.required]


def _named(pattern: str, value: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": f"^({pattern})$"}, "additionalProperties": value}


def _mapping(keys: Mapping[str, Key]) -> Schema:
    return {
        "type": "object",
        "required": _required(keys),
        "additionalProperties": False,
        "properties": {name: _described(key) for name, key in keys.items()},
    }


def _described(key: Key) -> Schema:
    return {"description": key.description, **_of(key)}


def _of(key: Key) -> Schema:
    """Return the schema of what one key may hold."""
    if key.type == described.TEXT:
        return {**_WHOLE_TEXT, **({"pattern": f"^({key.pattern})$"} if key.pattern else {})}
    if key.type in (described.NUMBER, described.INTEGER):
        kind = "number" if key.type == described.NUMBER else "integer"
        return {"type": kind, **({"minimum": key.least} if key.least is not None else {})}
    if key.type == described.CHOICE:
        return {"enum": list(key.choices)} if key.choices else {"enum": list(KINDS)}
    name = {"type": "string", "minLength": 1, **({"pattern": f"^({key.pattern})$"} if key.pattern else {})}
    names = {"type": "array", "uniqueItems": True, "items": name}
    words: Schema = {"type": "array", "items": {"type": "string"}}
    expression = {"type": "string", "minLength": 1, "maxLength": described.MAX_EXPRESSION}
    token = {"type": "object", "propertyNames": {"not": {"const": "REGEX"}}}
    schemas: dict[str, Schema] = {
        described.BOOLEAN: {"type": "boolean"},
        described.CHOICES: {"type": "array", "items": {"enum": list(key.choices)}},
        described.NAMES: names,
        described.NAMES_BY_NAME: {"type": "object", "minProperties": 1, "additionalProperties": names},
        described.PATTERNS: _BLOCK,
        described.NAMED_PATTERNS: {"type": "object", "minProperties": 1, "additionalProperties": _BLOCK},
        described.EXPRESSIONS: {"type": "array", "minItems": 1, "items": expression},
        described.SWAPS: {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
        described.TOKENS: {"type": "array", "minItems": 1, "items": {"type": "array", "minItems": 1, "items": token}},
        described.SUGGESTIONS: {"type": "array", "minItems": 1, "items": _ref("suggestion")},
        described.EXAMPLES: {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "bad": {"type": "array", "items": _ref("bad-example")},
                "good": {"type": "array", "items": _ref("example")},
            },
        },
        described.MAPPING: {"type": "object"},
        described.WORDS: words,
        described.WORDS_BY_NAME: {"type": "object", "additionalProperties": words},
        described.TEXTS: {"type": "object", "additionalProperties": {"type": "string"}},
        described.INTEGERS: {"type": "object", "additionalProperties": {"type": "integer"}},
    }
    return schemas[key.type]


def _rule(change: Callable[[dict[str, Key]], dict[str, Key]]) -> Schema:
    """Return the schema of a rule, whole or a part of it: its kind, where it is said, decides which keys there are."""
    variants: dict[str, list[Schema]] = {name: [_described(key)] for name, key in change(dict(RULE_KEYS)).items()}
    for kind in KINDS.values():
        for name, key in change(dict(kind.keys)).items():
            one = _described(key)
            if one not in variants.setdefault(name, []):
                variants[name].append(one)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: found[0] if len(found) == 1 else {"anyOf": found} for name, found in variants.items()},
        "allOf": [
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": name}}},
                "then": {
                    "description": kind.description,
                    "propertyNames": {"enum": [*RULE_KEYS, *kind.keys]},
                    "properties": {key: _of(one) for key, one in kind.keys.items()},
                },
            }
            for name, kind in KINDS.items()
        ],
    }


def _change() -> Schema:
    """Return the schema of a change to a rule of an extended pack."""

    def with_additions(keys: dict[str, Key]) -> dict[str, Key]:
        growing = {name: key for name, key in keys.items() if key.type in described.GROWING}
        return {**keys, **{f"{described.ADD}{name}": described.addition(key) for name, key in growing.items()}}

    schema = _rule(with_additions)
    del schema["allOf"], schema["properties"]["kind"]
    return schema


def _suggestion() -> Schema:
    edit: Schema = {"safe": {"type": "boolean", "description": "Whether the edit cannot change what the draft says."}}
    kinds: dict[str, Schema] = {
        "guidance": {"description": "What to do, in words; [brackets] are slots to fill.", **_WHOLE_TEXT},
        "replace": {"description": "Puts this in the place of the finding.", "type": "string"},
        "delete": {"description": "Takes this out.", "enum": list(described.DELETION_TARGETS)},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {**kinds, **edit},
        "oneOf": [{"required": [name]} for name in kinds],
    }


def _example(bad: bool) -> Schema:
    said: Schema = {"type": "string", "minLength": 1, "maxLength": described.MAX_EXAMPLE}
    if bad:
        said |= {"pattern": r">>[\s\S]*\S[\s\S]*<<", "description": "What must be reported stands >>here<<."}
    whole = _mapping(EXAMPLE_KEYS)
    whole["properties"]["text"] = said
    whole["properties"]["repeat"]["maximum"] = described.MAX_REPEAT
    return {"anyOf": [said, whole]}


def main() -> None:
    """Write all schemas."""
    for name in SCHEMAS:
        schema_path(name).write_text(written(name), encoding="utf-8")


if __name__ == "__main__":
    main()
