"""German drafts: word order, compounds, umlauts and dotted dates, from the text to the finding."""

from __future__ import annotations

import pytest
from parsing import actions, context, sections

import poalint
from poalint.facts.dates import find_dates
from poalint.facts.names import find_persons
from poalint.facts.quantities import find_quantities


def of_item(item: str, section: str) -> tuple[str, str, str]:
    """Return (state, who, when) of the only action of a section with one list item."""
    text = f"{section}\n\n- {item}\n"
    (action,) = actions(text, "de")
    state = "done" if action.done else "planned" if action.planned else "standing"
    return state, *(text[slice(*slot)] if slot else "" for slot in (action.who, action.when))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Wir haben das Angebot am 3. März 2026 geschlossen.", ("done", "", "3")),
        ("19.04.2026: Skript V1 abgeschaltet.", ("done", "", "19.04.2026")),
        ("6. Februar 2026: Die verbliebenen 31 Stück vernichtet (Anlage 1).", ("done", "", "6")),
        ("Alle Angebote ohne eigenen Bestand offline genommen.", ("done", "", "")),
        ("Die restlichen Kärtchen werden vernichtet.", ("planned", "", "")),
        ("Die Einweisung der Agentur ist in Vorbereitung.", ("planned", "", "")),
        ("Angebot von B07XM3R9DK ist gestoppt.", ("done", "", "")),
    ],
)
def test_what_has_been_done(item: str, expected: tuple[str, str, str]) -> None:
    assert of_item(item, "Ergriffene Maßnahmen") == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Lagerleiterin Chen Yue vergleicht täglich die Pakete.", ("standing", "Lagerleiterin", "täglich")),
        ("Jeden Montag um 7 Uhr druckt Ole Bruns die Liste.", ("standing", "Ole", "Jeden Montag")),
        ("Fehlt eine Angabe, ruft Janne Petersen beim Lieferanten an.", ("standing", "Janne", "Fehlt eine Angabe,")),
        ("Meine Frau zählt werktags um 9 Uhr den Bestand.", ("standing", "Meine Frau", "um 9 Uhr")),
        ("Wir zählen so bald wie möglich den Bestand.", ("planned", "", "")),
        ("Die Mitarbeiter zählen regelmäßig den Bestand.", ("standing", "", "")),
    ],
)  # fmt: skip
def test_what_prevents_a_repeat(item: str, expected: tuple[str, str, str]) -> None:
    assert of_item(item, "Vorbeugende Maßnahmen") == expected


def test_sections_in_any_spelling() -> None:
    titles = ["PROBLEM", "Sofortmassnahmen", "Sofortmaßnahmen", "Kuenftige Maßnahmen", "D6 Wirksamkeit"]
    text = "\n\n".join(f"## {title}\n\n- Eins." for title in titles)
    roles = [role for role, _ in sections(text, "de")]
    assert roles == ["issue", "corrective", "corrective", "preventive", "other"]


def test_a_lead_covers_no_paragraph_of_another_role() -> None:
    text = (
        "Was ich gemacht habe: Am 4. Mai 2026 habe ich die Angebote gelöscht.\n\n"
        "Ab sofort prüft mein Bruder jeden Abend die Liste.\n"
    )
    assert [role for role, _ in sections(text, "de")] == ["corrective", "preventive"]


def test_a_bare_title_does_not_make_the_whole_draft_a_plan() -> None:
    text = (
        "Maßnahmenplan\n\nAm 5. Mai 2026 haben Sie unser Konto gesperrt.\n\n"
        "Der Grund war, dass wir keine Vertretung hatten.\n\n"
        "Ab sofort packt jeden Tag Herr Krause, wenn Frau Jung nicht da ist.\n"
    )
    assert [role for role, _ in sections(text, "de")] == ["other", "issue", "root-cause", "preventive"]
    (action,) = actions(text, "de")
    assert action.who and action.when


def test_dates_of_a_range_include_their_dots() -> None:
    text = "Vom 10. bis 31. März 2026, am 3.4.2026 und am Dienstag, den 5. Mai 2026."
    found = context(text, "de")
    dates = [text[one.start : one.end] for one in find_dates(found.document, found.profile)]
    assert dates == ["10.", "31. März 2026", "3.4.2026", "Dienstag, den 5. Mai 2026"]


def test_a_role_before_a_name_makes_it_a_persons() -> None:
    found = context("Die Liste prüft Versandleiterin Xiu Halvorsen mit Herrn Demir im Lager.", "de")
    names = [" ".join(name.words) for name in find_persons(found.document, found.profile)]
    assert names == ["Xiu Halvorsen", "Demir"]


def test_adjectives_between_a_number_and_its_noun_are_no_noun() -> None:
    found = context("Wir haben drei eigene Ursachen und 1.968 geprüfte Kartons gefunden.", "de")
    counted = [(one.value, one.noun) for one in find_quantities(found.document, found.profile, [])]
    assert counted == [(3.0, "ursache"), (1968.0, "karton")]


def findings(text: str, rule: str) -> list[str]:
    linter = poalint.Linter(language="de", select=[f"consistency/{rule}"])
    return [f"{one.excerpt} | {one.message}" for one in linter.check(text).findings]


def test_the_verb_before_its_speaker_may_be_the_letters() -> None:
    draft = "Wir haben das Angebot geschlossen. Wir haben die Käufer angeschrieben. Hiermit bitte ich um Freigabe."
    assert not findings(draft, "change-of-speaker")
    assert findings(draft.replace("Hiermit bitte ich um Freigabe", "Ich packe allein"), "change-of-speaker")


def test_what_a_message_shows_is_german() -> None:
    (ambiguous,) = findings("Unser Konto wurde am 03/04/2026 gesperrt.", "ambiguous-date")
    assert "3. April oder 4. März 2026" in ambiguous
    (stray,) = findings("Wir haben 38 Angebote geschlossen. Please find the list of orders below.", "stray-language")
    assert "Englisch" in stray and "Deutsch" in stray


def test_a_numbered_annex_may_begin_with_a_word_for_documents() -> None:
    draft = "Wir haben 31 Stück vernichtet (Anlage {}).\n\n**Anlagen**\n\n1. Nachweis des Entsorgers\n2. Liste\n"
    assert not findings(draft.format(1), "missing-reference")
    assert findings(draft.format(3), "missing-reference")


def test_headings_behind_a_mark_keep_their_numbers() -> None:
    draft = "## 1. Ursache\n\nKeine Regel (siehe Abschnitt {}).\n\n## 2. Anlagen\n\nFoto\n"
    assert not findings(draft.format(2), "missing-reference")
    assert findings(draft.format(6), "missing-reference")


def test_a_date_behind_a_label_is_the_drafts_own() -> None:
    draft = (
        "Shop: Kairo · Stand: 9. September 2026\n\n# Vorbeugung\n\n- Am 1. August 2026 werden wir zwei Regale kaufen.\n"
    )
    assert findings(draft, "past-promise")
    assert not findings(draft.replace("August", "Oktober"), "past-promise")


def test_a_target_may_stand_before_its_relative_clause() -> None:
    draft = "Unsere Stornorate lag über dem Zielwert, der bei Amazon unter {} % liegt."
    (wrong,) = findings(draft.format("5"), "wrong-target")
    assert "2,5 %" in wrong
    assert not findings(draft.format("2,5"), "wrong-target")
