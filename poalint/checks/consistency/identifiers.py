"""ASINs and order IDs that cannot be right by their form."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.facts.identifiers import ORDER, Identifier, find_identifiers
from poalint.packs.model import Rule


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield the malformed ASINs and order IDs of a draft, each value once."""
    seen: set[str] = set()
    table = context.profile.table("identifiers")
    names, forms = table.get("names") or {}, table.get("forms") or {}
    for identifier in find_identifiers(context.document, context.profile):
        if identifier.valid or identifier.value in seen:
            continue
        seen.add(identifier.value)
        details = {
            "kind": "identifier",
            "value": identifier.value,
            "what": names.get(identifier.kind, identifier.kind),
            "found": _measure(identifier),
            "form": forms.get(identifier.kind, ""),
        }
        yield Hit(rule, identifier.start, identifier.end, details=details)


def _measure(identifier: Identifier) -> str:
    """Say how long the parts of an identifier are: "9" for an ASIN, "3-6-7" for an order ID."""
    if identifier.kind == ORDER:
        return "-".join(str(len(group)) for group in identifier.value.split("-"))
    return str(len(identifier.value))
