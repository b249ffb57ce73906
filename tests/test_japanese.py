"""What Japanese drafts need of the reading of a draft: marks, quotations, dates, counters, forms, names."""

from __future__ import annotations

from datetime import date

import pytest

import poalint
from poalint.checks.base import Context
from poalint.document.model import Document
from poalint.facts.action_item import Action
from poalint.facts.dates import find_dates
from poalint.facts.quantities import find_quantities
from poalint.facts.shares import find_shares
from poalint.linter import Linter

LINTER = Linter(language="ja")


def context(text: str) -> Context:
    return LINTER.examine(text, alone=True)[0]


def parse(text: str) -> Document:
    return context(text).document


def kinds(text: str, check: str) -> list[str]:
    found = poalint.check(text, language="ja").findings
    return [finding.excerpt for finding in found if finding.details.get("kind") == check]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "【根本原因】",
            "【2．根本原因】",
            "■ 根本原因",
            "■２　根本原因",
            "２．根本原因",
            "（2）根本原因",
            "②根本原因",
        ),
        *("第２　根本原因", "二、根本原因", "**2 根本原因**", "根本原因：", "Ｂ．根本原因"),
    ],
)
def test_headings_are_known_by_any_mark(heading: str) -> None:
    text = f"{heading}\n・検品の手順がありませんでした。\n・担当を決めていませんでした。\n"
    (section,) = parse(text).sections
    assert (section.role, section.title) == ("root-cause", "根本原因")


@pytest.mark.parametrize("mark", ["・", "①", "（1）", "１．", "1、", "ア．", "●", "- ", "１　", "一、"])
def test_items_are_known_by_any_mark(mark: str) -> None:
    document = parse(f"根本原因\n\n{mark}検品の手順がありませんでした。\n")
    assert [block.kind for block in document.blocks] == ["heading", "item"]


def test_a_lead_in_brackets_is_a_heading() -> None:
    document = parse("【原因】検品の手順がありませんでした。\n【再発防止策】店長の井上が毎朝確認します。\n")
    assert [section.role for section in document.sections] == ["root-cause", "preventive"]


def test_corner_brackets_quote_anywhere_and_hold_their_full_stops() -> None:
    document = parse(
        "購入者から「本物ですか！？」「届きません。」という連絡がありました。返金しました！次に調べました。\n"
    )
    quoted = [document.text[start:end] for start, end in document.quotations]
    assert quoted == ["「本物ですか！？」", "「届きません。」"]
    assert len(document.sentences) == 3


def test_lines_that_end_with_a_full_stop_are_paragraphs_of_their_own() -> None:
    line = "弊社は2026年3月3日に該当する商品の出品を停止し、在庫の数と一覧とを照らし合わせて確かめました。"
    assert len(parse(f"{line}\n{line}\n").blocks) == 2
    assert len(parse(f"{line[:-8]}\n{line[-8:]}\n").blocks) == 1


@pytest.mark.parametrize(
    ("written", "value", "weekday"),
    [
        ("2026年3月3日", date(2026, 3, 3), -1),
        ("２０２６年３月３日", date(2026, 3, 3), -1),
        ("2026年3月3日（火）", date(2026, 3, 3), 1),
        ("2026年3月3日(火・祝)", date(2026, 3, 3), 1),
        ("令和8年3月3日（火曜日）", date(2026, 3, 3), 1),
        ("2026年3月3日火曜日", date(2026, 3, 3), 1),
        ("令和元年5月1日", date(2019, 5, 1), -1),
        ("2026/3/3（火）", date(2026, 3, 3), 1),
    ],
)
def test_dates(written: str, value: date, weekday: int) -> None:
    found = context(f"出品は{written}に停止しました。")
    (mention,) = find_dates(found.document, found.profile)
    assert (mention.value, mention.weekday) == (value, weekday)
    assert found.document.text[mention.start : mention.end] == written


@pytest.mark.parametrize(
    "text", ["3か月ごとに点検します。", "注文250-7719034-5520186です。", "1/3を廃棄しました。", "24時間以内"]
)
def test_no_dates(text: str) -> None:
    found = context(text)
    assert find_dates(found.document, found.profile) == []


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("注文14件を確認しました。", 14, "order"),
        ("4名のお客様に返金しました。", 4, "buyer"),
        ("受け取られた方は63名です。", 63, "buyer"),
        ("返品は3個です。", 3, "return"),
        ("在庫1,240個を数えました。", 1240, "stock"),
        ("累計で12万点を販売しました。", 120_000, "点"),
    ],
)
def test_counters(text: str, value: float, noun: str) -> None:
    found = context(text)
    (quantity,) = find_quantities(found.document, found.profile, [])
    assert (quantity.value, quantity.noun) == (value, noun)


def test_a_part_follows_its_whole() -> None:
    found = context("注文1,240件のうち31件が不良でした。")
    quantities = find_quantities(found.document, found.profile, [])
    ((part, whole),) = [
        (one.part.value, one.whole.value) for one in find_shares(found.document, found.profile, quantities)
    ]
    assert (part, whole) == (31, 1240)


