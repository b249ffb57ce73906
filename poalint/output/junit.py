"""Write results as JUnit XML: a suite for each file, a test case for each finding.

Errors and warnings are failures, remarks (``info``) pass; a file that cannot be read is an error, and what was not
checked is a skipped test. A file without findings has one test case that passes.
"""

from __future__ import annotations

from collections.abc import Sequence

from poalint.findings import Finding
from poalint.output import CheckedFile
from poalint.output.panel import PARTS, points
from poalint.output.places import shown_path
from poalint.output.wording import UNREADABLE, notes, one_line, paragraphs
from poalint.output.xml import Element, add, document, element


def render(files: Sequence[CheckedFile]) -> str:
    """Return the document."""
    root = element("testsuites", name="poalint")
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for checked in files:
        suite = _suite(checked)
        for key in total:
            total[key] += int(suite.get(key, "0"))
        root.append(suite)
    for key, count in total.items():
        root.set(key, str(count))
    return document(root)


def _suite(checked: CheckedFile) -> Element:
    path = shown_path(checked)
    suite = element("testsuite", name=path)
    _properties(suite, checked)
    findings = checked.report.findings if checked.report else ()
    for finding in findings:
        _case(suite, path, finding)
    for note in notes(checked):
        case = add(suite, "testcase", classname=path, name=note.rule, file=path, line=1, time=0)
        add(case, "error" if note.rule == UNREADABLE else "skipped", note.message, message=note.message)
    if checked.report is not None and not findings:
        add(suite, "testcase", classname=path, name="no findings", file=path, line=1, time=0)
    suite.set("tests", str(len(suite.findall("testcase"))))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("time", "0")
    return suite


def _properties(suite: Element, checked: CheckedFile) -> None:
    """Add the score; most servers show properties of a suite."""
    if checked.report is None:
        return
    properties = add(suite, "properties")
    add(properties, "property", name="language", value=checked.report.language)
    if checked.report.scored:
        for name in ("total", *PARTS):
            add(properties, "property", name=f"score.{name}", value=points(getattr(checked.report.score, name)))


def _case(suite: Element, path: str, finding: Finding) -> None:
    place = f"{finding.line}:{finding.column}"
    case = add(
        suite, "testcase", classname=path, name=f"{finding.rule} ({place})", file=path, line=finding.line, time=0
    )
    region = f"{path}:{place}-{finding.end_line}:{finding.end_column}: {finding.severity}"
    facts = f"Rule: {finding.rule}; fingerprint: {finding.fingerprint}"
    text = "\n".join([region, f"“{one_line(finding.excerpt)}”", *paragraphs(finding), facts])
    if finding.severity == "info":
        add(case, "system-out", text)
    else:
        add(case, "failure", text, message=one_line(finding.message), type=finding.severity)
