"""What people see: findings under their source lines, and the score panel."""

from __future__ import annotations

import re

import pytest
from golden_files import check
from hypothesis import given
from hypothesis import strategies as st
from reports import DRAFT, clean, faulty, finding, report, unreadable
from wcwidth import wcswidth

from poalint.findings import Gain, Score
from poalint.output import CheckedFile
from poalint.output.source import snippet
from poalint.output.style import Style
from poalint.output.text import render, render_quiet, render_summary
from poalint.output.width import cells, plain, shorten, width, wrap
from poalint.text.positions import Lines

PAGE = Style()
WIDE = "原因\n配送業者が荷物を紛失したため、\tお客様に届きませんでした👩‍👩‍👧。\ne\u0301te\u0301 — we hope 🇩🇪 so\n"


def wide() -> CheckedFile:
    findings = (
        finding(WIDE, "配送業者が荷物を紛失した", "no-blame/third-party-failed", "他者に責任を負わせています。" * 4),
        finding(WIDE, "お客様", "no-blame/buyer", "After a tab."),
        finding(WIDE, "👩‍👩‍👧", "emotion/emoji", "An emoji."),
        finding(WIDE, "we hope", "plain-words/hedge", "After combining marks and a dash."),
        finding(WIDE, "so", "plain-words/so", "After a flag."),
    )
    return CheckedFile("計画.txt", WIDE, report(findings))


@pytest.mark.parametrize(
    ("name", "checked", "style"),
    [
        ("faulty.txt", faulty(), PAGE),
        ("faulty-color.txt", faulty(), Style(color=True)),
        ("faulty-ascii.txt", faulty(), Style(encoding="ascii")),
        ("faulty-narrow.txt", faulty(), Style(columns=44)),
        ("clean.txt", clean(), PAGE),
        ("wide.txt", wide(), PAGE),
        ("wide-ascii.txt", wide(), Style(encoding="ascii")),
    ],
)
def test_page(name: str, checked: CheckedFile, style: Style) -> None:
    printed = render(checked, style)
    check(name, printed)
    printed.encode(style.encoding)
    for line in printed.splitlines():
        assert wcswidth(re.sub(r"\x1b\[[\d;]*m", "", line)) <= style.columns, line


def test_color_changes_no_word() -> None:
    assert re.sub(r"\x1b\[[\d;]*m", "", render(faulty(), Style(color=True))) == render(faulty(), PAGE)


def test_quiet_and_summary() -> None:
    check("quiet.txt", render_quiet(faulty(), PAGE) + render_quiet(clean(), PAGE) + render_quiet(unreadable(), PAGE))
    check("summary.txt", render_summary([faulty(), clean(), unreadable()], PAGE))


def test_findings_on_the_same_words_share_the_source_line() -> None:
    assert render(faulty(), PAGE).count("We train the packers on\n") == 1


def test_long_advice_is_given_once() -> None:
    printed = render(faulty(), PAGE)
    assert printed.count("Name who does it") == 1
    assert "Same advice as for line 13." in printed


def test_points_are_counted_as_shown() -> None:
    gains = (Gain("a/a", "A", 1, 2.4), Gain("b/b", "B", 1, 1.4), Gain("c/c", "C", 1, 0.3))
    printed = render(CheckedFile("a.txt", "Text", report(score=Score(90.0, 80.0, 90.0, 100.0, 100.0, gains))), PAGE)
    assert "these two are worth 3 points" in printed
    one = render(CheckedFile("a.txt", "Text", report(score=Score(99.0, 99.0, 99.0, 100.0, 100.0, gains[1:]))), PAGE)
    assert "this one is worth 1 point\n" in one


def test_a_score_is_rounded_down() -> None:
    printed = render(CheckedFile("a.txt", "Text", report(score=Score(99.97, 99.5, 100.0, 100.0, 100.0))), PAGE)
    assert "Score 99 of 100" in printed


