"""Two spellings of one name, and names that only look alike."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

import pytest

from poalint.facts.spelling import distance, near_pairs
from poalint.linter import Linter

RULE = "consistency/two-spellings"


@cache
def linter() -> Linter:
    return Linter(language="en", select=[RULE])


def pairs(text: str) -> list[tuple[str, str]]:
    return [(finding.excerpt, finding.related[0].excerpt) for finding in linter().check(text).findings]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orla Pettifer", "Orla Pettifar"),
        ("Wexcombe & Sons", "Wexcombe and Sons"),
        ("Silverlake Essentials", "Silverlaek Essentials"),
        ("Fernlea Gardening", "Fernlea Gardeners"),
        ("Chen Haoran", "Chen Haoyan"),
        ("Saraswati Traders", "Saraswathi Traders"),
        ("Jon Applegarth", "John Applegarth"),
        ("Mr. Prakash Hegde", "Mr. Hegade"),
        ("Blue Willow Home", "Bluewillow Home"),
        ("Tamsin Hoekema", "Tamsin Hoekstra"),
        ("Piotr Lis", "Piotr Liss"),
        ("Cactus Corner", "Kaktus Corner"),
        ("Annapurna Dryfruits", "Anapurna Dry Fruits"),
    ],
)
def test_two_spellings(first: str, second: str) -> None:
    text = (
        f"On 3 March 2026 we wrote to {first}.\n\nThe offer is closed since then.\n\nThe answer of {second} came late."
    )
    titles = ("Mr. ", "Ms. ")
    bare = [name.removeprefix(titles[0]).removeprefix(titles[1]) for name in (second, first)]
    assert pairs(text) == [(bare[0], bare[1])]


def test_the_rarer_spelling_is_reported() -> None:
    text = "Orla Pettifar packs.\n\nWe trained Orla Pettifer.\n\nOrla Pettifer signs.\n\nOrla Pettifer scans."
    assert pairs(text) == [("Orla Pettifar", "Orla Pettifer")]


def test_identifiers_a_slip_apart() -> None:
    text = "On 3 March 2026 Amazon removed the jar B0C7TQ4MZP.\n\nWe closed the offer B0C7TQ4MPZ the same day."
    assert pairs(text) == [("B0C7TQ4MPZ", "B0C7TQ4MZP")]


@pytest.mark.parametrize(
    "text",
    [
        "Callum Reid walks the racks.\n\nCallum signs the list.\n\nMr Reid trained the packers.",
        "Ashdown Lane Ltd, trading as Ashdown Lane Toys, sells toys.\n\nAshdown Lane closed the offer.",
        "Tallow & Thread (legal name: Tallow and Thread Candle Works Ltd)\n\nTallow & Thread closed the offer.",
        "Marta Wolny packs.\n\nPiotr Wolny scans.",
        "Marta Wolny packs.\n\nMarta Sikora scans.",
        "Peter Hahn packs.\n\nPeter Haas scans.",
        "Jan Bos packs.\n\nJan Bas scans.",
        "Liu Wei packs.\n\nLiu Wen scans.\n\nLiu Wei and Liu Wen swap each week.",
        "We ship to Austria by post.\n\nWe ship to Australia by air.",
        "Our Warehouse Manager checks it.\n\nThe Warehouse Managers met.",
        "We refunded order 113-4402917-6683301.\n\nWe refunded order 113-4402917-6683302.",
        "- B0C4VJ6K8D: closed\n- B0C4VJ6K9D: closed\n- B0C4VJ6K7D: closed",
        "Batch K-26-04 was bad.\n\nBatch K-26-03 was good.",
        "The buyer wrote: “Orla Pettifar was kind.”\n\nOrla Pettifer answered.",
        "Mr Rajesh Kulkarni packs.\n\nMs Kulkarny scans.",
        "Grace Oh packs.\n\nGrade B units went back.",
        "We bought from Brightwater Trading Ltd.\n\nNow we buy from Brightwood Trading Ltd.",
        "L'Oreal sells it.\n\nOur L’Oreal stock is gone.",
    ],
)
def test_innocent(text: str) -> None:
    assert pairs(text) == []


def test_distance() -> None:
    assert distance("birdsall", "birdsell", 2) == 1
    assert distance("b0bz8y2hft", "b0bz8y2htf", 2) == 1
    assert distance("veltrix", "veltriks", 2) == 2
    assert distance("abc", "xyz", 1) == 2
    assert distance("", "abc", 1) == 2


def test_near_pairs_find_all_slips_and_stay_few() -> None:
    words = ["pettifer", "pettifar", "petifer", "zzzz", "unrelated"]
    found = set(near_pairs(words))
    assert {("pettifer", "pettifar"), ("pettifer", "petifer")} <= found
    many = [f"{number:05}abcdef" for number in range(5000)]
    assert len(list(near_pairs(many))) < 200_000


def test_near_pairs_come_in_the_same_order_in_each_process() -> None:
    names = ["preventive", "prevéentive", "preventivxe", "prevntive", "preventiive"]
    program = f"from poalint.facts.spelling import near_pairs; print(list(near_pairs({names!r})))"
    orders = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 9)
    }
    assert len(orders) == 1
