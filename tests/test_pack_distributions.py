"""Packs that come with an installed distribution."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from birds import BIRDS, write


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """Install a distribution with two packs into a folder, and return the environment that finds it."""
    source = tmp_path / "source"
    write(source, "bird_packs/birds/pack.yaml", BIRDS)
    fowl = BIRDS.replace("pack: birds", "pack: fowl").replace(", older/no-gulls", "")
    write(source, "bird_packs/fowl.yaml", fowl.replace("~gull, parrot", "hen"))
    write(source, "bird_packs/__init__.py", "raise SystemExit('a pack must not be imported')\n")
    write(
        source,
        "pyproject.toml",
        """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "bird-packs"
version = "1"
[project.entry-points."poalint.packs"]
birds = "bird_packs.birds"
all-birds = "bird_packs"
gone = "no_such_module"
[tool.hatch.build.targets.wheel]
packages = ["bird_packs"]
""",
    )
    target = tmp_path / "site"
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(target)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(source)], check=True, timeout=120)
    return {**os.environ, "PYTHONPATH": str(target)}


def test_installed_packs(installed: dict[str, str], tmp_path: Path) -> None:
    def check(*packs: str, **environment: str) -> subprocess.CompletedProcess[str]:
        options = [part for pack in packs for part in ("--packs", pack)]
        command = [sys.executable, "-m", "poalint", "check", "-q", "--language", "en", *options, "-"]
        return subprocess.run(
            command,
            input="A gull. A hen.",
            env=installed | environment,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
        )

    for name, rule in (("birds", "birds/no-birds"), ("all-birds", "fowl/no-birds")):
        for _ in range(2):  # compiled, and from the cache
            done = check(name)
            assert (done.returncode, done.stderr) == (1, "")
            assert f"[{rule}]" in done.stdout
    extending = write(
        tmp_path, "own.yaml", "pack: own\nextends: [birds]\noverrides: {birds/no-birds: {severity: info}}\n"
    )
    assert "info:" in check(str(extending)).stdout
    assert "no pack 'gone'" in check("gone").stderr
    assert "Did you mean 'birds'?" in check("birdz").stderr
    assert "no pack 'birds'" in check("birds", PYTHONPATH="").stderr
    shutil.rmtree(tmp_path / "site")
    assert "no pack 'birds'" in check("birds").stderr
