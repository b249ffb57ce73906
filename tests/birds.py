"""A small pack, for tests of what becomes of packs."""

from __future__ import annotations

from pathlib import Path

BIRDS = """\
pack: birds
language: en
classes:
  bird: ~gull, parrot
rules:
  no-birds:
    title: Birds
    category: irrelevant
    kind: phrase
    severity: warning
    weight: 2
    message: "“{excerpt}” is a bird."
    why: Birds send no parcels.
    source: house
    aliases: [no-gulls, older/no-gulls]
    suggestions:
      - guidance: Name the packer.
    patterns: "@bird"
    unless: |
      wooden <2> @bird
    examples:
      bad: ["A >>gull<< packs.", "The >>parrot<< counts."]
      good: ["A hen packs.", "A wooden gull."]
  long-list:
    title: Long
    category: too-long
    kind: metric
    severity: info
    weight: 1
    measure: draft-words
    limit: 50
    message: "{value} words, {limit} at most"
    why: It is long.
    source: house
    suggestions:
      - guidance: Shorten it.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
