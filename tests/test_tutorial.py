"""The tutorial is followed word by word, and leads to what the example pack is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import tutorial
import yaml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial.md"
PACK = ROOT / "examples" / "packs" / "capa-8d" / "capa_8d" / "pack.yaml"


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
        PAGE.write_text(tutorial.with_output(page, commands), encoding="utf-8")
        return
    for command in commands:
        if not command.as_expected:
            assert command.printed == command.expected, command.line


def test_the_tutorial_leads_to_the_example(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    files = tutorial.write_files(PAGE.read_text(encoding="utf-8"), folder)
    written = yaml.safe_load((folder / "capa-8d.yaml").read_text(encoding="utf-8"))
    finished = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    assert len(written["rules"]) >= 7 and len(finished["rules"]) >= 12
    for part in ("categories", "classes", "add-to-classes", "rules"):
        for name, value in written[part].items():
            assert value == finished[part][name], f"{part}: {name}"
    assert "pyproject.toml" in files
    assert (folder / "pyproject.toml").read_text("utf-8") == PACK.parent.with_name("pyproject.toml").read_text("utf-8")


def test_output_that_differs_is_seen() -> None:
    page = "```console\n$ echo one; echo two\none\n[…]\n$ echo three\nthree\nfour\n```\n"
    right, wrong = tutorial.run(page, ROOT, os.environ)
    assert right.as_expected
    assert (wrong.line, wrong.printed, wrong.as_expected) == ("echo three", "three\n", False)
    assert tutorial.with_output(page, [right, wrong]) == page.replace("four\n", "")
