"""The JSON Schemas of packs: current, and in agreement with what the loader takes and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from poalint.packs.problems import Problems
from poalint.packs.schema import SCHEMAS, schema_comment, schema_path, written
from poalint.packs.yaml_reader import read_yaml

RULES = Path(__file__).parent.parent / "rules"
PACKS = sorted(path for path in RULES.glob("*/*.yaml") if path.parent.name != "languages")


def data(path: Path) -> Any:
    problems = Problems()
    read, _ = read_yaml(path, problems)
    assert problems.found == []
    return read


def faults(name: str, value: Any) -> list[str]:
    schema = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_current(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name]())
    assert schema_path(name).read_text(encoding="utf-8") == written(name), "run python -m poalint.packs.schema"


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_pack_fits(path: Path) -> None:
    assert faults("pack", data(path)) == []


def test_the_shipped_categories_fit() -> None:
    assert faults("categories", data(RULES / "categories.yaml")) == []


@pytest.mark.parametrize("path", sorted(RULES.glob("languages/*/*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_language_fits(path: Path) -> None:
    assert faults("language", data(path)) == []


def test_editors_find_the_schema_by_a_comment() -> None:
    comment = schema_comment("pack")
    assert comment.startswith("# yaml-language-server: $schema=file:///")
    assert comment.endswith("/pack.schema.json")


RULE = {
    "title": "Birds",
    "category": "irrelevant",
    "kind": "phrase",
    "severity": "info",
    "weight": 1,
    "message": "A bird.",
    "why": "Birds send no parcels.",
    "source": "house",
    "suggestions": [{"guidance": "Name the packer."}],
    "patterns": "~gull",
}


def pack(**changes: Any) -> dict[str, Any]:
    """Return a pack in one file, its rule changed; ``None`` takes a key out."""
    rule = {key: value for key, value in {**RULE, **changes}.items() if value is not None}
    return {"pack": "house", "language": "en", "rules": {"no-birds": rule}}


def test_a_whole_pack_fits() -> None:
    assert faults("pack", pack()) == []
    change = {"severity": "error", "add-unless": "a toy gull"}
    assert faults("pack", {"pack": "own", "extends": ["house"], "overrides": {"house/no-birds": change}}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        pack(weight="heavy"),
        pack(weight=-1),
        pack(severity="fatal"),
        pack(kind="phrases"),
        pack(mesage="A bird."),
        pack(message=None),
        pack(limit=3),
        pack(suggestions=[]),
        pack(suggestions=[{"advice": "No."}]),
        pack(suggestions=[{"delete": "page"}]),
        pack(suggestions=[{"delete": "match", "replace": "x"}]),
        pack(roles=["middle"]),
        pack(examples={"bad": ["No mark."]}),
        pack(examples={"ugly": ["x"]}),
        pack(kind="metric", measure="miles", limit=3, patterns=None),
        pack(kind="sequence", tokens=[[{"REGEX": "x"}]], patterns=None),
        {**pack(), "titel": "x"},
        {**pack(), "pack": "House Rules"},
        {"rules": {}},
        {**pack(), "disable": ["birds"]},
        {**pack(), "overrides": {"house/no-birds": {"kind": "regex"}}},
        {**pack(), "categories": {"bird": {"title": "Birds"}}},
    ],
)
def test_what_the_loader_refuses_does_not_fit(wrong: dict[str, Any]) -> None:
    assert faults("pack", wrong)
