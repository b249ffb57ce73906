"""Split a draft into headings, paragraphs, list items, table rows and pasted quotations.

Works on plain text and Markdown alike: a line's own marks decide, never a file name. A line that only *may* be a
heading (short, alone, ending in a colon) is marked uncertain; whether it is one depends on its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from poalint.document.marks import BULLET, BULLETS, HEADING_BULLETS, is_unspaced, number_pattern
from poalint.document.model import Block, Cell
from poalint.roles import HEADING, ITEM, PARAGRAPH, QUOTE, ROW
from poalint.text.length import columns, count_words
from poalint.text.positions import Lines

_ATX = re.compile(r"(?P<mark>#{1,6})[ \t\u00a0]{1,4}(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|_{3,}|\*{3,})\s*")
_TABLE_RULE = re.compile(r"[\s|｜:+=-]*-{2,}[\s|｜:+=-]*")
_EMPHASIS = re.compile(r"(?P<mark>\*\*\*|\*\*|__|\*|_)(?P<body>\S(?:.{0,200}?\S)?)(?P=mark)(?P<colon>\s*[:.]?)\s*$")
_INLINE_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<body>[^*_\n]{2,90}?)[:.]?(?P=mark)\s*[:.–—-]?\s*(?=\S)")
# The dots of a date end no lead: "19.04.2026:", "3. März 2026:".
_DATE_DOT = r"(?<=\d)\.(?=\s?\d|\s[^\W\d_]{2,10}\.?(?:\s\d|\s?:))"
_INLINE_COLON = re.compile(
    r"(?P<body>[^\s:.!?;()。！？：](?:[^:.!?;()。！？：\n]|\([^:.!?;()\n]{0,40}\)|"
    + _DATE_DOT
    + r"){1,70}?)\s?(?::\s+|：\s*)(?=\S)"
)
# A label and what it says, kept apart by a gap: "責任者　　柏木".
_INLINE_GAP = re.compile(r"[^\s:：。、,.|｜]{2,8}\u3000{2,8}(?=\S)")
_INLINE_BRACKET = re.compile(r"【[^】\n]{1,40}】\s*(?=\S)")
_TRAILING = re.compile(r"[\s:：#*_=–—-]*$")
_TERMINAL = re.compile(r"[.!?…。！？][\"'”’)\]」』]*$")
_SEMICOLONS, _COMMAS = (";", "；"), (",", "、", "，")
# The full stop of an abbreviation within a bracket ends no sentence: "Zasady (od 8 czerwca 2026 r.)".
_BRACKET_AT_END = re.compile(r"[^.!?…\s]\s*\([^()]*\)$")

_MAX_HEADING_WORDS = 14
_MAX_COLON_WORDS = 8
_WRAP_FROM, _WRAP_TO = 50, 110
_BRACKETS = frozenset(zip("【[［", "】]］", strict=True))
_BARS = ("|", "｜")
_TABLE_SPLIT = re.compile(r"\s*[|｜]\s*|\t+")


@dataclass(slots=True)
class _Line:
    """One line: its text without surrounding white space and where that stands."""

    start: int
    end: int
    text: str
    indent: int


def find_blocks(text: str, lines: Lines, labels: frozenset[str] = frozenset()) -> list[Block]:
    """Return the blocks of a text in order; blank lines and rules belong to none.

    Args:
        text: the draft.
        lines: its lines.
        labels: words that stand before an item's number in the language ("step", "part").
    """
    return _BlockParser(text, lines, number_pattern(labels)).run()


class _BlockParser:
    def __init__(self, text: str, lines: Lines, number: re.Pattern[str]) -> None:
        self.text = text
        self.number = number
        self.blocks: list[Block] = []
        self.lines = [self.line(lines, number) for number in range(1, len(lines) + 1)]
        self.blank_before = True
        self.columns: tuple[str, ...] = ()
        self.indents: list[int] = []

    @staticmethod
    def line(lines: Lines, number: int) -> _Line:
        start = lines.span(number)[0]
        raw = lines.text(number)
        stripped = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        indent = sum(4 if char == "\t" else 1 for char in raw[:lead])
        return _Line(start + lead, start + lead + len(stripped), stripped, indent)

    def run(self) -> list[Block]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if not line.text:
                self.blank_before, self.columns = True, ()
                at += 1
                continue
            if _UNDERLINE.fullmatch(line.text):
                self.underline(at)
                at += 1
                continue
            rows = self.table(at)
            if rows:
                at += rows
            else:
                self.single(at)
                at += 1
            self.blank_before = False
        return self.blocks

    def next_is_blank(self, at: int) -> bool:
        return at + 1 >= len(self.lines) or not self.lines[at + 1].text

    # Kinds of line

    def underline(self, at: int) -> None:
        """Make the paragraph line above an underline a heading; otherwise the line is a mere rule."""
        above = self.lines[at - 1] if at else None
        if above and above.text and self.blocks and self.blocks[-1].kind in (PARAGRAPH, HEADING):
            block = self.blocks[-1]
            if block.start == above.start and count_words(above.text) <= _MAX_HEADING_WORDS:
                block.kind, block.mark, block.certain = HEADING, block.mark or "underlined", True
        self.blank_before = True

    def table(self, at: int) -> int:
        """Read a table that begins at a line; return how many lines it takes, 0 for none."""
        split = [self.cells(self.lines[at])]
        if _filled(split[0]) < 2:
            return 0
        after = at + 1
        rule = False
        while after < len(self.lines) and self.lines[after].text:
            if _TABLE_RULE.fullmatch(self.lines[after].text):
                rule = True
                split.append([])
            else:
                cells = self.cells(self.lines[after])
                if abs(len(cells) - len(split[0])) > 1 or _filled(cells) < 2:
                    break
                split.append(cells)
            after += 1
        rows = [cells for cells in split if cells]
        if len(rows) < 2:
            return 0
        columns = tuple(self.text[start:end].strip(" *_").lower() for start, end in rows[0])
        headed = rule or all(len(column) <= 30 and count_words(column) <= 4 for column in columns)
        for number, row in enumerate(rows):
            header = headed and number == 0
            named = columns if headed and not header else ()
            filled = tuple(
                Cell(start, end, named[i] if i < len(named) else "")
                for i, (start, end) in enumerate(row)
                if end > start
            )
            first, last = filled[0].start, filled[-1].end
            self.blocks.append(
                Block(
                    ROW,
                    first,
                    last,
                    first,
                    last,
                    mark="|",
                    cells=filled,
                    header=header,
                    gap_before=self.blank_before and number == 0,
                )
            )
        return after - at

    def cells(self, line: _Line) -> list[tuple[int, int]]:
        """Return the spans of a line's table cells, empty ones included; a single span if it is no table row."""
        if not any(bar in line.text for bar in (*_BARS, "\t")):
            return [(line.start, line.end)]
        start = line.start + (1 if line.text.startswith(_BARS) else 0)
        end = line.end - (1 if line.text.endswith(_BARS) and len(line.text) > 1 else 0)
        spans = []
        at = start
        for match in [*_TABLE_SPLIT.finditer(self.text, start, end), None]:
            stop = match.start() if match else end
            raw = self.text[at:stop]
            lead = len(raw) - len(raw.lstrip())
            spans.append((at + lead, at + lead + max(len(raw.strip()), 0)))
            at = match.end() if match else end
        return spans

    def single(self, at: int) -> None:
        line = self.lines[at]
        if line.text.startswith(">") and not line.text.startswith(">>"):
            self.quote(line)
            return
        atx = _ATX.match(line.text)
        if atx and self.heading(line, line.start + atx.end(), atx.group("mark"), len(atx.group("mark"))):
            return
        mark = BULLET.match(line.text) or self.number.match(line.text)
        if mark and not (mark["mark"] and mark["mark"].isalpha() and len(mark["mark"]) == 1):
            self.marked(at, line, mark)
            return
        if self.continues(at, line):
            block = self.blocks[-1]
            block.end = block.content_end = line.end
            return
        if self.whole_line_heading(at, line, line.start):
            return
        self.blocks.append(
            Block(
                PARAGRAPH,
                line.start,
                line.end,
                line.start,
                line.end,
                gap_before=self.blank_before,
                lead_end=self.lead(line, line.start),
            )
        )

    def quote(self, line: _Line) -> None:
        content = line.start + 1 + (len(line.text[1:]) - len(line.text[1:].lstrip()))
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == QUOTE and not self.blank_before:
            last.end = last.content_end = line.end
        elif content < line.end:
            self.blocks.append(
                Block(QUOTE, line.start, line.end, content, line.end, mark=">", gap_before=self.blank_before)
            )

    def marked(self, at: int, line: _Line, match: re.Match[str]) -> None:
        """Read a line that begins with a bullet or number: a list item, or a numbered heading."""
        mark = match.groupdict().get("dot") or match.group("mark")
        content = line.start + match.end()
        level = self.level(line.indent)
        numbered = mark not in BULLETS or (mark in HEADING_BULLETS and is_unspaced(line.text))
        if line.indent < 4:
            heading = self.whole_line_heading(at, line, content, mark) if numbered else None
            if heading or (heading is None and self.bullet_heading(line, content, mark)):
                self.blocks[-1].nesting = level
                return
        self.blocks.append(
            Block(
                ITEM,
                line.start,
                line.end,
                content,
                line.end,
                mark=mark,
                level=level,
                gap_before=self.blank_before,
                lead_end=self.lead(line, content),
            )
        )

    def level(self, indent: int) -> int:
        if self.blank_before and indent == 0:
            self.indents = []
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents)

    def continues(self, at: int, line: _Line) -> bool:
        """Return whether a line goes on with the block above it (hard-wrapped text)."""
        if self.blank_before or not self.blocks:
            return False
        block = self.blocks[-1]
        above = self.lines[at - 1]
        if block.kind not in (PARAGRAPH, ITEM) or block.end != above.end:
            return False
        if line.text[0].islower():
            return True
        if block.kind == ITEM and line.indent > 0 and not _EMPHASIS.match(line.text):
            return True
        if _looks_like_heading(line.text):
            return False
        if is_unspaced(above.text):
            wrapped = _WRAP_FROM <= columns(above.text) <= _WRAP_TO
            labelled = line.text.endswith((":", "：")) or self.lead(line, line.start)
            return wrapped and not _TERMINAL.search(above.text) and not labelled
        wrapped = _WRAP_FROM <= len(above.text) <= _WRAP_TO
        first_of_next = len(line.text.split(maxsplit=1)[0])
        # A wrapped line would not have had room for the next line's first word.
        return wrapped and (not _TERMINAL.search(above.text) or len(above.text) + first_of_next > 68)

    # Headings

    def heading(self, line: _Line, content: int, mark: str, level: int, certain: bool = True) -> bool:
        """Add a heading; return whether there is one, as a line of marks alone has no words for it."""
        end = content + len(_TRAILING.sub("", self.text[content : line.end]))
        if end > content and (self.text[content], self.text[end - 1]) in _BRACKETS:
            content, end = content + 1, end - 1
        content += len(self.text[content:end]) - len(self.text[content:end].lstrip(" \t\u00a0*_="))
        number = self.number.match(self.text[content:end])
        if number:
            content += number.end()
        if end <= content:
            return False
        self.blocks.append(
            Block(
                HEADING,
                line.start,
                line.end,
                content,
                end,
                mark=mark,
                level=level,
                certain=certain,
                gap_before=self.blank_before,
            )
        )
        return True

    def whole_line_heading(self, at: int, line: _Line, content: int, mark: str = "") -> bool:
        """Add a heading if the whole line (behind a number) is or may be one."""
        text = self.text[content : line.end]
        words = count_words(text)
        if not 0 < words <= _MAX_HEADING_WORDS:
            return False
        emphasis = _EMPHASIS.fullmatch(text)
        if emphasis and len(emphasis.group("mark")) >= 2 and not _TERMINAL.search(emphasis.group("body").rstrip(".")):
            return self.heading(line, content, mark or "bold", 2)
        if _is_caps(text) and not _TERMINAL.search(text.rstrip("?？")):
            return self.heading(line, content, mark or "caps", 2, certain=not _TERMINAL.search(text))
        numbered = text[0] in "[［" and self.number.match(text[1:])
        if (text[0], text[-1]) in _BRACKETS and (numbered or text[0] == "【"):
            return self.heading(line, content, mark or "bracket", 2)
        if text.startswith("【") or (text.startswith("[") and text.endswith("]") and words > 1):
            return False
        if text.endswith((":", "：")):
            return self.heading(line, content, mark or "colon", 3, certain=False)
        alone = self.blank_before or (self.blocks and self.blocks[-1].kind == HEADING)
        if text.endswith(("?", "？")):
            return self.heading(line, content, mark or "question", 3, certain=False)
        if is_unspaced(text) and (_INLINE_COLON.match(text) or _INLINE_GAP.match(text)):
            return False  # "責任者：田中": a label and what it says
        goes_on = text.endswith(_SEMICOLONS) or (mark and text.endswith(_COMMAS))
        ended = goes_on or (_TERMINAL.search(text) and not _BRACKET_AT_END.search(text))
        if (alone or mark or self.next_starts_list(at)) and not ended and words <= 10:
            return self.heading(line, content, mark or "plain", 3, certain=False)
        return False

    def bullet_heading(self, line: _Line, content: int, mark: str) -> bool:
        """Add a possible heading for a bullet whose text is all bold or ends in a colon ("- **Root cause**")."""
        text = self.text[content : line.end]
        emphasis = _EMPHASIS.fullmatch(text)
        bold = emphasis and len(emphasis.group("mark")) >= 2 and not _TERMINAL.search(emphasis.group("body"))
        if count_words(text) > _MAX_HEADING_WORDS or not (bold or text.endswith((":", "："))):
            return False
        return self.heading(line, content, mark, 3, certain=False)

    def next_starts_list(self, at: int) -> bool:
        if self.next_is_blank(at):
            return at + 2 < len(self.lines)
        return bool(BULLET.match(self.lines[at + 1].text) or self.number.match(self.lines[at + 1].text))

    def lead(self, line: _Line, content: int) -> int:
        """Return the offset behind a possible heading that shares its line with the first sentence, or 0."""
        length = _lead_length(self.text[content : line.end])
        return content + length if length else 0


@lru_cache(maxsize=1024)
def _lead_length(text: str) -> int:
    """Return how long a possible heading at the beginning of a line is, with what parts it from the rest; or 0."""
    bold = _INLINE_BOLD.match(text)
    if bold and count_words(bold.group("body")) <= _MAX_HEADING_WORDS:
        return bold.end()
    alone = _INLINE_BRACKET.match(text) or _INLINE_GAP.match(text)
    if alone:
        return alone.end()
    colon = _INLINE_COLON.match(text)
    return colon.end() if colon and count_words(colon.group("body")) <= _MAX_COLON_WORDS else 0


def _filled(cells: list[tuple[int, int]]) -> int:
    """Return how many cells of a row hold something."""
    return sum(end > start for start, end in cells)


def _is_caps(text: str) -> bool:
    """Return whether a line is written in capitals: letters only in upper case, with a word of four letters or more."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 4:
        return False
    upper = sum(char.isupper() for char in letters)
    return upper / len(letters) > 0.85 and any(len(word.strip(":.?")) >= 4 for word in text.split())


def _looks_like_heading(text: str) -> bool:
    return bool(_ATX.match(text) or (_EMPHASIS.fullmatch(text) and text.startswith(("**", "__"))) or _is_caps(text))
