"""Group blocks into sections and find each section's role, by its heading or, without one, by its content.

The words that name a role are pattern sets of the language: ``heading/<role>`` for headings, ``content/<role>`` for
sentences of a section without a heading, ``announce/<role>`` for a sentence that announces a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from poalint.document.headings import heading_layouts, layout_of, looks_like_heading, style_of
from poalint.document.marks import BULLETS
from poalint.document.model import Block, Document, Section
from poalint.patterns.matches import Match
from poalint.roles import (
    ACTION_ROLES,
    CORRECTIVE,
    EVIDENCE,
    HEADING,
    ISSUE,
    ITEM,
    OTHER,
    PARAGRAPH,
    PREVENTIVE,
    ROLES,
    ROOT_CAUSE,
)

# A form's own fields for all steps; each is a heading, whatever the draft's other headings look like.
_FIELDS = ("who", "when", "effect")
# A heading names several roles ("Corrective and preventive actions") by this set.
_COMBINED = "heading/combined"
_MAX_UNCERTAIN_WORDS = 12
_MAX_QUESTION_WORDS = 10  # a longer question is one to the reader
_NUMBERED_STYLES = frozenset({"number", "roman", "letter", "small letter", "labelled"})
# Headings of these styles are told from ordinary lines by their form.
_TELLING_STYLES = _NUMBERED_STYLES | {"caps", "colon", "question", "bold"}
# Headings of these styles have an order; the first of them is no title.
_ORDERED_STYLES = _NUMBERED_STYLES | {"question"}
# The parts of a plan in their order.
_PARTS = (ISSUE, ROOT_CAUSE, CORRECTIVE, PREVENTIVE)
# Where a draft has several such headings on parts of the plan, other lines of this style are headings, too.
_KEPT_STYLES = frozenset({"caps", "labelled", "bold", "question"})
_SEVERAL = 2
_CLOSING_PARAGRAPHS = 4


def find_sections(
    document: Document,
    matches: Callable[[str], list[Match]],
    toned: frozenset[int] = frozenset(),
    causes: frozenset[int] = frozenset(),
) -> None:
    """Decide which possible headings are headings, and fill ``document.sections``; may be called again.

    Args:
        document: with blocks and sentences.
        matches: gives the matches of one of the language's pattern sets.
        toned: sentences whose tone is at fault; they say nothing of a section's role.
        causes: those of them that are told as causes; where nothing else stands, they make it the root cause's.
    """
    document.sections.clear()
    _SectionFinder(document, matches, toned, causes).run()


class _SectionFinder:
    def __init__(
        self,
        document: Document,
        matches: Callable[[str], list[Match]],
        toned: frozenset[int],
        causes: frozenset[int],
    ) -> None:
        self.document = document
        self.toned = toned
        self.causes = causes
        self.heading_roles = {role: self.by_sentence(matches(f"heading/{role}")) for role in ROLES}
        self.combined = self.by_sentence(matches(_COMBINED))
        self.content = {role: self.by_sentence(matches(f"content/{role}")) for role in ROLES}
        self.fields = frozenset(match.sentence for name in _FIELDS for match in matches(f"field/{name}"))
        self.announce = {role: self.by_sentence(matches(f"announce/{role}")) for role in ROLES}

    @staticmethod
    def by_sentence(found: list[Match]) -> dict[int, int]:
        """Return sentence number to the first token of its first match."""
        first: dict[int, int] = {}
        for match in found:
            first.setdefault(match.sentence, match.first)
        return first

    def run(self) -> None:
        blocks = self.document.blocks
        for block in blocks:
            if block.kind == HEADING:
                block.roles = self.roles_of_heading(block)
        self.split_leads()
        self.settle_titles()
        self.fill_gaps()
        blocks = self.document.blocks
        styles = Counter(style_of(block) for block in blocks if block.kind == HEADING and block.roles)
        layouts = heading_layouts(self.document)
        for number, block in enumerate(blocks):
            if block.kind != HEADING or block.certain or block.roles:
                continue
            style = style_of(block)
            kept = (style in _KEPT_STYLES and styles[style] >= _SEVERAL) or block.sentences[0] in self.fields
            kept = kept or (layout_of(blocks, number) in layouts and looks_like_heading(self.document, number))
            if not kept and (style not in _TELLING_STYLES or not styles[style] or not self.unknown_roles(number)):
                self.demote(number)
        self.build()

    # Headings

    def split_leads(self) -> None:
        """Make a heading of its own of each lead ("Root cause: we ...") whose words name a role."""
        document = self.document
        blocks: list[Block] = []
        for block in document.blocks:
            first, last = block.sentences
            roles = self.roles_of_sentence(first) if block.lead_end and last - first > 1 else ()
            field = roles == (OTHER,) and block.mark in BULLETS  # "・責任者：田中" belongs to the step above it
            if roles and block.kind in (PARAGRAPH, ITEM) and block.level == 1 and not field:
                lead = document.sentences[first]
                mark = block.mark or ("bold" if document.text.startswith(("**", "__"), block.start) else "colon")
                end = lead.end - (document.text[lead.end - 1] in ":：")
                heading = Block(
                    HEADING, block.start, block.lead_end, lead.start, end, mark=mark, level=3, certain=False,
                    gap_before=block.gap_before, sentences=(first, first + 1), roles=roles,
                )  # fmt: skip
                blocks.append(heading)
                block.kind, block.mark, block.gap_before = PARAGRAPH, "", False
                block.start = block.content_start = document.sentences[first + 1].start
                block.sentences = (first + 1, last)
                block.lead_end = 0
            blocks.append(block)
        if len(blocks) != len(document.blocks):
            document.blocks[:] = blocks
            for number, block in enumerate(blocks):
                for sentence in document.sentences_of(block):
                    sentence.block = number

    def roles_of_heading(self, block: Block) -> tuple[str, ...]:
        """Return the roles that a heading's words name, in the order of the words."""
        if block.sentences[0] == block.sentences[1]:
            return ()
        if not block.certain:
            words = self.document.word_count(block.content_start, block.content_end)
            if words > (_MAX_QUESTION_WORDS if style_of(block) == "question" else _MAX_UNCERTAIN_WORDS):
                return ()
        return self.roles_of_sentence(block.sentences[0])

    def roles_of_sentence(self, sentence: int) -> tuple[str, ...]:
        """Return the roles that a heading's sentence names, in the order of its words."""
        if sentence in self.combined:
            return (CORRECTIVE, PREVENTIVE)
        places = {role: found[sentence] for role, found in self.heading_roles.items() if sentence in found}
        if PREVENTIVE in places:
            places.pop(CORRECTIVE, None)
        if len(places) > 1:
            places.pop(OTHER, None)
        if len(places) > 1 and EVIDENCE in places:
            places.pop(EVIDENCE)
        return tuple(sorted(places, key=lambda role: (places[role], ROLES.index(role))))

    def settle_titles(self) -> None:
        """Take the roles from a first line such as "Plan of Action" when real headings follow."""
        headings = [block for block in self.document.blocks if block.kind == HEADING and block.roles]
        if not headings:
            return
        first = headings[0]
        later = {role for block in headings[1:] for role in block.roles}
        combined = set(first.roles) == ACTION_ROLES
        if combined and len(headings) == 1 and first is self.document.blocks[0] and self.tells_a_story(1):
            first.roles = ()
            self.demote(0)  # the title of a draft whose parts have no headings
            return
        opening = first is self.document.blocks[0] and set(first.roles) & later
        if later & ACTION_ROLES and (combined or opening):
            first.roles = (OTHER,)

    def fill_gaps(self) -> None:
        """Give a heading whose words tell nothing the one part of the plan that is left between its neighbours'."""
        headings = [block for block in self.document.blocks if block.kind == HEADING]
        named = {role for block in headings for role in block.roles}
        alike: dict[str, list[Block]] = {}
        for block in headings:
            alike.setdefault(style_of(block), []).append(block)
        for style, blocks in alike.items():
            for number, block in enumerate(blocks[:-1]):
                if block.roles or style not in _TELLING_STYLES or (number == 0 and style not in _ORDERED_STYLES):
                    continue
                before = _PARTS.index(blocks[number - 1].roles[-1]) if number and _is_part(blocks[number - 1]) else -1
                behind = _PARTS.index(blocks[number + 1].roles[0]) if _is_part(blocks[number + 1]) else -1
                if (number == 0 or before >= 0) and behind - before == 2 and _PARTS[before + 1] not in named:
                    block.roles = (_PARTS[before + 1],)

    def tells_a_story(self, first: int) -> bool:
        """Return whether a paragraph from ``first`` on is on the issue or its causes."""
        blocks = self.document.blocks
        return any(
            {ISSUE, ROOT_CAUSE}.intersection(self.content_roles(range(number, number + 1)))
            for number in range(first, len(blocks))
            if blocks[number].kind == PARAGRAPH
        )

    def demote(self, number: int) -> None:
        """Make a possible heading that names no role an ordinary paragraph or item."""
        blocks = self.document.blocks
        block = blocks[number]
        listed = block.mark and not block.mark[0].isalpha() and block.mark[0] != "#"
        block.kind = ITEM if listed or (len(block.mark) <= 3 and block.mark[:1].isalnum()) else PARAGRAPH
        block.content_end, block.level = block.end, block.nesting

    def unknown_roles(self, number: int) -> tuple[str, ...]:
        """Return the roles by content of what stands under a heading whose words name none."""
        blocks = self.document.blocks
        last = number + 1
        while last < len(blocks) and blocks[last].kind != HEADING:
            last += 1
        return self.content_roles(range(number + 1, last))

    # Sections

    def build(self) -> None:
        document = self.document
        blocks = document.blocks
        styles = {style_of(block) for block in blocks if block.kind == HEADING and block.roles}
        start = 0
        current: tuple[str, ...] = ()
        for number, block in enumerate(blocks):
            if block.kind != HEADING:
                continue
            roles = block.roles
            if not roles and block.sentences[0] in self.fields:
                block.roles = roles = (OTHER,)
            elif not roles and (style_of(block) in styles or (block.certain and not styles)):
                roles = self.unknown_roles(number)
                if roles and set(roles) <= set(current):
                    continue  # a heading within its section
                block.roles = roles = roles or (OTHER,)
            if roles:
                if number > start:
                    self.close(start, number)
                start, current = number, roles
        if start < len(blocks):
            self.close(start, len(blocks))

    def close(self, first: int, last: int) -> None:
        """Add the section of the blocks ``first`` to ``last``, splitting off what its heading does not cover."""
        blocks = self.document.blocks
        if blocks[first].kind != HEADING:
            self.by_content(first, last)
            return
        end = last
        if last == len(blocks):
            end = self.closing_start(first + 1, last)
        heading = blocks[first]
        if self.is_lead(first):
            end = self.lead_end(first, end)
        self.add(first, end, heading.roles or (OTHER,), first)
        if end < last:
            self.by_content(end, last)

    def is_lead(self, number: int) -> bool:
        """Return whether a heading shares its line with a paragraph ("Root cause: we ...")."""
        blocks = self.document.blocks
        if number + 1 >= len(blocks) or blocks[number + 1].kind != PARAGRAPH:
            return False
        return "\n" not in self.document.text[blocks[number].end : blocks[number + 1].start]

    def lead_end(self, first: int, last: int) -> int:
        """Return where a lead's section ends: before a further paragraph whose content clearly has another role."""
        blocks = self.document.blocks
        own = set(blocks[first].roles)
        for number in range(first + 2, last):
            if blocks[number].kind == PARAGRAPH:
                roles = set(self.content_roles(range(number, number + 1)))
                if roles and not roles & own:
                    return number
        return last

    def closing_start(self, first: int, last: int) -> int:
        """Return where a last section's own content ends and the letter's closing begins."""
        blocks = self.document.blocks
        at = last
        while at > first and last - at < _CLOSING_PARAGRAPHS + 4:
            block = blocks[at - 1]
            if block.kind != PARAGRAPH:
                break
            roles = self.content_roles(range(at - 1, at))
            short = self.document.word_count(block.start, block.end) <= 6
            if roles not in ((OTHER,), (EVIDENCE,)) and not (short and not roles):
                break
            at -= 1
        # A section keeps at least one block: its own text.
        return max(at, first + 1) if first < last else last

    def by_content(self, first: int, last: int) -> None:
        """Add sections for blocks without a heading; neighbours with the same roles are one section."""
        blocks = self.document.blocks
        groups: list[tuple[int, int, tuple[str, ...]]] = []
        at = first
        while at < last:
            end = at + 1
            if blocks[at].kind == PARAGRAPH:
                while end < last and blocks[end].kind not in (PARAGRAPH, HEADING):
                    end += 1
            else:
                while end < last and blocks[end].kind not in (PARAGRAPH, HEADING):
                    end += 1
            announced = self.announced(range(at, end))
            roles = announced or self.content_roles(range(at, end)) or (OTHER,)
            if groups and groups[-1][2] == roles:
                groups[-1] = (groups[-1][0], end, roles)
            else:
                groups.append((at, end, roles))
            at = end
        for begin, end, roles in groups:
            self.add(begin, end, roles, None)

    def announced(self, numbers: range) -> tuple[str, ...]:
        """Return the roles that an announcing paragraph gives to the list behind it."""
        blocks = self.document.blocks
        if len(numbers) < 2 or blocks[numbers[-1]].kind == PARAGRAPH:
            return ()
        first, last = blocks[numbers[0]].sentences
        for sentence in range(last - 1, first - 1, -1):
            for role in ROLES:
                if sentence in self.announce[role]:
                    return (role,)
        return ()

    def content_roles(self, numbers: range) -> tuple[str, ...]:
        """Return the roles that the sentences of some blocks show, the strongest first; empty if none is clear."""
        score = dict.fromkeys(ROLES, 0.0)
        sentences = causes = 0
        for number in numbers:
            first, last = self.document.blocks[number].sentences
            for sentence in range(first, last):
                if sentence in self.toned:
                    causes += sentence in self.causes
                    continue
                sentences += 1
                for role in ROLES:
                    score[role] += (sentence in self.content[role]) + 2 * (sentence in self.announce[role])
        if not sentences:
            return (ROOT_CAUSE,) if causes else ()
        best = max(score.values())
        if best == 0:
            return ()
        chosen = [role for role in ROLES if score[role] >= max(1.0, best * 0.5) and role != OTHER]
        doubtful = not chosen or score[OTHER] >= best > max(score[role] for role in chosen) - 1
        if doubtful and score[OTHER] > max((score[role] for role in chosen), default=0):
            return (OTHER,)
        if set(chosen) & ACTION_ROLES and set(chosen) & {ISSUE, ROOT_CAUSE}:
            # A paragraph tells a story or lists actions; the stronger half decides.
            story = score[ISSUE] + score[ROOT_CAUSE]
            plan = score[CORRECTIVE] + score[PREVENTIVE]
            keep = {ISSUE, ROOT_CAUSE} if story > plan else ACTION_ROLES
            chosen = [role for role in chosen if role in keep]
        if EVIDENCE in chosen and len(chosen) > 1:
            chosen.remove(EVIDENCE)
        return tuple(chosen)

    def add(self, first: int, last: int, roles: tuple[str, ...], heading: int | None) -> None:
        document = self.document
        blocks = document.blocks
        title = ""
        if heading is not None:
            title = document.text[blocks[heading].content_start : blocks[heading].content_end]
        number = len(document.sections)
        for block in blocks[first:last]:
            block.section = number
        begin = first if heading is None else heading + 1
        document.sections.append(
            Section(roles[0], roles, heading, (begin, last), blocks[first].start, blocks[last - 1].end, title)
        )


def _is_part(heading: Block) -> bool:
    return bool(heading.roles) and set(heading.roles) <= set(_PARTS)
