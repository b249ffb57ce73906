"""What Polish asks of the program: forms of words and names, dates with "r.", spaced numbers, speakers by verbs."""

from __future__ import annotations

from functools import cache

import pytest

from poalint.document.parser import parse_document
from poalint.findings import Finding
from poalint.linter import Linter
from poalint.patterns.inflection import Inflector
from poalint.ruleset import load_ruleset, make_tokenizer


@cache
def linter(*rules: str) -> Linter:
    return Linter(language="pl").narrowed(list(rules))


def found(rule: str, text: str) -> list[Finding]:
    return list(linter(rule).check(text).findings)


# Inflection


def test_templates_share_endings() -> None:
    endings = {"past": ["ł", "ła", "li"]}
    inflector = Inflector({}, [("(.*)ić", [r"\1i{past}", r"\1ię"])], endings=endings)
    assert inflector.forms("robić") == {"robić", "robił", "robiła", "robili", "robię"}


# Dates and sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Od 3 do 5 marca 2026 r. Amazon zamknął ofertę.", 1),
        ("Zamknęliśmy ofertę 3 marca 2026 r. Nikt nie porównał etykiet.", 2),
        ("Zwróciliśmy 40 zł. Kupujący otrzymał też list.", 2),
        ("Kierownik (m.in. Anna Wilk) czyta to np. w piątek.", 1),
    ],
)
def test_an_abbreviation_ends_a_sentence_only_where_something_was_said(text: str, sentences: int) -> None:
    profile = load_ruleset("pl").profile
    assert len(parse_document(text, profile, make_tokenizer(profile)).sentences) == sentences


def test_a_date_takes_in_its_suffix() -> None:
    (finding,) = found("consistency/impossible-date", "Faktura ma datę 31 czerwca 2025 r. i numer 12.")
    assert finding.excerpt == "31 czerwca 2025 r."


# Numbers


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_spaces_part_the_groups_of_a_number(space: str) -> None:
    wrong = f"Z opóźnieniem wyszło 84 z 1{space}200 paczek, czyli 9 %."
    right = f"Z opóźnieniem wyszło 84 z 1{space}200 paczek, czyli 7 %."
    assert [one.excerpt for one in found("consistency/wrong-percentage", wrong)] == ["9 %"]
    assert not found("consistency/wrong-percentage", right)


def test_computed_figures_have_the_marks_of_the_language() -> None:
    text = "W maju 2026 r. wysłaliśmy z opóźnieniem 12 z 300 zamówień (6,0 %)."
    (finding,) = found("consistency/wrong-percentage", text)
    assert "4,0 %" in finding.message


def test_a_link_that_also_begins_a_limit() -> None:
    wrong = "Anulowałem 17 z 212 zamówień, co daje 11 %."
    assert [one.excerpt for one in found("consistency/wrong-percentage", wrong)] == ["11 %"]
    assert not found("consistency/wrong-percentage", wrong.replace("11", "8"))


# Names


def test_cases_of_a_name_are_one_spelling() -> None:
    text = "Listę prowadzi Marek Lis.\n\nZ Markiem Lisem pracuje Anna Wilk.\n\nBez Marka Lisa nic nie wyjeżdża."
    assert not found("consistency/two-spellings", text)


def test_a_misspelling_is_found_in_another_case() -> None:
    text = "Listę prowadzi Anna Burzyńska.\n\nZ Anną Buryńską pracuje Adam Reszka."
    assert [one.excerpt for one in found("consistency/two-spellings", text)] == ["Anną Buryńską"]


def test_invoice_numbers_with_slashes_are_compared() -> None:
    text = "Dotyczy: faktura FV/118/2025.\n\nDatę na fakturze FV/181/2025 zmienił pośrednik."
    assert [one.excerpt for one in found("consistency/two-spellings", text)] == ["FV/181/2025"]


def test_a_number_before_a_headings_words_can_be_referred_to() -> None:
    draft = "## I. Opis problemu\n\nOpis.\n\n## II. Przyczyny\n\nOpis.\n\n## V. Koniec\n\nHarmonogram zawiera punkt {}."
    assert not found("consistency/missing-reference", draft.format("II"))
    assert [one.excerpt for one in found("consistency/missing-reference", draft.format("VII"))] == ["punkt VII"]


# Speakers


def test_verbs_alone_tell_a_change_of_speaker() -> None:
    text = "Sprawdziliśmy 40 ofert.\n\nZwróciliśmy pieniądze.\n\nPotem zamknąłem ostatnią ofertę."
    assert [one.excerpt for one in found("consistency/change-of-speaker", text)] == ["zamknąłem"]
    letter = "Sprawdziliśmy 40 ofert i zwróciliśmy pieniądze.\n\nProszę o przywrócenie oferty."
    assert not found("consistency/change-of-speaker", letter)


def test_a_quoted_buyer_is_no_speaker() -> None:
    text = "Kupująca napisała: „Zamknęłam paczkę i odesłałam ją”.\n\nSprawdziliśmy 40 ofert i zwróciliśmy pieniądze."
    assert not found("consistency/change-of-speaker", text)


def test_one_person_owns_the_steps_that_verbs_in_the_first_person_tell() -> None:
    single = "Działania zapobiegawcze\n\n- Codziennie o 18:00 porównuję listę paczek z zamówieniami."
    several = "Działania zapobiegawcze\n\n- Codziennie o 18:00 porównujemy listę paczek z zamówieniami."
    assert not found("concrete-actions/owner-missing", single)
    assert found("concrete-actions/owner-missing", several)
