"""What a draft consists of. All offsets are code points into ``Document.text``, ends exclusive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from poalint.text.length import count_words
from poalint.text.positions import Lines
from poalint.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row; ``column`` is the text of its column's header, "" without one."""

    start: int
    end: int
    column: str


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list item, table row or pasted quotation.

    Attributes:
        kind: ``heading``, ``paragraph``, ``item``, ``row`` or ``quote``.
        start, end: the block's text with its mark ("- ", "1) ", "## ").
        content_start, content_end: the same without mark, emphasis and a heading's colon.
        mark: the mark as written, "" without one; for a heading without a mark its style (``bold``, ``caps``,
            ``underlined``, ``bracket``, ``colon``, ``plain``).
        level: nesting of an item or depth of a heading, from 1.
        nesting: level that a possible heading has as an item.
        certain: whether a heading is marked as one; a merely possible one is a heading only if its words name a role.
        cells: of a row, left to right.
        header: whether a row is a table's header.
        gap_before: whether a blank line stands before it.
        lead_end: where a possible heading on the first sentence's line ends ("Root cause: we ..."), 0 without one.
        sentences: (first, last) sentence numbers, last exclusive.
        section: number of the section that holds the block.
        roles: roles that the words of a heading name.
    """

    kind: str
    start: int
    end: int
    content_start: int
    content_end: int
    mark: str = ""
    level: int = 1
    nesting: int = 1
    certain: bool = True
    cells: tuple[Cell, ...] = ()
    header: bool = False
    gap_before: bool = False
    lead_end: int = 0
    sentences: tuple[int, int] = (0, 0)
    section: int = 0
    roles: tuple[str, ...] = ()


@dataclass(slots=True)
class Sentence:
    """One sentence of a block.

    Attributes:
        start, end: offsets without surrounding white space.
        first, last: token numbers, last exclusive.
        block: number of its block.
        number: its own number in the document.
    """

    start: int
    end: int
    first: int
    last: int
    block: int
    number: int


@dataclass(slots=True)
class Section:
    """A stretch of blocks with one role, under a heading or found by content.

    Attributes:
        role: its main role.
        roles: all its roles; a combined heading has several.
        heading: number of the heading's block, or ``None``.
        blocks: (first, last) block numbers without the heading, last exclusive.
        start, end: offsets, heading included.
        title: the heading's words, "" without one.
    """

    role: str
    roles: tuple[str, ...]
    heading: int | None
    blocks: tuple[int, int]
    start: int
    end: int
    title: str


@dataclass(slots=True)
class Document:
    """A draft and everything found in it by form alone.

    Attributes:
        text: the draft as decoded, unchanged.
        language: code such as ``en``.
        tokens: words and marks of the whole text.
        blocks, sentences, sections: in text order.
        quotations: (start, end) of passages that are not the seller's own words, in order.
        clauses: token numbers at which a clause begins, in order.
        facts: what searches have found in it, so that none runs twice; see ``poalint.facts.once``.
    """

    text: str
    language: str
    tokens: Tokens
    lines: Lines
    blocks: list[Block] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    quotations: list[tuple[int, int]] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    facts: dict[object, Any] = field(default_factory=dict)
    _sentence_starts: list[int] = field(default_factory=list)
    _sentence_tokens: list[int] = field(default_factory=list)
    _quotation_starts: list[int] = field(default_factory=list)

    def section_of(self, sentence: Sentence) -> Section:
        """Return the section that holds a sentence."""
        return self.sections[self.blocks[sentence.block].section]

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block that holds a sentence."""
        return self.blocks[sentence.block]

    def sentences_of(self, block: Block) -> list[Sentence]:
        """Return the sentences of a block."""
        return self.sentences[block.sentences[0] : block.sentences[1]]

    def blocks_of(self, section: Section) -> list[Block]:
        """Return the blocks of a section without its heading."""
        return self.blocks[section.blocks[0] : section.blocks[1]]

    def with_role(self, *roles: str) -> Iterator[Section]:
        """Yield the sections that have one of the roles."""
        wanted = set(roles)
        for section in self.sections:
            if wanted.intersection(section.roles):
                yield section

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds an offset, or the nearest one before it in the text."""
        at = self._sentence_before(offset)
        return self.sentences[at] if at >= 0 else None

    def sentence_of(self, token: int) -> Sentence | None:
        """Return the sentence that holds a token, ``None`` if none does."""
        if not self._sentence_tokens:
            self._sentence_tokens = [sentence.first for sentence in self.sentences]
        at = bisect_right(self._sentence_tokens, token) - 1
        return self.sentences[at] if at >= 0 and token < self.sentences[at].last else None

    def sentences_within(self, start: int, end: int) -> list[Sentence]:
        """Return the sentences that lie wholly or in part between two offsets."""
        first = max(self._sentence_before(start), 0)
        last = bisect_left(self._sentence_starts, end)
        return [sentence for sentence in self.sentences[first:last] if start < sentence.end]

    def _sentence_before(self, offset: int) -> int:
        """Return the number of the last sentence that begins at an offset or before it, or -1."""
        if not self._sentence_starts:
            self._sentence_starts = [sentence.start for sentence in self.sentences]
        return bisect_right(self._sentence_starts, offset) - 1

    def quoted(self, start: int, end: int) -> bool:
        """Return whether a span lies wholly within a quotation."""
        at = self._quotation_at(start)
        return at >= 0 and end <= self.quotations[at][1]

    def quotation_around(self, offset: int) -> int:
        """Return where the quotation begins that holds an offset, or -1."""
        at = self._quotation_at(offset)
        return self.quotations[at][0] if at >= 0 and offset < self.quotations[at][1] else -1

    def _quotation_at(self, offset: int) -> int:
        """Return the number of the last quotation that begins at an offset or before it, or -1."""
        if not self._quotation_starts:
            self._quotation_starts = [quotation[0] for quotation in self.quotations]
        return bisect_right(self._quotation_starts, offset) - 1

    def token_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the tokens ``first`` to ``last`` (exclusive, at least one)."""
        return self.tokens.starts[first], self.tokens.ends[last - 1]

    def clause_of(self, token: int, sentence: Sentence) -> tuple[int, int]:
        """Return the token numbers (first, last) of the clause that holds a token."""
        at = bisect_right(self.clauses, token) - 1
        first = max(self.clauses[at], sentence.first) if at >= 0 else sentence.first
        last = self.clauses[at + 1] if at + 1 < len(self.clauses) else sentence.last
        return first, min(last, sentence.last)

    def word_count(self, start: int, end: int) -> int:
        """Count the words between two offsets."""
        return count_words(self.text[start:end])
