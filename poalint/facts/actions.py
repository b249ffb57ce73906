"""Action items: what the seller says they did, do or will do, with who and when.

The words stand in the language's pattern sets ``action/...``; what counts as an action item is defined by the
specification's page of findings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from poalint.document.model import Block, Document, Section, Sentence
from poalint.facts.action_item import Action, Span
from poalint.facts.action_words import TENSES, ActionWords
from poalint.facts.fields import read_fields
from poalint.facts.listed import label_of
from poalint.packs.model import Profile
from poalint.patterns.matches import Match
from poalint.roles import ACTION_ROLES, CORRECTIVE, ITEM, PARAGRAPH, ROW

_PROMISED = frozenset({"done", "future", "automatic"})


def find_actions(
    document: Document,
    profile: Profile,
    language_matches: Callable[[str], list[Match]],
    words: ActionWords,
    toned: frozenset[int] = frozenset(),
) -> list[Action]:
    """Return the action items of a draft in text order.

    Args:
        document: with sections.
        profile: its language.
        language_matches: gives the matches of the language's own pattern sets.
        words: what they say of acts, and of who does them and when.
        toned: sentences whose tone is at fault; in a paragraph they are no action.
    """
    finder = _ActionFinder(document, profile, language_matches, words, toned)
    actions: list[Action] = []
    for section in document.sections:
        if ACTION_ROLES.intersection(section.roles):
            actions.extend(finder.in_section(section))
    return [finder.served(action) for action in actions]


class _ActionFinder:
    def __init__(
        self,
        document: Document,
        profile: Profile,
        language_matches: Callable[[str], list[Match]],
        words: ActionWords,
        toned: frozenset[int],
    ) -> None:
        self.document = document
        self.toned = toned
        self.profile = profile
        self.words = words
        self.found, self.slot, self.time = self.words.found, self.words.slot, self.words.time
        self.asking = self.words.asking
        self.usual = self.words.usual
        self.explanation = profile.words("explanation-starters")
        columns = profile.table("columns")
        self.columns = {slot: frozenset(columns.get(slot, ())) for slot in ("who", "when", "number")}
        self.nobody = profile.words("nobody")
        self.whos, self.whens = (
            read_fields(document, profile, {match.sentence for match in language_matches(f"field/{slot}")}, value)
            for slot, value in (("who", self.field_who), ("when", self.field_when))
        )

    # Sections

    def in_section(self, section: Section) -> list[Action]:
        document = self.document
        blocks = document.blocks
        first, last = section.blocks
        who_all, when_all = self.covering(section)
        actions: list[Action] = []
        parents: list[tuple[int, Block]] = []
        listed = any(block.kind in (ITEM, ROW) for block in blocks[first:last])
        who_list: Span | None = None
        when_list: Span | None = None
        for number in range(first, last):
            block = blocks[number]
            if block.kind == ITEM:
                while parents and parents[-1][0] >= block.level:
                    parents.pop()
                below = blocks[number + 1] if number + 1 < last else None
                if below and below.kind == ITEM and below.level > block.level:
                    parents.append((block.level, block))
                    if not self.says_action(block):
                        continue
                found = self.of_item(number, block, section, [parent for _, parent in parents])
            elif block.kind == ROW and not block.header:
                found = self.of_row(number, block, section)
            elif block.kind == PARAGRAPH:
                parents = []
                who_list, when_list = self.introduced(block)
                found = self.of_paragraph(number, block, section, listed)
            else:
                continue
            if block.kind == ITEM and actions and self.is_attribute(block):
                numbers = range(*block.sentences)
                actions[-1] = self.covered(actions[-1], self.attribute_who(block, numbers), self.time(numbers))
                continue
            if block.kind != PARAGRAPH:
                found = [self.covered(action, who_list, when_list) for action in found]
            actions.extend(self.covered(action, who_all, when_all) for action in found)
        return actions

    def covering(self, section: Section) -> tuple[Span | None, Span | None]:
        """Return what a section-level statement says of all its items: who, when.

        It stands in a paragraph or the heading; a date in the heading is one by itself.
        """
        who: Span | None = None
        when: Span | None = None
        blocks = [block for block in self.document.blocks_of(section) if block.kind == PARAGRAPH]
        numbers = [sentence.number for block in blocks for sentence in self.document.sentences_of(block)]
        if section.heading is not None:
            heading = [s.number for s in self.document.sentences_of(self.document.blocks[section.heading])]
            numbers.extend(heading)
            when = self.slot("when", heading)
        for number in numbers:
            if number in self.found["owner-all"]:
                who = who or self.slot("who", (number, number + 1))
            if number in self.found["when-all"]:
                when = when or self.words.span(self.found["when-all"][number][0])
        return who, when

    def introduced(self, block: Block) -> tuple[Span | None, Span | None]:
        """Return who and when of a paragraph that introduces the list behind it: "On 3 March 2026 Ana Ruiz:"."""
        numbers = range(*block.sentences)[-1:]
        announces = self.document.text[block.content_start : block.end].rstrip().endswith((":", "："))
        if not numbers or not (announces or self.words.is_date(numbers[0])):
            return None, None
        return self.slot("who", numbers), self.slot("when", numbers)

    def served(self, action: Action) -> Action:
        """Return an action with who and when of a form's own fields ("Responsible person")."""
        label = label_of(self.document, self.document.blocks[action.block])
        who, when = (
            next((field.span for field in fields if field.serves(label)), None) for fields in (self.whos, self.whens)
        )
        return self.covered(action, who, when)

    def field_who(self, block: Block) -> Span | None:
        return self.slot("who", range(*block.sentences)) or self.cell_who((block.content_start, block.content_end))

    def field_when(self, block: Block) -> Span | None:
        return self.slot("when", range(*block.sentences))

    @staticmethod
    def covered(action: Action, who: Span | None, when: Span | None) -> Action:
        if (action.who or not who) and (action.when or not when):
            return action
        return replace(action, who=action.who or who, when=action.when or when)

    # Items, rows, paragraphs

    def says_action(self, block: Block) -> bool:
        return any(number in self.found[tense] for number in range(*block.sentences) for tense in TENSES)

    def of_item(self, number: int, block: Block, section: Section, parents: list[Block]) -> list[Action]:
        sentences = self.document.sentences_of(block)
        words = sum(self.document.tokens.words[s.first : s.last].count(True) for s in sentences)
        if not sentences or words < 2 or sentences[0].number in self.found["none"]:
            return []
        if words < 4 and not self.says_action(block):
            return []
        if all(s.number in self.found["owner-all"] or s.number in self.found["when-all"] for s in sentences):
            return []
        action = self.make(block.content_start, block.content_end, number, sentences, section)
        who, when = action.who, action.when
        for parent in parents:
            if parent is not block:
                numbers = range(*parent.sentences)
                who = who or self.slot("who", numbers)
                when = when or self.time(numbers)
        return [self.covered(action, who, when)]

    def is_attribute(self, block: Block) -> bool:
        """Return whether an item is a field of the step above it: "- Owner: Ana Ruiz"."""
        return any(sentence.number in self.found["attribute"] for sentence in self.document.sentences_of(block)[:1])

    def attribute_who(self, block: Block, numbers: Sequence[int]) -> Span | None:
        """Return who a field of a step names; what stands behind its label is somebody unless it is known as nobody."""
        named = self.slot("who", numbers)
        if named or self.time(numbers) or not block.lead_end:
            return named
        return self.cell_who((block.lead_end, block.content_end))

    def of_row(self, number: int, block: Block, section: Section) -> list[Action]:
        sentences = self.document.sentences_of(block)
        if not sentences:
            return []
        columns: dict[str, Span] = {}
        longest = max(
            (cell for cell in block.cells if cell.column not in self.columns["number"]),
            key=lambda cell: cell.end - cell.start,
            default=block.cells[0],
        )
        for cell in block.cells:
            for slot in ("who", "when"):
                named = any(cell.column == name or cell.column.startswith(name + " ") for name in self.columns[slot])
                if named and cell is not longest:
                    columns[slot] = (cell.start, cell.end)
        if not columns and not self.says_action(block):
            return []  # a table of facts, not of steps
        told = [s for s in sentences if not any(a <= s.start < b for a, b in columns.values())]
        action = self.make(longest.start, longest.end, number, told or sentences, section)
        tense = self.tense([s.number for s in sentences], section)
        action = replace(action, done=tense == "done", standing=tense != "done", planned=tense == "future")
        who, when = self.cell_who(columns.get("who")), self.cell_when(columns.get("when"), sentences)
        return [self.covered(replace(action, sentences=tuple(s.number for s in sentences)), who, when)]

    def cell_who(self, cell: Span | None) -> Span | None:
        """Return an owner column's cell if it names somebody."""
        if cell is None:
            return None
        words = [word.strip(".,;:()").lower() for word in self.document.text[cell[0] : cell[1]].split()]
        tokens = self.document.tokens
        first, last = bisect_left(tokens.starts, cell[0]), bisect_left(tokens.starts, cell[1])
        if tokens.lemmas:  # a segmented language: a cell is a run of words without spaces
            if any(at in tokens.persons for at in range(first, last)):
                return cell
            words += tokens.norms[first:last]
        named = any(word and word[0].isalpha() for word in words) and self.nobody.isdisjoint(words)
        return cell if named else None

    def cell_when(self, cell: Span | None, sentences: list[Sentence]) -> Span | None:
        """Return a date column's cell if it names a time."""
        if cell is None:
            return None
        numbers = [s.number for s in sentences if cell[0] <= s.start < cell[1]]
        dated = any(map(str.isdigit, self.document.text[cell[0] : cell[1]]))
        return cell if dated or self.time(numbers) else None

    def of_paragraph(self, number: int, block: Block, section: Section, listed: bool) -> list[Action]:
        """Return the actions that a paragraph's sentences say; a sentence that explains one belongs to it."""
        groups: list[list[Sentence]] = []
        for sentence in self.document.sentences_of(block):
            opening = self.document.tokens.norms[sentence.first]
            explains = groups and opening in self.explanation
            if explains:
                groups[-1].append(sentence)
            elif self.is_action_sentence(sentence, listed, strict=listed or section.heading is None):
                groups.append([sentence])
            elif groups and sentence.number not in self.asking:
                groups[-1].append(sentence)
        return [self.make(group[0].start, group[0].end, number, group, section) for group in groups]

    def is_action_sentence(self, sentence: Sentence, listed: bool, strict: bool) -> bool:
        """Return whether a paragraph's sentence says an act.

        Args:
            sentence: the sentence.
            listed: whether the section has a list, so that its paragraphs introduce or round it off.
            strict: whether the section's role is only known by its content; then the act must be of a usual kind.
        """
        number = sentence.number
        text = self.document.text[sentence.start : sentence.end]
        announces = self.document.text[sentence.end : sentence.end + 2].lstrip().startswith((":", "："))
        if announces or text.rstrip().endswith(("?", ":")) or number in self.toned or number in self.asking:
            return False
        if any(number in self.found[name] for name in ("none", "owner-all", "when-all")):
            return False
        if strict and number not in self.usual:
            return False
        tenses = [tense for tense in TENSES if number in self.found[tense]]
        if listed:
            # Beside a list, a paragraph introduces it or rounds it off; only a promise is a step of its own.
            return "future" in tenses
        if not _PROMISED.isdisjoint(tenses) or number in self.usual:
            return True
        # Between a complaint and a plea, what somebody does now is hardly a step of the plan.
        return bool(tenses) and self.toned.isdisjoint(range(*self.document.blocks[sentence.block].sentences))

    # One action

    def make(self, start: int, end: int, block: int, sentences: list[Sentence], section: Section) -> Action:
        numbers = [sentence.number for sentence in sentences]
        tense = self.tense(numbers, section)
        automatic = any(number in self.found["automatic"] for number in numbers)
        return Action(
            start=start,
            end=end,
            block=block,
            sentences=tuple(numbers),
            roles=section.roles,
            done=tense == "done",
            standing=tense != "done",
            planned=tense == "future",
            who=self.slot("who", numbers) or (self.slot("i", numbers) if self.words.one_speaker else None),
            when=self.time(numbers),
            automatic=automatic,
        )

    def tense(self, numbers: Sequence[int], section: Section) -> str:
        """Return the tense of the action's first telling sentence: ``done``, ``future`` or ``present``."""
        pure = section.roles == (CORRECTIVE,)
        if len(numbers) > 1 and self.words.is_date(numbers[0]):
            # "3 March 2026: 14 buyers informed" tells of that day, whatever its verb.
            told = numbers[1]
            return "future" if told in self.found["future"] and told not in self.found["done"] else "done"
        for number in numbers:
            at = {tense: self.found[tense][number][0].first for tense in TENSES if number in self.found[tense]}
            if not at:
                continue
            if pure and "state" in at and "future" not in at:
                return "done"
            first = min(at, key=lambda tense: (at[tense], TENSES.index(tense)))
            if "future" in at and at["future"] < at.get("done", at["future"] + 1):
                return "future"
            return "done" if first == "done" else "present"
        return "done" if pure else "present"
