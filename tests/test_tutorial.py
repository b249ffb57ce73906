"""The tutorial is followed word by word, and leads to what the example pack is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import tutorial
import yaml
from click.testing import CliRunner

import poalint
from poalint import packtest
from poalint.cli import main
from poalint.packs.yaml_reader import read_yaml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial.md"
EXAMPLE = ROOT / "examples" / "packs" / "capa-8d"
PACK = EXAMPLE / "capa_8d"


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with this Python and this poalint, in which pip installs into a folder, from no network."""
    programs, site = folder / "bin", folder / "site"
    programs.mkdir()
    for name, command in (("python3", sys.executable), ("poalint", f"{sys.executable} -m poalint")):
        path = programs / name
        path.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{site}{os.pathsep}{ROOT}",
        "PYTHONIOENCODING": "utf-8",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_TARGET": str(site),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }


@pytest.mark.skipif(os.name == "nt", reason="the tutorial's commands are those of a Unix shell")
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    commands = list(tutorial.run(page, folder, environment(tmp_path)))
    assert len(commands) > 15
    if os.environ.get("POALINT_GOLDEN") == "write":
        for command in reversed(commands):
            if tutorial.ANYTHING not in command.expected:
                start, end = command.span
                page = page[:start] + command.printed + page[end:]
        PAGE.write_text(page, encoding="utf-8")
        return
    for command in commands:
        if not command.as_expected:
            assert command.printed == command.expected, command.line
