"""Findings and faults as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from poalint.lsp.documents import DRAFT, Document, uri_of

if TYPE_CHECKING:
    from poalint.findings import Finding
    from poalint.lsp.results import Fault, Result

SOURCE = "poalint"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True)
class Client:
    """What a client can show of diagnostics.

    Attributes:
        related: other places.
        tags: that text can go.
        descriptions: where the rule is described.
    """

    related: bool = False
    tags: bool = False
    descriptions: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, pull: bool) -> Client:
        """Return what a client says of itself; ``pull``: whether it asks for diagnostics."""
        document = capabilities.text_document
        said = (document.diagnostic if pull else document.publish_diagnostics) if document else None
        if said is None:
            return cls()
        tags = said.tag_support
        return cls(
            bool(said.related_information),
            tags is not None and types.DiagnosticTag.Unnecessary in tags.value_set,
            bool(said.code_description_support),
        )


def diagnostics(result: Result, client: Client) -> list[types.Diagnostic]:
    """Return the diagnostics of a document."""
    document = result.document
    if result.report is not None:
        return [diagnostic(finding, document, client) for finding in result.report.findings]
    if document.kind == DRAFT:
        return [_not_checked(result)] if result.failure else []
    return [fault_diagnostic(fault, document) for fault in result.faults if fault.path in ("", document.path)]


def diagnostic(finding: Finding, document: Document, client: Client) -> types.Diagnostic:
    """Return a finding as a diagnostic."""
    positions = document.positions
    related = None
    if client.related and finding.related:
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(document.uri, positions.range(one.start, one.end)), one.note or one.excerpt
            )
            for one in finding.related
        ]
    page = rules_page(finding.rule.partition("/")[0]) if client.descriptions else ""
    return types.Diagnostic(
        range=positions.range(finding.start, finding.end),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(f"{page}#{anchor(finding.rule)}") if page else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if client.tags and to_delete(finding) else None,
        related_information=related,
        data={"fingerprint": finding.fingerprint},
    )


def to_delete(finding: Finding) -> bool:
    """Return whether the best edit of a finding takes all of its words out."""
    edit = next((one for one in finding.suggestions if one.kind == "edit"), None)
    return edit is not None and not edit.replacement.strip() and edit.start <= finding.start and finding.end <= edit.end


def anchor(rule: str) -> str:
    """Return where a rule stands on the page of rules."""
    return rule.replace("/", "")


@cache
def rules_page(pack: str) -> str:
    """Return the address of the page on a pack's rules, "" where there is none: only shipped ones have it.

    poalint may be installed without its documents.
    """
    from poalint.ruleset.sources import is_shipped

    page = Path(__file__).parents[2] / "docs" / "rules.md"
    return uri_of(str(page)) if page.is_file() and is_shipped(pack) else ""


def fault_diagnostic(fault: Fault, document: Document | None = None) -> types.Diagnostic:
    """Return a fault of a file of settings or rules as a diagnostic.

    Args:
        fault: the fault.
        document: the file as an editor holds it; without it columns are taken as the client counts them.
    """
    line = fault.line - 1
    if document is None:
        place = types.Position(line, fault.column - 1)
        range_ = types.Range(place, types.Position(line, fault.column))
    else:
        start, end = document.positions.line(line)
        first = min(start + fault.column - 1, end)
        words = document.text[first:end].split()
        last = first + len(words[0]) if words and not document.text[first : first + 1].isspace() else end
        range_ = document.positions.range(first, last)
    return types.Diagnostic(range_, fault.message, types.DiagnosticSeverity.Error, source=SOURCE)


def _not_checked(result: Result) -> types.Diagnostic:
    """Return what is said at the top of a draft that could not be checked."""
    message = result.failure
    if result.faults and result.faults[0].path:
        fault = result.faults[0]
        message = f"Not checked: {fault.path}:{fault.line}:{fault.column}: {fault.message}"
    start, end = result.document.positions.line(0)
    place = result.document.positions.range(start, end)
    return types.Diagnostic(place, message, types.DiagnosticSeverity.Error, source=SOURCE)


def of_other_files(result: Result) -> Iterator[Fault]:
    """Yield the faults that a result found in other files than its document."""
    for fault in result.faults:
        if fault.path and fault.path != result.document.path:
            yield fault
