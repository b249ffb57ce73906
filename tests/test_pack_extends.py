"""Packs that build on others: what they change, switch off and add, and where they come from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from birds import BIRDS, write
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poalint import Linter, PackError, UsageError
from poalint.cli import main
from poalint.ruleset import languages, load_rules
from poalint.ruleset.compile import find_problems


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return where a pack goes that extends ``birds.yaml`` beside it."""
    write(tmp_path, "birds.yaml", BIRDS)
    return tmp_path / "own.yaml"


def extend(path: Path, keys: str) -> Linter:
    path.write_text(f"pack: own\nlanguage: en\nextends: [./birds.yaml]\n{keys}", encoding="utf-8")
    return Linter(packs=[path], language="en")


def excerpts(linter: Linter, text: str) -> list[str]:
    return [finding.excerpt for finding in linter.check(text).findings]


def test_a_pack_has_the_rules_of_those_that_it_extends(own: Path) -> None:
    linter = extend(own, "")
    assert [rule.id for rule in linter.rules()] == ["birds/no-birds", "birds/long-list"]
    assert excerpts(linter, "A gull came.") == ["gull"]


def test_what_a_pack_changes(own: Path) -> None:
    linter = extend(
        own,
        """\
overrides:
  birds/no-birds:
    severity: error
    weight: 5
    title: No birds here
    category: excuse
    message: "Not “{excerpt}”."
    suggestions: [{delete: sentence}]
  birds/long-list: {limit: 3}
""",
    )
    finding, long = linter.check("We saw one gull today.").findings[::-1]
    assert (finding.severity, finding.category, finding.message) == ("error", "excuse", "Not “gull”.")
    assert [one.text for one in finding.suggestions] == ["Delete the sentence."]
    assert (long.rule, long.message) == ("birds/long-list", "5 words, 3 at most")
    rule = linter.rules()[0]
    assert (rule.weight, rule.title, rule.why) == (5.0, "No birds here", "Birds send no parcels.")


def test_what_a_pack_adds(own: Path) -> None:
    linter = extend(
        own,
        """\
classes:
  toy: rubber, plush
add-to-classes:
  bird: |
    cockatoo
overrides:
  birds/no-birds:
    add-unless: "@toy <2> @bird"
    add-patterns: ~feather
""",
    )
    text = "A gull. A cockatoo. A plush gull. A wooden gull. Some feathers."
    assert excerpts(linter, text) == ["gull", "cockatoo", "feathers"]


def test_patterns_are_replaced_without_add(own: Path) -> None:
    linter = extend(own, "overrides: {birds/no-birds: {unless: small @bird}}\n")
    assert excerpts(linter, "A small gull. A wooden gull.") == ["gull"]


def test_rules_are_switched_off_also_by_an_earlier_id(own: Path) -> None:
    assert [rule.id for rule in extend(own, "disable: [birds/no-gulls]\n").rules()] == ["birds/long-list"]


def test_rules_of_its_own_may_name_the_classes_of_extended_packs(own: Path) -> None:
    rule = BIRDS[BIRDS.index("  no-birds:") : BIRDS.index("    examples:")]
    rule = rule.replace('"@bird"', "tame @bird").replace(", older/no-gulls", "")
    linter = extend(own, "disable: [birds/no-birds]\nrules:\n" + rule)
    (finding,) = linter.check("A tame gull. A gull.").findings
    assert (finding.rule, finding.excerpt) == ("own/no-birds", "tame gull")


def test_two_packs_may_use_the_same_name_for_a_class(tmp_path: Path) -> None:
    write(tmp_path, "birds.yaml", BIRDS)
    write(
        tmp_path,
        "fowl.yaml",
        BIRDS.replace("pack: birds", "pack: fowl").replace(", older/no-gulls", "").replace("~gull, parrot", "hen"),
    )
    linter = Linter(packs=[tmp_path], language="en")
    found = {(finding.rule, finding.excerpt) for finding in linter.check("A gull.\n\nA hen.").findings}
    assert found == {("birds/no-birds", "gull"), ("fowl/no-birds", "hen")}


def test_shipped_packs_can_be_extended_and_changes_hold_beside_them(tmp_path: Path) -> None:
    text = "pack: own\nextends: [no-pleading]\noverrides: {no-pleading/mercy: {severity: info}}\n"
    path = write(tmp_path, "own.yaml", text)
    for packs in ([path], ["default", path], [path, "default"]):
        rules = {rule.id: rule for rule in Linter(packs=packs, language="en").rules()}
        assert rules["no-pleading/mercy"].severity == "info"
    assert len(rules) == sum(rule.kind != "languagetool" for rule in load_rules("en"))


def test_a_folder_may_only_change_others(tmp_path: Path) -> None:
    write(tmp_path, "birds/pack.yaml", "pack: birds\n" + "rules:\n  no-birds: {weight: 9}\n")
    base = BIRDS.replace("    weight: 2\n", "").replace("  long-list", "  long-one")
    write(tmp_path, "birds/en.yaml", base[: base.index("  long-one")])
    write(tmp_path, "own/pack.yaml", "pack: own\nextends: [../birds]\noverrides: {birds/no-birds: {severity: info}}\n")
    (rule,) = Linter(packs=[tmp_path / "own"], language="en").rules()
    assert (rule.id, rule.severity, rule.weight) == ("birds/no-birds", "info", 9.0)


