"""A draft and a report that hold what breaks careless writers of XML, CSV, JSON, HTML and workflow commands."""

from __future__ import annotations

from reports import finding, related, report

from poalint.findings import Suggestion
from poalint.output import CheckedFile

TEXT = (
    "原因 👨‍👩‍👧‍👦 é: the \"courier\" lost <b>two</b> 'sacks' ]]> &amp; more.\r\n"
    "=cmd|' /C calc'!A0, 50% :: of {0} [here](https://example.com) were late\r\n"
    "Line with \x01 and \x1b[31m and \x7f and \x0b\tand \ufffe\r"
    "- last item 🙏\nwith its rest"
)
FORMULA = "=cmd|' /C calc'!A0, 50% :: of {0} [here](https://example.com)"
TWO_LINES = "- last item 🙏\nwith its rest"


def hostile() -> CheckedFile:
    """Return a checked file with findings on all of it; one overlaps others, one goes over two lines."""
    said = "“it” :: is, 100% wrong\r\n::error::{0} ]]> <script>alert('1')</script> & \x00\x1b[0m [x](javascript:1)"
    start = TEXT.index("=cmd")
    findings = (
        finding(
            TEXT,
            "courier\" lost <b>two</b> 'sacks' ]]> &amp; more.\r\n=cmd",
            "a/overlap",
            said,
            severity="error",
            why="=SUM(A1) -- “why”",
            related=(related(TEXT, TWO_LINES, "note ]]> <i>, 100%\n"), related(TEXT, "👨‍👩‍👧‍👦", "")),
        ),
        finding(TEXT, "two", "a/inner", "Inner.", severity="info", why=""),
        finding(
            TEXT,
            FORMULA,
            "a/formula",
            "@formula",
            suggestions=(
                Suggestion("edit", "Write “x”.", True, start, start + len(FORMULA), "é🙏\r\n]]>"),
                Suggestion("edit", "Delete it.", False, start, start + 1, ""),
                Suggestion("guidance", "-1+2 [name, role] {who}"),
            ),
        ),
        finding(TEXT, "\x01 and \x1b[31m and \x7f and \x0b\tand \ufffe", "a/control", "Control \x02."),
        finding(TEXT, TWO_LINES, "a/two-lines", "Two lines."),
    )
    unchecked = ("Grammar, 100% :: of it ]]> <b>",)
    return CheckedFile("dir, with:odd/nämé\udce9 %\n'\"<&>.txt", TEXT, report(findings, unchecked=unchecked))
