"""Identifiers: what is one, of which kind, and whether its form is right."""

from __future__ import annotations

import time

import pytest

from poalint.document.model import Document
from poalint.document.parser import parse_document
from poalint.facts.identifiers import Identifier, find_identifiers
from poalint.packs.model import Profile
from poalint.ruleset import load_ruleset, make_tokenizer


def parse(text: str) -> tuple[Document, Profile]:
    profile = load_ruleset("en").profile
    return parse_document(text, profile, make_tokenizer(profile)), profile


def identifiers(text: str) -> list[Identifier]:
    return find_identifiers(*parse(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The lamp B0D4KX7TQP is closed.", "asin"),
        ("The book, ASIN 1617294438, is closed.", "asin"),
        ("Order 403-1188201-5517736 is refunded.", "order"),
        ("The digital order D01-1188201-5517736 is refunded.", "order"),
        ("FNSKU X001K3P9QZ", "fnsku"),
        ("The shipment FBA17QK3ZPL had defects.", "shipment"),
        ("14 knives under removal order 7KQ41MZ", "removal"),
        ("the invoice no. LX-20417 of March", "invoice"),
        ("complaint ID 18224419371", "case"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    found = identifiers(text)
    assert [one.kind for one in found] == [kind]
    assert found[0].valid
    assert text[found[0].start : found[0].end].upper() == found[0].value


@pytest.mark.parametrize(
    "text",
    [
        "ASIN B0D4KX7TQ",
        "Our kettle (B0D4KX7TQPX) is closed.",
        "ASINs B0D4KX7TQP and B0D4KX7T are closed.",
        "Order 403-118820-5517736 is refunded.",
        "the client of the order 403-1188201-551773",
        "order number 4031188201-5517736",
    ],
)
def test_malformed(text: str) -> None:
    assert [one.valid for one in identifiers(text)].count(False) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Batch B04512 and lot B0ABC123 and shelf B0112A",
        "Call 020-7946-0958 or 0211-1234567-12.",
        "The purchase order 4500-118820-5517 of the supplier",
        "Supplier invoice 2026-0012345-123",
        "EAN 4006381333931, UPC 036000291452",
        "https://www.amazon.com/dp/B0ABC1234",
        "The placeholder B0XXXXXXXX and B0CXXXXXXX",
        "SKU B0C4VJ6K8 was split.",
    ],
)
def test_innocent(text: str) -> None:
    assert all(one.valid for one in identifiers(text))


def test_a_long_list_names_its_kind_once() -> None:
    text = "Orders 171-2093384-7741150, 403-5516209-1184733 and 408-6640927-330981 were late."
    assert [one.valid for one in identifiers(text)] == [True, True, False]


def test_time_grows_with_the_text() -> None:
    def seconds(times: int) -> float:
        document, profile = parse("B0AB order 123-4567-ABC, ASIN 1 " * times)
        start = time.perf_counter()
        find_identifiers(document, profile)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4000) < max(seconds(1000), 0.02) * 10