def test_the_last_pack_wins(own: Path) -> None:
    extend(own, "overrides: {birds/no-birds: {weight: 3, severity: error}}\n")
    text = "pack: last\nextends: [own.yaml, birds.yaml]\noverrides: {birds/no-birds: {weight: 4}}\n"
    last = write(own.parent, "last.yaml", text)
    rule = Linter(packs=[last], language="en").rules()[0]
    assert (rule.weight, rule.severity) == (4.0, "error")


def test_a_change_of_an_extended_pack_is_seen(own: Path) -> None:
    assert excerpts(extend(own, ""), "A gull. A crow.") == ["gull"]
    write(own.parent, "birds.yaml", BIRDS.replace("~gull, parrot", "~gull, parrot, crow"))
    assert excerpts(Linter(packs=[own], language="en"), "A gull. A crow.") == ["gull", "crow"]
    (own.parent / "birds.yaml").unlink()
    with pytest.raises(PackError, match=r"own\.yaml:3:11: no pack '\./birds\.yaml'"):
        Linter(packs=[own], language="en")


def test_a_file_that_comes_to_a_folder_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "packs/birds.yaml", BIRDS)
    assert excerpts(Linter(packs=[tmp_path / "packs"], language="en"), "A hen.") == []
    write(
        tmp_path,
        "packs/fowl.yaml",
        BIRDS.replace("pack: birds", "pack: fowl").replace(", older/no-gulls", "").replace("~gull, parrot", "hen"),
    )
    assert excerpts(Linter(packs=[tmp_path / "packs"], language="en"), "A hen.") == ["hen"]


# Earlier ids


def test_an_earlier_id_still_chooses_a_rule(own: Path) -> None:
    path = str(own.parent / "birds.yaml")
    run = CliRunner().invoke
    for name in ("birds/no-gulls", "older/no-gulls"):
        result = run(main, ["check", "--packs", path, "--language", "en", "--select", name, "-"], input="A gull.")
        assert "birds/no-birds" in result.stdout
        assert result.stderr == f"Note: rule {name} is now called birds/no-birds; use its new name\n"
        assert (
            run(main, ["check", "--packs", path, "--ignore", name, "--language", "en", "-"], input="A gull.").exit_code
            == 0
        )
        assert "birds/no-birds" in run(main, ["explain", "--packs", path, name]).stdout


# Categories and languages


def test_a_pack_brings_categories(tmp_path: Path) -> None:
    text = BIRDS.replace("category: irrelevant", "category: wildlife")
    table = "{title: Wildlife, dimension: tone, rank: 3, cap: 5}"
    inside = write(tmp_path, "inside.yaml", text.replace("rules:", f"categories:\n  wildlife: {table}\nrules:"))
    beside = write(tmp_path, "beside/birds.yaml", text)
    write(tmp_path, "beside/categories.yaml", f"wildlife: {table}\n")
    for path in (inside, beside, beside.parent):
        (finding,) = Linter(packs=[path], language="en", select=["wildlife"]).check("A gull.").findings
        assert finding.category == "wildlife"


def language(folder: Path, code: str) -> None:
    write(folder, f"languages/{code}/base.yaml", "abbreviations: [dr]\nclasses:\n  fugl: måge, ravn\n")
    text = BIRDS.replace("language: en", f"language: {code}").replace("~gull, parrot", "'@fugl, and'")
    write(folder, f"birds-{code}.yaml", text.replace("wooden <2> @bird", "træ @bird"))


def test_a_folder_brings_a_language(tmp_path: Path) -> None:
    language(tmp_path, "da")
    assert languages([tmp_path]) == tuple(sorted(("da", *languages())))
    assert "da" not in languages()
    linter = Linter(packs=[tmp_path], language="da")
    assert excerpts(linter, "En måge kom. Dr. Holm så en and.") == ["måge", "and"]
    assert linter.check("En måge.").scored
    with pytest.raises(UsageError, match="no rules for language 'da'; one of: auto, de, en"):
        Linter(language="da")
    result = CliRunner().invoke(
        main, ["check", "-q", "--packs", str(tmp_path), "--language", "da", "-"], input="En ravn."
    )
    assert "birds/no-birds" in result.stdout


def test_a_misspelled_key_of_a_language_is_told(tmp_path: Path) -> None:
    language(tmp_path, "da")
    bad = "abreviations: [dr]\nmonths: {maj: five}\nnobody: [no]\nweekdays: {on: 2}\nstate-adjectives: [true]\n"
    write(tmp_path, "languages/da/base.yaml", bad + "inflection:\n  rules: [['(a', [b]]]\n")
    with pytest.raises(PackError) as error:
        Linter(packs=[tmp_path], language="da")
    said = [f"{one.line}:{one.column} {one.message}" for one in error.value.problems if one.path.endswith("base.yaml")]
    assert said == [
        "1:1 a language has no key 'abreviations'",
        "2:15 'maj' of 'months' must be a whole number, not text",
        "5:20 'state-adjectives' must be a list of words, not of true or false",
        "7:12 not a regular expression that RE2 reads: missing ): (a",
    ]


