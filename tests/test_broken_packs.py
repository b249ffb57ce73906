"""Packs that are broken on purpose, each with what is said of it beside: every fault with its place and a remedy.

``POALINT_GOLDEN=write`` writes the ``.expected`` files anew; read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from poalint import Linter, PackError

FOLDER = Path(__file__).parent / "broken_packs"
# Half of a circle: what is said of it is said of the other half.
CASES = sorted(path for path in FOLDER.glob("*.yaml") if not path.stem.endswith("-back"))


def told(path: Path) -> str:
    with pytest.raises(PackError) as error:
        Linter(packs=[path], language="en")
    assert error.value.problems
    return str(error.value).replace(f"{FOLDER}{os.sep}", "") + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_said_of_a_broken_pack(path: Path) -> None:
    said = told(path)
    expected = path.with_suffix(".expected")
    if os.environ.get("POALINT_GOLDEN") == "write":
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    lines = path.read_bytes().split(b"\n")
    for line in said.splitlines():
        place = re.match(r"[\w.-]+\.yaml:(\d+):(\d+): \S", line)
        assert place, f"no place in {line!r}"
        assert 1 <= int(place[1]) <= max(len(lines), 1)
        assert 1 <= int(place[2]) <= len(lines[int(place[1]) - 1]) + 1
