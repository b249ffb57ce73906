"""Tests of packs: examples, coverage, slow patterns, duplicates, drafts with labels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from poalint import InputError, UsageError, packtest
from poalint.packtest import PackTest
from poalint.packtest.hostile import find_slow
from poalint.packtest.variants import renamed, variants
from poalint.packtest.workbench import Workbench
from poalint.packtest.written import written
from poalint.patterns.syntax import Node, PatternSyntaxError, parse
from poalint.ruleset import load_ruleset, make_tokenizer
from poalint.text.tokens import Tokenizer

HEAD = """\
pack: house
title: House rules
language: en
classes:
  bird: parrot, ~gull, @night-bird
  night-bird: owl
rules:
"""


def rule(name: str, keys: str, category: str = "irrelevant", kind: str = "phrase") -> str:
    head = (
        f"category: {category}\nkind: {kind}\ntitle: Birds\nseverity: warning\nweight: 2\nmessage: A bird.\n"
        f"why: Birds send no parcels.\nsource: house\nsuggestions: [{{guidance: Name the packer.}}]\n"
    )
    return f"  {name}:\n" + indent(head + keys.strip("\n") + "\n", "    ")


BIRDS = """
patterns: |
  (@bird | ~crow) <2> (~pack | ~send)
  wooden (parrot | owl)? !(bird | cage) box
unless: |
  no @bird
examples:
  bad:
    - "Two >>gulls packed<< it."
    - "A >>wooden box<<."
    - "An >>owl sent<< it."
  good:
    - "No gull packed it."
    - "A wooden cage box."
