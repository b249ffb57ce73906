"""Show packs: a list of them, all about one, and what is wrong with some."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from poalint.errors import Problem
from poalint.output.style import Style
from poalint.output.width import shorten, width, wrap
from poalint.packs.model import Rule
from poalint.patterns.compiler import lines
from poalint.ruleset.catalogue import PackInfo

_INDENT = "  "
_LISTS = ("expressions", "exceptions", "tokens")


def render_list(packs: Sequence[PackInfo], style: Style) -> str:
    """Return one line for each pack: name, number of rules, languages, origin and title."""
    names = max((width(pack.name) for pack in packs), default=0)
    codes = max((len(",".join(pack.languages)) for pack in packs), default=0)
    page = []
    for pack in packs:
        start = f"{pack.name:<{names}}  {pack.count:>4} {'rule ' if pack.count == 1 else 'rules'}  "
        start += f"{','.join(pack.languages):<{codes}}  {pack.origin:<9}  "
        if pack.error:
            page.append(start + style.paint("cannot be read:", "error"))
            page += [_INDENT + style.text(line) for line in pack.error.splitlines()]
            continue
        told = style.text(pack.title if pack.origin == "shipped" else f"{pack.title} ({pack.path})")
        page.append(start.replace(pack.name, style.paint(pack.name, "bold"), 1) + told)
    return "\n".join(page) + "\n" if page else "There are no packs.\n"


def render_list_json(packs: Sequence[PackInfo]) -> str:
    """Return the packs as a JSON array, one line for each."""
    rows = (
        {
            "name": pack.name,
            "title": pack.title,
            "languages": list(pack.languages),
            "rules": pack.count,
            "origin": pack.origin,
            "path": pack.path,
            **({"error": pack.error} if pack.error else {}),
        }
        for pack in packs
    )
    return _array(rows)


def render_pack(pack: PackInfo, style: Style) -> str:
    """Return all about one pack: its rules in each language, each with what it looks for and where that comes from."""
    count = f"{pack.count} rule{'' if pack.count == 1 else 's'}"
    page = [
        style.paint(style.text(f"{pack.name}: {pack.title}"), "bold"),
        style.text(f"{count}, {pack.origin}, {pack.path}"),
    ]
    for language, rules in pack.rules.items():
        for rule in rules:
            page += ["", *_rule(rule, language, style)]
    return "\n".join(page) + "\n"


def render_pack_json(pack: PackInfo) -> str:
    """Return the same as a JSON object."""
    data = {
        "name": pack.name,
        "title": pack.title,
        "origin": pack.origin,
        "path": pack.path,
        "languages": {code: [_rule_data(rule) for rule in rules] for code, rules in pack.rules.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def render_problems(problems: Sequence[Problem], packs: Sequence[str], style: Style) -> str:
    """Return one line for each problem, and a last one with how many there are."""
    page = [style.text(str(problem)) for problem in problems]
    if problems:
        files = len({problem.path for problem in problems})
        page.append(f"{_number(len(problems), 'problem')} in {_number(files, 'file')}")
    else:
        page.append(style.text(f"No problems in {', '.join(packs)}"))
    return "\n".join(page) + "\n"


def render_problems_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON array, one line for each."""
    return _array(problem._asdict() for problem in problems)


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _array(rows: Any) -> str:
    written = [json.dumps(row, ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(written) + "\n]\n" if written else "[]\n"


def _sets(rule: Rule) -> dict[str, list[str]]:
    """Return what a rule looks for, by its keys."""
    found: dict[str, list[str]] = {}
    for name, block in rule.sets.items():
        key = "swaps" if name.startswith("swaps.") else name
        found.setdefault(key, []).extend(text for _, text in lines(block))
    for name in _LISTS:
        if rule.params.get(name):
            values = rule.params[name]
            found[name] = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in values]
    return found


def _rule_data(rule: Rule) -> dict[str, Any]:
    bad = sum(example.marked is not None for example in rule.examples)
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "weight": rule.weight,
        "kind": rule.kind,
        "category": rule.category,
        "roles": sorted(rule.roles),
        "blocks": sorted(rule.blocks),
        "lines": _sets(rule),
        "examples": {"bad": bad, "good": len(rule.examples) - bad},
        "source": rule.source,
        "place": rule.place,
    }


def _rule(rule: Rule, language: str, style: Style) -> Iterator[str]:
    severity = style.paint(rule.severity, rule.severity)
    about = f"weight {rule.weight:g}, {rule.kind}, {rule.category}, {language}"
    yield f"{style.paint(rule.id, 'bold')}  {severity}, {about}"
    room = style.columns - len(_INDENT)
    for line in wrap(style.text(rule.title), room):
        yield _INDENT + line
    for name, texts in _sets(rule).items():
        start = f"{name}: {_number(len(texts), 'line')}, such as "
        yield (
            _INDENT
            + style.paint(start, "dim")
            + shorten(style.text(texts[0]), max(10, room - len(start)), style.mark("ellipsis"))
        )
    bad = sum(example.marked is not None for example in rule.examples)
    yield _INDENT + style.paint(f"examples: {bad} bad, {len(rule.examples) - bad} good", "dim")
    for line in wrap(style.text(f"source: {rule.source}"), room):
        yield _INDENT + style.paint(line, "dim")
