"""Action items: who does what, by when or how often, done or planned."""

from __future__ import annotations

import pytest
from parsing import actions

from poalint.facts.action_item import Action


def one(item: str, section: str = "Preventive actions") -> tuple[Action, str]:
    """Return the only action of a section with one list item, and the draft."""
    text = f"{section}\n\n- {item}\n"
    (action,) = actions(text)
    assert text[action.start : action.end] == item
    return action, text


def words(text: str, span: tuple[int, int] | None) -> str:
    return text[slice(*span)] if span else ""


@pytest.mark.parametrize(
    ("item", "who"),
    [
        ("Ana Vos, warehouse lead, checks every parcel before dispatch.", "Ana"),
        ("Our operations manager compares the labels daily.", "operations manager"),
        ("The purchasing department asks each supplier for an invoice.", "purchasing department"),
        ("Every label is compared by the shift leader.", "shift leader"),
        ("Check every parcel before dispatch (Owner: Ana Vos, daily).", "Ana"),
        ("Ms Lind reads all messages at 9:00.", "Lind"),
        ("Before a lamp is listed, Femke looks at the sketch.", "Femke"),
        ("We check every parcel before dispatch.", ""),
        ("The team checks every parcel daily.", ""),
        ("Our staff will check every parcel daily.", ""),
        ("A second person compares the label with the order.", ""),
        ("Amazon orders are checked every morning.", ""),
        ("Check the labels before each dispatch (Owner: team).", ""),
    ],
)
def test_who(item: str, who: str) -> None:
    action, text = one(item)
    found = words(text, action.who)
    assert bool(found) == bool(who)
    assert who in found


@pytest.mark.parametrize(
    ("item", "when"),
    [
        ("Ana Vos checks the stock daily.", "daily"),
        ("Ana Vos checks the stock every Friday.", "Friday"),
        ("Ana Vos checks the stock twice a week.", "twice"),
        ("Ana Vos checks the labels before each dispatch.", "dispatch"),
        ("Ana Vos will check the list by 30 April 2026.", "30"),
        ("Ana Vos checks the list at 16:00.", "16:00"),
        ("Ana Vos answers buyers within 24 hours.", "24 hours"),
        ("Ana Vos checks the labels.", ""),
        ("Ana Vos will check the labels as soon as possible.", ""),
        ("Ana Vos checks the labels regularly.", ""),
        ("Ana Vos will check the labels going forward.", ""),
        ("Ana Vos will check the labels immediately.", ""),
    ],
)
def test_when(item: str, when: str) -> None:
    action, text = one(item)
    found = words(text, action.when)
    assert bool(found) == bool(when), found
    assert when in found


@pytest.mark.parametrize(
    ("item", "section", "done", "planned"),
    [
        ("On 3 March 2026 we refunded the 14 buyers.", "Corrective actions", True, False),
        ("We have closed the offer.", "Corrective actions", True, False),
        ("The offer was closed on 3 March 2026.", "Corrective actions", True, False),
        ("Closed the offer on 3 March 2026.", "Corrective actions", True, False),
        ("We will close the offer.", "Corrective actions", False, True),
        ("We'll close the offer.", "Corrective actions", False, True),
        ("We are going to close the offer.", "Corrective actions", False, True),
        ("We plan to close the offer by May.", "Corrective actions", False, True),
        ("Ana Vos checks every parcel daily.", "Preventive actions", False, False),
        ("Each parcel is checked daily by Ana Vos.", "Preventive actions", False, False),
    ],
)
def test_done_or_planned(item: str, section: str, done: bool, planned: bool) -> None:
    action, _ = one(item, section)
    assert (action.done, action.planned, action.standing) == (done, planned, not done)


def test_the_date_of_a_thing_is_not_when_a_step_was_taken() -> None:
    action, _ = one("We sent the invoice dated 3 March 2026 to the brand owner.", "Corrective actions")
    assert action.when is None


def test_a_system_does_it_by_itself() -> None:
    assert one("The scanner blocks every label whose order number differs.")[0].automatic
    assert not one("Ana Vos compares every label with the order number.")[0].automatic


