"""The packs under examples/packs: valid, tested, and right about their own drafts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from poalint import Linter, packtest
from poalint.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "packs" / "capa-8d"
PACK = EXAMPLE / "capa_8d"


def test_it_is_valid_and_each_rule_has_two_examples_of_each_kind() -> None:
    result = CliRunner().invoke(main, ["packs", "validate", "--examples", str(PACK)])
    assert (result.exit_code, result.stdout) == (0, f"No problems in {PACK}\n")


def test_its_examples_pass_without_a_warning() -> None:
    (result,) = packtest.test(PACK)
    assert result.failures == () and result.remarks == ()
    assert result.rules >= 12


@pytest.mark.parametrize("packs", [[PACK], [PACK, "default"]], ids=["alone", "beside the shipped ones"])
def test_the_bad_report(packs: list[str | Path]) -> None:
    report = Linter(packs=packs, language="en").check((EXAMPLE / "drafts" / "bad-report.md").read_text("utf-8"))
    found = {finding.rule for finding in report.findings if finding.rule.startswith("capa-8d/")}
    assert len(found) >= 12
    assert {"capa-8d/human-error", "capa-8d/training-only", "capa-8d/no-escape-cause", "capa-8d/empty-field"} <= found


def test_the_good_report() -> None:
    report = Linter(packs=[PACK], language="en").check((EXAMPLE / "drafts" / "good-report.md").read_text("utf-8"))
    assert [(finding.rule, finding.excerpt) for finding in report.findings] == []
    roles = {section.title: section.role for section in report.sections}
    assert roles["Description of the nonconformity"] == "issue"
    assert (roles["Containment"], roles["Why it was not detected"]) == ("corrective", "root-cause")
    assert (roles["Corrective actions"], roles["Prevention"]) == ("corrective", "preventive")


def test_it_can_be_installed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps"]
    folder = tmp_path / "capa-8d"
    (folder / "capa_8d").mkdir(parents=True)
    for name in ("pyproject.toml", "capa_8d/__init__.py", "capa_8d/pack.yaml"):
        (folder / name).write_bytes((EXAMPLE / name).read_bytes())
    subprocess.run([*command, "--target", str(tmp_path / "site"), str(folder)], check=True, capture_output=True)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "from poalint import Linter\n"
        "print(len(Linter(packs=['capa-8d'], language='en').rules()), 'capa_8d' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    rules, imported = done.stdout.split()
    assert int(rules) >= 12 and imported == "False"
