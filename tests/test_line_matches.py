"""Expressions that are looked for line by line, or in a text that was made ready once, match where they always did."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poalint.text.expressions import Searched, compile_expression
from poalint.text.line_matches import LineMatches

PIECES = ("B0ABCDEFGH", "a-1", "ż", "責任者", "😀", " ", "\n", "\r\n", "@", "/", ".", "[NAME]", "\u2028", "é!")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
CODE = re.compile(r"(?<![\w@/])[A-Za-z][\w-]*\d?(?![@/])")


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_known_lines_give_the_same_places(texts: list[str]) -> None:
    remembering = LineMatches(CODE, most=3)
    for text in texts:
        for _ in range(2):
            assert list(remembering.spans(text)) == [match.span() for match in CODE.finditer(text)]


@pytest.mark.parametrize("expression", [r"\[[A-Z]+\]", r"[^\s.]+!?", r"(?m)^\s*(?P<report>\pL+)", r"\n?", "責任|ż"])
@given(text=TEXTS)
def test_places_are_code_points(expression: str, text: str) -> None:
    compiled = compile_expression(expression)
    found = [match.span(match.re.groupindex.get("report", 0)) for match in compiled.finditer(text)]
    spans = [span for span in Searched(text).spans(expression, "report") if span[1] > span[0]]
    assert spans == [span for span in found if span[1] > span[0]]
