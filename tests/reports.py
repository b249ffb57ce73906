"""Reports made by hand, so that tests of the output do not depend on the rule packs."""

# ruff: noqa: E501 - drafts have long lines
from __future__ import annotations

from dataclasses import replace
from typing import Any

from poalint.findings import Finding, Gain, RelatedSpan, Report, Score, SectionSummary, Suggestion
from poalint.output import CheckedFile
from poalint.text.positions import Lines

WHO = Suggestion("guidance", "Name who does it: “[Name or role] [does what] [how often].” A team or “we” is nobody.")


def finding(text: str, quote: str, rule: str, message: str, nth: int = 1, **more: Any) -> Finding:
    """Return a finding on the nth occurrence of a quote."""
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    lines = Lines(text)
    line, column = lines.position(start)
    end_line, end_column = lines.position(end)
    made = Finding(
        rule=rule,
        category=rule.partition("/")[0],
        severity="warning",
        message=message,
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        excerpt=quote,
        role="other",
        why="Amazon judges the process, not the seller.",
        source="seed nl",
        suggestions=(Suggestion("guidance", "Say what you changed."),),
        fingerprint=f"{start:016x}",
        points=2.5,
    )
    return replace(made, **more)


def related(text: str, quote: str, note: str) -> RelatedSpan:
    start = text.index(quote)
    line, column = Lines(text).position(start)
    return RelatedSpan(start, start + len(quote), line, column, quote, note)


def report(findings: tuple[Finding, ...] = (), **more: Any) -> Report:
    """Return a report of these findings; the score is that of a clean draft unless given."""
    made = Report(
        language="en",
        findings=findings,
        score=Score(100.0, 100.0, 100.0, 100.0, 100.0),
        sections=(),
        unchecked=(),
        words=120,
        rules=143,
    )
    return replace(made, **more)


DRAFT = """\
Dear Seller Performance Team,

Root cause
The trouble started when the courier lost two sacks in May. There are two reasons for this.
1. We had no second packer.
2. The cut-off was at 17:00.
3. Nobody counted the parcels.

Corrective actions
- On 3 March 2026 we refunded the 14 buyers, wrote to each of them with the new tracking number, and told the warehouse in Leeds that every parcel which is not scanned by noon is reported to the operations manager, because I hope this will help.

Preventive actions
- We check every parcel before dispatch.
- We train the packers on
  the new scale.
- Staff count the parcels daily.

Please please give us a second chance!!!
"""


def faulty() -> CheckedFile:
    """Return a draft with most things that a report can hold."""
    findings = (
        finding(
            DRAFT,
            "the courier lost two sacks",
            "no-blame/third-party-failed",
            "This puts the fault on someone else.",
            severity="error",
            category="blame",
            role="root-cause",
            points=9.4,
            suggestions=(
                Suggestion(
                    "guidance", "Name your own missing control: “We had no check that [what it would have caught].”"
                ),
                Suggestion("edit", "Delete the sentence.", False, 41, 100, ""),
            ),
        ),
        finding(
            DRAFT,
            "two reasons",
            "consistency/count",
            "The text announces two reasons, but three follow. A reviewer counts them and asks which one is left out.",
            category="inconsistent",
            role="root-cause",
            related=(related(DRAFT, "3. Nobody counted the parcels.", "the third one"),),
            details={"kind": "count", "announced": 2, "found": 3},
        ),
        finding(
            DRAFT,
            "I hope this will help",
            "plain-words/hedge",
            "This sounds as if you do not believe in it yourself.",
            severity="info",
            category="hedge",
            role="corrective",
            suggestions=(Suggestion("edit", "Delete “because I hope this will help”.", True, 560, 590, ""),),
        ),
        finding(
            DRAFT,
            "We check every parcel before dispatch.",
            "actions/no-owner",
            "Nobody is named for this step.",
            suggestions=(WHO,),
            category="no-owner",
            role="preventive",
        ),
        finding(
            DRAFT,
            "We train the packers on\n  the new scale.",
            "actions/no-owner",
            "Nobody is named for this step.",
            suggestions=(WHO,),
            category="no-owner",
            role="preventive",
        ),
        finding(
            DRAFT,
            "We train the packers on\n  the new scale.",
            "actions/no-timeline",
            "No date or frequency is given.",
            suggestions=(Suggestion("guidance", "Say when: “On [date]” or “every [day]”."),),
            category="no-timeline",
            role="preventive",
        ),
        finding(
            DRAFT,
            "Please please give us a second chance!!!",
            "no-pleading/chance",
            "This begs.",
            severity="error",
            category="plea",
            suggestions=(Suggestion("edit", "Delete the sentence.", True, 0, 40, ""),),
        ),
    )
    score = Score(
        46.7,
        38.25,
        55.0,
        100.0,
        80.0,
        (
            Gain("no-blame/third-party-failed", "A third party as the one who failed", 1, 9.4),
            Gain("actions/no-owner", "A step without an owner", 2, 7.2),
            Gain(
                "no-pleading/chance", "Begging for a chance, mercy or pity instead of showing what has changed", 1, 5.1
            ),
            Gain("plain-words/hedge", "Doubt", 1, 2.0),
        ),
    )
    return CheckedFile(
        "draft.txt",
        DRAFT,
        report(
            findings,
            score=score,
            sections=(SectionSummary("root-cause", ("root-cause",), "Root cause", 31, 200, 3),),
            unchecked=(
                "Whether the plan answers every point of Amazon's notice: no notice was given.",
                "Grammar and spelling: no checker is installed.",
            ),
        ),
    )


def clean() -> CheckedFile:
    """Return a draft in which nothing is found."""
    return CheckedFile("clean.txt", "Root cause\nWe had no second packer.\n", report(words=7))


def unreadable() -> CheckedFile:
    return CheckedFile("gone.txt", error="gone.txt does not exist. Check its name and the folder you are in.")
