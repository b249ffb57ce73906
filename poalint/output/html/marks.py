"""Where the lines of a draft are underlined: findings may overlap, and each keeps its own line below the words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from poalint.findings import Finding
from poalint.text.positions import Lines


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in which the same findings hold.

    Attributes:
        text: the part, as in the draft.
        findings: (lane, number) of each finding that holds, by lane; numbers count from 0.
        starts: numbers of the findings that begin here.
    """

    text: str
    findings: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]


def lanes(findings: Sequence[Finding]) -> list[int]:
    """Return for each finding how far below the words its line is drawn: 0 unless others hold at its start."""
    ends: list[int] = []
    chosen = [0] * len(findings)
    for number in sorted(range(len(findings)), key=lambda n: (findings[n].start, -findings[n].end, n)):
        finding = findings[number]
        lane = next((at for at, end in enumerate(ends) if end <= finding.start), len(ends))
        ends[lane:] = [finding.end, *ends[lane + 1 :]]
        chosen[number] = lane
    return chosen


def pieces(text: str, lines: Lines, findings: Sequence[Finding]) -> list[list[Piece]]:
    """Return the lines of a draft, each cut where a finding begins or ends.

    Args:
        text: the draft.
        lines: its lines.
        findings: in any order; their spans lie in the draft.
    """
    below = lanes(findings)
    order = sorted(range(len(findings)), key=lambda number: findings[number].start)
    cuts = sorted({place for finding in findings for place in (finding.start, finding.end)})
    cut: list[list[Piece]] = []
    holding: list[int] = []
    coming = 0
    for line in range(1, len(lines) + 1):
        start, end = lines.span(line)
        last = line == len(lines)
        # A finding that begins at a line end is shown there, on the line that ends.
        limit = len(text) + 1 if last else lines.span(line + 1)[0]
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        row: list[Piece] = []
        for left, right in zip((start, *inner), (*inner, end), strict=True):
            begin: list[int] = []
            reach = limit if right == end else right
            while coming < len(order) and findings[order[coming]].start < reach:
                begin.append(order[coming])
                coming += 1
            holding = [number for number in (*holding, *begin) if findings[number].end > left or number in begin]
            held = sorted(
                (below[number], number)
                for number in holding
                if findings[number].start <= left and findings[number].end > left
            )
            row.append(Piece(text[left:right], tuple(held) if right > left else (), tuple(sorted(begin))))
        cut.append(row)
    return cut