"""


def write(folder: Path, *rules: str, head: str = HEAD) -> Path:
    path = folder / "house.yaml"
    path.write_text(head + "".join(rules), encoding="utf-8")
    return path


def run(path: Path, **options: object) -> PackTest:
    (result,) = packtest.test(path, **{"speed": False, **options})  # type: ignore[arg-type]
    return result


def test_examples_that_pass(tmp_path: Path) -> None:
    result = run(write(tmp_path, rule("birds", BIRDS)))
    assert (result.language, result.packs, result.rules, len(result.examples)) == ("en", ("house",), 1, 5)
    assert result.passed and not result.failures and not result.remarks


def test_an_example_that_is_found_elsewhere_and_one_that_should_not_be(tmp_path: Path) -> None:
    wrong = BIRDS.replace("Two >>gulls packed<< it.", "Two gulls packed >>it<<.").replace("No gull", "The gull")
    result = run(write(tmp_path, rule("birds", wrong)))
    bad, good = result.failures
    assert not result.passed
    assert (bad.name, bad.text[slice(*bad.expected or ())]) == ("bad example 1", "it")
    assert [bad.text[start:end] for start, end in bad.found] == ["gulls packed"]
    assert (good.name, good.expected) == ("good example 1", None)
    lines = Path(tmp_path / "house.yaml").read_text("utf-8").splitlines()
    assert "packed >>it<<" in lines[int(bad.place.rpartition(":")[2]) - 1]


def test_an_example_in_a_section(tmp_path: Path) -> None:
    keys = "roles: [preventive]\npatterns: ~gull\nexamples:\n  bad: [{text: A >>gull<<., role: preventive}]\n"
    result = run(write(tmp_path, rule("birds", keys + "  good: [{text: A gull., role: issue}, A gull.]")))
    assert result.passed and result.examples[0].text == "Preventive actions\n\nA gull."


def test_the_mark_counts_where_the_same_words_stand_before_it(tmp_path: Path) -> None:
    keys = "patterns: wooden [gull]\nexamples: {bad: [A gull and a wooden >>gull<<.], good: [x]}"
    result = run(write(tmp_path, rule("birds", keys)))
    assert result.passed and result.examples[0].expected == result.examples[0].found[0]


def test_patterns_of_the_greatest_length(tmp_path: Path) -> None:
    words = "|".join(f"w{number}" for number in range(400))
    keys = f"patterns: '({words})? @bird'\nexamples: {{bad: [A w7 >>gull<<.], good: [x]}}"
    (coverage,) = run(write(tmp_path, rule("birds", keys)), coverage=True).coverage
    found = {part.text for part in coverage.parts if part.exercised and part.kind == "alternative"}
    assert found == {"w7"}


def kinds(result: PackTest) -> dict[str, str]:
    return {remark.rule: remark.kind for remark in result.remarks}


def test_what_is_doubtful(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        rule("birds", BIRDS),
        rule("no-examples", "patterns: zyzzyva\n"),
        rule("never", "patterns: dodo\nexamples: {good: [A parcel.]}"),
        rule(
            "twin",
            "patterns: |\n  (@bird|~crow) <2>   (~pack | ~send)\nexamples: {bad: [A >>gull packed<<.], good: [x]}",
        ),
        rule(
            "shadow",
            "patterns: (gulls packed | owl sent)\n"
            "examples: {bad: [Two >>gulls packed<<., An >>owl sent<< it.], good: [x]}",
        ),
        rule(
            "elsewhere",
            'roles: [issue]\npatterns: begging\nexamples: {bad: [{text: ">>begging<<", role: issue}], good: [x]}',
        ),
    )
    result = run(path)
    assert kinds(result) == {
        "house/no-examples": "never-fires",
        "house/never": "never-fires",
        "house/twin": "same-line",
        "house/shadow": "same-finds",
    }
    assert [remark.rule for remark in result.remarks if remark.kind == "no-example"] == [
        "house/no-examples",
        "house/never",
    ]
    (twin,) = [remark for remark in result.remarks if remark.kind == "same-line"]
    assert "house/birds" in twin.message and twin.place.startswith(str(path))
    assert result.passed  # warnings are no failures


def test_rules_that_look_elsewhere_are_no_twins(tmp_path: Path) -> None:
    one = rule("one", "roles: [issue]\npatterns: dodo\n")
    other = rule("other", "roles: [preventive]\npatterns: dodo\n")
    assert "same-line" not in [remark.kind for remark in run(write(tmp_path, one, other)).remarks]
    both = run(write(tmp_path, one, rule("other", "patterns: dodo\n")))
    assert [remark.rule for remark in both.remarks if remark.kind == "same-line"] == ["house/other"]


# Coverage


def test_coverage(tmp_path: Path) -> None:
    (coverage,) = run(write(tmp_path, rule("birds", BIRDS)), coverage=True).coverage
    found = {(part.kind, part.text): part.exercised for part in coverage.parts}
    assert found == {
        ("line", "(@bird | ~crow) <2> (~pack | ~send)"): True,
        ("alternative", "@bird"): True,
        ("alternative", "~crow"): False,
        ("alternative", "~pack"): True,
        ("alternative", "~send"): True,
        ("line", "wooden (parrot | owl)? !(bird | cage) box"): True,
        ("option", "(parrot|owl)"): False,
        ("alternative", "parrot"): False,
        ("alternative", "owl"): False,
        ("exclusion", "bird"): False,
        ("exclusion", "cage"): False,  # "wooden cage box" has a word more: the exclusion is never put to the test
        ("line", "no @bird"): True,
        ("entry", "parrot"): False,
        ("entry", "~gull"): True,
        ("entry", "@night-bird"): True,
        ("entry", "owl"): True,
    }
    assert (coverage.exercised, len(coverage.parts)) == (9, 16)
    assert coverage.percent == pytest.approx(56.25)
    missing = next(part for part in coverage.parts if part.text == "parrot" and part.kind == "entry")
    assert (missing.line.name, missing.line.place) == ("@bird", f"{tmp_path / 'house.yaml'}:5")


def test_an_exclusion_is_exercised_by_a_text_that_only_it_keeps_out(tmp_path: Path) -> None:
    keys = "patterns: wooden !(owl | cage)\nexamples:\n  bad: [A >>wooden<< box.]\n  good: [A wooden cage.]\n"
    (coverage,) = run(write(tmp_path, rule("birds", keys)), coverage=True).coverage
    found = {part.text: part.exercised for part in coverage.parts if part.kind == "exclusion"}
    assert found == {"owl": False, "cage": True}


def test_coverage_of_what_is_no_pattern(tmp_path: Path) -> None:
    regex = "expressions: ['gu+ll', 'cr[o]w', 'wooden [a-z]+']\nexceptions: ['wooden gull', 'wooden owl']\n"
    regex += "examples: {bad: [A >>guuull<<., A >>wooden box<<.], good: [A wooden gull.]}"
    swaps = "swaps: {aviary: cage, ~utilise: use}\nexamples: {bad: [An >>aviary<<.], good: [x]}"
    tokens = (
        "tokens: [[{LOWER: two}, {LOWER: owls}], [{LOWER: dodo}]]\nexamples: {bad: [We saw >>two owls<<.], good: [x]}"
    )
    path = write(
        tmp_path, rule("regex", regex, kind="regex"), rule("swap", swaps, kind="substitution"),
        rule("tokens", tokens, kind="sequence"),
    )  # fmt: skip
    result = run(path, coverage=True)
    lines = {part.text: part.exercised for part in result.coverage[0].parts if part.kind == "line"}
    assert result.passed
    assert list(lines.values()) == [True, False, True, True, False, True, False, True, False], lines


_LEAVES = st.sampled_from(
    ["we", "~lose", "pre*", "*ed", "ge*t", "*~lose", "~an+kommen", "@bird", "NUM", "didn't", "'s", "U.S.", "100", "!"]
)
_PATTERNS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({' | '.join(parts)})"),
        inner.map(lambda part: f"we ({part})?"),
        inner.map(lambda part: f"!({part}) we <2> x"),
        inner.map(lambda part: f"{part} <,1-3> we"),
    ),
    max_leaves=6,
)


@cache
def split(word: str) -> list[str]:
    return tokenizer().literal(word)


@cache
def tokenizer() -> Tokenizer:
    return make_tokenizer(load_ruleset("en").profile)


def parsed(pattern: str) -> tuple[Node, ...]:
    try:
        return parse(pattern, split)
    except PatternSyntaxError:
        assume(False)
        raise


@given(_PATTERNS)
def test_a_written_pattern_parses_to_the_same(pattern: str) -> None:
    tree = parsed(pattern)
    assert parse(written(tree), split) == tree


@given(_PATTERNS)
def test_each_variant_is_a_pattern_that_leaves_a_choice_less(pattern: str) -> None:
    tree = parsed(pattern)

    def choices(nodes: tuple[Node, ...]) -> int:
        return sum(1 for _ in variants(nodes))

    for variant in variants(tree):
        if variant.nodes:
            assert choices(variant.nodes) < choices(tree)
            assert variant.choice in written(tree)
    for other in renamed(tree, "bird", "fish"):
        assert written(other).count("@fish") == 1
        assert written(other).replace("@fish", "@bird") == written(tree)


# Slow patterns


def slow(folder: Path, keys: str, kind: str = "phrase") -> list[str]:
    bench = Workbench("en", [write(folder, rule("birds", keys, kind=kind))])
    return [found.line.text for found in find_slow(bench, bench.rules)]


def test_patterns_with_wide_gaps_around_common_words_are_slow(tmp_path: Path) -> None:
    wide = "we <15> [ we <15> we <15> ] we <15> we <15> x"
    assert slow(tmp_path, f"patterns: |\n  we <3> check\n  {wide}\n  @bird <5> (~pack | ~send)\n") == [wide]


def test_expressions_that_look_to_the_end_again_and_again_are_slow(tmp_path: Path) -> None:
    assert slow(tmp_path, "expressions: ['x.*y|x', 'gull', '[a-z]+ gull']", "regex") == ["x.*y|x"]


def test_slow_patterns_are_told(tmp_path: Path) -> None:
    keys = (
        'patterns: we <15> [ we <15> we <15> ] we <15> we <15> x\nexamples: {bad: [">>we we we we we<< x"], good: [x]}'
    )
    result = run(write(tmp_path, rule("birds", keys)), speed=True)
    (remark,) = [remark for remark in result.remarks if remark.kind == "slow"]
    assert remark.rule == "house/birds" and "times the work of a plain pattern" in remark.message


# Drafts


def drafts(folder: Path, **files: str) -> Path:
    corpus = folder / "drafts"
    corpus.mkdir()
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (corpus / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return corpus


CORPUS = {
    "a_txt": "Two gulls packed it.\n\nA wooden box came. The owl sent it.\n",
    "a_yaml": (
        "findings:\n  - {category: irrelevant, quote: gulls packed it}\n  - {category: plea, quote: A wooden box}\n"
        "  - {category: no-evidence}\n"
    ),
    "b_md": "A parrot packed it. No gull sent it.\n",
}


def test_drafts_with_labels_and_without(tmp_path: Path) -> None:
    corpus = run(write(tmp_path, rule("birds", BIRDS)), corpus=drafts(tmp_path, **CORPUS)).corpus
    assert corpus is not None
    assert (corpus.drafts, corpus.labelled) == (2, 1)
    (tally,) = corpus.rules
    assert (tally.fired, tally.drafts, tally.right, tally.mistaken, tally.false) == (4, 2, 1, 1, 1)
    assert tally.precision == pytest.approx(1 / 3)
    assert [(sample[2], sample[3]) for sample in tally.samples] == [
        ("owl sent", "false"),
        ("wooden box", "mistaken"),
        ("gulls packed", "right"),
        ("parrot packed", ""),
    ]
    lines = {line.line.text: (line.fired, line.drafts) for line in corpus.lines if line.line}
    assert list(lines.values()) == [(3, 2), (1, 1)]


def test_lines_are_counted_where_the_rule_needs_several(tmp_path: Path) -> None:
    keys = "count: 2\npatterns: |\n  parrot\n  gull\n  crow\n"
    corpus = run(
        write(tmp_path, rule("birds", keys)), corpus=drafts(tmp_path, a_txt="A parrot. A gull.", b_txt="A crow.")
    ).corpus
    assert corpus is not None
    assert [(line.fired, line.drafts) for line in corpus.lines] == [(1, 1), (1, 1), (0, 0)]


def test_what_another_rule_takes_is_lost(tmp_path: Path) -> None:
    plea, blame = rule("plea", "patterns: gull\n", "plea"), rule("blame", "patterns: gull packed\n", "blame")
    corpus = run(write(tmp_path, plea, blame), corpus=drafts(tmp_path, a_txt="The gull packed.")).corpus
    assert corpus is not None
    assert {tally.rule: (tally.fired, tally.outranked) for tally in corpus.rules} == {
        "house/plea": (0, 1),
        "house/blame": (1, 0),
    }


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no drafts in this folder"),
        ({"a_txt": "A gull.", "a_yaml": "findings: 3"}, "a.yaml:1:11: 'findings' must be a list"),
        ({"a_txt": "A gull.", "a_yaml": "findings:\n- {quote: gull}"}, "a.yaml:2:3: a label is a mapping"),
        ({"a_txt": "A gull.", "a_yaml": "findings:\n- {category: a, quote: owl}"}, "does not hold these words"),
        (
            {"a_txt": "A gull.", "a_yaml": "findings:\n- {category: a, quote: gull, nth: 2}"},
            "does not hold these words",
        ),
        ({"a_txt": "A gull.", "a_yaml": "grade: 1"}, "has a list 'findings'"),
        ({"a_txt": "A gull.", "a_yaml": "findings: ["}, "a.yaml:2:1: not valid YAML"),
    ],
)
def test_drafts_that_cannot_be_read(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        run(write(tmp_path, rule("birds", BIRDS)), corpus=drafts(tmp_path, **files))


def test_packs_that_cannot_be_tested(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rules in any language"):
        packtest.test(write(tmp_path, head="pack: house\n"))
    with pytest.raises(UsageError, match="no pack 'hous'"):
        packtest.test("hous")
    with pytest.raises(UsageError, match="no rules for language 'xx'"):
        packtest.test("brevity", language="xx")
