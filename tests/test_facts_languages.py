"""Languages told apart by function words and scripts."""

from __future__ import annotations

import pytest

from poalint.facts.languages import detect, prepare
from poalint.facts.tables import language_tables


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We closed the offer on 3 March 2026 and refunded the buyers.", "en"),
        ("Wir haben das Angebot am 3. März 2026 geschlossen.", "de"),
        ("De bestellingen zijn te laat verzonden.", "nl"),
        ("Zamówienia zostały wysłane z opóźnieniem.", "pl"),
        ("出荷遅延のため、改善計画を提出します。", "ja"),
        ("我们已经联系了工厂，并且检查了所有库存。", "zh"),
        ("Le fournisseur a changé l'emballage sans prévenir.", "fr"),
        ("Se conservan las hojas firmadas en el archivo.", "es"),
        ("Abbiamo controllato tutti gli articoli del magazzino.", "it"),
        ("Nós verificamos todos os produtos do estoque.", "pt"),
        ("Tüm ürünleri tekrar kontrol ettik ve kutuları değiştirdik.", "tr"),
        ("Мы проверили все товары на складе.", "ru"),
    ],
)
def test_one_sentence(text: str, code: str) -> None:
    assert detect(text, language_tables()) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Plan of Action\n\nUnsere Order Defect Rate lag bei 2 %. Alle A-to-z Claims sind erstattet. "
            "Account Health und Late Shipment Rate prüft Frau Kern nun täglich im Seller Central.",
            "de",
        ),
        (
            "Root cause: we had no check.\n\n我们已经重新安装了所有电脑的系统。\n\nAll devices are now on our list.",
            "en",
        ),
        ("【発生原因】Handling time の設定が1日でした。Late Shipment Rate は 6 % です。", "ja"),
        ("Onze Late Shipment Rate was 6 %. De Seller Central export wordt nu elke dag door Anna gelezen.", "nl"),
    ],
)
def test_mixed_drafts(text: str, code: str) -> None:
    assert detect(text, language_tables()) == code


@pytest.mark.parametrize("text", ["", "123 456", "B0D4KX7TQP", "Store: Hopcyn & Daughter (amazon.co.uk)"])
def test_nothing_to_go_by(text: str) -> None:
    assert detect(text, language_tables()) == "en"
    assert detect(text, language_tables(), default="pl") in ("en", "pl")


def test_names_of_other_scripts_say_nothing() -> None:
    known = prepare(language_tables())
    assert not known.speaks("深圳市明亮科技有限公司")
    assert known.speaks("我们已经联系了工厂")
    assert not known.speaks("Москва")


def test_the_same_tables_are_prepared_once() -> None:
    assert prepare(language_tables()) is prepare(language_tables())
