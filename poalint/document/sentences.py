"""Split blocks into sentences and clauses, by tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass

from poalint.document.model import Block, Document, Sentence
from poalint.packs.model import Profile
from poalint.roles import HEADING, ROW
from poalint.text.tokens import Tokens

_TERMINAL = frozenset(".!?…。！？｡")
_CLOSING = frozenset("\"'”’)]»」』）*_")
_OPENING = frozenset("\"'“‘(«„「『*_")
# Tokens after which a run without an end is cut, so that no later step meets a sentence of a million words.
_LONGEST = 600
_FULL_WIDTH = frozenset("。！？｡")  # end a sentence whatever follows
_INNER_QUOTES = frozenset("「『")
_CLAUSE_MARKS = frozenset(";:–—()")


@dataclass(frozen=True, slots=True)
class _Stops:
    """What a full stop may be besides the end of a sentence.

    Attributes:
        abbreviations: words that it shortens.
        closing: those of them that a sentence may end with before a capital ("... do 3 marca 2026 r. Nikt ...").
        leads: words of dates; behind these alone nothing has been said yet, so no sentence ends ("3 marca 2026 r.").
        ordinals: whether it stands behind an ordinal number ("3. März").
        marks: numbers of the tokens that may end a sentence.
    """

    abbreviations: Set[str]
    closing: Set[str]
    leads: Set[str]
    ordinals: bool
    marks: Sequence[int]


def split_sentences(document: Document, profile: Profile) -> None:
    """Fill ``document.sentences`` and ``document.clauses`` and tell each block its sentences."""
    stops = _Stops(
        profile.words("abbreviations"),
        profile.words("closing-abbreviations"),
        profile.words("date-lead-words") | profile.table("months").keys() | profile.table("weekdays").keys(),
        bool(profile.data.get("ordinal-dots")),
        [at for at in document.tokens.places(_TERMINAL) if not document.tokens.words[at]],
    )
    starts = _clause_starts(document, profile)
    tokens = document.tokens
    at = 0
    for number, block in enumerate(document.blocks):
        at = bisect_left(tokens.starts, block.content_start, at)
        last = bisect_right(tokens.ends, block.content_end, at)
        first_sentence = len(document.sentences)
        for begin, end in _ranges(document, block, at, last, stops):
            for cut in range(begin, end, _LONGEST):
                _add(document, number, cut, min(cut + _LONGEST, end), starts)
        block.sentences = (first_sentence, len(document.sentences))
        at = last


def _clause_starts(document: Document, profile: Profile) -> list[int]:
    """Return the numbers of the tokens before which a mark, or a comma and a word that tells, begins a clause."""
    starters = profile.words("clause-starters")
    marks = _CLAUSE_MARKS | profile.words("clause-marks")
    norms = document.tokens.norms
    places = document.tokens.places(marks | {","})
    return [at + 1 for at in places if norms[at] in marks or (at + 1 < len(norms) and norms[at + 1] in starters)]


def _ranges(document: Document, block: Block, first: int, last: int, stops: _Stops) -> list[tuple[int, int]]:
    """Return the token ranges of a block's sentences; a table's cells are sentences of their own."""
    if block.kind == HEADING:
        return [(first, last)]
    if block.lead_end:
        cut = first
        while cut < last and document.tokens.starts[cut] < block.lead_end:
            cut += 1
        return [(first, cut), *_split(document, cut, last, stops)]
    if block.kind != ROW:
        return _split(document, first, last, stops)
    ranges = []
    at = first
    for cell in block.cells:
        end = at
        while end < last and document.tokens.ends[end] <= cell.end:
            end += 1
        begin = at
        while begin < end and document.tokens.starts[begin] < cell.start:
            begin += 1
        ranges.extend(_split(document, begin, end, stops))
        at = end
    return ranges


def _split(document: Document, first: int, last: int, stops: _Stops) -> list[tuple[int, int]]:
    text, tokens = document.text, document.tokens
    ranges: list[tuple[int, int]] = []
    begin = end = first
    marks = stops.marks
    for at in marks[bisect_left(marks, first) : bisect_left(marks, last)]:
        if at < end or _inside(document, tokens.starts[at]):
            continue
        end = at + 1
        while end < last and (tokens.norms[end] in _TERMINAL or tokens.norms[end] in _CLOSING):
            if tokens.starts[end] != tokens.ends[end - 1]:
                break
            end += 1
        if _ends_sentence(text, tokens, at, end, last, begin, stops):
            ranges.append((begin, end))
            begin = end
    if begin < last:
        ranges.append((begin, last))
    return ranges


def _inside(document: Document, offset: int) -> bool:
    """Return whether a mark stands within corner brackets: what somebody says is part of the sentence around it."""
    start = document.quotation_around(offset)
    return start >= 0 and document.text[start] in _INNER_QUOTES


def _ends_sentence(text: str, tokens: Tokens, mark: int, after: int, last: int, begin: int, stops: _Stops) -> bool:
    if after >= last:
        return True
    if text[tokens.starts[mark]] in _FULL_WIDTH:
        return True
    if tokens.starts[after] == tokens.ends[after - 1]:
        return False  # no white space behind the mark: 4.9, example.com, e.g.
    following = after
    while following < last and tokens.norms[following] in _OPENING and not tokens.words[following]:
        following += 1
    first_char = text[tokens.starts[following]] if following < last else "A"
    if tokens.norms[mark] != ".":
        return not first_char.islower()
    previous = tokens.norms[mark - 1] if mark > begin else ""
    if mark - 1 == begin and (previous.isdigit() or len(previous) == 1):
        return False  # a numbered or lettered part at the start of a line
    if stops.ordinals and previous.isdigit() and len(previous) <= 2:
        return False  # "am 3. März", "der 2. Grund"
    if previous in stops.closing and not first_char.islower():
        return any(tokens.words[at] and not _leads(tokens.norms[at], stops) for at in range(begin, mark - 1))
    if len(previous) == 1 and mark - 2 > begin and (tokens.norms[mark - 2].isdigit() or tokens.norms[mark - 2] == "°"):
        return not first_char.islower()  # a unit: "55 °C. Of these", "500 g. We"
    if previous in stops.abbreviations or (len(previous) == 1 and previous.isalpha() and previous != "i"):
        return False
    return not first_char.islower()


def _leads(norm: str, stops: _Stops) -> bool:
    return norm[0].isdigit() or norm in stops.leads


def _add(document: Document, block: int, first: int, last: int, starts: Sequence[int]) -> None:
    """Add one sentence without stray marks at its ends, and its clauses."""
    tokens = document.tokens
    while first < last and not tokens.words[first] and tokens.norms[first] in "*_|【":
        first += 1
    while last > first and not tokens.words[last - 1] and tokens.norms[last - 1] in "*_|】":
        last -= 1
    if first >= last:
        return
    number = len(document.sentences)
    document.sentences.append(Sentence(tokens.starts[first], tokens.ends[last - 1], first, last, block, number))
    document.clauses.append(first)
    document.clauses.extend(starts[bisect_left(starts, first + 2) : bisect_left(starts, last)])
