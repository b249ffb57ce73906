"""What is silenced, and what silences nothing, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from poalint.findings import Report, UnusedSuppression
from poalint.output.style import Style
from poalint.output.width import wrap

# In the order in which they are asked.
WAYS = ("comment", "per-file-ignores", "fingerprint", "baseline")


def silenced(report: Report) -> str:
    """Return how many findings are silenced and how: "3 findings silenced: 2 by baseline, 1 by fingerprint"."""
    by = [one.by for one in report.silenced]
    ways = sorted((way for way in WAYS if way in by), key=lambda way: -by.count(way))
    return f"{counted(len(by), 'finding')} silenced: {', '.join(f'{by.count(way)} by {way}' for way in ways)}"


def render_unused(unused: Sequence[UnusedSuppression], style: Style, quiet: bool) -> str:
    """Return the suppressions that silence nothing."""
    if quiet:
        return "".join(f"{style.text(one.place)}: note: {style.text(one.message)}\n" for one in unused)
    rows = [f"{one.place}: {one.message}" for one in unused]
    return "\n".join(listed("Unused suppressions, to be removed", rows, style)) + "\n"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(title: str, items: Iterable[str], style: Style) -> Iterator[str]:
    """Yield a blank line, a title and items with a dot; nothing without items."""
    rows = list(items)
    if rows:
        yield ""
        yield style.paint(title, "bold")
    for item in rows:
        first = f"  {style.mark('dot')} "
        for line in wrap(style.text(item), style.columns - 4):
            yield first + line
            first = "    "
