"""Japanese text is split into words by an analyser; offsets stay those of the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from poalint.patterns.compiler import compile_lexicon
from poalint.patterns.inflection import Inflector
from poalint.patterns.matcher import Matcher
from poalint.text.segments import Segmenter

SEGMENTER = Segmenter()
MIXED = st.text(alphabet="配送業者のミスで訴え涙が出た。、「」（）：１２3B0-,. \n\u3000ー〇々ァア!？😀é", max_size=80)


def found(pattern: str, text: str) -> list[str]:
    lexicon = compile_lexicon({}, {"set": pattern}, SEGMENTER.literal, Inflector({}, [], look_up=SEGMENTER.forms))
    tokens = SEGMENTER(text)
    matches = Matcher(lexicon).find(tokens, [(0, len(tokens))], lambda _: frozenset())
    return [text[tokens.starts[match.first] : tokens.ends[match.last - 1]] for match in matches.get("set", [])]


def test_a_dictionary_form_meets_all_forms_and_spellings() -> None:
    for text in ("検品を行った。", "検品を行います。", "検品をおこなっていません。"):
        assert found("検品 を ~行う", text), text


def test_a_phrase_may_be_written_without_spaces() -> None:
    assert found("配送業者のミス", "これは配送業者のミスです。") == ["配送業者のミス"]
    assert found("~気をつける", "今後は気をつけます。") == ["気をつけ"]


def test_no_match_begins_or_ends_within_a_word() -> None:
    assert not found("業", "業務を改善した。")
    assert not found("訴え", "訴訟。")


def test_full_width_figures_and_letters_are_made_plain() -> None:
    assert found("NUM 件", "注文１４件") == []  # shapes come from the document
    assert SEGMENTER("ＡＳＩＮ １４件").norms == ["asin", "14", "件"]


def test_a_figure_in_a_circle_is_a_word_of_its_own() -> None:
    assert SEGMENTER("①2026年、④FBA在庫").norms == ["1", "2026", "年", "、", "4", "fba", "在庫"]


def test_names_are_known() -> None:
    tokens = SEGMENTER("担当は田中太郎です。")
    assert [tokens.norms[at] for at in sorted(tokens.persons)] == ["田中", "太郎"]


@given(MIXED)
def test_tokens_stand_in_order_and_lose_no_letter(text: str) -> None:
    tokens = SEGMENTER(text)
    ends = [0, *tokens.ends]
    assert all(before <= start for before, start in zip(ends, tokens.starts, strict=False))
    covered = {at for start, end in zip(tokens.starts, tokens.ends, strict=True) for at in range(start, end)}
    assert all(at in covered for at, char in enumerate(text) if char.isalnum())
    assert len(tokens.lemmas) == len(tokens.norms) == len(tokens.words)


def test_threads_share_a_segmenter() -> None:
    text = "弊社は毎週月曜日に在庫を確認しています。" * 50
    with ThreadPoolExecutor(4) as pool:
        assert len({tuple(tokens.norms) for tokens in pool.map(SEGMENTER, [text] * 16)}) == 1
