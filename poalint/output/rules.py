"""Show rules: a list of them, or all about one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from poalint.edits.labels import describe, labels_of
from poalint.output.source import snippet
from poalint.output.style import Style
from poalint.output.width import wrap
from poalint.packs.model import Example, Rule, SuggestionTemplate
from poalint.roles import ACTION_ROLES
from poalint.text.positions import Lines

_INDENT = "  "
_ID = 36  # columns of an id in a list; a longer one has a line of its own


def render_list(rules: Sequence[Rule], style: Style) -> str:
    """Return the rules by category: id, severity and title, aligned."""
    lines: list[str] = []
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            lines += [""] * bool(lines) + [style.paint(category, "bold")]
        lines += _row(rule, style)
    return "\n".join(lines) + "\n" if lines else "There are no rules.\n"


def render_json(rules: Sequence[Rule]) -> str:
    """Return the rules as a JSON array, one line for each, keys in a fixed order."""
    import json

    rows = (
        {
            "id": rule.id,
            "pack": rule.pack,
            "category": rule.category,
            "severity": rule.severity,
            "weight": rule.weight,
            "kind": rule.kind,
            "title": rule.title,
            "why": rule.why,
            "source": rule.source,
        }
        for rule in rules
    )
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def render_rule(rule: Rule, style: Style, labels: Mapping[str, str] | None = None) -> str:
    """Return all about one rule: what it finds, why, where that comes from, what to do, and examples.

    Args:
        rule: the rule, with its examples.
        style: how to print.
        labels: what edits are called; in English without them.
    """
    lines = [
        style.paint(style.text(rule.title), "bold"),
        f"{rule.id}  (category {rule.category}, {style.paint(rule.severity, rule.severity)})",
    ]
    lines += _part("Why", _words(rule.why, style), style)
    lines += _part("What to do", "", style)
    labels = labels or labels_of(None)
    advice = [list(_advice(suggestion, labels, style)) for suggestion in rule.suggestions]
    # Several edits may be told in the same words, as each looks for others in the sentence.
    lines += [line for number, part in enumerate(advice) if part not in advice[:number] for line in part]
    bad = [example for example in rule.examples if example.marked is not None]
    good = [example for example in rule.examples if example.marked is None]
    for title, examples in (("Found by it", bad), ("Not found by it", good)):
        if examples:
            lines += _part(title, "", style)
            for example in examples:
                lines += _example(example, style, rule.severity)
    lines += _part("Where it comes from", style.text(rule.source), style)
    return "\n".join(lines) + "\n"


def _row(rule: Rule, style: Style) -> Iterator[str]:
    severity = style.paint(f"{rule.severity:<8}", rule.severity)
    start = f"{_INDENT}{rule.id:<{_ID}} {severity} "
    used = len(_INDENT) + _ID + 10
    title = wrap(style.text(rule.title), style.columns - used)
    if len(rule.id) > _ID:
        yield f"{_INDENT}{rule.id}"
        start = " " * (len(_INDENT) + _ID + 1) + f"{severity} "
    yield (start + (title[0] if title else "")).rstrip()
    for line in title[1:]:
        yield " " * used + line


def _part(title: str, text: str, style: Style) -> Iterator[str]:
    yield ""
    yield style.paint(title, "bold")
    for line in wrap(text, style.columns - len(_INDENT)):
        yield _INDENT + line


def _advice(suggestion: SuggestionTemplate, labels: Mapping[str, str], style: Style) -> Iterator[str]:
    text = describe(suggestion, suggestion.text, labels)
    mark = style.mark("arrow") + " "
    start = style.paint(mark, "good")
    for line in wrap(_words(text, style), style.columns - len(_INDENT) - len(mark)):
        yield _INDENT + start + line
        start = " " * len(mark)


def _words(text: str, style: Style) -> str:
    """Return a rule's words; values that a finding fills in stand in brackets."""
    return style.text(text.replace("{", "[").replace("}", "]"))


def _example(example: Example, style: Style, severity: str) -> Iterator[str]:
    """Yield an example; of a bad one the words that are found are underlined."""
    text = example.text.strip("\n")
    at = text.find(example.marked) if example.marked else -1
    dot = style.mark("dot") + " "
    if example.role:
        subject = f"{example.role} actions" if example.role in ACTION_ROLES else f"the {example.role}"
        yield _INDENT + dot + style.paint(f"in a section on {subject}:", "dim")
        dot = " " * len(dot)
    if at < 0:
        for paragraph in text.split("\n"):
            for line in wrap(style.text(paragraph), style.columns - len(_INDENT) - len(dot)):
                yield _INDENT + dot + line
                dot = " " * len(dot)
        return
    assert example.marked is not None
    yield from snippet(text, Lines(text), (at, at + len(example.marked)), style, severity, _INDENT + dot)
