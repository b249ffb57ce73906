"""Dates as sellers write them."""

from __future__ import annotations

from datetime import date

import pytest

from poalint.document.parser import parse_document
from poalint.facts.date_mention import DateMention
from poalint.facts.dates import find_dates
from poalint.ruleset import load_ruleset, make_tokenizer


def dates(text: str) -> list[DateMention]:
    profile = load_ruleset("en").profile
    return find_dates(parse_document(text, profile, make_tokenizer(profile)), profile)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3 March 2026", date(2026, 3, 3)),
        ("3rd of March 2026", date(2026, 3, 3)),
        ("3rd March, 2026", date(2026, 3, 3)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("Sept. 14, 2025", date(2025, 9, 14)),
        ("14 Sep 2025", date(2025, 9, 14)),
        ("MAY 4, 2026", date(2026, 5, 4)),
        ("2026-03-03", date(2026, 3, 3)),
        ("2026/03/13", date(2026, 3, 13)),
        ("24.03.2026", date(2026, 3, 24)),
        ("24/03/2026", date(2026, 3, 24)),
        ("03/24/26", date(2026, 3, 24)),
        ("24-03-2026", date(2026, 3, 24)),
        ("Tuesday, 3 March 2026", date(2026, 3, 3)),
        ("3 March 2026 (Tuesday)", date(2026, 3, 3)),
    ],
)
def test_one_date(written: str, value: date) -> None:
    text = f"We closed the offer on {written} at noon."
    (mention,) = dates(text)
    assert mention.value == value
    assert text[mention.start : mention.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "You may 5 times a week look.",
        "Order 113-5520184-7719402 is lost.",
        "Report 48/2291 of 24/7 support.",
        "Version 4.11 costs $3.50, lot 25-08B.",
        "From 9:10 to 16:30 nobody was there.",
        "They march 3 by 3.",
        "Section 2.3.1 holds.",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize("written", ["31 June 2025", "April 31, 2026", "29 February 2026", "2026-02-30", "31.06.2025"])
def test_dates_that_do_not_exist_have_no_value(written: str) -> None:
    (mention,) = dates(f"It is of {written}.")
    assert mention.value is None
    assert mention.day and mention.month and mention.year


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("From 18 to 22 May 2026 nobody packed.", ["2026-05-18", "2026-05-22"]),
        ("On August 26 and 27, 2025 the price rose.", ["2025-08-26", "2025-08-27"]),
        ("October 10 to 12, 2025: counted.", ["2025-10-10", "2025-10-12"]),
        ("Between 4 May and 2 June 2026 we were late.", ["2026-05-04", "2026-06-02"]),
        ("From 20 December to 5 January 2026 we were closed.", ["2025-12-20", "2026-01-05"]),
        ("On 3 March 2026 we closed it; by 8 April it was gone.", ["2026-03-03", "2026-04-08"]),
        ("On 30 December 2025 it came, on 4 January it went.", ["2025-12-30", "2026-01-04"]),
        ("It came on 4 January and went on 8 January 2026.", ["2026-01-04", "2026-01-08"]),
    ],
)
def test_ranges_and_missing_years(text: str, values: list[str]) -> None:
    assert [str(mention.value) for mention in dates(text)] == values


def test_the_number_of_an_item_is_no_day() -> None:
    text = "1. October 9, 2025: closed it.\n2. October 10, 2025: counted it."
    assert [text[mention.start : mention.end] for mention in dates(text)] == ["October 9, 2025", "October 10, 2025"]


def test_weekdays() -> None:
    monday, plain = dates("On Monday, 3 March 2026 we met; on Friday we met. On 6 March 2026 we left.")
    assert monday.weekday == 0
    assert plain.weekday == -1


def test_ambiguity_and_order() -> None:
    (first,) = dates("Since 03/04/2026 we are closed.")
    assert first.ambiguous
    assert first.notation == "slash"
    same, other = dates("Since 03/04/2026 we are closed, until 24/04/2026.")
    assert same.value == date(2026, 4, 3)
    assert other.value == date(2026, 4, 24)
    assert not dates("Since 05/05/2026 we are closed.")[0].ambiguous
    assert not dates("Since 03.04.2026 we are closed.")[0].ambiguous


def test_a_month_with_its_year_is_a_mention_without_a_value() -> None:
    (mention,) = dates("We set it up in March 2024.")
    assert (mention.value, mention.year, mention.month, mention.day) == (None, 2024, 3, 0)
