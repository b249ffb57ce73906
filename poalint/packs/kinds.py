"""The closed set of check kinds, with the keys that a rule of each kind may have."""

from __future__ import annotations

from dataclasses import dataclass, field

from poalint.roles import ROLES


@dataclass(frozen=True, slots=True)
class Kind:
    """What a rule of one check kind looks like.

    Attributes:
        sets: keys that hold pattern blocks; a name ending in ``.`` holds a mapping of them.
        params: further keys and their types.
        required: keys that must be there.
        choices: the values that a key may have, where they are few.
    """

    sets: frozenset[str] = frozenset()
    params: dict[str, tuple[type, ...]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)


_NUMBER = (int, float)

_CLAUSE_OR_SENTENCE = ("clause", "sentence")
_PLACE = {"position": ("closing",), "unless-within": _CLAUSE_OR_SENTENCE}

KINDS: dict[str, Kind] = {
    "phrase": Kind(
        frozenset({"patterns", "unless", "unless-near"}),
        {"count": (int,), "skip-first": (int,), "position": (str,), "actions": (bool,), "unless-within": (str,)},
        frozenset({"patterns"}),
        _PLACE,
    ),
    "cooccurrence": Kind(
        frozenset({"all.", "unless", "unless-near"}),
        {"within": (str,), "position": (str,), "actions": (bool,), "unless-within": (str,)},
        frozenset({"all"}),
        {"within": _CLAUSE_OR_SENTENCE, **_PLACE},
    ),
    "regex": Kind(
        params={"expressions": (list,), "exceptions": (list,), "whole": (bool,)}, required=frozenset({"expressions"})
    ),
    "sequence": Kind(params={"tokens": (list,), "pipeline": (str,)}, required=frozenset({"tokens"})),
    "substitution": Kind(frozenset({"unless"}), {"swaps": (dict,), "least": (int,)}, frozenset({"swaps"})),
    "metric": Kind(
        params={"measure": (str,), "limit": _NUMBER, "item-limit": _NUMBER, "unit": (str,)},
        required=frozenset({"measure", "limit"}),
        choices={
            "measure": ("draft-words", "section-words", "section-paragraphs", "item-words", "sentence-words"),
            "unit": ("words", "characters"),
        },
    ),
    "slot": Kind(frozenset({"unless"}), {"slot": (str,)}, frozenset({"slot"}), {"slot": ("who", "when")}),
    "action": Kind(
        frozenset({"patterns", "all.", "unless"}),
        {"state": (str,), "everywhere": (bool,)},
        choices={"state": ("any", "done", "planned", "planned-undated", "open")},
    ),
    "presence": Kind(
        frozenset({"patterns", "unless", "own-cause", "figures"}),
        {"check": (str,)},
        frozenset({"check"}),
        {"check": ("own-cause", "evidence", "ownership")},
    ),
    "structure": Kind(
        frozenset({"patterns", "unless"}),
        {"check": (str,), "role": (str,), "least": (int,)},
        frozenset({"check"}),
        {"check": ("missing", "order", "list"), "role": ROLES},
    ),
    "coverage": Kind(
        frozenset({"patterns", "unless"}),
        {"least": (int,), "most": (int,), "shared": (int,)},
        frozenset({"least", "most"}),
    ),
    "consistency": Kind(
        params={"check": (str,)},
        required=frozenset({"check"}),
        choices={
            "check": (
                *("count", "number", "number-listed", "number-rate"),
                *("arithmetic", "arithmetic-sum", "arithmetic-rest", "arithmetic-span"),
                *("date", "date-weekday", "date-order", "date-promise", "ambiguous-date"),
                *("name", "marketplace", "person", "reference", "identifier", "target", "duplicate", "language"),
            )
        },
    ),
}
