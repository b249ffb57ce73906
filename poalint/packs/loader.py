"""Read packs, categories and languages from their files, and check what stands at the top of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from poalint.packs import keys as described
from poalint.packs.cue_table import cue_table_fits
from poalint.packs.keys import CATEGORY_KEYS, PACK_KEYS, Key
from poalint.packs.language_keys import LANGUAGE_KEYS
from poalint.packs.model import Category, Profile
from poalint.packs.problems import Problems, did_you_mean, shown
from poalint.packs.raw import RawPack, RawRule, Value
from poalint.packs.values import expression_fits, fits, has_type, known_keys, type_of
from poalint.packs.yaml_reader import read_yaml

ANY = "any"
_ONLY_ONCE = ("extends", "categories")
_NEEDS_LANGUAGE = ("rules", "classes", "add-to-classes")


def read_mapping(path: Path, problems: Problems, begin: str = "") -> Value | None:
    """Return a file's keys, or ``None`` where it holds no mapping; ``begin`` says how such a file begins."""
    before = len(problems.found)
    data, places = read_yaml(path, problems)
    if isinstance(data, dict):
        return Value(data, places, ())
    if len(problems.found) == before:
        found = "an empty file" if data is None else type_of(data)
        problems.add(path, 1, 1, f"expected keys with values, found {found}", begin)
    return None


def read_pack(base: Path, language_files: Sequence[Path] | None, language: str, problems: Problems) -> RawPack | None:
    """Read one pack in one language.

    Args:
        base: ``pack.yaml``, or a single file that holds a whole pack.
        language_files: the pack's files for the language and for any; ``None`` for a single file.
        language: code of the language.
        problems: where to note what is wrong.

    Returns:
        The pack; ``None`` where its file cannot be read at all.
    """
    begin = "a pack begins with 'pack: its-name'"
    first = read_mapping(base, problems, begin)
    files = [read_mapping(path, problems, begin) for path in language_files or ()]
    if first is None:
        return None
    name = first.data.get("pack")
    if not isinstance(name, str) or not re.fullmatch(described.NAME, name):
        place = first.child("pack") if "pack" in first.data else first
        place.wrong(problems, "'pack' must name the pack in lower case and hyphens", "write 'pack: my-rules' on top")
        name = base.stem
    pack = RawPack(name, name, base)
    parts = [Value(one.data, one.places, (), name) for one in (first, *files) if one is not None]
    single = language_files is None
    for number, part in enumerate(parts):
        _top(part, name, part is not parts[0], problems)
        for key in part.data:
            if key in PACK_KEYS and (number == 0 or key not in _ONLY_ONCE):
                pack.parts.setdefault(key, []).append(part.child(key))
    if single:
        pack.active = _single_is_active(first, language, problems)
    for key, values in pack.parts.items():
        for value in values:
            fits(_top_key(key), key, value, problems)
        # What is wrong inside of a list or mapping is told, and the rest of it is checked too.
        pack.parts[key] = [value for value in values if has_type(_top_key(key), value)]
    pack.title = next((value.data for value in pack.parts.get("title", [])), name)
    pack.extends = tuple(value.child(at) for value in pack.parts.get("extends", ()) for at in range(len(value.data)))
    _rules(pack, parts, single, problems)
    return pack


def _top_key(key: str) -> Key:
    # The name is checked before, in words of its own.
    return Key(described.TEXT, "") if key == "pack" else PACK_KEYS[key]


def _top(part: Value, name: str, of_language: bool, problems: Problems) -> None:
    """Check which keys stand at the top of a file."""
    known_keys(part, PACK_KEYS, "a pack", problems)
    if not of_language:
        return
    for key in _ONLY_ONCE:
        if key in part.data:
            part.child(key).wrong_key(problems, f"{key!r} does not belong here", "write it in pack.yaml")
    said = part.data.get("pack")
    if said != name:
        place = part.child("pack") if "pack" in part.data else part
        place.wrong(problems, f"'pack' must be {name!r}, as in pack.yaml", "write the same name in both files")
    code = part.data.get("language")
    file = part.places.path
    if code is not None and code != file.stem:
        part.child("language").wrong(problems, f"'language' is {shown(code)} in a file of {file.stem!r}", "rename one")


def _single_is_active(pack: Value, language: str, problems: Problems) -> bool:
    """Return whether a single file is a pack for a language."""
    code = pack.data.get("language")
    if code is None:
        needing = [key for key in _NEEDS_LANGUAGE if pack.data.get(key)]
        if needing:
            remedy = "add 'language: en', or 'language: any' for rules that need no words"
            pack.wrong(problems, f"a pack with {needing[0]!r} in one file must say its language", remedy)
        return True
    return code in (language, ANY) or not (isinstance(code, str) and re.fullmatch(described.LANGUAGE, code))


def _rules(pack: RawPack, parts: Sequence[Value], single: bool, problems: Problems) -> None:
    """Put together what pack.yaml and the language's files say of each rule."""
    tables = [(part, part.child("rules")) for part in parts if isinstance(part.data.get("rules"), dict)]
    base = next((rules for part, rules in tables if part is parts[0]), None)
    pack.named = frozenset(base.data if base is not None else ())
    own = [rules for part, rules in tables if single or part is not parts[0]]
    for rules in own:
        if len(rules.data) > described.MAX_RULES:
            rules.wrong_key(problems, f"more than {described.MAX_RULES} rules", "split the pack")
            continue
        for name, value in rules.items():
            if not single and (base is None or name not in base.data):
                remedy = did_you_mean(name, pack.named) or "add it there: category, kind, severity, weight and source"
                value.wrong_key(problems, f"rule {shown(name)} is not in pack.yaml", remedy)
                continue
            if not re.fullmatch(described.NAME, name):
                value.wrong_key(problems, f"{shown(name)} cannot name a rule", "use lower case and hyphens")
                continue
            sides = [value] if single or base is None else [base.child(name), value]
            rule = RawRule(f"{pack.name}/{name}", pack.name, {}, value)
            odd = [side for side in sides if not isinstance(side.data, dict)]
            for side in odd:
                found = type_of(side.data)
                side.wrong(problems, f"expected keys with values, found {found}", "indent the rule's keys")
            if not odd:
                for side in sides:
                    rule.values.update(side.items())
                pack.rules[name] = rule


