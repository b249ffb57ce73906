"""A stray sentence in another language than the draft's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from poalint.checks.base import Context, Hit
from poalint.document.model import Sentence
from poalint.facts.languages import Languages, prepare
from poalint.facts.tables import language_tables
from poalint.packs.model import Rule
from poalint.text.line_matches import LineMatches

_MIN_WORDS = 4
_MIN_FOREIGN = 2
_LEAST_WORDS = 2
_MIN_SHARE = 0.28
_MIN_SHARE_PURE = 0.22
_MAJORITY = 4.0
_CLEAR = 4.0
_LETTER_WEIGHT = 0.7
_MIN_RUN = 4
_MOST_CAPITALS = 0.6
_LONGEST = 2_000
_REMEMBERED = 1_000  # sentences and clauses, for drafts that are checked again


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(r"[^.!?;:()\[\]|–—\n]+")


@cache
def _foreign_run() -> re.Pattern[str]:
    """Several characters of one script that is not Latin, marks and digits between them included."""
    scripts = (
        "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f",
        "\uac00-\ud7a3",
        "\u0400-\u052f",
        "\u0370-\u03ff",
        "\u0600-\u06ff",
        "\u0590-\u05ff",
        "\u0e00-\u0e7f",
        "\u0900-\u097f",
    )
    marks = r"\s,.!?;:%0-9\u3000-\u3003\u3008-\u3011\uff01-\uff1f"
    return re.compile("|".join(f"[{s}](?:[{s}{marks}]{{0,400}}[{s}])[\u3002\uff01\uff1f.!?]?" for s in scripts))


@cache
def _sentence_like() -> re.Pattern[str]:
    """What stands between the full stops, brackets and quotation marks of East Asian writing."""
    return re.compile("[^。！？!?「」『』（）()、\n]+(?:[，,、][^。！？!?「」『』（）()、\n]+)*[。！？]?")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def _places_of(words: frozenset[str]) -> LineMatches:
    return LineMatches(_word(), lambda word: word.lower() in words)


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each passage in another language: a clause of some length, or sentences in a row."""
    tables = language_tables()
    known = prepare(tables)
    own = context.document.language
    names: Mapping[str, str] = context.profile.table("language-names")
    foreign = _foreign_words(context.document.text, known.foreign(own))
    last: Hit | None = None
    for sentence, _ in context.sentences(rule):
        worded = bisect_left(foreign, sentence.end) - bisect_left(foreign, sentence.start) >= _MIN_FOREIGN
        if context.document.quoted(sentence.start, sentence.end):
            continue
        span = _stray(context, known, sentence, own, worded)
        if span is None:
            continue
        start, end, code = span
        name = names.get(code) or str(tables.get(code, {}).get("name", code))
        if last is not None:
            if last.details["language"] == name and _adjoin(context, last, sentence):
                last = replace(last, end=end, sentence=last.sentence)
                continue
            yield last
        details = {
            "kind": "language",
            "language": name,
            "own": names.get(own) or str(tables.get(own, {}).get("name", own)),
        }
        last = Hit(rule, start, end, details=details, sentence=sentence.number)
    if last is not None:
        yield last


def _adjoin(context: Context, hit: Hit, sentence: Sentence) -> bool:
    """Return whether a sentence follows a hit with nothing but white space and marks between them."""
    between = context.document.text[hit.end : sentence.start]
    return not any(map(str.isalnum, between))


def _foreign_words(text: str, words: frozenset[str]) -> list[int]:
    """Return where words stand that only other languages have as function words."""
    return [start for start, _ in _places_of(words).spans(text)]


def _stray(
    context: Context, known: Languages, sentence: Sentence, own: str, worded: bool
) -> tuple[int, int, str] | None:
    """Return (start, end, language) of what is foreign in a sentence.

    Only where it is ``worded`` with enough function words of other languages can its words tell one.
    """
    text = context.document.text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
    run = None if text.isascii() else _run_of_script(known, text, own)
    if run is not None:
        return sentence.start + run[0], sentence.start + run[1], run[2]
    if not worded:
        return None
    code = _language(known, text, own)
    if code:
        return sentence.start, sentence.end, code
    for start, end in _clauses(text):
        code = _language(known, text[start:end], own)
        if code and not context.document.quoted(sentence.start + start, sentence.start + end):
            return sentence.start + start, sentence.start + end, code
    return None


