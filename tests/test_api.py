"""The library: what ``import poalint`` gives."""

from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
from drafts import FAULTY, SOUND

import poalint
from poalint import Linter, Report

ROOT = Path(__file__).parent.parent


def test_check() -> None:
    report = poalint.check(FAULTY, language="en")
    assert isinstance(report, Report)
    assert report.language == "en"
    assert {"plea", "blame", "vague", "missing-section", "inconsistent"} & {found.category for found in report.findings}
    assert 0 <= report.score.total < 50
    assert [section.role for section in report.sections][1:4] == ["root-cause", "corrective", "preventive"]
    assert report.words == len([word for word in FAULTY.split() if any(map(str.isalnum, word))])
    assert report.score.first[0].points >= report.score.first[-1].points


def test_check_takes_what_a_linter_takes() -> None:
    assert poalint.check(FAULTY, language="en", select=["plea"]) == Linter(language="en", select=["plea"]).check(FAULTY)
    assert not poalint.check("", language="en", packs=["no-pleading"]).findings


def test_a_sound_draft_has_no_warnings() -> None:
    assert [found for found in poalint.check(SOUND).findings if found.severity != "info"] == []


def test_every_finding_says_all_that_is_promised() -> None:
    for found in poalint.check(FAULTY, language="en").findings:
        assert found.rule.count("/") == 1
        assert found.severity in ("error", "warning", "info")
        assert found.message and found.why and found.source and found.suggestions
        assert "{" not in found.message + found.why + "".join(one.text for one in found.suggestions)
        assert len(found.fingerprint) == 16
        assert found.points >= 0
        if found.category == "inconsistent":
            assert found.details["kind"]


def test_reports_cannot_be_changed() -> None:
    report = poalint.check(SOUND)
    with pytest.raises(FrozenInstanceError):
        report.language = "de"  # type: ignore[misc]


def test_a_language_without_rules_is_said() -> None:
    text = "Nous avons fermé l’offre le 3 mars 2026, et nous vous demandons une seconde chance pour notre compte."
    report = Linter().check(text)
    assert report.language == "fr"
    assert any("French" in words for words in report.unchecked)


def test_one_linter_serves_many_threads() -> None:
    drafts = [FAULTY, SOUND, FAULTY + SOUND, SOUND + FAULTY, "", "Ana Vos counts."] * 20
    expected = [Linter(language="en").check(text) for text in drafts[:6]] * 20
    linter = Linter()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(Linter(language="en").check, drafts)) == expected
        assert [report.findings for report in pool.map(linter.check, drafts[:2])] == [
            report.findings for report in expected[:2]
        ]


def test_linters_share_no_settings() -> None:
    first, second = Linter(language="en", select=["plea"]), Linter(language="en", ignore=["plea"])
    categories = [{found.category for found in linter.check(FAULTY).findings} for linter in (first, second, first)]
    assert categories[0] == categories[2] == {"plea"}
    assert "plea" not in categories[1]


def test_nothing_is_printed_and_nothing_is_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        poalint.check(FAULTY)
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_a_check_imports_only_what_it_needs() -> None:
    program = (
        "import sys, poalint\n"
        "poalint.check('We had no list of deputies. We closed the offer.', language='en')\n"
        "print(*sorted({'click', 'spacy', 'yaml', 'json', 'logging', 'wcwidth'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program]
    for _ in range(2):  # the first time packs may have to be compiled
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_the_package_is_typed_and_its_version_is_one() -> None:
    assert Path(poalint.__file__).with_name("py.typed").exists()
    assert poalint.__version__ == version("poalint")
    assert all(hasattr(poalint, name) for name in poalint.__all__)


def test_the_wheel_holds_the_packs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(ZipFile(wheel).namelist())
    rules = {
        f"poalint/_rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.yaml")
    }
    assert rules <= names
    assert {"poalint/py.typed", "poalint/output/report.schema.json"} <= names
    assert all(name.startswith(("poalint/", "poalint-")) for name in names)
