"""Write results as Checkstyle XML."""

from __future__ import annotations

from collections.abc import Sequence

from poalint.output import CheckedFile
from poalint.output.places import shown_path
from poalint.output.wording import notes, paragraphs
from poalint.output.xml import add, document, element


def render(files: Sequence[CheckedFile]) -> str:
    """Return the document: an ``error`` for each finding, whatever its severity."""
    root = element("checkstyle", version="4.3")
    for checked in files:
        file = add(root, "file", name=shown_path(checked))
        for finding in checked.report.findings if checked.report else ():
            add(
                file,
                "error",
                line=finding.line,
                column=finding.column,
                severity=finding.severity,
                message="\n".join(paragraphs(finding)),
                source=finding.rule,
            )
        for note in notes(checked):
            add(file, "error", line=1, severity=note.severity, message=note.message, source=note.rule)
    return document(root)