@lru_cache(maxsize=_REMEMBERED)
def _run_of_script(known: Languages, text: str, own: str) -> tuple[int, int, str] | None:
    return _run_of_other_script(known, text, own) or _run_of_same_script(known, text, own)


def _run_of_other_script(known: Languages, text: str, own: str) -> tuple[int, int, str] | None:
    for match in _foreign_run().finditer(text):
        letters = sum(map(str.isalpha, match.group()))
        if letters < _MIN_RUN or known.writes(match.group(), own) or _is_aside(text, match.start(), match.end()):
            continue
        if not known.speaks(match.group()):
            continue
        evidence = known.evidence(match.group())
        evidence.pop(own, None)
        code = max(evidence, key=lambda one: evidence[one].score, default="")
        enough = _MIN_RUN if code in ("ja", "zh", "ko", "th") else 12
        if code and letters >= enough:
            return match.start(), match.end(), code
    return None


def _run_of_same_script(known: Languages, text: str, own: str) -> tuple[int, int, str] | None:
    """Return a clause in another language of the draft's own script: Chinese in Japanese."""
    for match in _sentence_like().finditer(text):
        code = known.told(match.group(), own)
        if code and len(match.group()) > _MIN_RUN and not _is_aside(text, match.start(), match.end()):
            return match.start(), match.end(), code
    return None


def _is_aside(text: str, start: int, end: int) -> bool:
    """Return whether a run stands in brackets behind its own translation or name, as in "Shenzhen (深圳市)"."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    return before.endswith(("(", "（", "[", "“", '"')) and behind.startswith((")", "）", "]", "”", '"'))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    parts = list(_parts().finditer(text))
    if len(parts) < 2:
        return
    for match in parts:
        raw = match.group()
        lead = len(raw) - len(raw.lstrip())
        if raw.strip():
            yield match.start() + lead, match.start() + lead + len(raw.strip())


@lru_cache(maxsize=_REMEMBERED)
def _language(known: Languages, text: str, own: str) -> str:
    """Return the code of the language that a text is clearly in, if it is another than ``own``; else ""."""
    parts = [part for part in text.split() if "." not in part[1:-1] and "@" not in part]
    words = [word for part in parts for word in _word().findall(part)]
    if len(parts) < _LEAST_WORDS or not words:
        return ""
    short = len(parts) < _MIN_WORDS
    capitals = sum(word[0].isupper() for word in words) > _MOST_CAPITALS * len(words)
    glued = all(known.glues(word) for word in words if word[0].islower())  # "Rue de la Paix"
    evidence = known.evidence(" ".join(words))
    evidence.pop(own, None)
    best, chosen = 0.0, ""
    pure = not any(known.knows(word.lower(), own) and not known.is_innocent(word.lower(), own) for word in words[1:])
    for code in sorted(known.codes, key=lambda one: -evidence[one].score if one in evidence else 0.0):
        if code == own:
            continue
        told = sum(known.signs(word.lower(), code) for word in words)
        if (glued and told < _MIN_FOREIGN) or ((short or capitals) and not (told and pure)):
            continue
        strength = _strength(known, words, code, own)
        sure = told or strength >= _CLEAR or (code in evidence and evidence[code].own)
        if strength > best and sure:
            best, chosen = strength, code
    return chosen if best >= (_MIN_SHARE_PURE if pure else _MIN_SHARE) * len(words) else ""


def _strength(known: Languages, words: list[str], code: str, own: str) -> float:
    """Return how many words speak for a language and not for the draft's own; 0 if not clearly more than for that."""
    foreign = ours = spelt = 0
    lettered = 0.0
    for word in words:
        low = word.lower()
        theirs, mine = known.knows(low, code), known.knows(low, own)
        told = known.signs(low, code) and not known.is_innocent(low, own)
        foreign += told or (theirs and not mine and not known.is_innocent(low, own))
        ours += mine and not theirs
        if not theirs and not mine and not told and known.letters_of(low, code):
            lettered += _LETTER_WEIGHT
            spelt += word[0].islower()
    strength = foreign + lettered
    enough = foreign >= _MIN_FOREIGN or (foreign and not ours and spelt >= _MIN_FOREIGN)
    return strength if enough and strength >= _MAJORITY * ours else 0.0
