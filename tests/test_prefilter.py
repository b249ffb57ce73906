"""The index of patterns and the look-ahead for regular expressions lose nothing and add nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from drafts import ANY_DRAFT, FAULTY, SOUND
from hypothesis import given, settings
from hypothesis import strategies as st

from poalint import Linter
from poalint.patterns.compiler import PatternError, compile_lexicon, entries
from poalint.patterns.inflection import Inflector
from poalint.patterns.literals import holds, needed
from poalint.patterns.matcher import Matcher
from poalint.patterns.strings import LineStrings, Strings
from poalint.patterns.syntax import Node, parse
from poalint.text.expressions import compile_expression
from poalint.text.tokens import Tokenizer

EXAMPLES = Path(__file__).parent.parent / "examples"


@cache
def linter(prefilter: bool) -> Linter:
    return Linter(language="en", prefilter=prefilter)


# Whole drafts


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_example_drafts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert linter(True).check(text) == linter(False).check(text)


def test_a_sample_of_the_rules_examples() -> None:
    examples = [example.text for rule in linter(True).rules() for example in rule.examples]
    for text in examples[::40]:
        assert linter(True).check(text) == linter(False).check(text), text


@given(ANY_DRAFT)
@settings(max_examples=25)
def test_generated_drafts(text: str) -> None:
    assert linter(True).check(text) == linter(False).check(text)


# The matcher against a plain reading of the pattern language

WORDS = ["we", "lose", "red", "parcel"]
MARKS = ["%", ",", ";"]
CLASSES = {
    "thing": "parcel, lose parcel, red <0-2> parcel, @actor red @actor",
    "actor": "we, lose red, (we | red) lose",
    "last": "lose $, red $",
}
_TOKENIZER = Tokenizer({}, {})


def _plain_ends(nodes: tuple[Node, ...], norms: list[str], at: int) -> set[int]:
    """Return where a sequence that begins at a word can end, by its definition."""
    ends = {at}
    for node in nodes:
        ends = {end for start in ends for end in _step(node, norms, start)}
    return ends


def _any_end(options: tuple[tuple[Node, ...], ...], norms: list[str], at: int) -> set[int]:
    return {end for option in options for end in _plain_ends(option, norms, at)}


def _step(node: Node, norms: list[str], at: int) -> set[int]:
    if node.kind == "word":
        return {at + 1} if norms[at : at + 1] == [node.value] else set()
    if node.kind == "class":
        options = tuple(parse(entry, _split) for _, entry in entries(CLASSES[node.value]))
        return _any_end(options, norms, at)
    if node.kind == "any-of":
        return _any_end(node.children, norms, at)
    if node.kind == "optional":
        return {at} | _any_end(node.children, norms, at)
    if node.kind == "not":
        return set() if _any_end(node.children, norms, at) else {at}
    if node.kind == "gap":
        return _gap_ends(node, norms, at)
    if node.kind == "start":
        return {at} if at == 0 else set()
    assert node.kind == "end"
    return {at} if not any(map(str.isalpha, norms[at:])) else set()


def _gap_ends(node: Node, norms: list[str], at: int) -> set[int]:
    ends = {at} if node.low == 0 else set()
    words = 0
    while at < len(norms) and words < node.high:
        if norms[at] in ".;" or (norms[at] == "," and not node.commas):
            break
        words += norms[at].isalpha()
        at += 1
        if words >= node.low:
            ends.add(at)
    return ends


def _split(literal: str) -> list[str]:
    return _TOKENIZER(literal).norms


def _expected(pattern: str, norms: list[str]) -> set[tuple[int, int]]:
    """Return the longest reported part from each start, the earliest opening first."""
    nodes = parse(pattern, _split)
    marks = [at for at, node in enumerate(nodes) if node.kind in ("open", "close")] or [-1, len(nodes)]
    before, marked, after = nodes[: max(marks[0], 0)], nodes[marks[0] + 1 : marks[1]], nodes[marks[1] + 1 :]
    found = set()
    for start in range(len(norms)):
        for opened in sorted(_plain_ends(before, norms, start)):
            closes = [end for end in _plain_ends(marked, norms, opened) if end > opened]
            fitting = [end for end in closes if _plain_ends(after, norms, end)]
            if fitting:
                found.add((opened, max(fitting)))
                break
    return found


_GAPS = ["<1>", "<2>", "<0-2>", "<,1>", "<,2-3>"]
_ATOMS = st.sampled_from([*WORDS, *WORDS, "@thing", "@actor", "@last", *_GAPS, "$", "^", "!(red | @actor)"])
_SEQUENCES = st.lists(_ATOMS, min_size=1, max_size=3).map(" ".join)
_GROUPS = st.builds(
    lambda one, other, mark: f"({one} | {other}){mark}", _SEQUENCES, _SEQUENCES, st.sampled_from(["", "?"])
)
_PARTS = st.lists(_ATOMS | _GROUPS, min_size=1, max_size=3).map(" ".join)
_PATTERNS = _PARTS | st.builds(lambda one, two, three: f"{one} [{two}] {three}", _PARTS, _PARTS, _PARTS)
_SENTENCES = st.lists(st.sampled_from([*WORDS, *WORDS, *MARKS]), min_size=2, max_size=12)


@given(st.lists(_PATTERNS, min_size=4, max_size=8), st.lists(_SENTENCES, min_size=1, max_size=6))
@settings(max_examples=300)
def test_the_matcher_does_what_the_language_says(patterns: list[str], sentences: list[list[str]]) -> None:
    tokens = _TOKENIZER(" ".join(word for sentence in sentences for word in sentence))
    starts = list(accumulate(map(len, sentences), initial=0))
    ranges = list(pairwise(starts))
    for pattern in patterns:
        try:
            lexicon = compile_lexicon(CLASSES, {"set": pattern}, _split, Inflector({}, []))
        except PatternError:
            continue
        expected = {
            (start + first, start + last, number)
            for number, (start, sentence) in enumerate(zip(starts, sentences, strict=False))
            for first, last in _expected(pattern, sentence)
        }
        for prefilter in (True, False):
            found = Matcher(lexicon, prefilter).find(tokens, ranges, lambda _: frozenset())
            assert {tuple(match) for match in found.get("set", [])} == expected, (pattern, prefilter)


# What regular expressions need


@cache
def expressions() -> tuple[str, ...]:
    rules = linter(True).rules()
    return tuple(one for rule in rules if rule.kind == "regex" for one in rule.params["expressions"])


@pytest.mark.parametrize("change", [str, str.upper, str.swapcase], ids=["as-is", "upper", "swapped"])
def test_what_an_expression_needs_stands_in_all_that_it_matches(change: Callable[[str], str]) -> None:
    texts = [FAULTY, SOUND, *(example.text for rule in linter(True).rules() for example in rule.examples)]
    text = change("\n".join(texts))
    for expression in expressions():
        for match in list(compile_expression(expression).finditer(text))[:20]:
            found = match.group()
            assert holds(needed(expression), Strings(found)), (expression, found)


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        ("we beg", "we ask", False),
        ("we beg", "so we beg you", True),
        ("we beg", "WE BEG", False),
        ("(?i)we beg", "WE BEG", True),
        ("(?i:straße)", "STRASSE", True),
        ("a(?:b|cd)e?", "xcd a", True),
        ("a(?:b|cd)e?", "a c d", False),
        ("x{3,}", "xx", False),
        (r"[[:alpha:]]+", "", True),
        (r"\p{L}+\x{41}", "A", True),
        ("(?:beg)?", "", True),
    ],
)
def test_conditions(expression: str, text: str, expected: bool) -> None:
    assert holds(needed(expression), Strings(text)) is expected


def test_lines_that_are_remembered_hold_the_strings_of_their_text() -> None:
    conditions = [needed(expression) for expression in expressions()]
    lines = LineStrings(conditions, 50)
    for text in (FAULTY, SOUND, f"{FAULTY}\r\nDear Amazon,\r\n\r\n{SOUND}", FAULTY.upper(), ""):
        for _ in range(2):
            known, strings = lines.of(text), Strings(text)
            assert [holds(one, known) for one in conditions] == [holds(one, strings) for one in conditions]


def test_a_string_over_the_end_of_a_line_is_taken_to_stand_anywhere() -> None:
    condition = needed("yours\nsincerely")
    assert holds(condition, LineStrings([condition], 5).of("yours"))
    assert not holds(condition, Strings("yours"))
