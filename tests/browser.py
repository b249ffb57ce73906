"""A headless Chromium, if one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def chromium(folder: Path, *arguments: str) -> str:
    """Run Chromium on a profile of its own and return what it prints."""
    assert CHROMIUM
    fixed = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]
    command = [CHROMIUM, *fixed, f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=2000", *arguments]
    environment = os.environ | {"HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout
