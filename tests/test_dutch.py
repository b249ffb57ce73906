"""What Dutch needs beyond word lists: verb forms, ranges of several words, who does what and when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from poalint.document.parser import parse_document
from poalint.facts.dates import find_dates
from poalint.linter import check
from poalint.patterns.inflection import Inflector
from poalint.ruleset import load_ruleset, make_tokenizer


@pytest.fixture(scope="module")
def inflector() -> Inflector:
    file = Path(__file__).parents[1] / "rules" / "languages" / "nl" / "base.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))["inflection"]
    return Inflector(data["irregular"], data["rules"], data["separable"])


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("leveren", {"lever", "levert", "leverde", "geleverd"}),
        ("beloven", {"beloof", "belooft", "beloofde", "beloofd"}),
        ("controleren", {"controleer", "controleert", "controleerde", "gecontroleerd"}),
        ("reizen", {"reis", "reist", "reisde", "gereisd"}),
        ("zetten", {"zet", "zette", "gezet"}),
        ("beëindigen", {"beëindigt", "beëindigde", "beëindigd"}),
        ("installeren", {"installeert", "geïnstalleerd"}),
        ("vergelijken", {"vergelijkt", "vergeleek", "vergeleken"}),
    ],
)
def test_verbs(inflector: Inflector, infinitive: str, forms: set[str]) -> None:
    assert forms <= inflector.forms(infinitive)


def test_a_separable_verb_takes_te_in_its_middle(inflector: Inflector) -> None:
    assert ("op", "te", "lossen") in inflector.entries("op+lossen")


@pytest.mark.parametrize("joiner", ["tot", "tot en met", "t/m"])
def test_a_range_may_be_joined_by_several_words(joiner: str) -> None:
    profile = load_ruleset("nl").profile
    text = f"Van 10 {joiner} 31 maart 2026 stond geen prijs boven de grens."
    found = find_dates(parse_document(text, profile, make_tokenizer(profile)), profile)
    assert [mention.value for mention in found] == [date(2026, 3, 10), date(2026, 3, 31)]


@pytest.mark.parametrize(
    ("clause", "wrong"),
    [
        ("terwijl Amazon minstens 90 % vraagt", True),
        ("terwijl Amazon minstens 95 % vraagt", False),
        ("terwijl onze eigen grens 97 % is", False),
    ],
)
def test_a_target_before_its_verb(clause: str, wrong: bool) -> None:
    report = check(f"Het percentage geldige trackingnummers was 86 %, {clause}.", language="nl")
    assert any(finding.rule == "consistency/wrong-target" for finding in report.findings) is wrong


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        ("Elke werkdag om 16.00 uur opent Naïma el Idrissi (logistiek) de lijst.", set()),
        ("Magazijnchef Jelle ter Braak weegt ieder pakket vóór verzending.", set()),
        ("Iedere factuur wordt vóór betaling met de bestelling vergeleken.", {"no-owner"}),
        ("Mijn zus Greet leest de teksten na.", {"no-timeline"}),
        ("Wij leggen geopende dozen apart in een rode bak.", {"no-owner", "no-timeline"}),
    ],
)
def test_who_and_when(item: str, missing: set[str]) -> None:
    report = check(f"Preventieve maatregelen\n\n- {item}\n", language="nl")
    assert {finding.category for finding in report.findings} & {"no-owner", "no-timeline"} == missing


def test_each_missing_part_is_told() -> None:
    report = check(
        "Geachte Amazon,\n\nOns account is op 3 mei 2026 geschorst omdat pakketten te laat waren.", language="nl"
    )
    missing = {finding.role for finding in report.findings if finding.category == "missing-section"}
    assert missing == {"corrective", "preventive"}


def test_words_that_begin_with_an_apostrophe_are_read_in_full() -> None:
    ruleset = load_ruleset("nl")
    text = "Daar ging 't mis, ’k zag 'm niet. De 'test' was 's avonds."
    document = parse_document(text, ruleset.profile, make_tokenizer(ruleset.profile))
    tokens = document.tokens
    read = [norm for norm, word in zip(tokens.norms, tokens.words, strict=True) if word]
    assert read == ["daar", "ging", "het", "mis", "ik", "zag", "hem", "niet", "de", "test", "was", "s", "avonds"]
    assert [text[tokens.starts[at] : tokens.ends[at]] for at in (2, 5)] == ["'t", "’k"]
