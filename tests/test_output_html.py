"""The page: valid, harmless, complete, readable; and what a browser makes of it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from importlib.resources import files as package_files
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from browser import CHROMIUM, chromium
from hostile import TEXT, hostile
from hypothesis import given
from hypothesis import strategies as st
from reports import clean, faulty, finding, report, unreadable

from poalint.findings import Finding
from poalint.output import CheckedFile
from poalint.output.html import render
from poalint.output.html.marks import lanes, pieces
from poalint.text.positions import Lines

FILES = (faulty(), hostile(), clean(), unreadable())


def page(files: Sequence[CheckedFile] = FILES) -> Element:
    """Return the parsed page; a mistake in its markup is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed = parser.parse(render(files))
    assert isinstance(parsed, Element)
    return parsed


def all_of(root: Element, name: str) -> list[Element]:
    """Return the elements of a class."""
    return [one for one in root.iter() if isinstance(one.tag, str) and name in (one.get("class") or "").split()]


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def words_of(line: Element) -> str:
    """Return the draft's words of a line, without the numbers of findings."""

    def walk(element: Element) -> str:
        inner = "" if "badge" in (element.get("class") or "").split() else element.text or ""
        return inner + "".join(walk(child) + (child.tail or "") for child in element)

    return walk(line)


@pytest.mark.parametrize("files", [(), (clean(),), (unreadable(),), (faulty(),), (hostile(),), FILES])
def test_markup_is_valid(files: Sequence[CheckedFile]) -> None:
    root = page(files)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = [one.get("href") or "" for one in root.iter("a")]
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_nothing_runs_and_nothing_is_loaded() -> None:
    root = page()
    tags = {one.tag for one in root.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "img", "iframe", "link", "object", "form", "b:bad"}
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    policy = next(one.get("content") for one in root.iter("meta") if one.get("http-equiv"))
    assert policy and policy.startswith("default-src 'none'")
    assert "<script>alert('1')</script>" in text_of(root)
    style = package_files("poalint.output.html").joinpath("page.css").read_text(encoding="utf-8")
    assert "url(" not in style and "@import" not in style


def test_all_of_a_finding_is_shown() -> None:
    root = page([faulty()])
    cards = [text_of(card) for card in all_of(root, "card")]
    report = faulty().report
    assert report
    order = [int(text_of(badge)) - 1 for card in all_of(root, "card") for badge in all_of(card, "badge")]
    assert sorted(order) == list(range(len(report.findings)))
    for at, card in zip(order, cards, strict=True):
        one = report.findings[at]
        for words in (one.severity, one.rule, one.message, one.why, *(step.text for step in one.suggestions)):
            assert words in card
    assert "See line 7: the third one: “3. Nobody counted the parcels.”" in "".join(cards)
    said = text_of(root)
    for words in ("46 of 100", "What to mend first", "+9 points", "Not checked", "no notice was given", "no promise"):
        assert words in said, words


def test_a_run_of_several_files() -> None:
    root = page()
    (table,) = all_of(root, "contents")
    rows = [[text_of(cell) for cell in row] for row in table.iter("tr")]
    assert rows[0] == ["Draft", "Score", "Findings"]
    assert rows[1] == ["draft.txt", "46", "7 findings: 2 errors, 4 warnings, 1 info"]
    assert rows[4] == ["gone.txt", "–", "could not be checked"]
    assert "gone.txt does not exist" in text_of(all_of(root, "failed")[0])
    landmarks = [one.tag for one in root.iter() if one.tag in ("header", "nav", "main", "footer")]
    assert landmarks == ["header", "nav", "main", "footer"]
    assert not all_of(page([faulty()]), "contents")


def test_the_draft_is_shown_as_it_is() -> None:
    root = page([hostile()])
    shown = [words_of(line) for line in all_of(root, "text")]
    assert "\n".join(shown) == re.sub("\r\n?", "\n", TEXT).translate(
        {0x01: "\u2401", 0x1B: "\u241b", 0x7F: "\u2421", 0x0B: "\u240b", 0xFFFE: "\ufffd"}
    )


def test_underlined_words_are_those_of_the_finding() -> None:
    (draft,) = all_of(page([faulty()]), "draft")
    under = [(words_of(one), (one.get("class") or "").split()[1]) for one in all_of(draft, "under")]
    assert ("I hope this will help", "info") in under and ("the courier lost two sacks", "error") in under
    assert ("We train the packers on", "warning") in under and ("  the new scale.", "warning") in under


