"""What a draft numbers itself: its annexes, sections, steps and causes, by their labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from unicodedata import normalize

from poalint.document.model import Block, Document
from poalint.facts.references import (
    ANNEX,
    CAUSE,
    CODE,
    DOCUMENT,
    POINT,
    SECTION,
    Mention,
    Words,
    find_mentions,
    make,
)
from poalint.packs.model import Profile
from poalint.roles import EVIDENCE, HEADING, ITEM, PARAGRAPH, ROOT_CAUSE, ROW

_LONGEST_OPENING = 4


@dataclass(slots=True)
class Listed:
    """The labels of one family that a draft has: label to its place.

    Attributes:
        least: how many labels there must be before a missing one is a fault.
        places: label to (start, end).
    """

    least: int = 1
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def judges(self, label: str) -> bool:
        """Return whether the list has labels of the same make: digits, letters, or letter and digits."""
        return any(make(known) == make(label) for known in self.places)


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"\(?([A-Za-z]?\d{1,2}(?:\.\d{1,2}){0,2}|[A-Za-z]|[ivxIVX]{1,5})[.):]{0,2}")


@cache
def _bare_number() -> re.Pattern[str]:
    return re.compile(r"(\d{1,2})[ \t\u00a0]+(?=[^\W\d_])")


@cache
def _leading_code() -> re.Pattern[str]:
    return re.compile(r"\(?([A-Z]\d{1,2})(?=[\s:.)–-])")


@cache
def _inline_label(joiners: tuple[str, ...], numbers: tuple[str, ...]) -> re.Pattern[str]:
    """A label within a list: "A invoices, B photos", "1: invoices. 2: photographs", "no. 1 (list), no. 2 (form)"."""
    joined = "|".join(rf"\b{re.escape(word)}\b" for word in joiners if word.isalpha())
    number = "|".join(rf"{re.escape(word)}\.?\s*" for word in numbers)
    label = rf"(?:{number})?\(?(\d{{1,2}}|[A-Z])"
    return re.compile(
        rf"(?:(?:^|[,;:、；：\n\u3000]|{joined or '[,]'})\s*{label}(?:[).:：=]?\s+|[：）]\s*|\s*[–=-]\s*)"
        rf"|[.。]\s*{label}(?:[):：=]\s*|\s*[–=-]\s+))(?=[^\W\d_]|\([^\W_])"
    )


@cache
def _parted() -> re.Pattern[str]:
    """What parts the entries of a list on one line: "Annex 1 invoices / Annex 2 photographs"."""
    return re.compile(r"(?:[/／;；|｜、,，・\u3000]|\s{2})\s*$")


@cache
def _only_label() -> re.Pattern[str]:
    """The one label of a list that has just one: "A (invoices of October)"."""
    return re.compile(r"\s*\(?([A-Z]|\d{1,2})(?:[).:]\s*|\s*[(=–-]\s*)(?=[^\W\d_])")


def _plain(mark: str) -> str:
    """Return a mark with plain figures and brackets, without a word of ordinals: "第４" and "④" are "4"."""
    return normalize("NFKC", mark).lstrip("第").replace("、", ".").strip()


def find_listed(document: Document, profile: Profile) -> dict[str, Listed]:
    """Return the labels that a draft gives to its own annexes, sections and steps, by family."""
    words = profile.prepare(Words)
    listed = {
        ANNEX: Listed(),
        DOCUMENT: Listed(),
        SECTION: Listed(least=2),
        POINT: Listed(least=2),
        CAUSE: Listed(least=2),
        CODE: Listed(least=2),
    }
    _annexes(document, profile, words, listed)
    for block in document.blocks:
        _numbered(document, block, listed)
        if ROOT_CAUSE in document.sections[block.section].roles:
            _numbered_cause(document, block, listed[CAUSE])
    _unlabelled(document, listed)
    return {family: labels for family, labels in listed.items() if labels.places}


def _annexes(document: Document, profile: Profile, words: Words, listed: dict[str, Listed]) -> None:
    """Collect the annexes that a list of annexes, or a line that begins with one, names."""
    mentions = find_mentions(document, profile)
    labelled = {mention.start for mention in mentions if mention.family in (ANNEX, DOCUMENT)}
    opened: set[int] = set()  # blocks that begin with an entry of the list
    for mention in mentions:
        if mention.family == POINT and mention.defining and _opens_sentence(document, mention.start):
            for label in mention.labels:
                listed[POINT].places.setdefault(label, (mention.start, mention.end))
        if mention.family not in (ANNEX, DOCUMENT):
            continue
        block = _block_at(document, mention.start)
        if block is None:
            continue
        first = document.text[block.content_start : mention.start].strip(" *_([") == ""
        section = document.sections[block.section]
        in_list = EVIDENCE in section.roles and block.kind in (ITEM, ROW, PARAGRAPH)
        first = (
            first
            or _opens_list(document, words, mention.start)
            or (in_list and section.heading is not None and _names_annexes(document, words, section.heading))
        )
        bracketed = document.text[mention.start - 1 : mention.start] == "(" and not first
        further = block.start in opened and _is_further(document, words, block.start, mention)
        if (first and (in_list or block.kind == HEADING)) or (mention.defining and not bracketed) or further:
            opened.add(block.start)
            for label in mention.labels:
                listed[mention.family].places.setdefault(label, (mention.start, mention.end))
    for section in document.sections:
        if section.role != EVIDENCE or section.heading is None or not _names_annexes(document, words, section.heading):
            continue
        for block in document.blocks_of(section):
            match = _mark().fullmatch(_plain(block.mark)) if block.kind == ITEM else None
            if match and block.content_start not in labelled:
                listed[ANNEX].places.setdefault(match.group(1).lower(), (block.start, block.end))
        for label, block in _counted_lines(document, section.heading):
            listed[ANNEX].places.setdefault(label, (block.start, block.end))
    _inline_lists(document, words, listed)


def _counted_lines(document: Document, heading: int) -> list[tuple[str, Block]]:
    """Return the lines below a heading that are counted from 1 by bare numbers: "1 invoices", "2 photographs"."""
    # The last of them may look like a signature, which is a section of its own.
    lines = list(takewhile(lambda block: block.kind == PARAGRAPH, document.blocks[heading + 1 :]))
    found = [(match.group(1), one) for one in lines if (match := _bare_number().match(document.text, one.start))]
    counted = [label for label, _ in found] == [str(number) for number in range(1, len(found) + 1)]
    return found if counted and len(found) > 1 else []


def _is_further(document: Document, words: Words, start: int, mention: Mention) -> bool:
    """Return whether a mention goes on with a list that a block begins: "Annex 1 (slip) and Annex 2 (form)"."""
    before = document.text[start : mention.start]
    if _parted().search(before) is not None:
        return True
    described = document.text[mention.end : mention.end + 2].lstrip().startswith(("(", "（"))
    behind_bracket = before.rpartition(")")[2] if ")" in before else before.rpartition("）")[2]
    return described and behind_bracket.strip().lower() in words.join


def _opens_list(document: Document, words: Words, offset: int) -> bool:
    """Return whether a sentence lists what is attached: "Attached: Annex 1 (slip), Annex 2 (form)"."""
    sentence = document.sentence_at(offset)
    if sentence is None:
        return False
    opening = document.tokens.norms[sentence.first : sentence.first + _LONGEST_OPENING]
    return ":" in opening and not words.attached.isdisjoint(opening[: opening.index(":")])


def _names_annexes(document: Document, words: Words, heading: int) -> bool:
    first, last = document.blocks[heading].sentences
    return any(
        not words.annexes.isdisjoint(document.tokens.norms[one.first : one.last])
        for one in document.sentences[first:last]
    )


def _inline_lists(document: Document, words: Words, listed: dict[str, Listed]) -> None:
    """Collect the labels of "Annexes: A original invoice, B two replaced documents"."""
    tokens = document.tokens
    labels = _inline_label(tuple(sorted(words.join)), tuple(sorted(words.number)))
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        before = document.blocks[sentence.block - 1] if sentence.block else None
        start = sentence.start
        named = tokens.norms[sentence.first] in words.annexes and sentence.first + 1 < sentence.last
        if named:
            if tokens.norms[sentence.first + 1] != ":":
                continue
            start = tokens.ends[sentence.first + 1]
        elif not (
            before
            and before.kind == HEADING
            and (block.kind == PARAGRAPH or _is_alone(document, sentence.block))
            and sentence.number == block.sentences[0]
            and _names_annexes(document, words, sentence.block - 1)
        ):
            continue
        else:
            start = block.start
        text = document.text[start : block.content_end]
        found = list(labels.finditer(text))
        only = _only_label().match(text) if named else None
        if len(found) >= 2 or only:
            for match in found if len(found) >= 2 or only is None else [only]:
                group = 1 if match.group(1) else 2
                place = (start + match.start(group), start + match.end(group))
                listed[ANNEX].places.setdefault(match.group(group).lower(), place)


def _is_alone(document: Document, number: int) -> bool:
    """Return whether a block is the only item of its list: "1: invoices. 2: photographs" on one line."""
    block, behind = document.blocks[number], document.blocks[number + 1 : number + 2]
    return block.kind == ITEM and not any(one.kind == ITEM for one in behind)


def label_of(document: Document, block: Block) -> str:
    """Return the number or letter of an item, or of a table's row in its first cell; "" without one."""
    if block.kind == ROW:
        written = document.text[block.cells[0].start : block.cells[0].end] if block.cells and not block.header else ""
    else:
        written = _plain(block.mark)
    match = _mark().fullmatch(written.strip())
    return match.group(1).lower() if match else ""


