"""Slots for missing facts: where they go, that they count as unfilled, and that none is put in twice."""

from __future__ import annotations

import pytest

import poalint
from poalint.fixing import Fixer
from poalint.linter import Linter

FIXER = Fixer(language="en")
PLAN = """\
Issue

On 2 May 2026 our account was deactivated: 18 of 300 orders (6 %) were late.

Root cause

We had no deputy for our packer.

Corrective actions

- On 10 May 2026 we shipped the 18 orders.
- We refunded the postage.

Preventive actions

- Every parcel is weighed before dispatch.
- Jan Vos, deputy packer, packs when the packer is away.
"""


def fill_in(text: str) -> str:
    result = FIXER.fix(text, template=True)
    assert FIXER.fix(result.text, template=True).text == result.text
    return result.text


def test_slots_go_before_the_full_stop_of_an_item() -> None:
    filled = fill_in(PLAN)
    assert "- We refunded the postage [date: DD Month YYYY].\n" in filled
    assert "- Every parcel is weighed before dispatch [owner: name, role].\n" in filled
    assert filled.replace(" [date: DD Month YYYY]", "").replace(" [owner: name, role]", "") == PLAN
    found = [one.excerpt for one in poalint.check(filled, language="en", select=["placeholder"]).findings]
    assert found == ["[date: DD Month YYYY]", "[owner: name, role]"]


def test_owner_and_time_go_in_together() -> None:
    filled = fill_in(PLAN.replace("Every parcel is weighed before dispatch", "We check the labels"))
    assert "- We check the labels [owner: name, role] [how often, since DD Month YYYY].\n" in filled


def test_without_the_option_nothing_is_put_in() -> None:
    assert FIXER.fix(PLAN, unsafe=True).text == PLAN
    assert FIXER.fix(PLAN).templates == 2


ROLES = {
    "issue": ("Issue", "On 2 May 2026 our account was deactivated: 18 of 300 orders (6 %) were late."),
    "root-cause": ("Root cause", "We had no deputy for our packer."),
    "corrective": ("Corrective actions", "- On 10 May 2026 we shipped the 18 orders.\n- We refunded the postage."),
    "preventive": ("Preventive actions", "- Every parcel is weighed before dispatch."),
}


@pytest.mark.parametrize("style", ["{}", "## {}", "**{}**", "{}:"])
@pytest.mark.parametrize("missing", ["root-cause", "corrective", "preventive"])
def test_a_missing_section_goes_to_its_place_in_the_style_of_the_others(missing: str, style: str) -> None:
    draft = "Dear team,\n\n"
    for role, (title, body) in ROLES.items():
        if role != missing:
            draft += f"{style.format(title)}\n\n{body}\n\n"
    draft += "Kind regards\nJan Vos\n"
    filled = fill_in(draft)
    headings = [line for line in filled.splitlines() if line in {style.format(title) for title, _ in ROLES.values()}]
    assert headings == [style.format(title) for title, _ in ROLES.values()]
    assert filled.endswith("\n\nKind regards\nJan Vos\n")
    assert missing in [section.role for section in poalint.check(filled, language="en").sections]
    assert "\n\n\n" not in filled


def test_line_ends_are_those_of_the_draft() -> None:
    draft = "Dear team,\n\nRoot cause\n\nWe had no deputy for our packer.\n".replace("\n", "\r\n")
    filled = fill_in(draft)
    assert filled.count("\n") == filled.count("\r\n") > draft.count("\n")


LEADS = {
    "en": "On 3 May 2026 we paid the buyers. ",
    "de": "Am 3. Mai 2026 haben wir den Käufern das Geld erstattet. ",
    "nl": "Op 3 mei 2026 hebben wij de kopers terugbetaald. ",
    "pl": "3 maja 2026 r. zwróciliśmy kupującym pieniądze. ",
    "ja": "2026年5月3日、購入者様に返金しました。",
}


@pytest.mark.parametrize("language", LEADS)
def test_every_slot_of_the_packs_counts_as_unfilled(language: str) -> None:
    linter = Linter(language=language)
    slots = [one.text for rule in linter.rules() for one in rule.suggestions if one.kind == "insert"]
    assert len(slots) >= 7
    for text in slots:
        draft = LEADS[language] + text.strip()
        found = linter.narrowed(["template-remnants"]).check(draft).findings
        covered = {at for one in found for at in range(one.start, one.end)}
        assert all(at in covered for at, char in enumerate(draft) if char in "[]"), text


def test_a_filled_slot_is_no_longer_asked_for() -> None:
    filled = fill_in(PLAN)
    done = filled.replace("[date: DD Month YYYY]", "on 11 May 2026").replace(
        "[owner: name, role]", "by Ana Lind, packer"
    )
    assert FIXER.fix(done, template=True).text == done
