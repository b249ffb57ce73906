"""Mistakes in a configuration are named with file, line, column and what may be meant."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from silence import run

from poalint.configuration.toml_file import toml_places

FINGERPRINT = "0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on: error", "1:1: unknown key 'fail_on'; did you mean 'fail-on'?"),
        ("\nxyz: 1", "2:1: unknown key 'xyz'; the keys are: packs, "),
        ("fail-on: eror", "1:1: fail-on must be one of error, warning, never, not 'eror'; did you mean 'error'?"),
        ("min-score: 101", "1:1: min-score must be a whole number from 0 to 100, not 101"),
        ("min-score: true", "1:1: min-score must be a whole number from 0 to 100, not true"),
        ("min-score: 5.0", "1:1: min-score must be a whole number from 0 to 100, not the number 5.0"),
        ("fail-on-unused: yes", "1:1: fail-on-unused must be true or false, not 'yes'"),
        ("ignore: hedge", "1:1: ignore must be a list, such as [hedge], not text"),
        ("ignore: [1]", "1:10: a value of ignore must be text, not the number 1; put it in quotation marks"),
        ("ignore:", "1:1: ignore must be a list, not empty"),
        ("select: [hedge, excuze]", "1:17: no rule, pack or category 'excuze'; did you mean 'excuse'?"),
        ("severity: [hedge]", "1:1: severity must be a mapping from rules, packs or categories to "),
        ("severity:\n  hedge: high", "2:3: hedge must be one of error, warning, info, not 'high'"),
        ("severity:\n  hegde: info", "2:3: no rule, pack or category 'hegde'; did you mean 'hedge'?"),
        ('per-file-ignores:\n  "*": [hegde]', "2:9: no rule, pack or category 'hegde'; did you mean 'hedge'?"),
        ("language: xx", "1:1: no rules for language 'xx'; one of: auto, de, en"),
        ("packs: [nope]", "1:1: no pack 'nope'"),
        ("- a", "1:1: a configuration is a mapping"),
        ("ignore-findings: [{reason: x}]", "1:19: an ignored finding lacks fingerprint"),
        ("ignore-findings: [{fingerprint: abc, reason: x}]", "1:20: fingerprint must be 16 hexadecimal digits"),
        (f"ignore-findings: [{{fingerprint: {FINGERPRINT}, reason: ''}}]", "reason is empty"),
        (f"ignore-findings: [{{fingerprint: {FINGERPRINT}, raeson: x}}]", "key 'raeson'; did you mean 'reason'?"),
        (f"ignore-findings: [{{fingerprint: {FINGERPRINT}, reason: x, expires: 2026-02-30}}]", "must be a date"),
        ("a: [", "not valid YAML"),
        ("a: *b", "YAML aliases"),
        ("fail-on: error\nfail-on: error", "2:1: key 'fail-on' stands twice"),
        ("baseline: gone.json", "gone.json does not exist. Create the baseline with --update-baseline."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(folder: Path, text: str, said: str) -> None:
    (folder / "poalint.yaml").write_text(text, encoding="utf-8")
    result = run("check", "draft.txt")
    assert result.exit_code == 2 and result.stdout == ""
    assert said in result.stderr
    if said[0].isdigit():
        assert result.stderr.startswith(f"Error: poalint.yaml:{said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.poalint]\nfail-on = 'error'\nmin-score = '80'\n", "3:1: min-score must be a whole number"),
        ("[tool.poalint]\nselect = [\n  'hedge', # one\n  'excuze',\n]\n", "4:3: no rule, pack or category 'excuze'"),
        ("[tool.poalint.severity]\nhedge = 'info'\n'hegde' = 'info'\n", "3:1: no rule, pack or category 'hegde'"),
        (f"[[tool.poalint.ignore-findings]]\nfingerprint = '{FINGERPRINT}'\n", "1:1: an ignored finding lacks reason"),
        ("[tool.poalint]\nfail-on = 'error\n", "2:1: not valid TOML"),
        ('[tool.poalint]\nfail-on = "error\n', "2:17: not valid TOML"),
        ("tool.poalint.fail-on = 3\n", "1:14: fail-on must be one of"),
    ],
)
def test_a_mistake_in_a_project_file(folder: Path, text: str, said: str) -> None:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    result = run("check", "draft.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: pyproject.toml:{said}"), result.stderr


def test_a_wrong_name_on_the_command_line_is_not_blamed_on_the_file(folder: Path) -> None:
    (folder / "poalint.yaml").write_text("ignore: [excuze]\n", encoding="utf-8")
    result = run("check", "--ignore", "excuze", "draft.txt")
    assert result.stderr.startswith("Error: no rule, pack or category 'excuze'")


_KEYS = st.text("ab-_1", min_size=1, max_size=3) | st.sampled_from(["a b", "é", 'x"y', "a.b"])
_VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.sampled_from(["x", "a, b", "]", "#", 'q"', "multi\nline"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[ # members\n" + ",\n".join(map(_toml, value)) + "]"
    if isinstance(value, str) and "\n" in value:
        return f"'''{value}'''"
    return json.dumps(value)


def _paths(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield (*keys, key)
        yield from _paths(inner, (*keys, key))


@given(st.dictionaries(_KEYS, st.dictionaries(_KEYS, _VALUES, max_size=3), max_size=3), st.booleans())
def test_every_value_of_a_toml_text_has_its_place(data: dict[str, dict[str, Any]], windows: bool) -> None:
    tables = (
        f"\n[ {json.dumps(table)} ] # table\n"
        + "".join(f"{json.dumps(key)}={_toml(value)}\n" for key, value in rows.items())
        for table, rows in data.items()
    )
    text = "".join(tables)
    assert tomllib.loads(text) == data
    places = toml_places(text.replace("\n", "\r\n") if windows else text)
    assert set(places) == set(_paths(data))
    for keys, (line, column) in places.items():
        if isinstance(keys[-1], str) and len(keys) > 1:
            assert text.split("\n")[line - 1][column - 1 :].startswith(json.dumps(keys[-1]))