def _numbered(document: Document, block: Block, listed: dict[str, Listed]) -> None:
    """Collect the numbers of headings, items and rows."""
    if block.kind == HEADING:
        lead = document.text[block.start : block.content_start].strip("#*_ \t")  # "## 2. Root cause"
        label = (
            _mark().fullmatch(_plain(block.mark))
            or _mark().fullmatch(lead)
            or _heading_number().match(document.text[block.content_start : block.content_end])
        )
        if label:
            listed[SECTION].places.setdefault(label.group(1).lower().rstrip("."), (block.start, block.end))
            listed[POINT].places.setdefault(label.group(1).lower(), (block.start, block.end))
        return
    label_text = label_of(document, block)
    if label_text:
        listed[POINT].places.setdefault(label_text, (block.start, block.end))
        listed[SECTION].places.setdefault(label_text, (block.start, block.end)) if "." in label_text else None
    code = _leading_code().match(document.text[block.content_start : block.content_start + 8])
    if code:
        label_text = code.group(1).lower()
    if code or make(label_text) == "A1":
        listed[CODE].places.setdefault(label_text, (block.start, block.end))


def _numbered_cause(document: Document, block: Block, causes: Listed) -> None:
    """Collect the numbers of causes: of the items in their section."""
    label = label_of(document, block) if block.kind == ITEM else ""
    if label:
        causes.places.setdefault(label, (block.start, block.end))


@cache
def _heading_number() -> re.Pattern[str]:
    return re.compile(r"(?:[^\W\d_]{4,8}\s+)?(\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[A-H])(?=[.):\s])")


def _unlabelled(document: Document, listed: dict[str, Listed]) -> None:
    """Count lists without numbers: a list of five bullets has a step 5."""
    run: list[Block] = []
    for block in [*document.blocks, None]:
        if block is not None and block.kind in (ITEM, ROW) and not block.header:
            run.append(block)
            continue
        for number, entry in enumerate(run, 1):
            if listed[POINT].places:
                listed[POINT].places.setdefault(str(number), (entry.start, entry.end))
        run = []


def _block_at(document: Document, offset: int) -> Block | None:
    sentence = document.sentence_at(offset)
    return document.blocks[sentence.block] if sentence is not None else None


def _opens_sentence(document: Document, offset: int) -> bool:
    sentence = document.sentence_at(offset)
    return sentence is not None and sentence.start == offset
