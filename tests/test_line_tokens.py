"""A tokenizer that remembers lines gives the tokens of one that does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poalint.ruleset import load_ruleset, make_tokenizer
from poalint.text.line_tokens import LineTokenizer
from poalint.text.tokens import Tokens

PIECES = {
    "en": ("we don't", "'s", " ", "\n", "\r\n", "4.9", "1,", "-", "café\u00ad", "“No”", "\u2028", "_x_", "😀"),
    "nl": ("'t", "zo'n", " ", "\n", "\r", "'s", "auto's", "1.", "5", "-"),
    "ja": ("佐藤が", "確認した", "。", "\n", " ", "①2026年", "ＡＳＩＮ", "4.9", "ー", "田中"),
}


@pytest.mark.parametrize("language", PIECES)
@given(data=st.data())
def test_known_lines_give_the_same_tokens(language: str, data: st.DataObject) -> None:
    tokenizer = make_tokenizer(load_ruleset(language).profile)
    remembering = LineTokenizer(tokenizer, 4)
    texts = st.lists(st.sampled_from(PIECES[language]), max_size=12).map("".join)
    for text in data.draw(st.lists(texts, min_size=1, max_size=4)):
        for _ in range(2):
            assert _plain(remembering(text)) == _plain(tokenizer(text))


def _plain(tokens: Tokens) -> tuple[object, ...]:
    lists = (tokens.starts, tokens.ends, tokens.norms, tokens.words, tokens.lemmas)
    return *map(tuple, lists), dict(tokens.persons)
