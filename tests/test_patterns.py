"""The pattern language: what each element matches, and what a mistake in a pattern is told."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poalint.document.parser import parse_document
from poalint.facts.shapes import Shapes
from poalint.packs.loader import read_profile
from poalint.packs.model import Profile
from poalint.packs.problems import Problems
from poalint.patterns.compiler import PatternError, compile_lexicon, entries
from poalint.patterns.inflection import Inflector
from poalint.patterns.matcher import Matcher
from poalint.patterns.syntax import MAX_DEPTH, MAX_PATTERN_LENGTH
from poalint.ruleset import make_tokenizer
from poalint.ruleset.sources import language_files
from poalint.text.tokens import Tokenizer

CLASSES = {
    "carrier": "dhl, royal mail, ~courier, post (office | man)?",
    "they": "@carrier, our @carrier, the <1> supplier",
    "fail": "~lose\n~break down\n# a comment, not an entry\n~fail",
    "count": "NUM, a dozen",
    "not-yet": "!(losing | failing) @fail",
    "ending": "at last $",
}


@cache
def english() -> tuple[Profile, Tokenizer, Inflector]:
    profile = read_profile(language_files("en", ()), "en", Problems())[0]
    inflection = profile.table("inflection")
    rules = [(pattern, forms) for pattern, forms in inflection["rules"]]
    return profile, make_tokenizer(profile), Inflector(inflection["irregular"], rules)


def found(pattern: str, text: str, prefilter: bool = True) -> list[str]:
    """Return what a pattern reports in a text."""
    profile, tokenizer, inflector = english()
    lexicon = compile_lexicon(CLASSES, {"set": pattern}, lambda literal: tokenizer(literal).norms, inflector)
    document = parse_document(text, profile, tokenizer)
    sentences = [(sentence.first, sentence.last) for sentence in document.sentences]
    matches = Matcher(lexicon, prefilter).find(document.tokens, sentences, Shapes(document, profile)).get("set", [])
    spans = [document.token_span(match.first, match.last) for match in matches]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        # words
        ("the courier", "So The COURIER came.", ["The COURIER"]),
        ("the courier", "the slow courier", []),
        ("did not", "We didn't, they didn’t.", ["didn't", "didn’t"]),
        ("didn't", "We did not.", ["did not"]),
        ("we have", "We've counted.", ["We've"]),
        ("can not", "We can't and cannot.", ["can't", "cannot"]),
        ("supplier 's", "the supplier's fault", ["supplier's"]),
        ("it is", "It's late.", ["It's"]),
        ("we 'll", "We'll count; we will count.", ["We'll", "we will"]),
        ("procedure", "no pro\u00adce\u00addure", ["pro\u00adce\u00addure"]),
        # inflected forms, beginnings, ends
        ("~lose", "lose loses losing lost loser", ["lose", "loses", "losing", "lost"]),
        ("~ship", "ship, ships, shipped, shipping", ["ship", "ships", "shipped", "shipping"]),
        ("~copy", "copy, copies, copied, copying", ["copy", "copies", "copied", "copying"]),
        ("deliver*", "deliver delivery deliveries redeliver", ["deliver", "delivery", "deliveries"]),
        ("*ship", "ship shipping reship", ["ship", "reship"]),
        # classes
        (
            "@carrier",
            "DHL, Royal Mail, couriers, the post man, the post",
            ["DHL", "Royal Mail", "couriers", "post man", "post"],
        ),
        (
            "@they ~fail",
            "Our courier failed. The new supplier fails. Ana failed.",
            ["Our courier failed", "courier failed", "The new supplier fails"],
        ),
        ("@fail", "It broke down and was lost.", ["broke down", "lost"]),
        ("@count times", "12 times, a dozen times, many times", ["12 times", "a dozen times"]),
        ("@not-yet", "It was lost, we are losing it.", ["lost"]),
        ("came @ending", "It came at last. It came at last indeed.", ["came at last"]),
        # alternatives and options
        (
            "(we | i) (did not | failed to) check",
            "I did not check; we failed to check; we check",
            ["I did not check", "we failed to check"],
        ),
        ("the? courier", "the courier", ["the courier", "courier"]),
        ("(our | the)? courier (service | driver)?", "our courier driver", ["our courier driver", "courier driver"]),
        ("@carrier? late", "DHL late", ["DHL late", "late"]),
        # gaps
        (
            "we <2> count",
            "we count; we always count; we do always count; we do not always count",
            ["we count", "we always count", "we do always count"],
        ),
        ("we <1-2> count", "we count; we always count", ["we always count"]),
        ("we <3> count", "we wait, then count", []),
        ("we <,3> count", "we wait, then count", ["we wait, then count"]),
        ("we <,5> count", "we wait. They count", []),
        ("we <,5> count", "we wait; they count", []),
        # not, start and end
        ("we !(do not | never) <2> count", "we do not count; we never count; we often count", ["we often count"]),
        ("^ we", "We count and we pack.", ["We"]),
        ("late $", "Late orders were late.", ["late"]),
        ("late $", "It was late!", ["late"]),
        # the reported part
        ("because [the courier] was late", "because the courier was late", ["the courier"]),
        ("[we <3>] count", "we very often count", ["we very often"]),
        ("we [<2> count]", "we often count", ["often count"]),
        # shapes
        ("NUM orders", "12 orders, twelve orders, many orders", ["12 orders", "twelve orders"]),
        ("CAP agency", "the Bright agency, the bright agency", ["Bright agency"]),
        ("UPPER", "the SKU and Sku", ["SKU"]),
        ("on DATE", "on 3 March 2026", ["on 3"]),
        ("ID", "ASIN B0D4KX7TQP was closed", ["B0D4KX7TQP"]),
        ("NAME counts", "Ms Ana Vos counts", ["Vos counts"]),
        # marks as words, comments
        ("!", "Help! Now", ["!"]),
        ("so ?", "Why so?", ["so?"]),
        ("# late\nsoon", "late or soon", ["soon"]),
        # the longest match from a start is reported
        ("lost (it | it again)", "lost it again", ["lost it again"]),
    ],
)
@pytest.mark.parametrize("prefilter", [True, False])
def test_elements(pattern: str, text: str, expected: list[str], prefilter: bool) -> None:
    assert found(pattern, text, prefilter) == expected


def test_a_match_stays_within_its_sentence() -> None:
    assert found("we <,9> count", "We wait. You count.") == []


@pytest.mark.parametrize(
    ("pattern", "line", "said"),
    [
        ("soon\n(late", 2, "missing ')'"),
        ("late)", 1, "outside a group"),
        ("(late | )", 1, "empty alternative"),
        ("late?", 1, "nothing at all"),
        ("<3>", 1, "nothing at all"),
        ("!(late)", 1, "nothing at all"),
        ("<3-1> late", 1, "gap must be"),
        ("late <99> soon", 1, "gap must be"),
        ("late <x> soon", 1, "cannot read"),
        ("[late", 1, "without ']'"),
        ("late]", 1, "one pair of [ ]"),
        ("[a] [b]", 1, "one pair of [ ]"),
        ("([a] b)", 1, "inside a group"),
        ("~ late", 1, "dictionary form"),
        ("@ late", 1, "cannot read"),
        ("soon\n\n# comment\n@carier late", 4, "did you mean @carrier?"),
        ("@zzz", 1, "define it under 'classes'"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), 1, "nested deeper"),
        ("a " * MAX_PATTERN_LENGTH, 1, "longer than"),
    ],
)
def test_mistakes(pattern: str, line: int, said: str) -> None:
    with pytest.raises(PatternError) as error:
        found(pattern, "late")
    assert said in str(error.value)
    assert (error.value.owner, error.value.line) == ("set", line)


def test_classes_in_a_circle() -> None:
    classes = {"a": "x, @b", "b": "y\n@c z", "c": "@a"}
    with pytest.raises(PatternError, match="circle: a -> b -> c -> a"):
        compile_lexicon(classes, {}, str.split, Inflector({}, []))


def test_entries_of_a_class() -> None:
    block = "one, two three, (four, five | six)\n# no, entry\n<,3> seven, [eight, nine]"
    assert entries(block) == [
        (1, "one"),
        (1, "two three"),
        (1, "(four, five | six)"),
        (3, "<,3> seven"),
        (3, "[eight, nine]"),
    ]


WORDS = st.sampled_from(["we", "the", "courier", "lost", "dhl", "late", "12", "never", ",", ".", "count", "it"])
ELEMENTS = st.sampled_from(
    [
        "we",
        "the?",
        "~lose",
        "@carrier",
        "@they",
        "@count",
        "(it | late)",
        "(the it)?",
        "<2>",
        "<1-3>",
        "<,4>",
        "!(never)",
        "^",
        "$",
        "NUM",
    ]
)


@given(st.lists(ELEMENTS, min_size=1, max_size=5), st.lists(WORDS, max_size=12))
def test_the_index_changes_nothing(elements: list[str], words: list[str]) -> None:
    pattern, text = f"{' '.join(elements)} ~lose", " ".join(words)
    assert found(pattern, text) == found(pattern, text, prefilter=False)


def test_a_word_with_both_a_beginning_and_an_end() -> None:
    lexicon = compile_lexicon({"done": "ge*t, *gesteld"}, {"set": "wir <2> @done"}, str.split, Inflector({}, []))
    tokens = Tokenizer({}, {})("wir haben geprüft get wir eingestellt")
    matches = Matcher(lexicon).find(tokens, [(0, len(tokens))], lambda _: frozenset())
    assert [(match.first, match.last) for match in matches["set"]] == [(0, 3)]
