"""Merge packs: what a pack that extends others changes, switches off and adds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from poalint.packs import keys as described
from poalint.packs.build import Block, RuleBuilder
from poalint.packs.keys import RULE_KEYS, TRANSLATION_KEYS, Key
from poalint.packs.kinds import KINDS
from poalint.packs.loader import make_categories
from poalint.packs.model import Category, Rule
from poalint.packs.problems import Problems, did_you_mean, shown
from poalint.packs.raw import RawPack, RawRule, Value
from poalint.packs.values import fits, known_keys, type_of

_ADD = "add-"


@dataclass(slots=True)
class Merged:
    """Rules and patterns of all chosen packs together.

    Attributes:
        rules: in order, without those that are switched off.
        categories: by name.
        classes: word classes, those of packs as ``pack:name``, to their blocks of entries.
        sets: names of pattern sets to their blocks.
        owners: owners of blocks to where those stand.
        scopes: names of packs to the classes that they may name by a short name.
        own: the classes that packs define or add to.
    """

    rules: list[Rule] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)
    classes: dict[str, list[Block]] = field(default_factory=dict)
    sets: dict[str, list[Block]] = field(default_factory=dict)
    owners: dict[str, Value] = field(default_factory=dict)
    scopes: dict[str, dict[str, str]] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)


def merge(
    packs: Sequence[RawPack],
    extended: Mapping[str, Sequence[RawPack]],
    categories: Mapping[str, Category],
    classes: Mapping[str, str],
    problems: Problems,
) -> Merged:
    """Return the packs' rules with all changes.

    Args:
        packs: each behind those that it extends.
        extended: name of a pack to the packs that it extends, also through others, in that order.
        categories: the categories that are known without the packs.
        classes: the language's word classes.
        problems: where to note what is wrong.
    """
    return _Merger(extended, categories, classes, problems).run(packs)


class _Merger:
    def __init__(
        self,
        extended: Mapping[str, Sequence[RawPack]],
        categories: Mapping[str, Category],
        classes: Mapping[str, str],
        problems: Problems,
    ) -> None:
        self.extended = extended
        self.language_classes = classes
        self.problems = problems
        self.pool: dict[str, RawRule] = {}
        self.renamed: dict[str, str] = {}
        self.disabled: set[str] = set()
        self.merged = Merged(categories=dict(categories))
        self.merged.classes = {name: [(name, block)] for name, block in classes.items()}

    def run(self, packs: Sequence[RawPack]) -> Merged:
        for pack in packs:
            self.categories(pack)
            self.classes(pack)
            for rule in pack.rules.values():
                self.pool[rule.id] = rule
                self.note_aliases(rule)
            for value in pack.parts.get("translations", ()):
                self.translations(pack, value)
            for value in pack.parts.get("overrides", ()):
                self.overrides(pack, value)
            for value in pack.parts.get("disable", ()):
                self.disable(pack, value)
        builder = RuleBuilder(self.merged.categories, self.problems)
        built = [builder.build(rule) for rule in self.pool.values() if rule.id not in self.disabled]
        self.merged.rules = [rule for rule in built if rule is not None]
        self.merged.sets = builder.sets
        self.merged.owners |= builder.owners
        return self.merged

    # Categories and word classes

    def categories(self, pack: RawPack) -> None:
        for value in pack.parts.get("categories", ()):
            for name, category in make_categories(value, self.problems).items():
                known = self.merged.categories.get(name)
                if known is not None and known != category:
                    value.child(name).wrong_key(
                        self.problems, f"category {name!r} exists already", "choose another name"
                    )
                self.merged.categories.setdefault(name, category)

    def classes(self, pack: RawPack) -> None:
        scope: dict[str, str] = {}
        for other in self.extended.get(pack.name, ()):
            scope |= {name: full for name, full in self.merged.scopes.get(other.name, {}).items() if full not in scope}
        inherited = dict(scope)
        self.merged.scopes[pack.name] = scope
        mine: dict[str, Value] = {}
        for table in pack.parts.get("classes", ()):
            for name, value in table.items():
                if self.class_name_fits(name, value, inherited, mine):
                    mine[name] = value
                    scope[name] = full = f"{pack.name}:{name}"
                    self.add_block(pack, full, value)
        for table in pack.parts.get("add-to-classes", ()):
            for name, value in table.items():
                full = scope.get(name, name)
                if full not in self.merged.classes:
                    known = [*scope, *self.language_classes]
                    remedy = did_you_mean(name, known) or "name a class of the language or of an extended pack"
                    value.wrong_key(self.problems, f"there is no word class {shown(name)} to add to", remedy)
                else:
                    self.add_block(pack, full, value)

    def class_name_fits(self, name: str, value: Value, inherited: Mapping[str, str], mine: Mapping[str, Value]) -> bool:
        if not re.fullmatch(described.CLASS_NAME, name):
            value.wrong_key(self.problems, f"{shown(name)} cannot name a word class", "use lower case and hyphens")
        elif name in mine:
            value.wrong_key(self.problems, f"word class {name!r} is also defined in pack.yaml", "remove one")
        elif name in inherited or name in self.language_classes:
            where = inherited[name].partition(":")[0] if name in inherited else "the language"
            remedy = "choose another name, or write the entries under 'add-to-classes'"
            value.wrong_key(self.problems, f"word class {name!r} exists already in {where}", remedy)
        else:
            return True
        return False

    def add_block(self, pack: RawPack, full: str, value: Value) -> None:
        blocks = self.merged.classes.setdefault(full, [])
        name = full.rpartition(":")[2]
        if not fits(Key(described.PATTERNS, ""), name, value, self.problems):
            return
        owner = f"{full}+{len(blocks)}" if blocks else full
        blocks.append((owner, value.data))
        self.merged.owners[owner] = Value(value.data, value.places, value.keys, pack.name)
        if full not in self.merged.own:
            self.merged.own.append(full)

    # Rules

    def note_aliases(self, rule: RawRule) -> None:
        value = rule.values.get("aliases")
        for number, old in enumerate(value.data if value is not None and isinstance(value.data, list) else ()):
            full = old if "/" in str(old) else f"{rule.pack}/{old}"
            assert value is not None
            if full in self.renamed or full in self.pool:
                value.child(number).wrong(self.problems, f"{shown(full)} is also another rule", "remove one")
            self.renamed[full] = rule.id

    def find(self, pack: RawPack, name: str, value: Value) -> RawRule | None:
        """Return the rule of an extended pack that is named; ``None`` where this language has none, or none has."""
        reached = self.extended.get(pack.name, ())
        names = {one.name for one in reached}
        found = self.pool.get(self.renamed.get(name, name))
        if found is not None and found.pack in names:
            return found
        known = [f"{one.name}/{rule}" for one in reached for rule in (*one.rules, *one.named)]
        if name not in known:
            if found is not None and found.pack == pack.name:
                remedy = "change the rule itself, it stands in this pack"
            elif not names:
                remedy = "name its pack under 'extends'"
            else:
                remedy = did_you_mean(name, known) or f"rules of these packs can be named: {', '.join(sorted(names))}"
            value.wrong_key(self.problems, f"no extended pack has a rule {shown(name)}", remedy)
        return None

    def translations(self, pack: RawPack, value: Value) -> None:
        """Let rules that are the same in all languages speak the language of the file."""
        for name, said in value.items():
            rule = pack.rules.get(name)
            if rule is None:
                remedy = did_you_mean(name, pack.rules) or "name a rule of any.yaml"
                said.wrong_key(self.problems, f"there is no rule {shown(name)} to translate", remedy)
            elif not isinstance(said.data, dict):
                said.wrong(self.problems, f"expected keys with values, found {type_of(said.data)}", "indent the keys")
            else:
                known_keys(said, frozenset(TRANSLATION_KEYS), f"a translation of {rule.id}", self.problems)
                rule.values.update((key, one) for key, one in said.items() if key in TRANSLATION_KEYS)

    def disable(self, pack: RawPack, value: Value) -> None:
        for number, name in enumerate(value.data):
            rule = self.find(pack, name, value.child(number))
            if rule is not None:
                self.disabled.add(rule.id)

    def overrides(self, pack: RawPack, value: Value) -> None:
        for name, change in value.items():
            rule = self.find(pack, name, change)
            if not isinstance(change.data, dict):
                change.wrong(
                    self.problems, f"expected keys with values, found {type_of(change.data)}", "indent what changes"
                )
            elif rule is not None:
                self.override(rule, change)

    def override(self, rule: RawRule, change: Value) -> None:
        kind_value = rule.values.get("kind")
        kind = KINDS.get(str(kind_value.data)) if kind_value is not None else None
        if kind is None:  # told where the rule stands
            return
        known = {**RULE_KEYS, **kind.keys}
        growing = {f"{_ADD}{key}": one for key, one in kind.keys.items() if one.type in described.GROWING}
        known_keys(change, frozenset({*known, *growing}), f"a change to {rule.id}", self.problems)
        for key, value in change.items():
            if key == "kind":
                value.wrong_key(self.problems, "the kind of a rule cannot be changed", "write a rule of your own")
            elif key in growing:
                if fits(growing[key], key, value, self.problems):
                    rule.added.setdefault(key.removeprefix(_ADD), []).append(value)
            elif key in known:
                rule.values[key] = value
                rule.added.pop(key, None)


def scope_of(merged: Merged, owner: str) -> Mapping[str, str]:
    """Return the word classes that a block may name by a short name, to their full ones."""
    value = merged.owners.get(owner)
    return merged.scopes.get(value.pack, {}) if value is not None else {}
