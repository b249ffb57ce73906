"""``python -m poalint`` is ``poalint``."""

from __future__ import annotations

from poalint.cli import main

main(prog_name="poalint")
