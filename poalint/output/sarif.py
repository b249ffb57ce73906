"""Write results as SARIF 2.1.0, the format of code scanning services and of viewers in editors.

Regions are lines and columns in code points, which ``columnKind`` says; offsets are left out, as SARIF does not say
their unit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from poalint import __version__
from poalint.findings import Finding, RelatedSpan, Suggestion
from poalint.output import CheckedFile
from poalint.output.places import uri
from poalint.output.wording import markdown, notes, one_line, paragraphs, printable
from poalint.packs.model import Rule, SuggestionTemplate
from poalint.text.positions import Lines

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def render(files: Sequence[CheckedFile], rules: Sequence[Rule]) -> str:
    """Return the log with one run.

    Args:
        files: all files of the run.
        rules: the rules that ran; a finding of another rule is reported without its description.
    """
    index = {rule.id: number for number, rule in enumerate(rules)}
    artifacts = {uri(checked): checked for checked in files}  # a file may be named twice
    order = {location: number for number, location in enumerate(artifacts)}
    run = {
        "tool": {
            "driver": {
                "name": "poalint",
                "semanticVersion": __version__,
                "version": __version__,
                "shortDescription": {"text": "A linter for plans of action."},
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which poalint was run."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [_invocation(files, order)],
        "artifacts": [_artifact(checked) for checked in artifacts.values()],
        "results": [result for checked in files for result in _results(checked, order, index)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


# Rules


def _rule(rule: Rule) -> dict[str, Any]:
    advice = [_advice(suggestion) for suggestion in rule.suggestions]
    why, source = _slots(rule.why), _slots(rule.source)
    steps = "\n".join(f"- {markdown(step)}" for step in advice)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in re.split(r"[^A-Za-z0-9]+", rule.id.partition("/")[2])),
        "shortDescription": {"text": _message(rule.title)},
        "fullDescription": {"text": _message(why)},
        "help": {
            "text": _message("\n".join([f"Why: {why}", "What to do:", *(f"- {step}" for step in advice)])),
            "markdown": f"**Why:** {markdown(why)}\n\n**What to do:**\n\n{steps}\n\n"
            f"Where it comes from: {markdown(source)}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys((rule.category, rule.pack))),
            "category": rule.category,
            "source": rule.source,
        },
    }


def _advice(suggestion: SuggestionTemplate) -> str:
    if suggestion.kind == "delete":
        target = {"match": "these words", "sentence": "the sentence", "item": "the item"}[suggestion.target]
        return f"Delete {target}."
    text = _slots(suggestion.text)
    return f"Write “{text}”." if suggestion.kind == "replace" else text


def _slots(text: str) -> str:
    """Return a rule's words; values that a finding fills in stand in brackets."""
    return one_line(text.replace("{", "[").replace("}", "]"))


# The run


def _invocation(files: Sequence[CheckedFile], order: Mapping[str, int]) -> dict[str, Any]:
    said = [
        {
            "level": _LEVELS[note.severity],
            "descriptor": {"id": note.rule},
            "message": {"text": _message(note.message)},
            "locations": [{"physicalLocation": {"artifactLocation": _indexed(checked, order)}}],
        }
        for checked in files
        for note in notes(checked)
    ]
    done = all(checked.report is not None for checked in files)
    return {"executionSuccessful": done, "toolExecutionNotifications": said}


def _artifact(checked: CheckedFile) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": _location(checked), "roles": ["analysisTarget"], "mimeType": "text/plain"}
    report = checked.report
    if report is not None:
        facts: dict[str, Any] = {"language": report.language, "words": report.words, "scored": report.scored}
        if report.scored:
            score = report.score
            names = ("total", "tone", "substance", "form", "consistency")
            facts["score"] = {name: round(getattr(score, name), 2) for name in names}
        artifact["properties"] = facts
    return artifact


def _location(checked: CheckedFile) -> dict[str, Any]:
    location = uri(checked)
    if location.startswith("file:"):
        return {"uri": location}
    return {"uri": location, "uriBaseId": _ROOT}


def _indexed(checked: CheckedFile, order: Mapping[str, int]) -> dict[str, Any]:
    return {**_location(checked), "index": order[uri(checked)]}


# Findings


def _results(checked: CheckedFile, order: Mapping[str, int], index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    if checked.report is None:
        return
    lines = Lines(checked.text)
    artifact = _indexed(checked, order)
    for finding in checked.report.findings:
        yield _result(finding, artifact, lines, index)


def _result(
    finding: Finding, artifact: Mapping[str, Any], lines: Lines, index: Mapping[str, int]
) -> dict[str, Any]:  # fmt: skip
    result: dict[str, Any] = {"ruleId": finding.rule}
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    place = _place(artifact, lines, finding.start, finding.end)
    result |= {
        "level": _LEVELS[finding.severity],
        "message": {"text": _message("\n".join(paragraphs(finding)))},
        "locations": [place],
        "partialFingerprints": {"poalint/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(related, number, artifact, lines) for number, related in enumerate(finding.related)
        ]
    fixes = [
        _fix(suggestion, artifact, lines)
        for suggestion in dict.fromkeys(finding.suggestions)
        if suggestion.kind == "edit"
    ]
    if fixes:
        result["fixes"] = fixes
    result["properties"] = {
        "category": finding.category,
        "role": finding.role,
        "why": printable(finding.why),
        "source": printable(finding.source),
        "points": round(finding.points, 2),
        "suggestions": [
            {"kind": suggestion.kind, "text": printable(suggestion.text), "safe": suggestion.safe}
            for suggestion in finding.suggestions
        ],
    }
    return result


def _related(related: RelatedSpan, number: int, artifact: Mapping[str, Any], lines: Lines) -> dict[str, Any]:
    place = _place(artifact, lines, related.start, related.end)
    said = one_line(related.note) or f"“{one_line(related.excerpt)}”"
    return {"id": number, **place, "message": {"text": _message(said)}}


def _fix(suggestion: Suggestion, artifact: Mapping[str, Any], lines: Lines) -> dict[str, Any]:
    replacement: dict[str, Any] = {"deletedRegion": _region(lines, suggestion.start, suggestion.end)}
    if suggestion.replacement:
        replacement["insertedContent"] = {"text": suggestion.replacement}
    return {
        "description": {"text": _message(one_line(suggestion.text))},
        "artifactChanges": [{"artifactLocation": dict(artifact), "replacements": [replacement]}],
    }


def _place(artifact: Mapping[str, Any], lines: Lines, start: int, end: int) -> dict[str, Any]:
    region = _region(lines, start, end) | {"snippet": {"text": lines.slice(start, end)}}
    return {"physicalLocation": {"artifactLocation": dict(artifact), "region": region}}


def _region(lines: Lines, start: int, end: int) -> dict[str, Any]:
    line, column = lines.position(start)
    end_line, end_column = lines.position(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


# Messages


def _message(text: str) -> str:
    """Return a plain message: what would be a link or a placeholder to a viewer of SARIF is made plain."""
    return _braces(_LINK.sub(r"\\[", printable(text)))


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
