"""Show what fixing did: a diff of the draft, one proposed edit, and a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from poalint.fixing.model import FixResult, Proposal
from poalint.output.panel import points, tally
from poalint.output.style import Style
from poalint.output.suppressions import counted
from poalint.output.width import shorten, wrap
from poalint.text.positions import Lines

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTEXT = 3
_AROUND = 60


def render_diff(name: str, old: str, new: str, style: Style, escape: bool) -> str:
    """Return a unified diff of two texts, "" if they are equal.

    Args:
        name: what to call the file.
        old, new: the texts.
        style: colours.
        escape: whether to show control characters instead of writing them, for a terminal.
    """
    from difflib import unified_diff

    rows = unified_diff(_LINES.findall(old), _LINES.findall(new), name, name, n=_CONTEXT)
    shown = "".join(_row(row, style, escape) for row in rows)
    return shown.encode(style.encoding, "replace").decode(style.encoding)


def _row(row: str, style: Style, escape: bool) -> str:
    line = row.rstrip("\r\n")
    end = row[len(line) :]
    if escape:
        # A line end that the terminal would obey stays out of it.
        line, end = line[:1] + "".join(_visible(char) for char in line[1:]), "\n"
    color = {"+": "good", "-": "error", "@": "info"}.get(row[:1], "")
    painted = style.paint(line, color) if color else line
    missing = "" if end else "\n\\ No newline at end of file\n"
    return painted + end + missing


def _visible(char: str) -> str:
    return char if char.isprintable() or char == "\t" else "\N{REPLACEMENT CHARACTER}"


def render_proposal(text: str, one: Proposal, style: Style) -> str:
    """Return one edit as a question shows it: the place, the rule, and the line before and after."""
    line, column = Lines(text).position(one.start)
    kind = "slot to fill" if one.kind == "template" else "safe" if one.safe else "unsafe"
    rows = [f"{style.paint(f'{line}:{column}', 'bold')}  {one.rule}  ({kind})  {style.text(one.label)}"]
    before, after = _around(text, one)
    old, new = text[one.start : one.end], one.replacement
    whole = not new and not before and old.endswith(("\n", "\r"))
    for mark, color, shown in (
        ("-", "error", old if whole else before + old + after),
        ("+", "good", "" if whole else before + new + after),
    ):
        parts = wrap(style.text(shown), style.columns - 4)
        rows.extend("  " + style.paint(f"{mark} {part}", color) for part in parts)
    return "\n".join(rows) + "\n"


def _around(text: str, one: Proposal) -> tuple[str, str]:
    """Return the words before and after an edit on its own lines, not too many of them."""
    before = text[max(text.rfind("\n", 0, one.start), text.rfind("\r", 0, one.start)) + 1 : one.start]
    after = re.split(r"[\r\n]", text[one.end : one.end + 2 * _AROUND], maxsplit=1)[0]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = shorten(after, _AROUND, "…")
    return before, after


def render_summary(name: str, result: FixResult, written: str, style: Style) -> str:
    """Return what was fixed, what is left, and which options would do more.

    Args:
        name: what to call the file.
        result: what fixing gave.
        written: what became of the text: ``written``, ``shown`` (in a diff) or ``printed``.
        style: widths.
    """
    return "\n".join(_summary(style.text(name), result, written)) + "\n"


def _summary(name: str, result: FixResult, written: str) -> Iterator[str]:
    count = len(result.applied)
    if count:
        done = {"written": "fixed", "shown": "would be fixed"}.get(written, "fixed")
        yield f"{name}: {counted(count, 'edit')}, {done}; {_score(result)}"
        for rule, number in result.counts.items():
            yield f"  {number:>3}  {rule}"
    else:
        yield f"{name}: no edit to make; {_score(result)}"
    yield f"  left: {tally(result.report)}"
    if result.unsafe:
        yield f"  {result.unsafe} more with --unsafe (they may change what the draft says: read each of them)"
    if result.templates:
        yield f"  {result.templates} more with --template (slots to fill in)"
    if result.dropped:
        yield f"  {counted(result.dropped, 'edit')} left out, as other findings would come in their place"


def _score(result: FixResult) -> str:
    before, after = points(result.before.score.total), points(result.report.score.total)
    if not result.report.scored:
        return "no score"
    return f"score {after}" if before == after else f"score {before} -> {after}"
