"""Packs: a user's own ones, choosing rules, and mistakes told with file, line and remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from poalint import Linter, PackError, UsageError
from poalint.checks.consistency import CHECKS
from poalint.cli import main
from poalint.packs.kinds import KINDS
from poalint.ruleset import load_rules

GOOD = """\
pack: house
title: House rules
language: en
classes:
  bird: parrot, ~gull
rules:
  no-birds:
    title: Birds
    category: irrelevant
    kind: phrase
    severity: warning
    weight: 2
    message: "“{excerpt}” is a bird."
    why: "Birds send no parcels."
    source: "house"
    suggestions:
      - guidance: "Name [who packs] instead of {excerpt}."
      - replace: "a packer"
      - delete: match
        safe: true
    patterns: |
      # birds at work
      @bird
    unless: |
      wooden <2> @bird
"""


def pack(folder: Path, text: str = GOOD) -> Path:
    path = folder / "house.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pack_of_ones_own_beside_the_shipped_ones(tmp_path: Path) -> None:
    linter = Linter(packs=["default", pack(tmp_path)], language="en")
    report = linter.check("The parcels were packed by two gulls, and we beg you.")
    assert {finding.category for finding in report.findings} >= {"irrelevant", "plea"}
    (finding,) = [finding for finding in report.findings if finding.rule == "house/no-birds"]
    assert (finding.excerpt, finding.message) == ("gulls", "“gulls” is a bird.")
    assert [(one.kind, one.text, one.safe, one.replacement) for one in finding.suggestions] == [
        ("guidance", "Name [who packs] instead of gulls.", False, ""),
        ("edit", "Write “a packer”.", False, "a packer"),
        ("edit", "Delete these words.", True, ""),
    ]


def test_a_pack_alone(tmp_path: Path) -> None:
    linter = Linter(packs=[str(pack(tmp_path))], language="en")
    assert [rule.id for rule in linter.rules()] == ["house/no-birds"]
    assert linter.check("We beg you.").findings == ()
    assert linter.check("A wooden parrot. “A parrot!”").findings == ()


def test_a_folder_of_packs(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    head, rules = GOOD.split("rules:\n")
    shared = "{category: irrelevant, kind: phrase, severity: info, weight: 2, source: house}"
    (folder / "pack.yaml").write_text(f"pack: house\nrules:\n  no-birds: {shared}\n", encoding="utf-8")
    own = [
        line
        for line in rules.splitlines()
        if line.split(":")[0].strip() not in ("category", "kind", "severity", "weight", "source")
    ]
    (folder / "en.yaml").write_text(head + "rules:\n" + "\n".join(own) + "\n", encoding="utf-8")
    for path in (folder, tmp_path):
        (finding,) = Linter(packs=[path], language="en").check("The gull packed.").findings
        assert (finding.severity, finding.excerpt) == ("info", "gull")


def test_a_pack_that_changes_is_read_again(tmp_path: Path) -> None:
    path = pack(tmp_path)
    assert Linter(packs=[path], language="en").check("A parrot and a crow.").findings[0].excerpt == "parrot"
    pack(tmp_path, GOOD.replace("parrot, ~gull", "parrots, ~gull, crow"))
    assert Linter(packs=[path], language="en").check("A parrot and a crow.").findings[0].excerpt == "crow"


@pytest.mark.parametrize(
    ("chosen", "rules"),
    [
        ({"select": ["plea"]}, {"plea"}),
        ({"select": ["plea", "blame"], "ignore": ["blame"]}, {"plea"}),
        ({"packs": ["no-pleading"]}, {"plea"}),
        ({"select": ["no-pleading"]}, {"plea"}),
    ],
)
def test_choosing_rules(chosen: dict[str, list[str]], rules: set[str]) -> None:
    linter = Linter(language="en", **chosen)  # type: ignore[arg-type]
    text = "Please, we beg you for a second chance. The courier lost the parcels."
    assert {finding.category for finding in linter.check(text).findings} == rules


def test_one_rule_ignored() -> None:
    text = "Please, we beg you for a second chance."
    rule = Linter(language="en").check(text).findings[0].rule
    assert rule not in {finding.rule for finding in Linter(language="en", ignore=[rule]).check(text).findings}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"select": ["excuze"]}, "did you mean 'excuse'?"),
        ({"ignore": ["no-blame/nobody"]}, "no rule, pack or category"),
        ({"packs": ["no-birds"]}, "no pack 'no-birds'; give a path, or one of: "),
        ({"language": "xx"}, "one of: auto, .*en"),
    ],
)
def test_names_that_do_not_exist(options: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        Linter(**{"language": "en"} | options)  # type: ignore[arg-type]


# What is changed in the pack above, a part of the line that the error must name, and what it says.
BROKEN = [
    ("kind: phrase", "kind: phrases", "kind:", "kind 'phrases' is unknown; did you mean 'phrase'?"),
    ("category: irrelevant", "category: Plea", "category:", "category 'Plea' is unknown; did you mean 'plea'?"),
    ("severity: warning", "severity: fatal", "severity:", "one of: error, warning, info"),
    ("weight: 2", "weight: heavy", "weight:", "'weight' must be a number, not text"),
    ("weight: 2", "weight: true", "weight:", "'weight' must be a number, not true or false"),
    ("    message:", "    mesage:", "mesage:", "no key 'mesage'; did you mean 'message'?"),
    ('    message: "“{excerpt}” is a bird."\n', "", "no-birds:", "rule 'no-birds' has no 'message'"),
    ('    why: "Birds send no parcels."\n', "", "no-birds:", "rule 'no-birds' has no 'why'"),
    ("    patterns: |\n      # birds at work\n      @bird\n", "", "no-birds:", "of kind 'phrase' needs 'patterns'"),
    ("      @bird\n    unless", "      (@bird\n    unless", "(@bird", "missing ')'"),
    ("      @bird\n    unless", "      @birt\n    unless", "@birt", "unknown word class @birt; did you mean @bird?"),
    ("bird: parrot, ~gull", 'bird: "@fish"\n  fish: cod, @bird', "fish: cod", "in a circle: bird -> fish -> bird"),
    ("bird: parrot, ~gull", "bird: [parrot, gull]", "bird: [", "must be patterns as text, one a line, not a list"),
    ("title: House rules", "title: House rules\ntitle: Again", "Again", "key 'title' stands twice"),
    ("title: House rules", "titel: House rules", "titel", "a pack has no key 'titel'; did you mean 'title'?"),
    ("pack: house", "pack: House Rules", "pack:", "'pack' must name the pack"),
    ("language: en", "language: [en", "classes:", "not valid YAML"),
    ('source: "house"', "source: *house", "*house", "aliases (*house) are not allowed"),
    ('source: "house"', "source: !!python/name:os.system", "!!python", "is not allowed"),
    ('source: "house"', "source: !own house", "!own", "is not allowed"),
    ("- guidance:", "- advice:", "- advice:", "one of guidance, replace, delete or insert"),
    (
        "    patterns: |",
        "    roles: [middle]\n    patterns: |",
        "[middle]",
        "'middle' in roles is unknown; one of: issue",
    ),
    ("    patterns: |", "    span: word\n    patterns: |", "span: word", "span 'word' is unknown"),
    (
        "    patterns: |",
        "    position: end\n    patterns: |",
        "position:",
        "position 'end' is unknown; one of: closing",
    ),
    ("    patterns: |", "    examples: {ugly: [a]}\n    patterns: |", "ugly", "'bad' or 'good', not 'ugly'"),
    ("    patterns: |", "    examples: {bad: [a]}\n    patterns: |", "bad: [a]", "mark what is reported as >>words<<"),
]


@pytest.mark.parametrize(("old", "new", "place", "said"), BROKEN, ids=[said for *_, said in BROKEN])
def test_mistakes_in_a_pack(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    assert GOOD.count(old) == 1
    path = pack(tmp_path, GOOD.replace(old, new))
    with pytest.raises(PackError) as error:
        Linter(packs=[path], language="en")
    told = str(error.value)
    assert said in told
    name, number, _ = told.split(":", 2)
    assert name == str(path)
    assert place in path.read_text(encoding="utf-8").splitlines()[int(number) - 1]


def test_a_pack_must_not_redefine_a_shared_class(tmp_path: Path) -> None:
    path = pack(tmp_path, GOOD.replace("  bird:", "  trouble-word: owl\n  bird:"))
    with pytest.raises(PackError, match=r"house\.yaml:5:3: word class 'trouble-word' exists already"):
        Linter(packs=[path], language="en")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfepack", "not UTF-8"),
        (b"", "expected keys with values"),
        (b"- a\n- b\n", "expected keys with values"),
        (b"a: " + b"[" * 50 + b"]" * 50, "nested deeper"),
        (b"a: &x [1]\nb: [*x, *x]\n", "aliases"),
        (b"a" * 2_100_000, "larger than"),
        (b"a: [" + b"1," * 2000 + b"]", "more than 1000 values; split the pack"),
    ],
    ids=["encoding", "empty", "list", "deep", "alias", "large", "many"],
)
def test_files_that_are_no_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str) -> None:
    if said.startswith("more than"):
        monkeypatch.setattr("poalint.packs.yaml_reader.MAX_NODES", 1000)
    path = tmp_path / "odd.yaml"
    path.write_bytes(data)
    with pytest.raises(PackError, match=said):
        Linter(packs=[path], language="en")


def test_the_command_line_tells_it_without_a_traceback(tmp_path: Path) -> None:
    path = pack(tmp_path, GOOD.replace("kind: phrase", "kind: phrases"))
    result = CliRunner().invoke(main, ["check", "--packs", str(path), "-"], input="A gull.")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {path}:10:11: kind ")


def rule(kind: str, keys: str) -> str:
    head = GOOD.partition("    patterns:")[0].replace("kind: phrase", f"kind: {kind}")
    return head + "\n".join("    " + line for line in dedent(keys).strip("\n").splitlines()) + "\n"


SEQUENCE = """
    tokens:
      - [{LOWER: two}, {IS_ALPHA: true, LENGTH: {">": 4}}]
      - [{SHAPE: XXX}]
