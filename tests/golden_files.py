"""Compare what is printed with files under ``tests/golden``; ``POALINT_GOLDEN=write`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def check(name: str, printed: str) -> None:
    path = GOLDEN / name
    if os.environ.get("POALINT_GOLDEN") == "write":
        path.write_bytes(printed.encode("utf-8"))
    assert printed == path.read_bytes().decode("utf-8")
