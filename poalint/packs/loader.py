"""Read rule packs and languages from YAML and check them strictly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from poalint.packs.kinds import KINDS
from poalint.packs.model import SEVERITIES, Category, Example, Profile, Rule
from poalint.packs.suggestions import read_suggestions
from poalint.packs.yaml_reader import Places, read_yaml
from poalint.roles import BLOCKS, ROLES
from poalint.text.expressions import compile_expression

_SPANS = frozenset({"match", "clause", "sentence", "item"})
_RULE_KEYS: dict[str, tuple[type, ...]] = {
    "title": (str,),
    "category": (str,),
    "kind": (str,),
    "severity": (str,),
    "weight": (int, float),
    "message": (str,),
    "why": (str,),
    "source": (str,),
    "suggestions": (list,),
    "roles": (list,),
    "blocks": (list,),
    "span": (str,),
    "examples": (dict,),
}
_REQUIRED = ("title", "category", "kind", "severity", "weight", "message", "why", "source", "suggestions")


@dataclass(slots=True)
class LoadedPack:
    """A pack in one language: its rules and its own word classes."""

    name: str
    title: str
    rules: list[Rule] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[Places, tuple[str | int, ...]]] = field(default_factory=dict)


def load_categories(path: Path) -> dict[str, Category]:
    """Return the categories of finding by name.

    Raises:
        PackError: the file is malformed.
    """
    data, places = read_yaml(path)
    categories = {}
    for name, raw in _mapping(data, places, ()).items():
        values = dict(_mapping(raw, places, (name,)))
        values["silences"] = frozenset(values.get("silences", ()))
        values["silences_by_kind"] = {
            kind: frozenset(names) for kind, names in values.pop("silences-by-kind", {}).items()
        }
        try:
            categories[name] = Category(name=name, **values)
        except TypeError as error:
            raise places.error((name,), f"category {name!r}: {error}") from None
    return categories


def load_profile(folder: Path, code: str) -> tuple[Profile, dict[str, tuple[Places, tuple[str | int, ...]]]]:
    """Return what the files of a language's folder say together, and where its classes and patterns stand.

    Mappings of two levels (``classes``, ``patterns``) are merged; a key that stands in two files is an error.

    Raises:
        PackError: a file is malformed, or two files define the same key.
    """
    merged: dict[str, Any] = {}
    where: dict[str, tuple[Places, tuple[str | int, ...]]] = {}
    for path in sorted((folder / code).glob("*.yaml")):
        data, places = read_yaml(path)
        for key, value in _mapping(data, places, ()).items():
            if key in ("classes", "patterns"):
                table = merged.setdefault(key, {})
                for name, block in _mapping(value, places, (key,)).items():
                    if name in table:
                        raise places.error((key, name), f"{key[:-1]} {name!r} is also defined in another file")
                    table[name] = _block(block, places, (key, name))
                    where[name if key == "classes" else f"language:{name}"] = (places, (key, name))
            elif key in merged:
                raise places.error((key,), f"key {key!r} is also defined in another file of this language")
            else:
                merged[key] = value
    return Profile(code, merged), where


def load_pack(base: Path, language_file: Path | None, categories: Mapping[str, Category]) -> LoadedPack:
    """Load one pack in one language.

    Args:
        base: ``pack.yaml``, or a single file that holds a whole pack.
        language_file: the pack's file for the language, or ``None`` for a single file.
        categories: the known categories.

    Raises:
        PackError: something is wrong; the message names the file, the line and the remedy.
    """
    return _PackReader(base, language_file, categories).read()


class _PackReader:
    def __init__(self, base: Path, language_file: Path | None, categories: Mapping[str, Category]) -> None:
        self.categories = categories
        self.base, self.base_places = read_yaml(base)
        _mapping(self.base, self.base_places, ())
        self.own: Any = {}
        self.own_places = self.base_places
        if language_file:
            self.own, self.own_places = read_yaml(language_file)
            _mapping(self.own, self.own_places, ())

    def read(self) -> LoadedPack:
        name = self.base.get("pack")
        if not isinstance(name, str) or not name.replace("-", "").isalnum() or name != name.lower():
            raise self.base_places.error(("pack",), "'pack' must name the pack in lower case and hyphens")
        if self.own and self.own.get("pack") != name:
            raise self.own_places.error(("pack",), f"'pack' must be {name!r}, as in pack.yaml")
        for data, places in ((self.base, self.base_places), (self.own, self.own_places)):
            for key in data:
                if key not in ("pack", "title", "language", "rules", "classes"):
                    raise places.error((key,), f"unknown key {key!r}{_hint(key, ('title', 'rules', 'classes'))}")
        pack = LoadedPack(name, str(self.base.get("title", name)))
        for data, places in ((self.base, self.base_places), (self.own, self.own_places)):
            for class_name, block in _mapping(data.get("classes") or {}, places, ("classes",)).items():
                pack.classes[class_name] = _block(block, places, ("classes", class_name))
                pack.places[class_name] = (places, ("classes", class_name))
        base_rules = _mapping(self.base.get("rules") or {}, self.base_places, ("rules",))
        own_rules = _mapping(self.own.get("rules") or {}, self.own_places, ("rules",))
        if not self.own:
            own_rules = base_rules
        for rule_name in own_rules:
            if self.own and rule_name not in base_rules:
                raise self.own_places.error(
                    ("rules", rule_name), f"rule {rule_name!r} is not in pack.yaml{_hint(rule_name, base_rules)}"
                )
            pack.rules.append(self.rule(pack, rule_name, base_rules[rule_name], own_rules[rule_name]))
        return pack

    def rule(self, pack: LoadedPack, name: str, base: Any, own: Any) -> Rule:
        keys: tuple[str | int, ...] = ("rules", name)
        _mapping(base, self.base_places, keys)
        _mapping(own, self.own_places, keys)
        merged: dict[str, Any] = {}
        place: dict[str, Places] = {}
        for values, places in ((base, self.base_places), (own, self.own_places)):
            for key, value in values.items():
                merged[key], place[key] = value, places
        if "kind" in merged:
            self.known_keys(merged, place, keys, self.one_of(merged, place, keys, "kind", KINDS))
        for key in _REQUIRED:
            if key not in merged:
                raise self.own_places.error(keys, f"rule {name!r} has no {key!r}")
        kind = merged["kind"]
        self.one_of(merged, place, keys, "category", self.categories)
        self.one_of(merged, place, keys, "severity", SEVERITIES)
        if "span" in merged:
            self.one_of(merged, place, keys, "span", _SPANS)
        rule_id = f"{pack.name}/{name}"
        sets: dict[str, str] = {}
        params: dict[str, Any] = {}
        described = KINDS[kind]
        mappings = {name[:-1] for name in described.sets if name.endswith(".")}
        for key, value in merged.items():
            where = place[key]
            at = (*keys, key)
            if key in _RULE_KEYS:
                _typed(value, _RULE_KEYS[key], where, at)
            elif key in described.sets:
                sets[key] = _block(value, where, at)
                pack.places[f"{rule_id}:{key}"] = (where, at)
            elif key in mappings:
                for part, block in _mapping(value, where, at).items():
                    sets[f"{key}.{part}"] = _block(block, where, (*at, part))
                    pack.places[f"{rule_id}:{key}.{part}"] = (where, (*at, part))
            elif key in described.params:
                _typed(value, described.params[key], where, at)
                if key in described.choices:
                    self.one_of(merged, place, keys, key, described.choices[key])
                params[key] = value
                if key in ("expressions", "exceptions"):
                    _expressions(value, where, at)
                if key == "swaps":
                    for word in _mapping(value, where, at):
                        sets[f"swaps.{word}"] = word
                        pack.places[f"{rule_id}:swaps.{word}"] = (where, (*at, word))
        for key in described.required:
            if key not in merged:
                raise self.own_places.error(keys, f"rule {name!r} of kind {kind!r} needs {key!r}")
        return Rule(
            id=rule_id,
            pack=pack.name,
            category=merged["category"],
            kind=kind,
            title=merged["title"],
            severity=merged["severity"],
            weight=float(merged["weight"]),
            message=merged["message"],
            why=merged["why"],
            source=merged["source"],
            suggestions=read_suggestions(merged["suggestions"], place["suggestions"], (*keys, "suggestions")),
            roles=self.subset(merged, place, keys, "roles", ROLES),
            blocks=self.subset(merged, place, keys, "blocks", BLOCKS),
            span=merged.get("span", "match"),
            sets=sets,
            params=params,
            examples=self.examples(merged, place, keys),
            place=f"{self.own_places.path}:{self.own_places.line(keys)}",
        )

    def known_keys(
        self, merged: Mapping[str, Any], place: Mapping[str, Places], keys: tuple[str | int, ...], kind: str
    ) -> None:
        described = KINDS[kind]
        known = [*_RULE_KEYS, *(name.rstrip(".") for name in described.sets), *described.params]
        for key in merged:
            if key not in known:
                raise place[key].error((*keys, key), f"a rule of kind {kind!r} has no key {key!r}{_hint(key, known)}")

    def one_of(
        self,
        merged: Mapping[str, Any],
        place: Mapping[str, Places],
        keys: tuple[str | int, ...],
        key: str,
        allowed: Iterable[str],
    ) -> str:
        value = merged[key]
        if value not in allowed:
            raise place[key].error(
                (*keys, key), f"{key} {value!r} is unknown{_hint(str(value), allowed)}; one of: {', '.join(allowed)}"
            )
        return str(value)

    def subset(
        self,
        merged: Mapping[str, Any],
        place: Mapping[str, Places],
        keys: tuple[str | int, ...],
        key: str,
        allowed: Sequence[str],
    ) -> frozenset[str]:
        values = merged.get(key, [])
        for value in values:
            if value not in allowed:
                raise place[key].error((*keys, key), f"{value!r} in {key} is unknown; one of: {', '.join(allowed)}")
        return frozenset(values)

    def examples(
        self, merged: Mapping[str, Any], place: Mapping[str, Places], keys: tuple[str | int, ...]
    ) -> tuple[Example, ...]:
        if "examples" not in merged:
            return ()
        places = place["examples"]
        result = []
        for quality in merged["examples"]:
            if quality not in ("bad", "good"):
                raise places.error((*keys, "examples", quality), f"examples are 'bad' or 'good', not {quality!r}")
            for number, raw in enumerate(merged["examples"][quality] or []):
                at = (*keys, "examples", quality, number)
                text, role = (raw, "") if isinstance(raw, str) else ("", "")
                if isinstance(raw, dict):
                    text = str(raw.get("text", "")) * int(raw.get("repeat", 1))
                    role = str(raw.get("role", ""))
                if not text.strip():
                    raise places.error(at, "an example is a text, or a mapping with 'text', 'role' and 'repeat'")
                marked = None
                if quality == "bad":
                    head, opened, rest = text.partition(">>")
                    marked, closed, tail = rest.partition("<<")
                    if not opened or not closed or not marked:
                        raise places.error(at, "a bad example marks what is reported as >>words<<")
                    text = head + marked + tail.replace(">>", "").replace("<<", "")
                result.append(Example(text, marked, places.line(at), role))
        return tuple(result)


def _mapping(value: Any, places: Places, keys: tuple[str | int, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise places.error(keys, f"expected keys with values, found {type(value).__name__}")
    return value


def _block(value: Any, places: Places, keys: tuple[str | int, ...]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise places.error(keys, "expected patterns as text, one a line (write 'key: |' and indent them)")
    return value


def _expressions(values: Iterable[Any], places: Places, keys: tuple[str | int, ...]) -> None:
    for number, expression in enumerate(values):
        try:
            compile_expression(str(expression))
        except ValueError as error:
            raise places.error((*keys, number), str(error)) from None


def _typed(value: Any, types: tuple[type, ...], places: Places, keys: tuple[str | int, ...]) -> None:
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        wanted = " or ".join(one.__name__ for one in types)
        raise places.error(keys, f"{keys[-1]!r} must be of type {wanted}, not {type(value).__name__}")


def _hint(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
