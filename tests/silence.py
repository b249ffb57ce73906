"""Helpers for tests of what silences findings: the command and its JSON."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result
from drafts import FAULTY
from test_output_json import validate

import poalint
from poalint.cli import main

LIST = ".poalint-ignore.yaml"
FOUND = poalint.check(FAULTY).findings


def run(*arguments: str, status: int | None = None, **more: Any) -> Result:
    result = CliRunner().invoke(main, arguments, **more)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert status is None or result.exit_code == status, result.output
    return result


def report(*arguments: str) -> dict[str, Any]:
    printed = run("check", "--format", "json", *arguments).stdout
    validate(printed)
    found: dict[str, Any] = json.loads(printed)
    return found


def silenced(found: dict[str, Any]) -> dict[str, int]:
    return {by: number for by, number in found["suppressions"]["silenced"].items() if number}


def unused(found: dict[str, Any]) -> list[str]:
    return [f"{one['place']}: {one['message']}" for one in found["suppressions"]["unused"]]
