"""The closed set of check kinds, with the keys that a rule of each kind may have."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """What a rule of one check kind looks like.

    Attributes:
        sets: keys that hold pattern blocks; a name ending in ``.`` holds a mapping of them.
        params: further keys and their types.
        required: keys that must be there.
    """

    sets: frozenset[str] = frozenset()
    params: dict[str, tuple[type, ...]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


_NUMBER = (int, float)

KINDS: dict[str, Kind] = {
    "phrase": Kind(
        frozenset({"patterns", "unless", "unless-near"}),
        {"count": (int,), "skip-first": (int,), "position": (str,), "actions": (bool,), "unless-within": (str,)},
        frozenset({"patterns"}),
    ),
    "cooccurrence": Kind(
        frozenset({"all.", "unless", "unless-near"}),
        {"within": (str,), "position": (str,), "actions": (bool,), "unless-within": (str,)},
        frozenset({"all"}),
    ),
    "regex": Kind(
        params={"expressions": (list,), "exceptions": (list,), "whole": (bool,)}, required=frozenset({"expressions"})
    ),
    "sequence": Kind(params={"tokens": (list,), "pipeline": (str,)}, required=frozenset({"tokens"})),
    "substitution": Kind(frozenset({"unless"}), {"swaps": (dict,), "least": (int,)}, frozenset({"swaps"})),
    "metric": Kind(
        params={"measure": (str,), "limit": _NUMBER, "item-limit": _NUMBER}, required=frozenset({"measure", "limit"})
    ),
    "slot": Kind(frozenset({"unless"}), {"slot": (str,)}, frozenset({"slot"})),
    "action": Kind(frozenset({"patterns", "all.", "unless"}), {"state": (str,), "everywhere": (bool,)}),
    "presence": Kind(
        frozenset({"patterns", "unless", "own-cause", "figures"}), {"check": (str,)}, frozenset({"check"})
    ),
    "structure": Kind(
        frozenset({"patterns", "unless"}), {"check": (str,), "role": (str,), "least": (int,)}, frozenset({"check"})
    ),
    "coverage": Kind(frozenset({"patterns", "unless"}), {"least": _NUMBER}),
    "consistency": Kind(
        frozenset({"patterns", "unless"}), {"check": (str,), "limits": (dict,), "least": _NUMBER}, frozenset({"check"})
    ),
}
