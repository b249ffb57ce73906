"""What must hold for any draft, whatever it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from drafts import ANY_DRAFT, FAULTY, SOUND
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_output_json import validate

from poalint import Finding, Linter, Report
from poalint.cli import main


@cache
def linter(prefilter: bool = True, number: int = 1) -> Linter:
    """Return a linter that is made once; those of other numbers share nothing with it but the rules."""
    return Linter(language="en", prefilter=prefilter)


def check(text: str) -> Report:
    return linter().check(text)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return (line, column) the slow way: LF, CR LF and CR end a line."""
    before = text[:offset].replace("\r\n", "\n") if text[offset - 1 : offset + 1] != "\r\n" else text[:offset]
    before = before.replace("\r", "\n")
    line = before.count("\n") + 1
    last = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))
    return line, offset - last


# Places


@given(ANY_DRAFT)
@example(FAULTY)
@example(FAULTY.replace("\n", "\r\n"))
@example("\ufeff" + FAULTY.replace(" ", "\u00a0"))
@example("👩‍👩‍👧\t日本語 " + FAULTY)
@example("- Count at 0:¹ daily.\n- Count at 0:¹ daily.\n\nSee annexes ¹-³ and annex ².")
@settings(max_examples=150)
def test_every_span_is_the_text_it_names(text: str) -> None:
    report = check(text)
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.excerpt
        assert (finding.line, finding.column) == position(text, finding.start)
        for related in finding.related:
            assert 0 <= related.start < related.end <= len(text)
            assert text[related.start : related.end] == related.excerpt
            assert (related.line, related.column) == position(text, related.start)
        assert finding.suggestions
        for suggestion in finding.suggestions:
            if suggestion.kind != "guidance":
                assert 0 <= suggestion.start <= suggestion.end <= len(text)
            else:
                assert (suggestion.start, suggestion.end, suggestion.safe) == (-1, -1, False)
    for section in report.sections:
        assert 0 <= section.start <= section.end <= len(text)
        assert section.line == position(text, section.start)[0]


@given(ANY_DRAFT)
@example(FAULTY)
@settings(max_examples=60)
def test_findings_are_in_order_and_none_stands_twice(text: str) -> None:
    findings = check(text).findings
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    assert len({finding.fingerprint for finding in findings}) == len(findings)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_change_no_line_and_no_column(line_end: str) -> None:
    def places(report: Report) -> list[tuple[str, int, int]]:
        return [(finding.rule, finding.line, finding.column) for finding in report.findings]

    assert places(check(FAULTY.replace("\n", line_end))) == places(check(FAULTY))


# The same again


@given(ANY_DRAFT)
@settings(max_examples=60)
def test_the_same_text_gives_the_same_report(text: str) -> None:
    assert check(text) == check(text) == linter(number=2).check(text)


@given(ANY_DRAFT)
@example(FAULTY)
@example(SOUND)
@settings(max_examples=60)
def test_the_index_of_patterns_loses_nothing(text: str) -> None:
    assert check(text) == linter(prefilter=False).check(text)


def test_neither_hash_seed_nor_order_of_files_changes_a_byte(tmp_path: Path) -> None:
    names = ["faulty.txt", "sound.txt", "other.txt"]
    for name, text in zip(
        names, [FAULTY, SOUND, "Wir haben das Angebot geschlossen, und es tut uns leid.\n"], strict=True
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    seen = []
    for seed, order in [("0", names), ("1", names), ("2", names[::-1])]:
        command = [sys.executable, "-m", "poalint", "check", "--format", "json", *order]
        environment = os.environ | {"PYTHONHASHSEED": seed, "POALINT_CACHE": ""}
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, timeout=60)
        assert done.returncode == 1, done.stderr
        seen.append(sorted(line.rstrip(b",") for line in done.stdout.splitlines()))
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("more", ["Issue\nLamps came late in one week of May.\n\n", "\n\n\n", "Dear Ana,\n\n"])
def test_fingerprints_stay_when_text_is_added_elsewhere(more: str) -> None:
    def marks(report: Report) -> set[str]:
        return {
            finding.fingerprint
            for finding in report.findings
            if finding.category in ("plea", "blame", "vague", "reactive")
        }

    assert marks(check(FAULTY)) and marks(check(FAULTY)) <= marks(check(more + FAULTY))


