"""The closed set of check kinds, with the keys that a rule of each kind may have."""

from __future__ import annotations

from dataclasses import dataclass, field

from poalint.packs.keys import (
    BOOLEAN,
    CATEGORY_ID,
    CHOICE,
    EXPRESSIONS,
    INTEGER,
    NAME,
    NAMED_PATTERNS,
    NAMES,
    NUMBER,
    PATTERNS,
    PIPELINE,
    SWAPS,
    TEXT,
    TOKENS,
    Key,
)
from poalint.roles import ROLES


@dataclass(frozen=True, slots=True)
class Kind:
    """What a rule of one check kind looks like.

    Attributes:
        description: what it finds.
        keys: the keys that a rule of this kind may have beside those of every rule.
        values: what messages may name in braces, beside ``excerpt``.
        tested: whether rules of the kind are tested by examples; not where another program does the finding.
    """

    description: str
    keys: dict[str, Key] = field(default_factory=dict)
    values: frozenset[str] = frozenset()
    tested: bool = True

    @property
    def sets(self) -> frozenset[str]:
        """Keys that hold patterns; a name ending in ``.`` holds a mapping of them."""
        ending = {PATTERNS: "", NAMED_PATTERNS: "."}
        return frozenset(name + ending[key.type] for name, key in self.keys.items() if key.type in ending)

    @property
    def params(self) -> dict[str, Key]:
        """All other keys."""
        return {name: key for name, key in self.keys.items() if key.type not in (PATTERNS, NAMED_PATTERNS)}

    @property
    def required(self) -> frozenset[str]:
        """Keys that must be there."""
        return frozenset(name for name, key in self.keys.items() if key.required)

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The values that a key may have, where they are few."""
        return {name: key.choices for name, key in self.keys.items() if key.choices}


_PATTERNS = Key(PATTERNS, "Patterns, one a line.")
_UNLESS = {"unless": Key(PATTERNS, "Patterns; a match in the same sentence silences the rule there.")}
_EXCEPTIONS = {
    **_UNLESS,
    "unless-near": Key(PATTERNS, "The same in the sentence, the one before or the one after."),
    "unless-within": Key(CHOICE, "How far unless reaches.", choices=("clause", "sentence")),
}
_PLACE = {
    "position": Key(CHOICE, "Only the last paragraphs of the draft.", choices=("closing",)),
    "actions": Key(BOOLEAN, "true: only sentences of action items; false: only others."),
}

KINDS: dict[str, Kind] = {
    "phrase": Kind(
        "Any match of the patterns.",
        {
            "patterns": Key(PATTERNS, "Patterns, one a line.", required=True),
            **_EXCEPTIONS,
            "count": Key(INTEGER, "Sentences needed in the draft before the rule fires.", least=1),
            "skip-first": Key(INTEGER, "Findings that pass; the next are reported.", least=0),
            "opening": Key(INTEGER, "Sentences at the draft's beginning; skip-first counts in these alone.", least=1),
            **_PLACE,
        },
    ),
    "cooccurrence": Kind(
        "A sentence that holds a match of each set of patterns.",
        {
            "all": Key(NAMED_PATTERNS, "A name for each set and its patterns.", required=True),
            "within": Key(CHOICE, "Where the matches must meet.", choices=("clause", "sentence")),
            **_EXCEPTIONS,
            **_PLACE,
        },
    ),
    "regex": Kind(
        "RE2 regular expressions over the draft as written.",
        {
            "expressions": Key(EXPRESSIONS, "RE2 expressions; the group named report is reported.", required=True),
            "exceptions": Key(EXPRESSIONS, "A match inside a match of one of these is none."),
            "whole": Key(BOOLEAN, "true: quotations count too."),
        },
    ),
    "sequence": Kind(
        "Token sequences of spaCy's Matcher.",
        {
            "tokens": Key(TOKENS, "A list of sequences, each a list of tokens.", required=True),
            "pipeline": Key(TEXT, "Name of an installed spaCy pipeline; a blank one without it.", pattern=PIPELINE),
        },
    ),
    "substitution": Kind(
        "Words for which there are plainer ones.",
        {
            "swaps": Key(SWAPS, "Pattern to plain word.", required=True),
            "least": Key(INTEGER, "Words needed in a sentence.", least=1),
            **_UNLESS,
        },
        frozenset({"swaps", "words", "plain"}),
    ),
    "leaning": Kind(
        "A sentence whose words, weighed together, make it one of a class.",
        {
            "class": Key(TEXT, "A class of the language's table cues.", required=True, pattern=NAME),
            "least": Key(NUMBER, "Probability from which it is reported, 0 to 1.", required=True, least=0),
            "state": Key(
                CHOICE, "How far an action item is done.", choices=("any", "done", "planned", "planned-undated", "open")
            ),
            **_EXCEPTIONS,
            **_PLACE,
        },
        frozenset({"cues"}),
    ),
    "metric": Kind(
        "A thing beyond a limit.",
        {
            "measure": Key(
                CHOICE,
                "What is measured.",
                required=True,
                choices=(
                    "draft-words",
                    "section-words",
                    "section-paragraphs",
                    "item-words",
                    "sentence-words",
                    "sentence-lix",
                ),
            ),
            "limit": Key(NUMBER, "More is too much.", required=True, least=0),
            "unit": Key(
                CHOICE, "What lengths are counted in; characters without white space.", choices=("words", "characters")
            ),
            "least": Key(INTEGER, "Words that a sentence must have for its LIX to be measured.", least=1),
            "item-limit": Key(NUMBER, "Sentences in items of more words are left to the rule on items.", least=0),
        },
        frozenset({"value", "limit"}),
    ),
    "slot": Kind(
        "An action item that lacks who or when.",
        {
            "slot": Key(CHOICE, "What is missing.", required=True, choices=("who", "when")),
            **_UNLESS,
            "unless-leaning": Key(NAMES, "Classes of the table cues that silence the rule on an item.", pattern=NAME),
            "unless-least": Key(NUMBER, "Probability of one of these from which it is silent, 0 to 1.", least=0),
        },
        frozenset({"slot"}),
    ),
    "action": Kind(
        "An action item of a certain make.",
        {
            "patterns": _PATTERNS,
            "all": Key(NAMED_PATTERNS, "Sets of patterns that the item must match, all of them."),
            **_UNLESS,
            "state": Key(CHOICE, "How far it is done.", choices=("any", "done", "planned", "planned-undated", "open")),
            "everywhere": Key(BOOLEAN, "true: sentences outside of action items count too."),
        },
    ),
    "presence": Kind(
        "A section or draft that lacks what it must hold.",
        {
            "check": Key(CHOICE, "What must be there.", required=True, choices=("own-cause", "evidence", "ownership")),
            "patterns": _PATTERNS,
            **_UNLESS,
            "own-cause": Key(PATTERNS, "A failing of the seller's own."),
            "figures": Key(PATTERNS, "Figures of the case."),
        },
    ),
    "structure": Kind(
        "Parts of the plan: missing, out of order, or not a list.",
        {
            "check": Key(CHOICE, "What is looked at.", required=True, choices=("missing", "order", "list")),
            "role": Key(CHOICE, "The part that must be there.", choices=ROLES),
            "least": Key(INTEGER, "How many acts in a paragraph are too many.", least=1),
            "patterns": _PATTERNS,
            **_UNLESS,
        },
        frozenset({"role", "count"}),
    ),
    "coverage": Kind(
        "A cause that no action addresses.",
        {
            "patterns": Key(PATTERNS, "Sentences that name a cause."),
            "unless": Key(PATTERNS, "Causes that need no action."),
            "least": Key(INTEGER, "Telling words that a cause has at least.", required=True, least=1),
            "most": Key(INTEGER, "Telling words that a cause has at most.", required=True, least=1),
            "shared": Key(INTEGER, "Words that cause and actions may share by chance.", least=0),
        },
    ),
    "consistency": Kind(
        "The draft against itself.",
        {
            "check": Key(
                CHOICE,
                "What is compared.",
                required=True,
                choices=(
                    *("count", "number", "number-listed", "number-rate"),
                    *("arithmetic", "arithmetic-sum", "arithmetic-rest", "arithmetic-span"),
                    *("date", "date-weekday", "date-order", "date-promise", "ambiguous-date"),
                    *("name", "marketplace", "person", "reference", "identifier", "target", "duplicate", "language"),
                ),
            )
        },
        frozenset(
            {
                *(
                    "kind",
                    "value",
                    "other",
                    "claimed",
                    "actual",
                    "announced",
                    "sum",
                    "date",
                    "corrected",
                    "month",
                    "last",
                ),
                *("year", "listed", "form", "found", "what", "metric", "target", "language", "own", "label"),
            }
        ),
    ),
    "languagetool": Kind(
        "What LanguageTool finds; only where grammar is checked.",
        {
            "categories": Key(NAMES, "LanguageTool's categories that the rule reports.", pattern=CATEGORY_ID),
            "other-than": Key(NAMES, "The rule reports all categories but these.", pattern=CATEGORY_ID),
        },
        frozenset({"message", "id", "group", "type"}),
        tested=False,
    ),
}
