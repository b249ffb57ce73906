"""Counts, figures, arithmetic and dates of a draft against one another."""

from __future__ import annotations

from functools import cache

import pytest

from poalint.findings import Finding
from poalint.linter import Linter

KINDS = {"count", "number", "arithmetic", "date", "ambiguous-date"}
SECTIONS = "# Issue\n\n{issue}\n\n# Corrective actions\n\n{done}\n\n# Preventive actions\n\n{planned}\n"


@cache
def linter() -> Linter:
    return Linter(packs=["consistency"], language="en")


def found(text: str) -> list[Finding]:
    return [finding for finding in linter().check(text).findings if finding.details["kind"] in KINDS]


def draft(issue: str = "Orders were late.", done: str = "- Done.", planned: str = "- Planned.") -> str:
    return SECTIONS.format(issue=issue, done=done, planned=planned)


@pytest.mark.parametrize(
    ("text", "excerpt", "actual"),
    [
        ("We took these four measures:\n\n* closed the offer\n* counted the shelf", "four measures", "2"),
        ("Ivo answers for the three points below. In force today.\n\n* a\n* b\n* c\n* d", "three points", "4"),
        ("There were four root causes:\n1) No deputy.\n2) No check.\n3) No list.", "four root causes", "3"),
        ("There were two causes:\na) no check of names;\nb) no list of words;\nc) no deputy.", "two causes", "3"),
        ("Two main factors led to it. Firstly, no rota. Secondly, none. Thirdly, no list.", "Two main factors", "3"),
    ],
)
def test_announced_counts(text: str, excerpt: str, actual: str) -> None:
    (finding,) = found(text)
    assert finding.excerpt == excerpt
    assert finding.details["actual"] == actual
    assert finding.details["kind"] == "count"


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Our defect rate is 3.2% (5 out of 312 orders).", "3.2%"),
        ("5 out of 312 orders were defective, i.e. 2.6 %.", "2.6 %"),
        ("In May we shipped 400 orders, 22 of them late (6.5 %).", "6.5 %"),
        ("We had 600 orders and 48 were late, which is 6 %.", "6 %"),
        ("We shipped 38 of 412 orders late. That is 9.8%.", "9.8%"),
        ("We received 22 complaints: 10 about size, 8 about colour and 5 about smell.", "22 complaints"),
        ("18 + 6 + 5 = 27 orders", "27 orders"),
        ("Of 250 orders in May, 30 were late, a rate of 15 %.", "15 %"),
        ("Out of 320 orders 16 were cancelled, equal to 8 %.", "8 %"),
        ("We paid back $1,108.00 (8 x $126.00).", "$1,108.00"),
        ("The file shows 1,316 packs instead of 1,604, a correction of 298.", "298"),
        ("We sold 96 sheets; 2 came back (0.2 %).", "0.2 %"),
        ("From 10 to 31 March 2026 (40 days) we shipped nothing.", "40 days"),
    ],
)
def test_arithmetic(text: str, excerpt: str) -> None:
    (finding,) = found(text)
    assert finding.excerpt == excerpt
    assert finding.details["kind"] == "arithmetic"
    assert finding.related


def test_the_causes_do_not_add_up_to_the_issue() -> None:
    text = (
        "# Issue\n\nWe cancelled 27 of 540 orders (5 %).\n\n# Root causes\n\n- One shelf. 18 cancellations.\n"
        "- A wrong count. 6 cancellations.\n- A test offer. 5 cancellations.\n"
    )
    (finding,) = found(text)
    assert finding.excerpt == "27 of 540 orders"
    assert finding.details["sum"] == "18 + 6 + 5"


@pytest.mark.parametrize(
    ("first", "second", "excerpt"),
    [
        ("14 orders were late.", "On 5 May 2026 we wrote about all 16 late orders.", "16 late orders"),
        ("11 of 640 buyers reported stains.", "12 affected buyers were refunded on 5 May 2026.", "12 affected buyers"),
        ("We had sold 318 pieces of it.", "On 5 May 2026 we wrote to the buyers of all 381 pieces sold.", "381 pieces"),
        ("64 listings were repriced.", "On 5 May 2026 we put the 46 listings back.", "46 listings"),
        ("23 of 250 orders went out late.", "We are going to message the 32 buyers who waited.", "32 buyers"),
        ("Nineteen buyers got no lid.", "On 5 May 2026 we sent a lid to each of the 17 buyers.", "17 buyers"),
        (
            "Three former employees had a login.",
            "We removed the logins of the four former employees.",
            "four former employees",
        ),
        ("64 packs went out late.", "On 5 May 2026 the depot took all returned 46 packs away.", "46 packs"),
        ("We blocked 1,250 units.", "The 1,520 units were destroyed on 5 May 2026.", "1,520 units"),
    ],
)
def test_two_figures(first: str, second: str, excerpt: str) -> None:
    (finding,) = found(draft(first, f"- {second}"))
    assert finding.excerpt == excerpt
    assert finding.details["kind"] == "number"