def test_no_score_where_no_rule_ran() -> None:
    unchecked = ("The draft seems to be in Japanese.",)
    printed = render(
        CheckedFile("a.txt", "日本", report(language="ja", rules=0, unchecked=unchecked, scored=False)), PAGE
    )
    assert "No score" in printed and "Well done" not in printed and "100" not in printed.replace("120", "")
    some = render(CheckedFile("a.txt", "Text", report(unchecked=unchecked)), PAGE)
    assert "Well done" not in some and "not everything was checked" in some


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = "Root \x1b]0;title\x07 cause\x00\u202e we \x9b31m hope\u2028so\x0bso\n"
    found = finding(text, "hope", "a/b", "Message with \x1b[31m code and \x07 bell.")
    printed = render(CheckedFile("a\x1bb.txt", text, report((found,), unchecked=("\x1b[0m",))), PAGE)
    assert not set(printed) & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x202E, 0x2028)}


def underlined(text: str, start: int, end: int, style: Style = PAGE) -> tuple[str, str]:
    """Return what a reader takes for underlined, and the line above."""
    above, below = snippet(text, Lines(text), (start, end), style, "error")
    below = below.partition(" to line ")[0]
    left, right = below.index("^", 6), len(below)
    return "".join(cell.shown for cell in cells(above) if left <= cell.column < right), above


@pytest.mark.parametrize(
    "words", ["second packer", "配送業者", "👍🏽", "e\u0301e\u0301", "“quoted” — so", "\u00adsoft\u00adly"]
)
@pytest.mark.parametrize(
    "before", ["", "ab ", "\t", "日本\t", "é e\u0301 ", "🇩🇪👩‍👩‍👧 ", "\u200b\u00a0", "x" * 300, "語" * 150 + " "]
)
@pytest.mark.parametrize("after", ["", ".", " 日本" * 60, "\r\nNext line"])
def test_the_underline_stands_under_the_words(before: str, words: str, after: str) -> None:
    text = f"First\r\n{before}{words}{after}"
    start = len("First\r\n") + len(before)
    assert underlined(text, start, start + len(words))[0] == words.replace("\u00ad", "")


def test_a_place_behind_a_line_that_fills_the_page() -> None:
    text = "0" * 25 + "語" * 4
    for line in snippet(text, Lines(text), (len(text), len(text)), Style(columns=40), "error"):
        assert width(line) <= 40


@given(st.text(), st.data())
def test_any_span_of_any_text_is_shown(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for line in snippet(text, Lines(text), (start, end), Style(columns=40), "error"):
        assert width(line) <= 40
        assert "\n" not in line


def test_a_long_line_costs_no_more_than_a_short_one() -> None:
    text = "word " * 200_000 + "fault " + "word " * 200_000
    shown, above = underlined(text, 1_000_000, 1_000_005)
    assert shown == "fault"
    assert above.endswith("…") and "| …" in above


def test_a_span_over_lines_names_its_last_line() -> None:
    start = DRAFT.index("We train")
    below = snippet(DRAFT, Lines(DRAFT), (start, DRAFT.index("scale.") + 6), PAGE, "error")[1]
    assert below.endswith("~ to line 15")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 60))
def test_wrapping_keeps_all_words_and_the_width(text: str, columns: int) -> None:
    clean_text = PAGE.text(text)
    lines = wrap(clean_text, columns)
    assert "".join("".join(lines).split()) == "".join(clean_text.split())
    assert all(width(line) <= max(columns, max((cell.width for cell in cells(line)), default=0)) for line in lines)


def test_japanese_is_wrapped_without_a_stop_at_the_start_of_a_line() -> None:
    lines = wrap("原因は、出荷前の検品手順がなかったことです。「検品」を毎日行います。", 20)
    assert all(width(line) <= 20 for line in lines)
    assert not any(line[0] in "、。」" or line[-1] == "「" for line in lines)


def test_plain_text_has_the_width_that_wcwidth_gives() -> None:
    assert all(wcswidth(chr(code)) == 1 for code in range(32, 0x10000) if plain(chr(code)))


def test_shorten() -> None:
    assert shorten("日本語の文", 7, "…") == "日本語…"
    assert shorten("short", 5, "…") == "short"
