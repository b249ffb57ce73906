"""Kind ``phrase``: any match of a pattern."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.checks.spans import one_per_sentence
from poalint.packs.model import Rule


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each sentence with a match, after the first ``skip-first``, once there are ``count``.

    With ``opening`` only findings in so many sentences at the beginning of the draft pass.
    """
    hits = list(one_per_sentence(rule, context))
    if len(hits) < rule.params.get("count", 1):
        return []
    skipped = hits[: rule.params.get("skip-first", 0)]
    if "opening" in rule.params:
        skipped = [hit for hit in skipped if hit.sentence < rule.params["opening"]]
    return hits[len(skipped) :]
