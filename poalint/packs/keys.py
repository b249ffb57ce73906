"""The keys of pack files: their types, choices, limits and descriptions.

This is the one place that says what may stand in a pack: the loader checks by it, and the JSON Schemas are written
from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from poalint.packs.model import SEVERITIES
from poalint.roles import BLOCKS, ROLES

# Types of values.
TEXT, NUMBER, INTEGER, BOOLEAN, CHOICE, CHOICES = "text", "number", "integer", "boolean", "choice", "choices"
NAMES, PATTERNS, NAMED_PATTERNS, EXPRESSIONS, SWAPS = "names", "patterns", "named-patterns", "expressions", "swaps"
TOKENS, SUGGESTIONS, EXAMPLES, MAPPING, NAMES_BY_NAME = "tokens", "suggestions", "examples", "mapping", "names-by-name"
# Types of the keys of languages alone.
WORDS, WORDS_BY_NAME, TEXTS, INTEGERS = "words", "words-by-name", "texts", "integers"

# Types whose values ``add-`` can make longer.
GROWING = frozenset({PATTERNS, EXPRESSIONS, SWAPS})
ADD = "add-"

MAX_TEXT = 4000
MAX_EXAMPLE = 60_000
MAX_REPEAT = 1000
MAX_RULES = 2000
MAX_LINES = 20_000
MAX_EXPRESSION = 2000

SPANS = ("match", "clause", "sentence", "item")
DIMENSIONS = ("tone", "substance", "form", "consistency")
DELETION_TARGETS = ("match", "sentence", "item")
INSERTION_PLACES = ("item-end", "section-end", "section")

NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
RULE_ID = f"{NAME}/{NAME}"
CLASS_NAME = r"[a-z][a-z0-9-]*"
LANGUAGE = r"any|[a-z]{2,3}(-[A-Za-z0-9]+)*"
CATEGORY_ID = r"[A-Z0-9_]+"  # of LanguageTool
PIPELINE = r"[a-z]{2,3}_[a-z0-9_]+"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping in a pack.

    Attributes:
        type: what its value is, one of the names above.
        description: for people, a sentence; also shown by editors.
        required: whether it must be there.
        choices: the values it may have, where they are few.
        least: the smallest number that it may be.
        pattern: what a text or the names of a list must match in full, "" for anything.
    """

    type: str
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    pattern: str = ""


def optional(key: Key) -> Key:
    """Return a key that may be left out."""
    return replace(key, required=False)


def addition(key: Key) -> Key:
    """Return the key that adds to what another one holds."""
    return replace(key, required=False, description=f"Added to those of the rule: {key.description}")


RULE_KEYS: dict[str, Key] = {
    "title": Key(TEXT, "What the rule finds, in a few words.", required=True),
    "category": Key(TEXT, "A category of finding: one of categories.yaml, or of the pack's own.", required=True),
    "kind": Key(CHOICE, "The check kind that runs the rule; it decides which further keys there are.", required=True),
    "severity": Key(CHOICE, "How grave a finding is.", required=True, choices=SEVERITIES),
    "weight": Key(NUMBER, "Points that the first finding costs.", required=True, least=0),
    "doubt": Key(
        NUMBER,
        "Probability that the words around a finding must give its category, by the language's cues; 0 without it.",
        least=0,
    ),
    "outweighed": Key(
        NUMBER,
        "Probability of another class, by the cues, from which a finding is dropped if its own is much less; 0: never.",
        least=0,
    ),
    "message": Key(TEXT, "What is wrong; {excerpt} stands for the words found.", required=True),
    "why": Key(TEXT, "Why it matters.", required=True),
    "source": Key(TEXT, "Where the demand comes from.", required=True),
    "suggestions": Key(SUGGESTIONS, "What to do, the best first.", required=True),
    "roles": Key(CHOICES, "Section roles that the rule looks at; all without it.", choices=ROLES),
    "blocks": Key(CHOICES, "Kinds of block that it looks at; all but headings and quotes without it.", choices=BLOCKS),
    "span": Key(CHOICE, "What is underlined.", choices=SPANS),
    "examples": Key(EXAMPLES, "Texts that the rule must report (bad) and must leave alone (good)."),
    "aliases": Key(NAMES, "Earlier ids of the rule; they still choose it.", pattern=f"({NAME}/)?{NAME}"),
}

