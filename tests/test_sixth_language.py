"""A language is data: a tiny sixth one checks a draft, with no code of its own."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from poalint.cli import main
from poalint.linter import Linter

FOLDER = Path(__file__).with_name("esperanto")
LINTER = Linter(packs=[FOLDER], language="eo")


def test_a_draft_is_checked() -> None:
    report = LINTER.check((FOLDER / "draft.txt").read_text(encoding="utf-8"))
    assert [(one.rule, one.excerpt) for one in report.findings] == [
        ("petoj/sen-kauzo", "Problemo"),
        ("petoj/semajntago", "Mardon, la 16an de marto 2026"),
        ("petoj/sen-respondeculo", "Ni kontrolos ĉiun pakaĵon antaŭ la sendo."),
        ("petoj/kompato", "Ni petegas vin:"),
        ("petoj/kompato", "donu al ni duan ŝancon."),
    ]
    assert report.language == "eo" and report.scored


def test_its_examples_are_tested_from_the_command_line() -> None:
    result = CliRunner().invoke(main, ["packs", "test", str(FOLDER), "--no-speed"])
    assert result.exit_code == 0, result.output
    assert "eo" in result.output


def test_it_speaks_its_own_language() -> None:
    finding = LINTER.check("Ni petegas vin.").findings[0]
    assert finding.message.startswith("Tio petegas")
