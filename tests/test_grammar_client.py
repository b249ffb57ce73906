"""The request to LanguageTool: offsets, deadline, and answers that are late, cut off, too large or none."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
from fake_languagetool import Fake, answer, fake_server, match, units
from hypothesis import given
from hypothesis import strategies as st

from poalint.grammar import client
from poalint.grammar.model import Matches, NotChecked, Unanswered
from poalint.grammar.offsets import CodePoints
from poalint.grammar.passages import Sending
from poalint.grammar.service import GrammarService

TEXT = "We 😀 recieve it."


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_server() as server:
        yield server


def unanswered(fake: Fake, deadline: float = 5) -> NotChecked:
    with pytest.raises(Unanswered) as raised:
        client.check(fake.url, TEXT, "en-GB", deadline)
    return raised.value.why


def test_one_request_gives_matches_with_code_points(fake: Fake) -> None:
    fake.finds("recieve", "receive", "", "relieve")
    (found,), partial = client.check(fake.url + "/v2/", TEXT, "en-GB", 5, ["A", "B"], ["C"])
    assert TEXT[found.start : found.end] == "recieve"
    assert found.replacements == ("receive", "relieve")
    assert (found.rule, found.category, found.issue_type, partial) == ("MORFOLOGIK", "TYPOS", "misspelling", False)
    assert fake.asked == [{"language": "en-GB", "text": TEXT, "disabledRules": "A,B", "disabledCategories": "C"}]


@given(st.text(), st.text(min_size=1), st.text())
def test_offsets_in_any_text(before: str, words: str, behind: str) -> None:
    text = before + words + behind
    places = CodePoints(text)
    assert places.at(units(before)) == len(before)
    assert places.at(units(before + words)) == len(before + words)
    assert places.at(units(text) + 1) is None


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5))
def test_passages_lead_back_to_the_draft(parts: list[tuple[str, str]]) -> None:
    draft, spans = "", []
    for between, words in parts:
        draft += between
        spans.append((len(draft), len(draft) + len(words)))
        draft += words
    sending = Sending(draft, spans)
    for start, end in spans:
        for at in range(start, end):
            places = [
                sending.back(sent, sent + 1) for sent in range(len(sending.text)) if sending.text[sent] == draft[at]
            ]
            assert (at, at + 1) in places
    told = [span for span in spans if span[0] < span[1]]
    assert len(told) < 2 or sending.back(0, len(sending.text)) is None


def test_a_half_of_a_pair_is_sent_as_a_replacement_character(fake: Fake) -> None:
    fake.finds("recieve", "receive")
    text = "We \ud83d recieve \ude00 it"
    (found,), _ = client.check(fake.url, text, "en-GB", 5)
    assert text[found.start : found.end] == "recieve"


def test_nobody_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unanswered) as raised:
        client.check(url, TEXT, "en-GB", 5)
    assert str(raised.value.why) == f"grammar not checked: no server answers at {url} (start it, or check the address)"


def test_the_deadline_holds_for_a_silent_server(fake: Fake) -> None:
    fake.hold.clear()
    begin = monotonic()
    assert "did not answer within 0.3 seconds" in str(unanswered(fake, 0.3))
    assert monotonic() - begin < 2


def test_the_deadline_holds_for_a_server_that_trickles(fake: Fake) -> None:
    fake.finds("recieve", "receive")
    fake.pause = 0.1
    begin = monotonic()
    assert "did not answer within 0.5 seconds" in str(unanswered(fake, 0.5))
    assert monotonic() - begin < 2


GOOD: dict[str, Any] = match(TEXT, "recieve", "receive")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"OK",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"matches": {}}',
        b'{"matches": [1]}',
        answer(GOOD)[:-20],
        b"[" * 100_000,
        *(
            answer({**GOOD, **wrong})
            for wrong in (
                {"offset": -1},
                {"offset": 4},  # within a character
                {"offset": "3"},
                {"offset": True},
                {"offset": 10**30},
                {"length": 999},
                {"length": -2},
                {"length": None},
                {"message": 5},
                {"rule": []},
                {"rule": {"id": "A"}},
                {"replacements": {}},
                {"replacements": [{"value": 3}]},
                {"replacements": ["x"]},
            )
        ),
        json.dumps({"matches": [GOOD] * 20_001}).encode(),
    ],
)
def test_what_is_no_answer(fake: Fake, body: bytes) -> None:
    fake.reply = lambda form: body
    assert unanswered(fake).reason == f"what {fake.url} says is no whole answer of LanguageTool"


def test_an_answer_that_is_cut_off(fake: Fake) -> None:
    fake.length = 10_000
    assert "no whole answer" in unanswered(fake, 1.0).reason or "did not answer" in unanswered(fake, 1.0).reason


def test_an_answer_that_is_too_large(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 1000)
    fake.reply = lambda form: b" " * 2000
    assert "has more than" in unanswered(fake).reason


def test_a_refusal(fake: Fake) -> None:
    fake.status = 400
    assert "refused the draft (status 400)" in unanswered(fake).reason


def test_an_empty_place_is_no_match(fake: Fake) -> None:
    fake.reply = lambda form: answer({**GOOD, "length": 0})
    assert client.check(fake.url, TEXT, "en-GB", 5) == ((), False)


def test_the_service_sends_passages_only_and_remembers_answers(fake: Fake) -> None:
    fake.finds("recieve", "receive")
    service = GrammarService(url=fake.url, variants=["de-AT", "en-AU"])
    text = "> secret\n\n😀 We recieve it."
    for _ in range(2):
        answered = service.matches(text, "en", [(text.index("We"), len(text))])
        assert isinstance(answered, Matches)
        assert [text[one.start : one.end] for one in answered.matches] == ["recieve"]
        assert answered.variant == "en-AU"
    assert [form["text"] for form in fake.asked] == ["We recieve it."]


@pytest.mark.parametrize(
    ("text", "language", "variant"),
    [
        ("We check each parcel.", "en", "en-US"),
        ("We apologise for the colour (amazon.co.uk).", "en", "en-GB"),
        ("We sell on Amazon.com. We apologize.", "en", "en-US"),
        ("Wir verkaufen auf Amazon.de.", "de", "de-DE"),
        ("Die Massnahmen gelten ausserdem in Zürich.", "de", "de-CH"),
        ("Seit Jänner prüfen wir in Wien.", "de", "de-AT"),
        ("Wij verkopen op Amazon.nl.", "nl", "nl"),
        ("Sprawdzamy każdą paczkę.", "pl", "pl-PL"),
        ("確認しました。", "ja", "ja-JP"),
    ],
)
def test_the_variant_is_the_one_that_the_draft_shows(fake: Fake, text: str, language: str, variant: str) -> None:
    answered = GrammarService(url=fake.url).matches(text, language)
    assert isinstance(answered, Matches)
    assert answered.variant == fake.asked[0]["language"] == variant


def test_style_and_ignored_rules_are_left_out_even_if_the_server_reports_them(fake: Fake) -> None:
    def matches(service: GrammarService) -> int:
        answered = service.matches(TEXT, "en")
        assert isinstance(answered, Matches)
        return len(answered.matches)

    fake.finds("recieve", "receive", rule="FOO")
    assert matches(GrammarService(url=fake.url)) == 1
    assert matches(GrammarService(url=fake.url, ignore_rules=["FOO"])) == 0
    assert matches(GrammarService(url=fake.url, ignore_rules=["TYPOS"])) == 0
    assert "FOO" in fake.asked[1]["disabledRules"].split(",")
    fake.finds("recieve", "receive", issue_type="style")
    assert matches(GrammarService(url=fake.url)) == 0


def test_a_server_that_failed_is_not_asked_again_at_once(fake: Fake) -> None:
    fake.status = 500
    service = GrammarService(url=fake.url)
    assert isinstance(service.matches(TEXT, "en"), NotChecked)
    fake.status = 200
    assert isinstance(service.matches(TEXT + " More.", "en"), NotChecked)
    assert len(fake.asked) == 1


def test_a_language_that_languagetool_is_not_set_up_for(fake: Fake) -> None:
    answered = GrammarService(url=fake.url).matches("Bonjour", "fr")
    assert isinstance(answered, NotChecked)
    assert not fake.asked


def test_what_leaves_the_machine_is_told() -> None:
    assert GrammarService(url="http://127.0.0.1:8081").notes == ()
    assert GrammarService(url="http://localhost").notes == ()
    assert GrammarService(url="http://tools.example:8081").notes == (
        "drafts leave this machine: they are sent to http://tools.example:8081",
    )
    assert "LanguageTool's public service" in GrammarService(url="https://api.languagetool.org/v2").notes[0]
