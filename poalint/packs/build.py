"""Make a rule of what packs say of it, and check it strictly."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from poalint.packs import keys as described
from poalint.packs.keys import RULE_KEYS, Key
from poalint.packs.kinds import KINDS, Kind
from poalint.packs.model import Category, Rule
from poalint.packs.problems import Problems, did_you_mean, shown
from poalint.packs.raw import RawRule, Value
from poalint.packs.suggestions import read_suggestions
from poalint.packs.values import examples, fits, known_keys, one_of, slots

Block = tuple[str, str]
"""(owner, patterns): the owner says where they stand and which word classes they may name."""


class RuleBuilder:
    """Builds rules, and gathers their patterns.

    Args:
        categories: the known categories.
        problems: where to note what is wrong.

    Attributes:
        sets: names of pattern sets to their blocks.
        owners: owners of blocks to where those stand.
    """

    def __init__(self, categories: Mapping[str, Category], problems: Problems) -> None:
        self.categories = categories
        self.problems = problems
        self.sets: dict[str, list[Block]] = {}
        self.owners: dict[str, Value] = {}

    def build(self, raw: RawRule) -> Rule | None:
        """Return a rule; ``None`` where something is wrong with it."""
        before = len(self.problems.found)
        described_kind = self.kind(raw)
        known = {**RULE_KEYS, **(described_kind.keys if described_kind else {})}
        name = raw.id.partition("/")[2]
        for key, value in raw.values.items():
            if key in known:
                fits(known[key], key, value, self.problems)
            elif described_kind is not None:
                kind = raw.values["kind"].data
                known_keys(_only(value), frozenset(known), f"a rule of kind {kind!r}", self.problems)
        misspelled = {close for key in raw.values if key not in known for close in get_close_matches(key, known, n=1)}
        for key in (key for key, one in RULE_KEYS.items() if one.required):
            if key not in raw.values and key not in misspelled:
                raw.place.wrong_key(self.problems, f"rule {name!r} has no {key!r}", "add it")
        for key in sorted(described_kind.required if described_kind else ()):
            if key not in raw.values and key not in misspelled:
                kind = raw.values["kind"].data
                raw.place.wrong_key(self.problems, f"rule {name!r} of kind {kind!r} needs {key!r}", "add it")
        self.category(raw)
        values = frozenset({"excerpt"}) | (described_kind.values if described_kind else frozenset())
        for key in ("message", "why"):
            if described_kind and key in raw.values and isinstance(raw.values[key].data, str):
                slots(key, raw.values[key], values, self.problems)
        advice, samples = raw.values.get("suggestions"), raw.values.get("examples")
        advised = read_suggestions(advice, values, self.problems) if advice and isinstance(advice.data, list) else ()
        shown_on = examples(samples, self.problems) if samples and isinstance(samples.data, dict) else ()
        sets: dict[str, str] = {}
        params: dict[str, Any] = {}
        for key, one in described_kind.keys.items() if described_kind else ():
            self.gather(raw, key, one, sets, params)
        if len(self.problems.found) > before or described_kind is None:
            return None
        data = {key: value.data for key, value in raw.values.items()}
        return Rule(
            id=raw.id,
            pack=raw.pack,
            category=data["category"],
            kind=data["kind"],
            title=data["title"],
            severity=data["severity"],
            weight=float(data["weight"]),
            message=data["message"],
            why=data["why"],
            source=data["source"],
            suggestions=advised,
            roles=frozenset(data.get("roles", ())),
            blocks=frozenset(data.get("blocks", ())),
            span=data.get("span", "match"),
            sets=sets,
            params=params,
            examples=shown_on,
            place=f"{raw.place.places.path}:{raw.place.places.key(raw.place.keys)[0]}",
            doubt=float(data.get("doubt", 0)),
            outweighed=float(data.get("outweighed", 0)),
            aliases=tuple(old if "/" in old else f"{raw.pack}/{old}" for old in data.get("aliases", ())),
        )

    def kind(self, raw: RawRule) -> Kind | None:
        """Return a rule's check kind."""
        value = raw.values.get("kind")
        if value is None or not isinstance(value.data, str):
            return None
        if value.data not in KINDS:
            one_of(Key(described.CHOICE, "", choices=tuple(KINDS)), "kind", value, self.problems)
        return KINDS.get(value.data)

    def category(self, raw: RawRule) -> None:
        """Check a rule's category."""
        value = raw.values.get("category")
        if value is not None and isinstance(value.data, str) and value.data not in self.categories:
            close = did_you_mean(value.data, self.categories)
            remedy = f"{close} " if close else ""
            remedy += f"one of: {', '.join(self.categories)}"
            value.wrong(self.problems, f"category {shown(value.data)} is unknown", remedy)

    def gather(self, raw: RawRule, key: str, one: Key, sets: dict[str, str], params: dict[str, Any]) -> None:
        """Take one key of a check kind: patterns to the sets, anything else to the parameters."""
        value, added = raw.values.get(key), raw.added.get(key, [])
        said = [*([value] if value is not None else []), *added]
        if one.type == described.PATTERNS:
            for part in said:
                self.block(raw, key, part, part.data, sets)
        elif one.type == described.NAMED_PATTERNS and value is not None and isinstance(value.data, dict):
            for name, child in value.items():
                self.block(raw, f"{key}.{name}", child, child.data, sets)
        elif one.type == described.SWAPS:
            words = [item for part in said if isinstance(part.data, dict) for item in part.items()]
            for word, plain in words:
                self.block(raw, f"swaps.{word}", plain, word, sets)
            if said:
                params[key] = {word: plain.data for word, plain in words}
        elif one.type == described.EXPRESSIONS and said:
            params[key] = [data for part in said if isinstance(part.data, list) for data in part.data]
        elif value is not None:
            params[key] = value.data

    def block(self, raw: RawRule, name: str, value: Value, text: object, sets: dict[str, str]) -> None:
        """Add patterns to a set of a rule."""
        if not isinstance(text, str):
            return
        blocks = self.sets.setdefault(f"{raw.id}:{name}", [])
        owner = f"{raw.id}:{name}" if not blocks else f"{raw.id}:{name}+{len(blocks)}"
        blocks.append((owner, text))
        self.owners[owner] = value
        sets[name] = f"{sets[name].rstrip()}\n{text}" if name in sets else text


def _only(value: Value) -> Value:
    """Return a mapping that has but one key of a rule, to be checked by itself."""
    key = value.keys[-1]
    return Value({key: value.data}, value.places, value.keys[:-1], value.pack)