# The score and what is found


def without(text: str, finding: Finding) -> str:
    return text[: finding.start] + text[finding.end :]


@pytest.mark.parametrize("number", range(len(check(FAULTY).findings)))
def test_removing_what_was_found_brings_no_more_of_the_same(number: int) -> None:
    before = check(FAULTY)
    finding = before.findings[number]
    after = check(without(FAULTY, finding))
    rule = finding.rule
    assert Counter(one.rule for one in after.findings)[rule] <= Counter(one.rule for one in before.findings)[rule]


@pytest.mark.parametrize(
    "fault",
    [
        "Please, we beg you for a second chance.",
        "The courier lost the parcels.",
        "This is unfair!!!",
        "We are deeply ashamed.",
        "Our lawyer will sue you.",
        "My family depends on this income.",
        "[Your Name]",
    ],
)
@pytest.mark.parametrize("draft", [SOUND, FAULTY])
def test_a_fault_added_never_raises_the_score(draft: str, fault: str) -> None:
    before, after = check(draft).score.total, check(f"{draft}\n{fault}\n").score.total
    assert after <= before


def test_a_sound_draft_scores_high_and_a_faulty_one_low() -> None:
    assert check(SOUND).score.total > 80 > 40 > check(FAULTY).score.total


# Any bytes


BYTES = st.binary(max_size=400) | ANY_DRAFT.map(lambda text: text.encode("utf-8"))
ODD = [
    b"",
    b"\x80",
    b"\xff\xfe",
    b"\xff\xfeR\x00o\x00",
    b"PK\x03\x04",
    FAULTY.encode("utf-16"),
    FAULTY.encode("cp1252", "replace"),
]


@pytest.mark.parametrize("form", ["json", "text"])
@given(st.lists(BYTES, min_size=4, max_size=8))
@example(ODD)
@settings(max_examples=12)
def test_any_bytes_end_in_a_report_or_a_clear_error(form: str, drafts: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        names = [f"{folder}/{number}.txt" for number in range(len(drafts))]
        for name, data in zip(names, drafts, strict=True):
            Path(name).write_bytes(data)
        result = CliRunner().invoke(main, ["check", "--format", form, *names])
    assert isinstance(result.exception, SystemExit | None), result.exception
    errors = result.stderr.splitlines()
    assert all(line.startswith("Error: ") for line in errors)
    assert (result.exit_code == 2) == bool(errors)
    if form == "json":
        validate(result.stdout)
        assert [entry["path"] for entry in json.loads(result.stdout)["files"]] == names
        assert sum("error" in entry for entry in json.loads(result.stdout)["files"]) == len(errors)


@pytest.mark.parametrize(
    "text",
    [
        "We will " * 3000,
        "the courier lost " * 2000,
        "(" * 5000 + ")" * 5000,
        "“" * 5000,
        "- " * 5000,
        "|" * 5000,
        "12 of 300, " * 2000,
        "a_" * 5000,
        "a" * 20_000,
        "**" * 5000,
        "Annex 1 " * 2000,
        "Ana Vos " * 2000,
        "1.1.1.1." * 2000,
        "日本" * 5000,
        "B0D4KX7TQP " * 1500,
        "\n" * 20_000 + "x",
        "- We check.\n" * 1500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_drafts_end_soon(text: str) -> None:
    from time import process_time

    check(text[:100])
    begin = process_time()
    check(text[: len(text) // 4])
    quarter = process_time() - begin
    begin = process_time()
    check(text)
    whole = process_time() - begin
    assert whole < 1.5 or whole < 8 * quarter, f"{quarter:.2f} s for a quarter, {whole:.2f} s for all"
