"""A real LanguageTool on loopback: drafts with known errors in each language, and its server's life."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from poalint import Finding, Linter
from poalint.cli import main
from poalint.grammar import process, servers
from poalint.grammar.local import LocalLanguageTool, at_path
from poalint.grammar.model import Matches
from poalint.grammar.service import GrammarService

FETCH = Path(__file__).parent / "languagetool" / "fetch"
MEMORY = "-Xmx900m"


@dataclass(frozen=True)
class Running:
    url: str
    place: str


@pytest.fixture(scope="module")
def languagetool() -> Iterator[Running]:
    """Run one server for all tests of this module, on a small heap."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed (.ci/install-system-packages)")
    done = subprocess.run([str(FETCH)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"LanguageTool cannot be fetched: {done.stderr.strip()[-200:]}")
    place = done.stdout.strip()
    local = at_path(place)
    started = process.start(lambda port: small(local, port), detached=False)
    yield Running(started.url, place)
    process.stop(started)


def small(local: LocalLanguageTool, port: int) -> list[str]:
    return [MEMORY if word.startswith("-Xmx") else word for word in local.command(port)]


def found(languagetool: Running, text: str, language: str = "auto") -> list[Finding]:
    report = Linter(language=language, grammar=GrammarService(url=languagetool.url, deadline=120)).check(text)
    assert report.grammar, report.unchecked
    return [one for one in report.findings if one.category == "grammar"]


DRAFTS = {
    "en": (
        "Root cause\n\nOur packer Anna Sowerby 😀 did not recieve the list for ASIN B0CVT4J8KD.\n\n"
        "What we did\n\n- He go to the shelf 📦 every day before dispatch.\n"
        "- The repricer of Larkmoor was closed, and order 204-3318842-7750916 was refunded through FBA.\n",
        {"recieve": "receive", "go": "goes"},
    ),
    "de": (
        "Ursache\n\nUnser Packer Jonas Wiechers hat 😀 die Lieferumg für ASIN B0CVT4J8KD nicht geprüft.\n\n"
        "Maßnahmen\n\n- Am 3. Mai 2026 hat er 📦 die Karton gezählt und geschlossen.\n"
        "- Die Bestellung 302-1180346-7725519 wurde über FBA erstattet.\n",
        {"Lieferumg": "Lieferung"},
    ),
    "nl": (
        "Oorzaak\n\nOnze inpakker Sanne Visser heeft 😀 de leevering van ASIN B0CVT4J8KD niet gecontroleerd.\n\n"
        "Maatregelen\n\n- Op 3 mei 2026 heeft zij 📦 de dozen getelt en gesloten.\n",
        {"leevering": "levering", "getelt": "geteld"},
    ),
    "pl": (
        "Przyczyna\n\nNasz pakowacz Jan Wrona 😀 nie sprawdził przesyłek z ASIN B0CVT4J8KD, bo nie miał czsu.\n\n"
        "Działania\n\n- Dnia 3 maja 2026 sprawdził 📦 wszystkie paczkki przed wysyłką.\n",
        {"czsu": "czasu", "paczkki": "paczki"},
    ),
}


@pytest.mark.parametrize("language", DRAFTS)
def test_known_errors_are_found_behind_emoji(languagetool: Running, language: str) -> None:
    text, errors = DRAFTS[language]
    findings = found(languagetool, text, language)
    for words, replacement in errors.items():
        (finding,) = [one for one in findings if one.excerpt == words]
        assert text[finding.start : finding.end] == words
        edits = [one for one in finding.suggestions if one.kind == "edit"]
        assert replacement in [one.replacement for one in edits]
        assert len(edits) <= 5
        assert not any(one.safe for one in edits)
        assert finding.severity in ("warning", "info")
    others = [one.excerpt for one in findings if one.excerpt not in errors]
    assert not [words for words in others if words[:1].isupper() or any(map(str.isdigit, words))], others


def test_japanese(languagetool: Running) -> None:
    text = "原因\n\n😀 担当者は商品を確認することをしませんでした。私は東京で行きます。\n\n食べれる商品を見れる。\n"
    service = GrammarService(url=languagetool.url, deadline=120)
    answer = service.matches(text, "ja")
    assert isinstance(answer, Matches)
    assert answer.variant == "ja-JP"
    for match in answer.matches:
        assert 0 <= match.start < match.end <= len(text)
    findings = found(languagetool, text, "ja")
    assert "食べれる" in "".join(one.excerpt for one in findings) or findings


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@given(
    between=st.lists(
        st.sampled_from(["😀", "👩‍👩‍👧", "e\u0301", "\u00ad", "\u200b", "\ufeff", "漢", "\u00a0", "\t", "x"]),
        max_size=6,
    )
)
@settings(max_examples=15)
def test_places_are_exact_whatever_stands_before(languagetool: Running, end: str, between: list[str]) -> None:
    text = (
        f"We check it. {' '.join(between)}{end}{end}We did not recieve it {''.join(between[:2])} in the warehuose.{end}"
    )
    answer = GrammarService(url=languagetool.url, deadline=120).matches(text, "en")
    assert isinstance(answer, Matches)
    spelled = [text[one.start : one.end] for one in answer.matches if one.rule.startswith("MORFOLOGIK")]
    assert "recieve" in spelled
    assert "warehuose" in spelled


@pytest.mark.parametrize("language", ["en", "de", "nl", "pl", "ja"])
def test_ids_that_are_off_are_known_to_the_server(languagetool: Running, language: str) -> None:
    """A request with ids that it does not know must not be refused."""
    assert isinstance(GrammarService(url=languagetool.url, deadline=120).matches("A.", language), Matches)


def test_variants(languagetool: Running) -> None:
    text = "Our colour centre organised it."
    british = GrammarService(url=languagetool.url, variants=["en-GB"], deadline=120).matches(text, "en")
    american = GrammarService(url=languagetool.url, variants=["en-US"], deadline=120).matches(text, "en")
    assert isinstance(british, Matches)
    assert isinstance(american, Matches)
    assert not british.matches
    assert len(american.matches) == 3


def test_start_check_stop(languagetool: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:MaxHeapSize=512m")
    (tmp_path / "poalint.yaml").write_text(f"grammar: {{path: {languagetool.place}}}\n", encoding="utf-8")
    (tmp_path / "draft.txt").write_text(DRAFTS["en"][0], encoding="utf-8")

    def run(*arguments: str) -> str:
        return CliRunner().invoke(main, arguments).output

    try:
        assert "Started LanguageTool" in run("grammar", "start")
        assert "Ready: it answers." in run("grammar", "status")
        assert "grammar/spelling" in run("check", "-q", "--grammar", "draft.txt")
    finally:
        known = servers.running()
        stopped = run("grammar", "stop")
    assert "Stopped" in stopped
    assert known is not None
    assert not process.ours(known)
    assert os.name != "posix" or not (tmp_path / "poalint" / "languagetool.json").exists()
