"""The extension for VS Code: its own tests, in a real VS Code, where all that they need is at hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser import CHROMIUM

EXTENSION = Path(__file__).parent.parent / "editors" / "vscode"
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "poalint"


def code_server() -> Path:
    """Return the folder in which test/editor/code-server.ts installs it."""
    source = (EXTENSION / "test" / "editor" / "code-server.ts").read_text(encoding="utf-8")
    version = re.search(r'VERSION = "([\d.]+)"', source)
    assert version
    return Path(os.environ.get("POALINT_CODE_SERVER") or _CACHE / f"code-server-{version[1]}")


def missing() -> str:
    """Return what the tests lack, "" if nothing."""
    if sys.platform != "linux":
        return "code-server is tried on Linux only"
    if not shutil.which("node") or not shutil.which("npm"):
        return "no node and npm"
    if not (EXTENSION / "node_modules").is_dir():
        return "run npm ci in editors/vscode first"
    return ""


def npm(*command: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("poalint")
    environment = {**os.environ, "POALINT": str(program), **({"CHROMIUM": CHROMIUM} if CHROMIUM else {})}
    return subprocess.run(
        ["npm", "run", "--silent", *command],
        cwd=EXTENSION,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
    )


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_types_style_and_parts() -> None:
    for command in ("check", "lint", "test:unit"):
        done = npm(command)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


@pytest.mark.skipif(bool(missing()), reason=missing())
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium")
@pytest.mark.skipif(
    not (code_server() / "complete").exists(),
    reason="run npm run test:setup in editors/vscode first: it fetches code-server",
)
def test_the_package_in_a_real_editor() -> None:
    done = npm("package")
    assert done.returncode == 0, done.stdout + done.stderr
    done = npm("test:editor")
    assert done.returncode == 0, done.stdout + done.stderr
    count = re.search(r"^(\d+) passed, 0 failed$", done.stdout, re.MULTILINE)
    assert count and int(count[1]) > 10, done.stdout
