"""The marks that lines begin with: bullets, numbers of items and headings, in Latin and in East Asian writing."""

from __future__ import annotations

import re
from functools import lru_cache

from poalint.text.length import UNSPACED

# Bullets of list items; those of the second group also stand before headings in East Asian writing.
ITEM_BULLETS = "-–—*•·▪▫◦➤►▸→✓✔☑✅‣⁃+・･>"
HEADING_BULLETS = "■□◆◇●○◎▼▽★☆"
BULLETS = frozenset(ITEM_BULLETS + HEADING_BULLETS)

_UNSPACED = f"[{UNSPACED}]"
_BLANKS = "[ \\t\u00a0\u3000]"

BULLET = re.compile(
    rf"(?P<mark>[-–—*•·▪▫◦●○■□◆➤►▸→✓✔☑✅‣⁃+◇◎▼▽★☆－]|>>?(?=\s*[A-Z]{{0}})){_BLANKS}{{1,8}}(?=\S)"
    rf"|(?P<dot>[・･]|[■□◆◇●◎▼▽★☆○](?![年月日名]))(?=[「『（(\w])"
)
"""A bullet; the group ``dot`` is one that stands right before its text, as in Japanese."""

_FIGURES = "[一二三四五六七八九十]"
_COUNTERS = "件名個点月日年時台本枚回人円つか箇ヶケ％%分秒週割"
_NUMBER = (
    r"(?P<mark>\(?\d{1,2}[.):](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)|\d{1,2}(?=\s{2,})|\d{1,2} ?[-–](?=\s)"
    r"|(?i:(?:@LABELS@)\.?\s{0,2}(?:\d{1,2}|[①-⑳]))\s{0,2}[.:)–：．、\u3000-](?!\d)"
    r"|\(?[A-Za-z][.)](?=[\s@UNSPACED@])|\(?[ivxIVX]{1,5}[.)](?=\s)|[DC]\d{1,2}[.:)]?(?=\s)"
    # East Asian: （1） １． 1、 第１ 一、 （一） ア． Ａ． ① Ⅰ.
    r"|[（(]\s?(?:\d{1,2}|@FIGURES@{1,3}|[ア-コ]|[A-Za-zＡ-Ｚａ-ｚ])\s?[）)]|\d{1,2}[．、：）](?!\d+(?:\.\d+)?\s?[％%])"
    r"|\d{1,2}(?=\u3000| (?![@COUNTERS@])@CJK@)|第\s?(?:\d{1,2}|@FIGURES@{1,3})\s?[章節項部]?(?=[\s：:、．])"
    r"|@FIGURES@{1,2}(?:[、．.）)：](?=\S)|(?=\u3000))|[アイウエオカキクケコ][．.）)、：](?=\S)|[A-ZＡ-Ｚ][．：、](?=\S)"
    r"|[①-⑳⑴-⒇❶-❿Ⅰ-Ⅻⅰ-ⅻ][．.、）)]?)[ \t\u00a0\u3000]{0,8}(?=\S)"
)


@lru_cache(maxsize=16)
def number_pattern(labels: frozenset[str]) -> re.Pattern[str]:
    """Return what matches an item's number, with or without a label of the language ("Step 2:")."""
    written = "|".join(sorted(map(re.escape, labels))) or "№"
    parts = {"FIGURES": _FIGURES, "COUNTERS": _COUNTERS, "CJK": _UNSPACED, "UNSPACED": UNSPACED, "LABELS": written}
    pattern = _NUMBER
    for name, part in parts.items():
        pattern = pattern.replace(f"@{name}@", part)
    return re.compile(pattern)


def is_unspaced(text: str) -> bool:
    """Return whether a text holds writing without spaces."""
    return not text.isascii() and bool(re.search(_UNSPACED, text))