@pytest.mark.parametrize(
    ("text", "excerpt", "actual"),
    [
        ("On Sunday, May 4, 2026 we closed it.", "Sunday, May 4, 2026", "Monday"),
        ("We closed it on Friday (4 May 2026).", "Friday (4 May 2026)", "Monday"),
    ],
)
def test_weekdays(text: str, excerpt: str, actual: str) -> None:
    (finding,) = found(text)
    assert (finding.excerpt, finding.details["actual"]) == (excerpt, actual)
    assert finding.details["corrected"] == excerpt.replace(excerpt.split(",")[0].split(" ")[0], actual)


def test_a_notice_named_by_a_step() -> None:
    (finding,) = found(draft(done="- On 3 May 2026 we answered the notice of 5 May 2026."))
    assert finding.excerpt == "3 May 2026"
    assert finding.related[0].excerpt == "5 May 2026"


@pytest.mark.parametrize("head", ["10 March 2026", "Date: 10 March 2026", "Harbour Lamps, amazon.co.uk, 10 March 2026"])
def test_promises_for_the_past(head: str) -> None:
    (finding,) = found(f"{head}\n\n" + draft(planned="- By 5 March 2026 we will train all packers."))
    assert finding.excerpt == "5 March 2026"


@pytest.mark.parametrize(
    "text",
    [
        "We refunded two buyers and did this:\n\n- closed the offer\n- counted the shelf\n- changed the sheet",
        "There are two points. The first point is the label. The second is the carton. Third parties: none.",
        "We took three steps. First, we closed the offer. We then refunded the buyers. Finally we counted the shelf.",
        "We cancelled 19 of 412 orders (4.6 %). 12 of the 19 orders had no stock (63 %), 5 were mixed (26 %).",
        "32 of 500 orders (6.4 %) left late; 468 of 500 (93.6 %) left on time. The target is 4 %.",
        "The price rose by 25 %, from $40 to $50. We sold 3 of 60 units at this price (5 %).",
        "We received 2,500 units and sold 1,860 of them. The remaining 640 units are blocked.",
        "Two buyers wrote to us. Then we found 3 more buyers. We refunded all five buyers on 3 May 2026.",
        "We found wrong text on two invoices. On 4 May 2026 we compared all 37 invoices with the originals.",
        "We had 12 orders with a wrong label in May and 15 orders in June. The 15 orders were shipped from Leeds.",
        "In May 46 orders were late. We shipped 64 orders in June, all on time.",
        "# Issue\n\n46 parcels were lost.\n\n# Preventive actions\n\n- Ada counts the 64 shelves.",
        "# Issue\n\n64 listings broke.\n\n# Corrective actions\n\n- We closed the 46 listings of the brand Orla.",
        "# Issue\n\n52 lamps broke.\n\n# Corrective actions\n\n- We looked at the 25 lamps left in stock.",
        "# Issue\n\nWe pulled 238 units.\n\n# Corrective actions\n\n- We pulled 45 more; the 283 units are gone.",
        "We sell in 5 countries: 3 in Europe and 2 overseas.",
        "From 1 to 31 May 2026 (one month) we shipped 90 orders.",
        "The invoices of 12/11/2025 and 25/11/2025 are attached.",
        "It was placed on 28 February 2024 and shipped on 29 February.",
        "Orders 204-1180346-7725519 and 204-3318842-7750916 (two of the seven orders) were lost.",
        "Date: 3 June 2026\n\nThe scanner that we ordered on 1 May 2026 will arrive by 10 June 2026.",
    ],
)
def test_innocent(text: str) -> None:
    assert found(text) == []


def test_a_step_before_the_notice_may_answer_to_something_earlier() -> None:
    issue = "On 20 May 2026 Amazon suspended us. On 2 May 2026 a buyer wrote that the lid was broken."
    assert found(draft(issue, "- 4 May 2026: closed the offer.")) == []


def test_quotations_are_not_the_sellers_words() -> None:
    assert found('A buyer wrote: "It came on 31 June 2025 and 5 of 10 (80 %) were broken."') == []


@pytest.mark.parametrize("unit", ["12 of 300 orders (6 %), ", "from 3 March to 4 May 2026 (40 days), ", "all 9 jars, "])
def test_long_statements_end(unit: str) -> None:
    assert len(found(unit * 2000)) < 6000
