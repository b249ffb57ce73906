"""Check a draft as if its comments were not there, and give places in the draft as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from poalint.findings import Finding, RelatedSpan, Report, SectionSummary, Suggestion
from poalint.text.positions import Lines

_BLANK = " \t"


class Cut:
    """A text without some spans of it.

    A line that holds nothing else goes as a whole; of other lines the span goes with the blanks before it.

    Attributes:
        text: the shorter text.
    """

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self._whole = text
        self._lines = Lines(text)
        self._at: list[int] = []
        self._shift = [0]
        parts = []
        last = 0
        for start, end in map(self._wide, self._joined(spans)):
            start = max(start, last)
            parts.append(text[last:start])
            self._at.append(start - self._shift[-1])
            self._shift.append(self._shift[-1] + end - start)
            last = end
        self.text = "".join([*parts, text[last:]])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the whole text that a span of the shorter one stands for."""
        first = self._offset(start)
        return first, self._offset(end - 1) + 1 if end > start else first

    def restored(self, report: Report) -> Report:
        """Return a report on the shorter text as one on the whole."""
        return replace(
            report,
            findings=tuple(self._finding(finding) for finding in report.findings),
            sections=tuple(self._section(section) for section in report.sections),
        )

    def _offset(self, offset: int) -> int:
        return offset + self._shift[bisect_right(self._at, offset)]

    def _joined(self, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
        """Yield spans; those with only blanks between them become one."""
        last: tuple[int, int] | None = None
        for start, end in spans:
            if last is not None and not self._whole[last[1] : start].strip(_BLANK):
                last = (last[0], end)
                continue
            if last is not None:
                yield last
            last = (start, end)
        if last is not None:
            yield last

    def _wide(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        first = self._lines.span(self._lines.position(start)[0])[0]
        number = self._lines.position(end)[0]
        last = self._lines.span(number)[1]
        leads = not self._whole[first:start].strip(_BLANK)
        if leads and not self._whole[end:last].strip(_BLANK):
            return first, self._lines.span(number + 1)[0] if number < len(self._lines) else last
        if leads:
            return start, last - len(self._whole[end:last].lstrip(_BLANK))
        return first + len(self._whole[first:start].rstrip(_BLANK)), end

    def _finding(self, finding: Finding) -> Finding:
        start, end = self.original(finding.start, finding.end)
        line, column = self._lines.position(start)
        end_line, end_column = self._lines.position(end)
        return replace(
            finding,
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            excerpt=self._whole[start:end],
            related=tuple(self._related(related) for related in finding.related),
            suggestions=tuple(self._suggestion(suggestion) for suggestion in finding.suggestions),
        )

    def _related(self, related: RelatedSpan) -> RelatedSpan:
        start, end = self.original(related.start, related.end)
        line, column = self._lines.position(start)
        return replace(related, start=start, end=end, line=line, column=column, excerpt=self._whole[start:end])

    def _suggestion(self, suggestion: Suggestion) -> Suggestion:
        if suggestion.kind != "edit":
            return suggestion
        start, end = self.original(suggestion.start, suggestion.end)
        return replace(suggestion, start=start, end=end)

    def _section(self, section: SectionSummary) -> SectionSummary:
        start, end = self.original(section.start, section.end)
        return replace(section, start=start, end=end, line=self._lines.position(start)[0])
