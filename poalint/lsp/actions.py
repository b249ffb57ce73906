"""What an editor offers at a finding: its edits and slots, to ignore it, to turn its rule off, to explain it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from poalint.lsp.commands import DISABLE, EXPLAIN, IGNORE
from poalint.lsp.diagnostics import Client, diagnostic
from poalint.lsp.documents import Document

if TYPE_CHECKING:
    from poalint.findings import Finding, Suggestion
    from poalint.lsp.results import Result

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.poalint"
_QUICK = types.CodeActionKind.QuickFix.value
KINDS = (_QUICK, FIX_ALL)


def wants(kind: str, context: types.CodeActionContext, unasked: bool = True) -> bool:
    """Return whether a client asks for actions of a kind; ``unasked`` if it names none."""
    if context.only is None:
        return unasked
    names = [one.value if isinstance(one, types.CodeActionKind) else one for one in context.only]
    return any(not name or kind == name or kind.startswith(f"{name}.") for name in names)


def quick_fixes(result: Result, span: tuple[int, int], client: Client, versioned: bool) -> Iterator[types.CodeAction]:
    """Yield the actions for the findings that touch a span, those with edits first.

    Args:
        result: of the document's newest version; all edits fit it.
        span: offsets.
        client: what it shows of diagnostics.
        versioned: whether the client takes edits for a version.
    """
    if result.report is None:
        return
    found = [one for one in result.report.findings if one.start <= span[1] and span[0] <= one.end]
    shown = {one.fingerprint: diagnostic(one, result.document, client) for one in found}
    for finding in found:
        best = True
        for suggestion in finding.suggestions:
            if suggestion.kind in ("edit", "template"):
                preferred, best = best and suggestion.safe, False
                yield types.CodeAction(
                    title=_title(suggestion, finding),
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[shown[finding.fingerprint]],
                    is_preferred=preferred or None,
                    edit=_edit(result.document, [suggestion], versioned),
                )
    uri = result.document.uri
    for finding in found:
        yield _command(f"Ignore this finding: {finding.rule}", IGNORE, [uri, finding.fingerprint], shown, finding)
    for rule, first in {one.rule: one for one in reversed(found)}.items():
        yield _command(f"Turn the rule {rule} off", DISABLE, [uri, rule], shown, first)
        yield _command(f"Explain {rule}", EXPLAIN, [rule, result.report.language, uri], shown, first)


def fix_all(document: Document, fixed: str, versioned: bool) -> types.CodeAction | None:
    """Return the action that makes a document's text another, ``None`` if it is that text."""
    changes = list(_changes(document, fixed))
    if not changes:
        return None
    return types.CodeAction(
        title="Make all safe edits (poalint)", kind=FIX_ALL, edit=_workspace_edit(document, changes, versioned)
    )


def _title(suggestion: Suggestion, finding: Finding) -> str:
    note = "" if suggestion.safe or suggestion.kind == "template" else " It may change what the draft says."
    return f"{suggestion.text}{note} ({finding.rule})"


def _command(
    title: str, command: str, arguments: Sequence[str], shown: dict[str, types.Diagnostic], finding: Finding
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown[finding.fingerprint]],
        command=types.Command(title, command, arguments=list(arguments)),
    )


def _edit(document: Document, edits: Sequence[Suggestion], versioned: bool) -> types.WorkspaceEdit:
    changes = [types.TextEdit(document.positions.range(one.start, one.end), one.replacement) for one in edits]
    return _workspace_edit(document, changes, versioned)


def _workspace_edit(document: Document, changes: list[types.TextEdit], versioned: bool) -> types.WorkspaceEdit:
    if not versioned:
        return types.WorkspaceEdit(changes={document.uri: changes})
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, changes)])


def _changes(document: Document, fixed: str) -> Iterator[types.TextEdit]:
    """Yield the edits, line by line, that make a document's text another."""
    import difflib

    before, after = document.text.splitlines(keepends=True), fixed.splitlines(keepends=True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    for tag, first, last, new, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            place = document.positions.range(starts[first], starts[last])
            yield types.TextEdit(place, "".join(after[new:end]))
