"""The words of a finding: as a message quotes them, and as they identify it."""

from __future__ import annotations

import hashlib


def shorten(excerpt: str, limit: int = 70) -> str:
    """Return words on one line, cut between words where they are too long for a message."""
    words = " ".join(excerpt.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"


def fingerprint(rule: str, excerpt: str, role: str, seen: dict[str, int]) -> str:
    """Return what identifies a finding: its rule, its words, and how many like it came before."""
    words = " ".join(excerpt.split()).casefold()
    identity = f"{rule}\0{role}\0{words}"
    number = seen[identity] = seen.get(identity, 0) + 1
    return hashlib.sha256(f"{identity}\0{number}".encode()).hexdigest()[:16]
