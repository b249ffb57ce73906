"""The JSON output: its schema, its bytes, and what the evaluation program reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden_files import check
from jsonschema import Draft202012Validator
from reports import clean, faulty, finding, report, unreadable

import poalint.output
from poalint.output import CheckedFile
from poalint.output.json import SCHEMA_VERSION, render

SCHEMA = json.loads(Path(poalint.output.__file__).with_name("report.schema.json").read_text(encoding="utf-8"))


def validate(text: str) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(text))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == SCHEMA_VERSION


def test_bytes() -> None:
    printed = render([faulty(), clean(), unreadable()])
    check("report.json", printed)
    validate(printed)
    assert printed.endswith("]}\n") and not printed.endswith("\n\n")
    assert len(printed.splitlines()) == 5  # one line for each file


@pytest.mark.parametrize("files", [[], [unreadable()], [clean()]])
def test_few_files(files: list[CheckedFile]) -> None:
    validate(render(files))
    assert len(json.loads(render(files))["files"]) == len(files)


def test_a_file_that_could_not_be_read() -> None:
    entry = json.loads(render([unreadable()]))["files"][0]
    assert entry == {"path": "gone.txt", "findings": [], "error": unreadable().error}


def test_letters_are_not_escaped_and_bad_file_names_do_no_harm() -> None:
    text = "出荷 “late”"
    printed = render([CheckedFile("caf\udce9.txt", text, report((finding(text, "出荷", "a/b", "原因"),)))])
    assert "出荷" in printed and "原因" in printed
    printed.encode("utf-8")
    validate(printed)


def test_details_have_sorted_keys_whatever_they_hold() -> None:
    details = {"b": frozenset({"z", "a"}), "a": (1, 2.5), "c": {"x": None}}
    printed = render([CheckedFile("a.txt", "Text", report((finding("Text", "Text", "a/b", "M", details=details),)))])
    assert '"details": {"a": [1, 2.5], "b": ["a", "z"], "c": {"x": null}}' in printed
    validate(printed)


def test_the_text_is_found_by_its_offsets() -> None:
    checked = faulty()
    for found in json.loads(render([checked]))["files"][0]["findings"]:
        assert checked.text[found["start"] : found["end"]] == found["excerpt"]


def test_the_schema_refuses_what_is_not_in_it() -> None:
    entry = json.loads(render([faulty()]))
    del entry["files"][0]["findings"][0]["why"]
    assert not Draft202012Validator(SCHEMA).is_valid(entry)