def read_categories(path: Path, problems: Problems) -> dict[str, Category]:
    """Return the categories of a file ``categories.yaml``, by name."""
    value = read_mapping(path, problems, "categories.yaml has a category's name and its keys in each line")
    return make_categories(value, problems) if value is not None else {}


def make_categories(value: Value, problems: Problems) -> dict[str, Category]:
    """Return categories that are written as a mapping, by name; what is wrong is noted."""
    found = {}
    for name, raw in value.items():
        if not re.fullmatch(described.NAME, name):
            raw.wrong_key(problems, f"{shown(name)} cannot name a category", "use lower case and hyphens")
        elif not isinstance(raw.data, dict):
            raw.wrong(problems, f"expected keys with values, found {type_of(raw.data)}", "write title and dimension")
        elif checked_keys(raw, CATEGORY_KEYS, f"category {name!r}", problems):
            values: dict[str, Any] = {key.replace("-", "_"): one for key, one in raw.data.items()}
            values["silences"] = frozenset(values.get("silences", ()))
            values["covers"] = frozenset(values.get("covers", ()))
            by_kind = values.get("silences_by_kind", {})
            values["silences_by_kind"] = {kind: frozenset(names) for kind, names in by_kind.items()}
            found[name] = Category(name=name, **values)
    return found


def checked_keys(value: Value, known: dict[str, Key], of: str, problems: Problems) -> bool:
    """Return whether a mapping has the keys that it must have, no others, and what they may hold."""
    before = len(problems.found)
    known_keys(value, known, of, problems)
    for key, one in known.items():
        if key in value.data:
            fits(one, key, value.child(key), problems)
        elif one.required:
            value.wrong_key(problems, f"{of} has no {key!r}", "add it")
    return len(problems.found) == before


def read_profile(
    files: Iterable[Path], code: str, problems: Problems, shipped: bool = False
) -> tuple[Profile, dict[str, Value]]:
    """Return what the files of a language say together, and where its classes and patterns stand.

    Mappings of two levels (``classes``, ``patterns``) are merged; a key that stands in two files is an error. Places
    are by class name and by ``language:`` with the name of a set of patterns. Regular expressions of languages that are
    not ``shipped`` must be RE2's.
    """
    merged: dict[str, Any] = {}
    where: dict[str, Value] = {}
    for path in files:
        file = read_mapping(path, problems, "a language's file has keys such as classes and patterns")
        for key, value in file.items() if file is not None else ():
            if key in ("classes", "patterns"):
                table = merged.setdefault(key, {})
                for name, block in value.items() if fits(Key(described.MAPPING, ""), key, value, problems) else ():
                    if name in table:
                        block.wrong_key(problems, f"{key} {name!r} is also defined in another file", "remove one")
                    elif fits(Key(described.PATTERNS, ""), name, block, problems):
                        table[name] = block.data
                        where[name if key == "classes" else f"language:{name}"] = block
            elif key in merged:
                value.wrong_key(problems, f"key {key!r} is also defined in another file of this language", "remove one")
            elif key not in LANGUAGE_KEYS:
                known_keys(Value({key: None}, value.places, ()), frozenset(LANGUAGE_KEYS), "a language", problems)
            elif fits(LANGUAGE_KEYS[key], key, value, problems) and _tables_fit(key, value, shipped, problems):
                merged[key] = value.data
    return Profile(code, merged, shipped), where


def _tables_fit(key: str, value: Value, shipped: bool, problems: Problems) -> bool:
    """Return whether a language's expressions and the tables that packs are compiled by are well formed."""
    before = len(problems.found)
    if key == "cues":
        return cue_table_fits(value, problems)
    if key == "date-expressions":
        for number in range(len(value.data)):
            _expression_fits(value.child(number), shipped, problems)
    for part, child in value.items() if key in ("contractions", "inflection") else ():
        wanted = list if (key, part) == ("inflection", "rules") else dict
        if not isinstance(child.data, wanted):
            child.wrong(problems, f"{part!r} of {key!r} must be {type_of(wanted())}, not {type_of(child.data)}")
        elif wanted is list:
            for number in range(len(child.data)):
                _inflection_fits(child.child(number), shipped, problems)
    return len(problems.found) == before


def _inflection_fits(value: Value, shipped: bool, problems: Problems) -> None:
    rule = value.data
    if not isinstance(rule, list) or len(rule) != 2 or not isinstance(rule[1], list):
        value.wrong(problems, "a rule of inflection is a pair", "write [expression, [form, form]]")
    else:
        _expression_fits(value.child(0), shipped, problems)


def _expression_fits(value: Value, shipped: bool, problems: Problems) -> None:
    if not shipped:
        expression_fits(value, problems)
        return
    try:
        re.compile(value.data)
    except (re.error, TypeError) as error:
        value.wrong(problems, f"not a regular expression: {error}", "mend it")
