"""The docs tell the truth: what is generated is current, links lead somewhere, commands and code in them run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from import_docs import generate

import poalint
from poalint.cli import main
from poalint.packs.kinds import KINDS
from poalint.packs.model import Example
from poalint.ruleset import load_ruleset

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_rule_reference_is_current() -> None:
    assert generate.REFERENCE.read_text(encoding="utf-8") == generate.reference(), "run python docs/generate.py"


def test_the_picture_in_the_readme_is_current() -> None:
    assert generate.README.read_text(encoding="utf-8") == generate.readme(), "run python docs/generate.py"


def test_examples_are_quoted_for_markdown() -> None:
    example = Example("- We *will* refund\n- [Name]", "*will*", role="corrective")
    assert generate._example(example) == r"*corrective:* - We **\*will\*** refund ⏎ - \[Name\]"


def test_the_example_drafts() -> None:
    bad = CliRunner().invoke(main, ["check", str(ROOT / "examples" / "bad-draft.txt")])
    assert bad.exit_code == 1
    report = poalint.check((ROOT / "examples" / "bad-draft.txt").read_text(encoding="utf-8"))
    assert report.score.total < 30 and len({found.category for found in report.findings}) > 10
    mended = poalint.check((ROOT / "examples" / "mended-draft.txt").read_text(encoding="utf-8"))
    assert mended.score.total > 95
    assert [found.rule for found in mended.findings if found.severity != "info"] == []


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_python_in_the_docs_runs(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
        assert done.returncode == 0, done.stderr


def test_the_test_command_of_the_readme_is_that_of_ci() -> None:
    (command,) = re.findall(r"^    (.* -m pytest)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_kind_and_every_key_is_described() -> None:
    page = (ROOT / "docs" / "rule-language.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        assert f"### `{name}`" in page
        part = page.partition(f"### `{name}`")[2].partition("\n### ")[0]
        for key in (*kind.sets, *kind.params):
            assert f"`{key.rstrip('.')}`" in part, f"{name}: {key}"
        for choices in kind.choices.values():
            assert all(choice in part for choice in choices), name


def test_the_architecture_names_every_module() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "poalint"
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        if path.name not in ("__init__.py", "__main__.py"):
            assert f"`{path.name.removesuffix('.py')}`" in page or f"`{name}`" in page, name
    for name in re.findall(r"`(\w+/[\w/]+\.py|\w+\.py)`", page):
        assert (package / name).exists(), name


def test_the_caps_in_the_docs_are_those_of_the_packs() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for name, category in load_ruleset("en").categories.items():
        assert f"| [`{name}`](#{name}) | {category.title} |" in page