PACK_KEYS: dict[str, Key] = {
    "pack": Key(
        TEXT,
        "Name of the pack: lower case, digits, hyphens; first half of its rules' ids.",
        required=True,
        pattern=NAME,
    ),
    "title": Key(TEXT, "What the pack is about."),
    "language": Key(TEXT, "Code of the language, such as en; any for rules that need no words.", pattern=LANGUAGE),
    "extends": Key(NAMES, "Packs that this one builds on: names, paths from this file's folder, or default."),
    "disable": Key(NAMES, "Ids of rules of extended packs that do not run.", pattern=RULE_ID),
    "overrides": Key(MAPPING, "Changes to rules of extended packs, by rule id."),
    "add-to-classes": Key(MAPPING, "Further entries for word classes of the language or of extended packs."),
    "categories": Key(MAPPING, "Categories of finding of the pack's own."),
    "classes": Key(MAPPING, "Word classes for this pack and those that extend it."),
    "rules": Key(MAPPING, "The rules, by the second half of their ids."),
    "translations": Key(MAPPING, "What rules of any.yaml say in the file's language, by the second half of their ids."),
}

# What a translation of a rule may hold.
TRANSLATION_KEYS = ("title", "message", "why", "suggestions")

CATEGORY_KEYS: dict[str, Key] = {
    "title": Key(TEXT, "Name for people.", required=True),
    "dimension": Key(CHOICE, "Sub-score that it counts for.", required=True, choices=DIMENSIONS),
    "rank": Key(
        INTEGER, "Where tone categories claim one clause, the lowest rank is reported; 0 stands beside others.", least=0
    ),
    "cap": Key(NUMBER, "Most points that all its findings can cost.", least=0),
    "once": Key(CHOICE, "At most one finding for each.", choices=("draft", "section")),
    "silences": Key(NAMES, "Categories that are not reported beside it on the same action item."),
    "covers": Key(NAMES, "Categories that are not reported on the words of one of its findings."),
    "silences-by-kind": Key(NAMES_BY_NAME, "The same for one kind of finding."),
    "cause": Key(BOOLEAN, "Whether it stands in the place of the seller's own cause, as an excuse does."),
}

_WHEN = Key(TEXTS, "Names of the finding's values to expressions that must match for this to be advised.")
_LABEL = Key(TEXT, "What to call the edit; the language's usual words without it.")
_EDIT = {
    "safe": Key(BOOLEAN, "Whether the edit cannot change what the draft says."),
    "find": Key(TEXT, "Expression of the words to change in the finding's sentence, instead of the finding."),
    "label": _LABEL,
    "when": _WHEN,
}
# Keys of a suggestion, by its kind.
SUGGESTION_KEYS: dict[str, dict[str, Key]] = {
    "guidance": {
        "guidance": Key(TEXT, "What to do, in words; [brackets] are slots to fill.", required=True),
        "when": _WHEN,
    },
    "replace": {"replace": Key(TEXT, "Puts this in the place of the finding.", required=True), **_EDIT},
    "delete": {"delete": Key(CHOICE, "Takes this out.", required=True, choices=DELETION_TARGETS), **_EDIT},
    "insert": {
        "insert": Key(TEXT, "Words with slots to put in, for --template.", required=True),
        "at": Key(CHOICE, "Where they go.", required=True, choices=INSERTION_PLACES),
        "role": Key(CHOICE, "Role of the section that is meant; that of the finding without it.", choices=ROLES),
        "label": _LABEL,
        "when": _WHEN,
    },
}

EXAMPLE_KEYS: dict[str, Key] = {
    "text": Key(TEXT, "The text.", required=True),
    "role": Key(CHOICE, "Role of the section that it stands in.", choices=ROLES),
    "repeat": Key(INTEGER, "How many times it is said.", least=1),
}