def test_headings_go_down_one_at_a_time() -> None:
    for files in (FILES, [faulty()]):
        levels = [int(one.tag[1]) for one in page(files).iter() if re.fullmatch("h[1-6]", str(one.tag))]
        assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag_aa() -> None:
    style = package_files("poalint.output.html").joinpath("page.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    assert len(schemes) == 2
    for colors in schemes:
        for ink in ("words", "dim", "link", "error", "warning", "info", "good"):
            for ground in ("page", "panel"):
                assert _contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground)
        for ground in ("error", "warning", "info"):
            assert _contrast(colors["on-badge"], colors[ground]) >= 4.5, ground


# Where lines are cut


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    text = draw(st.text(alphabet="ab 日🙏\n\r", min_size=1, max_size=40))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 15)), max_size=6))
    findings = []
    for start, length in spans:
        end = min(len(text), start + length)
        line, column = Lines(text).position(start)
        one = finding(text, text[start:end], "a/b", "M", start=start, end=end, line=line, column=column)
        findings.append(one)
    return text, findings


@given(drafts())
def test_cut_lines_are_the_lines_and_each_finding_is_on_its_words(drawn: tuple[str, list[Finding]]) -> None:
    text, findings = drawn
    lines = Lines(text)
    rows = pieces(text, lines, findings)
    assert ["".join(piece.text for piece in row) for row in rows] == [
        lines.text(number) for number in range(1, len(lines) + 1)
    ]
    assert sorted(at for row in rows for piece in row for at in piece.starts) == list(range(len(findings)))
    for at, one in enumerate(findings):
        covered = "".join(piece.text for row in rows for piece in row if at in [number for _, number in piece.findings])
        assert covered == re.sub("[\r\n]", "", text[one.start : one.end])
        (row,) = [number for number, row in enumerate(rows, 1) for piece in row if at in piece.starts]
        assert row == lines.position(one.start)[0]


@given(drafts())
def test_overlapping_findings_have_lanes_of_their_own(drawn: tuple[str, list[Finding]]) -> None:
    _, findings = drawn
    below = lanes(findings)
    for at, one in enumerate(findings):
        for other in range(at):
            if one.start < findings[other].end and findings[other].start < one.end:
                assert below[at] != below[other]


@given(st.text(max_size=60))
def test_any_text_can_be_shown(text: str) -> None:
    text = text.replace("\0", "") + "x"
    parsed = page([CheckedFile("a.txt", text, report((finding(text, "x", "a/b", text, nth=text.count("x")),)))])
    assert len(all_of(parsed, "card")) == 1


# A real browser

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt install chromium)")


@needs_chromium
def test_the_page_in_a_browser(tmp_path: Path) -> None:
    """It fits a phone and a desk, shows the draft, and prints."""
    made = tmp_path / "page.html"
    made.write_text(render(FILES), encoding="utf-8")
    # Without its policy the page can be measured: in frames as wide as a phone and as a desk.
    inner = html.escape(re.sub(r"<meta http-equiv=.*\n", "", render(FILES)))
    frames = "".join(f'<iframe width="{width}" height="800" srcdoc="{inner}"></iframe>' for width in (320, 1200))
    script = (
        "onload = () => document.title = [...document.querySelectorAll('iframe')].map(frame => {"
        "const page = frame.contentDocument, root = page.documentElement;"
        "const line = page.querySelector('.row.found .line').getBoundingClientRect();"
        "const card = page.querySelector('.row.found .card').getBoundingClientRect();"
        "return [root.scrollWidth - root.clientWidth, card.left > line.left + 100].join(',')}).join(';')"
    )
    outer = tmp_path / "outer.html"
    outer.write_text(f"<!DOCTYPE html><title></title><script>{script}</script>{frames}", encoding="utf-8")
    measured = chromium(tmp_path, "--dump-dom", outer.as_uri())
    assert re.findall("<title>(.*?)</title>", measured)[0] == "0,false;0,true"
    chromium(tmp_path, f"--print-to-pdf={tmp_path / 'page.pdf'}", "--no-pdf-header-footer", made.as_uri())
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") >= len(FILES)
    chromium(tmp_path, f"--screenshot={tmp_path / 'page.png'}", "--window-size=1200,900", made.as_uri())
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