"""


@pytest.mark.parametrize(
    ("kind", "keys", "text", "excerpts"),
    [
        ("phrase", "patterns: '@bird'\ncount: 2", "A gull. A parrot.", ["gull", "parrot"]),
        ("phrase", "patterns: '@bird'\ncount: 2", "A gull.", []),
        ("phrase", "patterns: '@bird'\nskip-first: 1", "A gull. A parrot.", ["parrot"]),
        ("phrase", "patterns: '@bird'\nspan: sentence", "We saw it. A gull came.", ["A gull came."]),
        ("phrase", "patterns: '@bird'\nunless-near: wooden", "A gull. It was wooden. It sang. A gull.", ["gull"]),
        ("cooccurrence", "all: {a: '@bird', b: '~pack'}", "It packed, the gull. A gull came.", ["packed, the gull"]),
        ("cooccurrence", "all: {a: '@bird', b: '~pack'}\nwithin: clause", "It packed; a gull came.", []),
        ("regex", "expressions: ['gu(?P<report>l+)']", "A gull.", ["ll"]),
        ("regex", "expressions: ['gull']\nexceptions: ['wooden gull']", "A wooden gull. A gull.", ["gull"]),
        ("sequence", SEQUENCE, "We saw two parrots and two owls. The RAF came.", ["two parrots", "RAF"]),
        ("substitution", "swaps: {aviary: cage}", "An aviary.", ["aviary"]),
        (
            "substitution",
            "swaps: {aviary: cage, ~utilise: use}\nleast: 2",
            "An aviary. We utilised an aviary.",
            ["utilised an aviary"],
        ),
        ("metric", "measure: sentence-words\nlimit: 3", "One two three. One two three four.", ["One two three four."]),
        (
            "metric",
            "measure: sentence-lix\nlimit: 60\nleast: 4",
            "We saw it. Notwithstanding insufficient documentation, it broke. Insufficient documentation.",
            ["Notwithstanding insufficient documentation, it broke."],
        ),
        ("metric", "measure: item-words\nlimit: 3", "- one two three\n- one two three four", ["one two three four"]),
        ("metric", "measure: draft-words\nlimit: 3", "One two.\n\nThree four.", ["One two."]),
        (
            "action",
            "patterns: '@bird'",
            "Preventive actions\n\n- The gull packs every parcel.\n- We count.",
            ["The gull packs every parcel."],
        ),
        ("structure", "check: missing\nrole: issue", "# Root cause\n\nWe had no list.", ["Root cause"]),
    ],
)
def test_check_kinds(tmp_path: Path, kind: str, keys: str, text: str, excerpts: list[str]) -> None:
    linter = Linter(packs=[pack(tmp_path, rule(kind, keys))], language="en")
    report = linter.check(text)
    assert [finding.excerpt for finding in report.findings] == excerpts
    assert all(text[finding.start : finding.end] == finding.excerpt for finding in report.findings)


@pytest.mark.parametrize("expression", [r"(a+)\1", "(?=a)", "(a", "[z-a]"])
def test_expressions_that_re2_cannot_read(tmp_path: Path, expression: str) -> None:
    path = pack(tmp_path, rule("regex", f"expressions: ['gull', '{expression}']"))
    with pytest.raises(PackError, match=r"house\.yaml:21:27: not a regular expression that RE2 reads"):
        Linter(packs=[path], language="en")


def test_expressions_take_linear_time(tmp_path: Path) -> None:
    path = pack(tmp_path, rule("regex", "expressions: ['(a*)*(a|a)*b']"))
    assert Linter(packs=[path], language="en").check("a" * 20_000).findings == ()


@pytest.mark.parametrize(
    ("kind", "keys", "said"),
    [
        ("metric", "measure: miles\nlimit: 3", "one of: draft-words"),
        ("slot", "slot: where", "one of: who, when"),
        ("presence", "check: nothing", "one of: own-cause"),
        ("structure", "check: nothing", "one of: missing"),
        ("consistency", "check: nothing", "one of: count"),
        ("sequence", "tokens: [[{LOWR: two}]]", r"house\.yaml:7: 'tokens' of rule house/no-birds cannot be read"),
        (
            "sequence",
            "tokens: [[{LOWER: two}]]\npipeline: no_such_pipeline",
            "pipeline 'no_such_pipeline' is not installed",
        ),
    ],
)
def test_values_that_a_kind_does_not_know(tmp_path: Path, kind: str, keys: str, said: str) -> None:
    with pytest.raises((PackError, UsageError), match=said):
        Linter(packs=[pack(tmp_path, rule(kind, keys))], language="en").check("Two gulls.\n\n- We count.")


def test_spacy_is_loaded_only_for_rules_that_need_it(tmp_path: Path) -> None:
    program = (
        "import sys, poalint\n"
        "linter = poalint.Linter(packs=sys.argv[1:], language='en')\n"
        "linter.check('Two parrots pack. We beg you.\\n\\n- We count.')\n"
        "print('spacy' in sys.modules)\n"
    )

    def loaded(*packs: str) -> str:
        command = [sys.executable, "-c", program, *packs]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.strip()

    assert loaded("default") == "False"
    assert loaded(str(pack(tmp_path, rule("sequence", SEQUENCE)))) == "True"


def test_every_shipped_kind_is_known_and_every_rule_cites_a_source() -> None:
    rules = load_rules("en")
    assert {rule.kind for rule in rules} <= set(KINDS)
    assert all(rule.source.strip() and rule.why.strip() for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)


def test_every_consistency_check_that_a_rule_may_name_exists() -> None:
    assert set(KINDS["consistency"].choices["check"]) == set(CHECKS)