def actions(text: str) -> list[tuple[Action, str, str]]:
    found = context(text)
    told = found.document.text
    return [
        (action, told[slice(*action.who)] if action.who else "", told[slice(*action.when)] if action.when else "")
        for action in found.actions
    ]


@pytest.mark.parametrize(
    ("item", "who"),
    [
        ("倉庫責任者の田中が毎日、箱を数えます。", True),
        ("発送担当が毎日、箱を数えます。", True),
        ("総務部が毎月1日に一覧を点検する。", True),
        ("毎日、箱を数えます（担当：井上）。", True),
        ("担当者が毎日、箱を数えます。", False),
        ("スタッフが毎日、箱を数えます。", False),
        ("毎日、箱を数え、倉庫長に報告します。", False),
        ("弊社が毎日、箱を数えます。", False),
    ],
)
def test_who(item: str, who: bool) -> None:
    ((action, _, _),) = actions(f"再発防止策\n\n・{item}\n")
    assert bool(action.who) == who


@pytest.mark.parametrize(
    ("item", "when"),
    [
        ("入荷のつど、店長の井上が数えます。", True),
        ("出荷前に、店長の井上が数えます。", True),
        ("毎月第1水曜日に、店長の井上が数えます。", True),
        ("返品された商品は、店長の井上が数えます。", True),
        ("店長の井上が今後は数えます。", False),
        ("店長の井上が随時、速やかに数えます。", False),
        ("店長の井上が棚の前に紙を貼ります。", False),
        ("店長の井上が5月1日付の請求書を数えます。", False),
    ],
)
def test_when(item: str, when: bool) -> None:
    ((action, _, _),) = actions(f"再発防止策\n\n・{item}\n")
    assert bool(action.when) == when


def test_fields_of_a_form_serve_every_step() -> None:
    text = "具体的な対策\n・箱を数えます。\n・棚を点検します。\n\n完了日：2026年4月6日\n責任者：吉村\n"
    assert [(who, bool(when)) for _, who, when in actions(text)] == [("吉村", True)] * 2


def test_fields_below_a_step_serve_it_alone() -> None:
    text = "再発防止策\n\n1. 箱の重さを量って表と比べます。\n・担当：吉村\n・頻度：毎日\n2. 棚の札を貼り替えます。\n"
    assert [(bool(who), bool(when)) for _, who, when in actions(text)] == [(True, True), (False, False)]


def test_one_speaker_owns_what_is_said_without_a_pronoun() -> None:
    text = "画像は私が撮影します。\n\n再発防止策\n\n・画像を載せる前に台帳へ記入します。\n"
    assert all(who for _, who, _ in actions(text))
    assert not any(who for _, who, _ in actions(text.replace("私が", "私達が")))


def test_what_is_counted_may_stand_before_the_number() -> None:
    causes = "原因は四つあります。\n1. 控えがない。\n2. 担当がいない。\n3. 表がない。\n"
    assert kinds(causes, "count") == ["四つ"]
    assert kinds(causes.replace("四", "三"), "count") == []


def test_names_that_are_read_alike() -> None:
    assert kinds("倉庫長の桐山が数えます。\n\n倉庫長の霧山が署名しました。\n", "name") == ["霧山"]
    assert kinds("倉庫長の桐山が数えます。\n\n副倉庫長の安西が署名しました。\n", "name") == []


def test_codes_may_touch_japanese_letters() -> None:
    assert kinds("ASIN B0D4KX7TQが停止されました。\n", "identifier") == ["B0D4KX7TQ"]
    assert kinds("注文403-118820-5517736の返金です。\n", "identifier") == ["403-118820-5517736"]


def test_chinese_in_a_japanese_draft() -> None:
    text = "出品を停止しました。我们已经对剩余库存进行了全面检查。返金しました。\n"
    assert kinds(text, "language") == ["我们已经对剩余库存进行了全面检查。"]
    assert kinds("仕入先は広州市華栄電子有限公司、在庫数量確認済です。\n", "language") == []


def test_a_verb_is_one_word_or_two() -> None:
    text = "実施した対応\n\n・誤った出品は順次取り下げてまいります。\n"
    assert "not-done" in {finding.category for finding in poalint.check(text, language="ja").findings}


@pytest.mark.parametrize(
    ("item", "category"),
    [
        ("遵法の精神を全社員に浸透させる。", "vague"),
        ("万一、誤りが判明したときは、速やかに訂正する。", "reactive"),
        ("ご連絡をいただいた場合は、店主がその日のうちにお返事します。", "reactive"),
    ],
)
def test_an_ideal_or_a_cure_lacks_no_owner(item: str, category: str) -> None:
    report = poalint.check(f"再発防止策\n・{item}\n", language="ja")
    assert {found.category for found in report.findings} & {category, "no-owner", "no-timeline"} == {category}


def test_a_plea_may_name_the_issue() -> None:
    report = poalint.check("偽物の疑いで店が止められたのは、あまりに理不尽です。", language="ja")
    missing = {found.role for found in report.findings if found.category == "missing-section"}
    assert "issue" not in missing
    assert "complaint" in {found.category for found in report.findings}
