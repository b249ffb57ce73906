"""Write what is taken from the program itself: the rule reference, the README's picture, the configuration's schema.

``python docs/generate.py`` writes them; ``python docs/generate.py --check`` only says whether they are current.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from poalint.linter import Linter
from poalint.output import CheckedFile
from poalint.output.configuration import render_schema
from poalint.output.style import Style
from poalint.output.text import render
from poalint.packs.model import Category, Example, Rule, SuggestionTemplate
from poalint.ruleset import load_rules, load_ruleset

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "rules.md"
README = ROOT / "README.md"
SCHEMA = ROOT / "poalint" / "configuration" / "configuration.schema.json"
DRAFT = "examples/bad-draft.txt"
# Findings of the example that the README shows before it skips to the score.
SHOWN = ("consistency/wrong-percentage", "no-blame/third-party-acted", "concrete-actions/owner-missing")
_PICTURE = re.compile(r"(?<=<!-- output -->\n)```text\n.*?```", re.DOTALL)

_HEAD = """\
# The rules

Every rule of the shipped packs, by category. This page is written by `python docs/generate.py` from the packs under
`rules/`; do not edit it by hand. `poalint explain RULE` prints the same for one rule, `poalint rules` lists them.

A rule's *weight* is the points that its first finding costs; a category costs no more than its *cap*
([score.md](score.md) has the formula). Words in brackets stand for values of the draft.
"""


def reference() -> str:
    """Return the rule reference."""
    rules = load_rules("en")
    categories = load_ruleset("en").categories
    by_category: dict[str, list[Rule]] = {name: [] for name in categories}
    for rule in rules:
        by_category[rule.category].append(rule)
    lines = [_HEAD, "| category | | rules | sub-score | cap |", "|---|---|---|---|---|"]
    for name, category in categories.items():
        row = f"| [`{name}`](#{name}) | {category.title} | {len(by_category[name])} |"
        lines.append(f"{row} {category.dimension} | {category.cap:g} |")
    for name, category in categories.items():
        lines += ["", f"## {name}", "", *_category(category)]
        for rule in sorted(by_category[name], key=lambda one: one.id):
            lines += ["", *_rule(rule)]
    return "\n".join(lines) + "\n"


def _category(category: Category) -> Iterable[str]:
    text = f"{category.title}. Counts for the sub-score *{category.dimension}*, at most {category.cap:g} points."
    if category.once:
        text += f" At most one finding for each {category.once}."
    yield text


def _rule(rule: Rule) -> Iterable[str]:
    yield f"### {rule.id}"
    yield ""
    facts = [f"**{rule.severity}**", f"weight {rule.weight:g}", f"kind `{rule.kind}`"]
    if rule.roles:
        facts.append(f"in {', '.join(sorted(rule.roles))}")
    yield f"{_words(rule.title)}. {' · '.join(facts)}"
    yield ""
    yield f"{_words(rule.why)}"
    yield ""
    for suggestion in rule.suggestions:
        yield f"- {_advice(suggestion)}"
    bad = [example for example in rule.examples if example.marked is not None][:2]
    good = [example for example in rule.examples if example.marked is None][:2]
    for title, examples in (("Found:", bad), ("Not found:", good)):
        if examples:
            yield ""
            yield title
            yield ""
            for example in examples:
                yield f"- {_example(example)}"
    yield ""
    yield f"Source: {_words(rule.source)}"


def _advice(suggestion: SuggestionTemplate) -> str:
    if suggestion.kind == "delete":
        target = {"match": "these words", "sentence": "the sentence", "item": "the item"}[suggestion.target]
        return f"Delete {target}."
    if suggestion.kind == "replace":
        return f"Write “{_words(suggestion.text)}”."
    return _words(suggestion.text)


def _words(text: str) -> str:
    """Return a rule's words for Markdown; values that a finding fills in stand in brackets."""
    text = " ".join(text.replace("{", "[").replace("}", "]").split())
    return re.sub(r"([\\`*_<>|#])", r"\\\1", text)


def _example(example: Example) -> str:
    place = f"*{example.role}:* " if example.role else ""
    text = example.text.strip("\n")
    if example.marked and example.marked in text:
        before, _, after = text.partition(example.marked)
        return f"{place}{_quote(before)}**{_quote(example.marked).strip()}**{_quote(after)}"
    return place + _quote(text)


def _quote(text: str) -> str:
    return " ⏎ ".join(re.sub(r"([\\`*_<>|#\[\]])", r"\\\1", line) for line in text.split("\n"))


def picture() -> str:
    """Return what the README shows of the output for the example: some findings and the score."""
    text = (ROOT / DRAFT).read_text(encoding="utf-8")
    report = Linter(language="en").check(text)
    page = render(CheckedFile(DRAFT, text, report), Style())
    findings, line, panel = page.partition("─" * 80)
    parts = [part for part in findings.strip("\n").split("\n\n") if any(rule in part for rule in SHOWN)]
    return "\n".join(
        [
            "```text",
            f"$ poalint check {DRAFT}",
            "\n\n[…]\n\n".join(parts),
            "",
            "[…]",
            "",
            line + panel.rstrip("\n"),
            "```",
        ]
    )


def readme() -> str:
    """Return the README with a current picture."""
    text = README.read_text(encoding="utf-8")
    return _PICTURE.sub(lambda _: picture(), text)


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not current")
    check = parser.parse_args().check
    stale = []
    for path, text in ((REFERENCE, reference()), (README, readme()), (SCHEMA, render_schema())):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT).as_posix())
            if not check:
                path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"not current: {', '.join(stale)}; run python docs/generate.py")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
