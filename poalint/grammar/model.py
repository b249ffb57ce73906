"""What is asked of LanguageTool and what comes back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """One place that LanguageTool objects to.

    Attributes:
        start, end: code points into the draft; ``end > start``.
        message: what is wrong, in LanguageTool's words.
        rule: LanguageTool's id of the rule.
        category: its id of the rule's category.
        issue_type: its kind of issue, such as ``misspelling``.
        replacements: what may stand there instead, the best first, none of them empty.
    """

    start: int
    end: int
    message: str
    rule: str
    category: str
    issue_type: str
    replacements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """LanguageTool's answer on a draft.

    Attributes:
        matches: in text order.
        variant: the language it was asked for, such as ``en-GB``.
        dictionary: words of the user's own that are right, in small letters.
        partial: whether LanguageTool itself gave up on some of the draft.
    """

    matches: tuple[Match, ...]
    variant: str
    dictionary: frozenset[str] = frozenset()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Why there is no answer, and what to do; ``str`` of it is the one line that is told."""

    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"grammar not checked: {self.reason} ({self.remedy})"


class Unanswered(Exception):  # noqa: N818 - no error of the program: the check goes on
    """There is no answer.

    Attributes:
        why: the reason and the remedy.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.why = NotChecked(reason, remedy)
