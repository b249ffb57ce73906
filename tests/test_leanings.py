"""What the words of a sentence lean to: the rules that report it, the rules that are doubted, and how it is learnt."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from poalint import Linter
from poalint.errors import PackError
from poalint.packs.cue_table import read_cue_table
from poalint.ruleset import load_ruleset
from poalint.text.cues import cues_of

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "de", "nl", "ja", "pl")
CUES = """\
cues:
  stem: 6
  unknown: 40
  classes: [blame, plea]
  bias: [-4, -4]
  table: |2
    gulls\t20\t0:90 1:-20
    gulls took\t30\t0:60
    mercy\t20\t1:120
    label\t15\t0:-60
    nest\t20\t1:-120
"""
RULES = """\
pack: birds
language: xx
rules:
  reads-as-blame:
    title: Reads as blame
    category: blame
    kind: leaning
    severity: warning
    weight: 3
    class: blame
    least: 0.3
    message: "It is {cues}."
    why: "Blame mends nothing."
    source: here
    suggestions: [{guidance: "Say what you did."}]
  gulls:
    title: Gulls
    category: plea
    kind: phrase
    severity: warning
    weight: 3
    doubt: 0.02
    message: "Gulls."
    why: "No gulls."
    source: here
    suggestions: [{guidance: "Leave them."}]
    patterns: |
      mercy
      took
  victims:
    title: Victims
    category: plea
    kind: phrase
    severity: warning
    weight: 3
    outweighed: 0.3
    message: "Victims."
    why: "No victims."
    source: here
    suggestions: [{guidance: "Leave them."}]
    patterns: |
      them !(,)
      sang
"""


@pytest.fixture
def linter(tmp_path: Path) -> Linter:
    write(tmp_path, CUES)
    return Linter(packs=[tmp_path], language="xx")


def write(folder: Path, cues: str) -> None:
    """Write a language with a table of cues, and a pack in it."""
    (folder / "languages" / "xx").mkdir(parents=True)
    (folder / "languages" / "xx" / "cues.yaml").write_text(cues)
    (folder / "birds").mkdir()
    rules = yaml.safe_load(RULES)["rules"]
    (folder / "birds" / "pack.yaml").write_text(yaml.safe_dump({"pack": "birds", "rules": rules}))
    empty: dict[str, dict[str, str]] = {name: {} for name in rules}
    (folder / "birds" / "xx.yaml").write_text(yaml.safe_dump({"pack": "birds", "language": "xx", "rules": empty}))


def found(linter: Linter, text: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.excerpt) for finding in linter.check(text).findings]


def test_a_sentence_that_leans_to_a_class_is_reported_with_the_words_that_tell(linter: Linter) -> None:
    (finding,) = linter.check("All was well. The gulls took them. We put the label on.").findings
    assert (finding.rule, finding.excerpt) == ("birds/reads-as-blame", "The gulls took them.")
    assert finding.message == "It is gulls took."


def test_unknown_words_make_a_sentence_lean_to_nothing(linter: Linter) -> None:
    assert found(linter, "Gulls with odd grey heads and long thin yellow beaks flew over seven frozen harbours.") == []


def test_fewer_than_four_words_tell_too_little(linter: Linter) -> None:
    assert found(linter, "Gulls took it.") == []


def test_a_doubted_rule_is_believed_only_where_the_words_bear_it_out(linter: Linter) -> None:
    assert ("birds/gulls", "mercy") in found(linter, "Now show us mercy.")
    assert ("birds/gulls", "took") not in found(linter, "We took the label off.")


def test_a_rule_is_not_believed_where_another_class_weighs_much_more(linter: Linter) -> None:
    assert found(linter, "The gulls took them.") == [("birds/reads-as-blame", "The gulls took them.")]
    assert found(linter, "Then came them.") == [("birds/victims", "them")]
    # What the table gives no share at all is outweighed by nothing, where no other class has much.
    assert found(linter, "Nest after nest sang.") == [("birds/victims", "sang")]


def test_what_only_leans_gives_way_to_what_was_found(linter: Linter) -> None:
    rules = [rule for rule, _ in found(linter, "The gulls took them, have mercy.")]
    assert rules == ["birds/gulls"]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), max_size=12))
def test_cues_stand_where_they_say(words: list[str]) -> None:
    for cue, (first, last) in cues_of(words, 4).items():
        assert 0 <= first < last <= len(words)
        assert last - first in (1, 2)
        assert cue == " ".join(
            "0" if w[:1].isdigit() else w[:4] if len(w) > 4 and w.isalpha() else w for w in words[first:last]
        )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("gulls 20 0:90", "line 1 of the table is no cue"),
        ("gulls\t20\t0:90\nmercy\tmany\t1:1", "line 2 of the table is no cue"),
        ("gulls\t20\t2:90", "line 1 of the table names a class that is none"),
    ],
)
def test_a_malformed_table_is_told_by_its_line(tmp_path: Path, table: str, said: str) -> None:
    lines = "".join(f"    {line}\n" for line in table.splitlines())
    write(tmp_path, f"cues:\n  stem: 0\n  unknown: 9\n  classes: [a, b]\n  bias: [1, 1]\n  table: |2\n{lines}")
    with pytest.raises(PackError, match=said):
        load_ruleset("xx", [tmp_path])


def learner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("learn", ROOT / "training" / "learn.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["learn"] = module
    spec.loader.exec_module(module)
    return module


def test_what_is_taught_is_learnt() -> None:
    pytest.importorskip("sklearn", reason="learning needs poalint[learn]")
    learn = learner()
    taught = [("the gulls took it", "blame"), ("gulls took the rest", "blame"), ("have mercy on us", "plea")] * 3
    samples = [learn.Sample(tuple(text.split()), frozenset({label}), frozenset(), "x", False) for text, label in taught]
    samples += [learn.Sample(("we", "count", "it"), frozenset(), frozenset(), "x", True)] * 6
    table = learn.learn(samples, ["blame", "plea"], 6)
    read = read_cue_table(yaml.safe_load(learn.written(table, "# here"))["cues"])
    weights = dict(zip(read["table"]["gulls"][1::2], read["table"]["gulls"][2::2], strict=True))
    assert weights[0] > 0 > weights[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_learnt_from_the_sentences_that_stand_there(language: str) -> None:
    pytest.importorskip("sklearn", reason="learning needs poalint[learn]")
    table = (ROOT / "rules" / "languages" / language / "cues.yaml").read_text(encoding="utf-8")
    assert learner().mark_of(language) in table, f"run: python training/learn.py {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_the_sentences_are_categories(language: str) -> None:
    known = load_ruleset(language).categories
    for path in sorted((ROOT / "training" / language).glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for name, sentences in data.items():
            for sentence in sentences:
                labels = [name] if isinstance(sentence, str) else [label.lstrip("?") for label in sentence[1:]]
                assert all(label in known or label == "fine" for label in labels), (path, sentence)
