"""Kind ``phrase``: any match of a pattern."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.spans import one_per_sentence
from poalint.packs.model import Rule


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each sentence with a match, after the first ``skip-first``, once there are ``count``."""
    hits = list(one_per_sentence(rule, context))
    if len(hits) < rule.params.get("count", 1):
        return []
    return hits[rule.params.get("skip-first", 0) :]