@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_statement_on_all_steps_of_a_section(place: str) -> None:
    statement = "Owner of all steps: Ana Vos, warehouse lead; all live since 1 April 2026."
    items = "- We check the parcels.\n- We compare the labels."
    parts = [statement, items] if place == "before" else [items, statement]
    text = "Preventive actions\n\n" + "\n\n".join(parts) + "\n"
    found = actions(text)
    assert len(found) == 2
    for action in found:
        assert "Ana" in words(text, action.who)
        assert "2026" in words(text, action.when)


@pytest.mark.parametrize(
    "statement",
    ["Every point below is in Ana Vos's hands and has been in force since 1 April 2026.", "Owner: Ana Vos"],
)
def test_a_statement_that_names_the_owner_in_other_words(statement: str) -> None:
    found = actions(f"Preventive actions\n\n{statement}\n\n- We check the parcels.\n- We compare the labels.\n")
    assert [action.who is not None for action in found[-2:]] == [True, True]


@pytest.mark.parametrize(
    ("header", "who", "when"),
    [("Step | Owner | Due", "Ana Vos", "daily"), ("Action | Responsible | Frequency", "Ana Vos", "daily")],
)
def test_columns_of_a_table(header: str, who: str, when: str) -> None:
    rows = "--- | --- | ---\nCompare the labels | Ana Vos | daily\nCount the stock | team | soon\n"
    text = f"Preventive actions\n\n{header}\n{rows}"
    first, second = actions(text)
    assert (words(text, first.who), words(text, first.when)) == (who, when)
    assert (second.who, second.when) == (None, None)


def test_a_parent_item_serves_the_items_below_it() -> None:
    parent = "- Ana Vos, warehouse lead, daily at 16:00:"
    text = (
        f"Preventive actions\n\n{parent}\n  - compares the labels with the orders\n  - counts the parcels of the day\n"
    )
    for action in actions(text)[-2:]:
        assert "Ana" in words(text, action.who)
        assert "16:00" in words(text, action.when) or "daily" in words(text, action.when)


def test_explanations_belong_to_their_action() -> None:
    text = (
        "Preventive actions\n\nWe compare every label with the order. This stops mixed-up parcels. "
        "Ana Vos will count the parcels daily. She signs the list.\n"
    )
    found = actions(text)
    assert [len(action.sentences) for action in found] == [2, 2]
    assert text[found[0].start : found[0].end] == "We compare every label with the order."


@pytest.mark.parametrize(
    ("draft", "who"),
    [
        ("Preventive actions\n\n- I check my parcels daily.\n- I count my stock every Friday.\n", True),
        ("Preventive actions\n\n- I check every parcel daily.\n- We count our stock every Friday.\n", False),
    ],
)
def test_i_am_somebody_where_one_person_speaks(draft: str, who: bool) -> None:
    assert bool(actions(draft)[0].who) is who


@pytest.mark.parametrize(
    "text",
    [
        "Root cause\n\n- We checked no label on 3 March 2026.\n",
        "Corrective actions\n\nThese steps have been taken:\n",
        "> Corrective actions\n> - We closed the offer.\n",
        "",
    ],
)
def test_no_actions(text: str) -> None:
    assert actions(text) == []


FORM = """3. Corrective actions

3.1 We refunded the 19 buyers.
3.2 We hung a packing table at the bench.
3.3 We bought a second scale.

4. Completion date

{completed}

5. Responsible person

Ana Vos, operations manager
"""


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ("17 April 2026", ["17"] * 3),
        ("3.1 to 3.2 on 17 April 2026", ["17", "17", ""]),
        ("Steps 3.1 and 3.3: 17 April 2026", ["17", "", "17"]),
        ("3.1 17 April 2026\n3.3 20 April 2026", ["17", "", "20"]),
    ],
)
def test_fields_of_a_form_serve_the_steps_that_they_name(completed: str, expected: list[str]) -> None:
    text = FORM.format(completed=completed)
    found = actions(text)
    assert [words(text, action.when)[:2] for action in found] == expected
    assert all(words(text, action.who).startswith("Ana") for action in found)
