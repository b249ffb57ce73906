"""A date as a draft writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written in the draft.

    Attributes:
        start, end: offsets of the whole mention, weekday included.
        value: the date, or ``None`` where it does not exist (31 June) or its year is not known.
        year, month, day: as far as written or inferred; 0 where unknown.
        weekday: 0 (Monday) to 6 as written, -1 without one.
        notation: ``words`` (3 March 2026), ``iso`` (2026-03-03), ``slash``, ``dash`` or ``dot``.
        ambiguous: whether day and month could be swapped (both up to 12, in ``slash`` or ``dash`` notation).
        year_written: whether the year stands in the mention; else it is inferred from the nearest date before,
            or after.
    """

    start: int
    end: int
    value: date | None
    year: int
    month: int
    day: int
    weekday: int
    notation: str
    ambiguous: bool
    year_written: bool


def exists(year: int, month: int, day: int) -> bool:
    """Return whether the calendar has this date; year 0 stands for a leap year."""
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True