def test_a_pack_of_another_language_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, "birds.yaml", BIRDS)
    write(tmp_path, "broken-da.yaml", "pack: birds\nlanguage: da\nrules: {}\n")
    assert excerpts(Linter(packs=[tmp_path], language="en"), "A gull.") == ["gull"]
    german = "Wir haben das Angebot am 3. März 2026 geschlossen, und wir bitten um eine zweite Chance für unser Konto."
    assert Linter(packs=[path]).check(german).findings == ()
    language(tmp_path / "danish", "da")
    assert excerpts(Linter(packs=["default", tmp_path / "danish"], select=["plea"]), "We beg you.") != []
    with pytest.raises(UsageError, match="no rules here for language 'en'"):
        Linter(packs=[tmp_path / "broken-da.yaml"], language="en")


def test_changes_to_a_pack_of_another_language_wait_for_that_language(tmp_path: Path) -> None:
    language(tmp_path, "da")
    changes = "extends: [birds-da.yaml, no-pleading]\noverrides:\n  birds/no-birds: {severity: error}\n"
    path = write(tmp_path, "own.yaml", f"pack: own\n{changes}  no-pleading/mercy: {{severity: info}}\n")
    assert find_problems("en", [path], examples=False) == ()
    rules = {rule.id: rule.severity for rule in Linter(packs=[tmp_path], language="da").rules()}
    assert rules["birds/no-birds"] == "error"
    assert "no-pleading/mercy" not in rules


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("", "a pack without a name"),
        ("x" * 400, "cannot be read"),
        ("no/such", "there is no such file or folder"),
        ("such.yaml", "there is no such file or folder"),
        ("no-blam", "Did you mean 'no-blame'?"),
    ],
)
def test_packs_that_do_not_exist(pack: str, said: str) -> None:
    result = CliRunner().invoke(main, ["check", "--packs", pack, "-"], input="A gull.")
    assert result.exit_code == 2
    assert said in result.stderr


# What is read for it


def test_what_is_cached_needs_no_yaml_and_no_metadata(own: Path) -> None:
    extend(own, "")
    program = (
        "import sys, poalint\n"
        "poalint.Linter(packs=sys.argv[1:] or None, language='en').check('A gull.')\n"
        "names = ('yaml', 'importlib.metadata', 'difflib', 'poalint.packs.loader', 'poalint.packs.kinds',\n"
        "         'poalint.ruleset.compile', 'poalint.ruleset.gather', 'poalint.ruleset.installed')\n"
        "print(*[name for name in names if name in sys.modules])\n"
    )
    for packs in ([], [str(own)]):
        for _ in range(2):
            command = [sys.executable, "-c", program, *packs]
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.split() == []


def test_missing_examples_are_told_when_asked(own: Path) -> None:
    own.write_text("pack: own\nextends: [./birds.yaml]\n", encoding="utf-8")
    assert find_problems("en", [own], examples=False) == ()
    said = [(Path(one.path).name, one.line, one.message) for one in find_problems("en", [own])]
    assert said == [
        ("birds.yaml", 24, "rule birds/long-list has no bad examples"),
        ("birds.yaml", 24, "rule birds/long-list has no good examples"),
    ]


# The manual


def test_the_examples_of_the_manual(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "rule-language.md").read_text(encoding="utf-8")
    part = page.partition("## Build on another pack")[2]
    strict, categories = (block.partition("```")[0] for block in part.split("```yaml\n")[1:3])
    write(tmp_path, "house-words.yaml", BIRDS.replace("pack: birds", "pack: house-words"))
    path = write(tmp_path, "strict.yaml", strict + categories)
    assert find_problems("en", [path], examples=False) == ()
    linter = Linter(packs=[path], language="en")
    rules = {rule.id: rule for rule in linter.rules()}
    assert "no-blame/insult" not in rules and "house-words/no-birds" in rules
    assert rules["brevity/sentence-too-long"].params["limit"] == 25
    assert rules["no-blame/third-party-failed"].weight == 8
    blame = linter.narrowed(["no-blame/third-party-failed"])
    assert excerpts(blame, "The pigeons lost two sacks in May.") != []
    assert excerpts(blame, "The courier of York lost two sacks in May.") == []


WORDS = ("7", "null", "[]", "{}", "[a]", "{a: b}", "'{'", "'@x'", "(", "[[1]]", "*x", "!x y", "true", "a: b", "|", "\t")


@given(st.integers(0, BIRDS.count("\n") - 1), st.sampled_from(WORDS), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_pack_is_told_as_a_mistake(tmp_path: Path, line: int, word: str, whole: bool) -> None:
    lines = BIRDS.split("\n")
    lines[line] = word if whole else lines[line].split(":")[0] + ": " + word
    path = write(tmp_path, "odd.yaml", "\n".join(lines))
    for problem in find_problems("en", [path]):
        assert problem.path == str(path) and problem.line >= 1 and problem.message
