"""LanguageTool's matches as findings: what counts, what is known, and what poalint's own rules say already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_languagetool import Fake, answer, fake_server, match

from poalint import Finding, Linter, Report
from poalint.grammar.service import GrammarService


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_server() as server:
        yield server


def checked(fake: Fake, text: str, language: str = "en", dictionary: tuple[str, ...] = (), **more: object) -> Report:
    service = GrammarService(url=fake.url, dictionary=dictionary)
    return Linter(language=language, grammar=service, **more).check(text)  # type: ignore[arg-type]


def grammar(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.category == "grammar"]


def spelled(fake: Fake, text: str, words: str, *replacements: str, language: str = "en", **more: object) -> int:
    fake.finds(words, *replacements)
    return len(grammar(checked(fake, text, language, **more)))  # type: ignore[arg-type]


def test_a_match_is_a_finding(fake: Fake) -> None:
    text = "Problem\n\nOn 3 May 😀 we recieve 14 parcels late.\n"
    fake.finds("recieve", "receive", "relieve", *(f"word{n}" for n in range(9)))
    report = checked(fake, text)
    (found,) = grammar(report)
    assert (found.rule, found.category, found.severity) == ("grammar/spelling", "grammar", "warning")
    assert found.excerpt == text[found.start : found.end] == "recieve"
    assert (found.line, found.column) == (3, 15)
    assert found.message == "“recieve”: Possible spelling mistake found. (MORFOLOGIK)"
    assert found.details == {
        "id": "MORFOLOGIK",
        "group": "TYPOS",
        "type": "misspelling",
        "message": "Possible spelling mistake found.",
    }
    edits = [one for one in found.suggestions if one.kind == "edit"]
    assert [one.replacement for one in edits] == ["receive", "relieve", "word0", "word1", "word2"]
    assert not any(one.safe for one in edits)
    assert found.suggestions[-1].kind == "guidance"
    assert len(found.fingerprint) == 16
    assert 0 < found.points < 3
    assert report.grammar == "en-US"


def test_without_replacements_there_is_guidance(fake: Fake) -> None:
    fake.finds("parcel", category="GRAMMAR", issue_type="grammar")
    (found,) = grammar(checked(fake, "We check each parcel."))
    assert [one.kind for one in found.suggestions] == ["guidance"]


@pytest.mark.parametrize(
    ("category", "rule"),
    [
        ("TYPOS", "spelling"),
        ("CASING", "casing"),
        ("PUNCTUATION", "punctuation"),
        ("GRAMMAR", "grammar"),
        ("X", "grammar"),
    ],
)
def test_each_category_has_one_rule(fake: Fake, category: str, rule: str) -> None:
    fake.finds("recieve", category=category)
    assert [one.rule for one in grammar(checked(fake, "We recieve it."))] == [f"grammar/{rule}"]
    # A rule that is ignored leaves its matches to no other one.
    assert not grammar(checked(fake, "We recieve it.", ignore=[f"grammar/{rule}"]))


def test_grammar_is_no_guilt(fake: Fake) -> None:
    text = " ".join(f"Wrnog{n:03}x" for n in range(200)).replace("W", "w")
    fake.reply = lambda form: answer(
        *(match(form["text"], word, rule=f"R{n}", category="GRAMMAR") for n, word in enumerate(form["text"].split()))
    )
    own = Linter(language="en").check(text)
    report = checked(fake, text)
    assert report.score.total > own.score.total - 10
    assert {one.severity for one in grammar(report)} <= {"warning", "info"}


def test_off_by_default(fake: Fake) -> None:
    own, both = Linter(language="en").check("We recieve it."), checked(fake, "We recieve it.")
    assert own.grammar is None
    assert both.rules == own.rules + 4
    assert not any(rule.pack == "grammar" for rule in Linter().rules())


def test_a_dead_server_leaves_the_rest(fake: Fake) -> None:
    fake.status = 500
    own, report = Linter(language="en").check("We recieve it."), checked(fake, "We recieve it.")
    assert (report.findings, report.rules, report.grammar) == (own.findings, own.rules, "")
    assert report.unchecked[0].startswith("grammar not checked: ")
    assert len(report.unchecked) == 1


def test_an_answer_on_part_of_the_draft_is_told(fake: Fake) -> None:
    fake.reply = lambda form: b'{"matches": [], "warnings": {"incompleteResults": true}}'
    assert "only in part" in checked(fake, "We check it.").unchecked[0]


@pytest.mark.parametrize(
    ("text", "words", "replacement"),
    [
        ("The ASINs B0CVT4J8KD are closed.", "ASINs", "Asians"),
        ("The ASIN B0CVT4J8KD is closed.", "B0CVT4J8KD", "B0"),
        ("Order 204-3318842-7750916 was late.", "204-3318842", "204"),
        ("See https://brandlo.example/recieve for it.", "recieve", "receive"),
        ("Write to recieve@brandlo.example now.", "recieve", "receive"),
        ("We sell through FBA and FBM.", "FBM", "FEM"),
        ("The repricer raised it.", "repricer", "reprieve"),
        ("We asked Ms Oyelaran Bakker to check.", "Oyelaran", "Oleander"),
        ("At Larkmoor we check each parcel.", "Larkmoor", "Larkspur"),
        ("We use ShipTrack for it.", "ShipTrack", "Ship Track"),
        ('The buyer wrote: "We recieve it late, and nobody answers us."', "recieve", "receive"),
        ("> We recieve it late.\n\nSo wrote the buyer.", "recieve", "receive"),
        ("An A-to-z claim was opened.", "A-to-z", "A to z"),
    ],
)
def test_what_is_no_error_in_a_plan(fake: Fake, text: str, words: str, replacement: str) -> None:
    assert spelled(fake, text, words, replacement) == 0


@pytest.mark.parametrize(
    ("language", "text", "words", "replacement", "count"),
    [
        ("de", "Das FBA-Lager ist zu.", "FBA-Lager", "Lager", 0),
        ("de", "Die Stichprobenkontrollliste ist neu.", "Stichprobenkontrollliste", "Stichproben-Kontrollliste", 0),
        ("de", "Die Lieferumg kam.", "Lieferumg", "Lieferung", 1),
        ("de", "Wir prüfen fuer Sie.", "fuer", "für", 1),
        ("de", "Wir pruefen fuer Sie.", "fuer", "für", 0),
        ("nl", "De decemberpartij is weg.", "decemberpartij", "december partij", 0),
        ("nl", "De leevering is weg.", "leevering", "levering", 1),
        ("pl", "Sprawdzamy sie nawzajem.", "sie", "się", 0),
        ("pl", "Sprawdzamy sie każdego dnia.", "sie", "się", 1),
        ("en", "We recieve it.", "recieve", "receive", 1),
        ("en", "Recieve it now.", "Recieve", "Receive", 1),
    ],
)
def test_words_by_language(
    fake: Fake, language: str, text: str, words: str, replacement: str, count: int
) -> None:  # fmt: skip
    assert spelled(fake, text, words, replacement, language=language) == count


def test_the_dictionary_of_the_project(fake: Fake) -> None:
    text = "Our gizmolator checks each parcel."
    assert spelled(fake, text, "gizmolator", "gladiator") == 1
    assert spelled(fake, text, "gizmolator", "gladiator", dictionary=("Gizmolator",)) == 0


def test_nothing_is_reported_twice(fake: Fake) -> None:
    text = "Please help us!!! We will check each parcel of [date] now."
    own = {(one.start, one.end) for one in Linter(language="en").check(text).findings}
    for words in ("!!!", "[date]"):
        fake.finds(words, "!", category="PUNCTUATION", issue_type="typographical")
        report = checked(fake, text)
        assert not grammar(report)
        assert {(one.start, one.end) for one in report.findings} == own


def test_a_passage_in_another_language_is_said_once(fake: Fake) -> None:
    text = "We check each parcel. Wir haben außerdem den Bestand geprüft und die Ware gesperrt. We closed the offer."
    fake.finds("Bestand", "Bested")
    report = checked(fake, text)
    assert "consistency/stray-language" in {one.rule for one in report.findings} or any(
        one.details.get("kind") == "language" for one in report.findings
    )
    assert not grammar(report)


def test_headings_are_spelled_and_not_parsed(fake: Fake) -> None:
    text = "## Root casue\n\nWe check each parcel.\n"
    assert spelled(fake, text, "casue", "cause") == 1
    fake.finds("casue", category="GRAMMAR", issue_type="grammar")
    assert not grammar(checked(fake, text))
    assert fake.asked[0]["text"] == "Root casue\n\nWe check each parcel."
