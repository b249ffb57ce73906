"""Items said twice, marketplaces, targets, speakers, references and languages of a draft against one another."""

from __future__ import annotations

from functools import cache

import pytest

from poalint.linter import Linter

SECTIONS = "# Issue\n\n{issue}\n\n# Corrective actions\n\n{done}\n\n# Preventive actions\n\n{planned}\n\n{tail}\n"


@cache
def linter() -> Linter:
    return Linter(packs=["consistency"], language="en")


def found(text: str, kind: str) -> list[str]:
    return [finding.excerpt for finding in linter().check(text).findings if finding.details["kind"] == kind]


def draft(
    issue: str = "Orders were late.", done: str = "- Done.", planned: str = "- Planned.", tail: str = "Please answer."
) -> str:
    return SECTIONS.format(issue=issue, done=done, planned=planned, tail=tail)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The quality of the pages will be improved constantly.",
            "The pages will be improved in their quality in a constant form.",
        ),
        (
            "The repricer gets a floor and a ceiling for every offer, set by Nora Ekdal.",
            "For each listing Nora Ekdal enters a minimum and a maximum price in the repricing tool.",
        ),
        (
            "Ada Voss compares the stock file with the shelf each evening at 19:00.",
            "The comparison of shelf and stock file is made by Ada Voss at 7 pm every evening.",
        ),
        (
            "Our staff will be instructed about restricted products twice a year.",
            "Every six months the employees receive training on restricted products.",
        ),
        ("All old labels were destroyed on 4 May 2026.", "We have thrown away every outdated label (4 May 2026)."),
        ("Expired lots are destroyed at once.", "Immediate destruction of lots that have expired."),
        (
            "Every Monday lamps with under 90 days are pulled from the racks by Ms. Voss, quality desk.",
            "Ms. Voss of the quality desk pulls lamps with under 90 days from the racks every Monday.",
        ),
    ],
)
def test_said_twice(first: str, second: str) -> None:
    assert found(draft(planned=f"- {first}\n- Ivo Brandt reads the returns.\n- {second}"), "duplicate") == [second]


def test_said_twice_in_one_paragraph() -> None:
    text = (
        "We will answer buyer messages within 24 hours. Ada reads the returns. Replies to customers' messages will be"
    )
    assert len(found(draft(planned=text + " given inside one day."), "duplicate")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("New suppliers send invoices before goods are listed.", "New suppliers send samples before goods are listed."),
        ("Ada Voss checks the labels of each delivery.", "Ada Voss checks the weight of each delivery."),
        ("We removed the claim from the title.", "We removed the claim from the bullet points."),
        ("Marta Lind reads the alerts each morning.", "Ada Voss reads the alerts when Marta Lind is away."),
        ("Packers are trained once a quarter.", "Purchasing staff are trained once a year."),
    ],
)
def test_two_items(first: str, second: str) -> None:
    assert found(draft(planned=f"- {first}\n- {second}"), "duplicate") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (draft("Our offer on amazon.de was removed.", "- We closed the offer on the French site."), 1),
        (draft("Our account on amazon.co.uk was suspended.", tail="Give us back our selling rights in Germany."), 1),
        (draft("Our account on amazon.com was suspended.", "- Our own Canadian website is closed."), 0),
        (draft("Our offer on amazon.co.uk was removed.", "- We sent the stock back to the maker in Germany."), 0),
        (draft("Our offer on amazon.de was removed.", "- We wrote the listing in German."), 0),
    ],
)
def test_marketplaces(text: str, number: int) -> None:
    assert len(found(text, "marketplace")) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("My cancellation rate, which you have at 6.1% where 5% is allowed, fell.", 1),
        ("Our late shipment rate stood at 7.3 %, against the 5 % you accept.", 1),
        ("In May we cancelled 14 of 200 orders. You let us cancel 4 % at most.", 1),
        ("Our late shipment rate must be below 6 % at all times.", 1),
        ("Our late shipment rate stood at 7.3 %, against the 4 % you accept.", 0),
        ("We cancelled 14 of 200 orders (7 %), 5 % more than in January.", 0),
        ("Our own late shipment rate must stay below 2 %.", 0),
    ],
)
def test_targets(text: str, number: int) -> None:
    assert len(found(draft(text), "target")) == number


@pytest.mark.parametrize(
    ("stray", "number"),
    [
        ("Scusate lo sfogo.", 1),
        ("Vielen Dank im Voraus.", 1),
        ("Conferir o estoque toda sexta-feira antes de fechar a loja.", 1),
        ("Stock bloqué et contrôlé par Ada.", 1),
        ("Bernd Vielhauer, Im Winkel 4, Bad Vilbel.", 0),
        ("Marie Dupont, 12 rue de la Paix, Paris.", 0),
        ("We no longer buy from La Casa del Pan.", 0),
    ],
)
def test_languages(stray: str, number: int) -> None:
    assert found(draft(tail=f"{stray} We ask you to answer."), "language") == [stray] * number


def test_a_firm_that_represents_the_seller_slips() -> None:
    head = "This firm represents Larkmoor Outdoor LLC.\n\n"
    assert found(head + draft(done="- We have taken the stool off our own website."), "person") == ["We have taken"]
    assert found(head + draft(done="- Larkmoor closed the offer. We request an answer."), "person") == []


@pytest.mark.parametrize(
    "tail",
    [
        "Annex 1 slip / Annex 2 form",
        "Annex 1 slip    Annex 2 form",
        "Annexes: no. 1 (slip), no. 2 (form)",
        "Annexes: 1 slip, 2 form",
        "Annexes\n1 Slip\n2 Form",
        "Annexes\n\nAnnex 1 (slip) and Annex 2 (form)",
    ],
)
def test_annexes_on_one_line(tail: str) -> None:
    text = draft(done="- On 3 March 2026 we refunded the buyers (Annex 2). The form is signed (Annex 3).", tail=tail)
    assert found(text, "reference") == ["Annex 3"]


def test_a_list_of_one_exhibit() -> None:
    text = draft(done="- The units were destroyed (Exhibit B).", tail="Exhibits: A (invoices, October 2025)")
    assert found(text, "reference") == ["Exhibit B"]
    assert found(text.replace("Exhibit B", "Exhibit A"), "reference") == []
