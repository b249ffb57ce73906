"""A linter that remembers sentences finds the same as one that does not, and stays small."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from weakref import ref

import pytest
from drafts import FAULTY
from hypothesis import given, settings
from hypothesis import strategies as st

from poalint import PackError
from poalint.linter import Linter

COLD = Linter(language="en")
WARM = Linter(language="en", remember=40)
PIECES = (
    "We beg you. ",
    "\n\n",
    "- ",
    "On 3 March 2026 ",
    "Root cause:\n",
    "“",
    "Ana Ruiz, ",
    "will ",
    "!!",
    "B0ABCDEFGH ",
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=8))
def test_random_edits(edits: list[tuple[float, int, str]]) -> None:
    text = FAULTY
    for place, cut, piece in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + cut :]
        assert WARM.check(text) == COLD.check(text)


def test_memory_is_bounded() -> None:
    linter = Linter(language="en", remember=25)
    for number in range(60):
        linter.check(f"We sold {number} lamps without a check.")
    memory = linter._pipeline("en").matcher.memory
    assert memory is not None and len(memory) == 25


def test_languages_are_forgotten_too() -> None:
    drafts = {
        "en": "We beg you to give us another chance to sell.",
        "de": "Wir bitten Sie inständig um eine zweite Chance für unser Geschäft.",
        "nl": "Wij smeken u om ons nog een kans te geven met onze winkel.",
        "pl": "Błagamy Państwa o jeszcze jedną szansę dla naszego sklepu.",
        "ja": "どうかもう一度だけチャンスをいただけますようお願い申し上げます。",
    }
    linter = Linter(remember=25)
    for _ in range(2):
        for language, draft in drafts.items():
            report = linter.check(draft)
            assert report.language == language
            assert report == Linter(language=language).check(draft)
    assert len(linter._pipelines) == 3


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_forgotten_is_given_back_at_once(language: str) -> None:
    linter = Linter(language=language, remember=25)
    linter.check(FAULTY)
    matcher = ref(linter._pipeline(language).matcher)
    gc.disable()
    try:
        del linter
        assert matcher() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(("cache", "compiled_here"), [("new", False), ("", True)])
def test_packs_are_compiled_in_another_process(tmp_path: Path, cache: str, compiled_here: bool) -> None:
    program = (
        "import sys; from poalint.linter import Linter\n"
        "print(len(Linter(language='nl', remember=10).check('Wij smeken u om een kans.').findings))\n"
        "print('poalint.ruleset.compile' in sys.modules)"
    )
    environment = os.environ | {"POALINT_CACHE": str(tmp_path / cache) if cache else ""}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    findings, compiled = done.stdout.split()
    assert int(findings) > 0
    assert compiled == str(compiled_here)


def test_mistakes_in_packs_are_told_by_a_linter_that_remembers(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text("pack: own\nlanguage: en\nrules: 3\n", encoding="utf-8")
    with pytest.raises(PackError, match="rules"):
        Linter(packs=[pack], language="en", remember=10)


@pytest.mark.parametrize("remember", [0, 25])
def test_a_check_leaves_nothing_to_the_collector(remember: int) -> None:
    linter = Linter(language="en", remember=remember)
    linter.check(FAULTY)
    gc.collect()
    gc.disable()
    try:
        linter.check(FAULTY + "\n\nWe beg you.")
        assert gc.collect() == 0
    finally:
        gc.enable()
