"""Outputs for programs: each is read back by a reader of its kind, and what it says is what was found."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.parse
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hostile import FORMULA, TEXT, TWO_LINES, hostile
from junitparser import JUnitXml
from junitparser.junitparser import Error, Failure, Skipped, SystemOut
from reports import clean, faulty, finding, report, unreadable

from poalint.findings import Finding
from poalint.output import CheckedFile
from poalint.output.formats import FORMATS
from poalint.output.formats import TEXT as TEXT_FORMAT
from poalint.output.wording import NOT_CHECKED, UNREADABLE
from poalint.packs.model import Rule, SuggestionTemplate
from poalint.text.positions import Lines

SCHEMAS = Path(__file__).parent / "schemas"
FILES = (hostile(), faulty(), clean(), unreadable())
PATH = "dir, with:odd/nämé\ufffd %\n'\"<&>.txt"
RULES = tuple(
    Rule(
        id=name,
        pack=name.partition("/")[0],
        category="blame",
        kind="phrase",
        title="Title of {it}",
        severity=severity,
        weight=1.0,
        message="M",
        why="Why “{excerpt}” *matters*.",
        source="nl",
        suggestions=(SuggestionTemplate("guidance", "Say [what]."), SuggestionTemplate("delete", target="sentence")),
    )
    for name, severity in (("a/overlap", "error"), ("a/inner", "info"), ("blame/unused", "warning"))
)


def write(name: str, files: Sequence[CheckedFile] = FILES) -> str:
    printed = FORMATS[name].render(files, lambda: RULES)
    assert printed.endswith("\n") or not files
    printed.encode("utf-8")
    return printed


def found(files: Sequence[CheckedFile] = FILES) -> list[Finding]:
    return [one for checked in files if checked.report for one in checked.report.findings]


def plain(text: str) -> str:
    """Return words as formats for programs give them: on one line, U+FFFD for what is no character."""
    return " ".join(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe]", "\ufffd", text).split())


PROGRAMS = [name for name in FORMATS if name != TEXT_FORMAT]


@pytest.mark.parametrize("name", PROGRAMS)
def test_same_input_same_bytes(name: str) -> None:
    assert write(name) == write(name)


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name not in ("json", "html")])
def test_everything_is_carried(name: str) -> None:
    """Message, reason, advice, rule, what was not checked, what could not be read: no format drops one."""
    printed = write(name)
    for words in ("This puts the fault on someone else.", "Amazon judges the process", "Name who does it"):
        assert words in printed, words
    for words in ("no-blame/third-party-failed", "no notice was given", "gone.txt does not exist", NOT_CHECKED):
        assert words in printed, words


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("files", [(), (clean(),), (unreadable(),)], ids=["none", "clean", "unreadable"])
def test_few_files(name: str, files: Sequence[CheckedFile]) -> None:
    printed = write(name, files)
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(printed)
    elif name in ("junit", "checkstyle"):
        ElementTree.fromstring(printed.encode())


# SARIF


def sarif(files: Sequence[CheckedFile] = FILES) -> dict[str, Any]:
    log = json.loads(write("sarif", files))
    jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def cut(text: str, region: dict[str, int]) -> str:
    """Return what a region covers, counted as SARIF says: by the newlines and the column kind of the run."""
    lines = re.split("(\r\n|\n|\r)", text)
    starts = [sum(map(len, lines[: 2 * number])) for number in range(len(lines) // 2 + 1)]
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    return text[start : starts[region["endLine"] - 1] + region["endColumn"] - 1]


@pytest.mark.parametrize("files", [(), (clean(),), (unreadable(),), FILES, (*FILES, *FILES)])
def test_sarif_is_valid(files: Sequence[CheckedFile]) -> None:
    run = sarif(files)
    assert run["columnKind"] == "unicodeCodePoints" and run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert run["invocations"][0]["executionSuccessful"] is all(checked.report for checked in files)


def test_sarif_results() -> None:
    run = sarif()
    levels = {"error": "error", "warning": "warning", "info": "note"}
    assert len(run["results"]) == len(found())
    for result, one in zip(run["results"], found(), strict=True):
        assert (result["ruleId"], result["level"]) == (one.rule, levels[one.severity])
        assert result["partialFingerprints"] == {"poalint/v1": one.fingerprint}
        place = result["locations"][0]["physicalLocation"]
        text = FILES[place["artifactLocation"]["index"]].text
        assert cut(text, place["region"]) == one.excerpt == place["region"]["snippet"]["text"]
        assert [step["text"] for step in result["properties"]["suggestions"]] == [s.text for s in one.suggestions]
        known = [rule.id for rule in RULES].index(one.rule) if one.rule in {rule.id for rule in RULES} else None
        assert result.get("ruleIndex") == known


def test_sarif_messages_hold_no_placeholder_and_no_link() -> None:
    text = sarif()["results"][0]["message"]["text"]
    assert "{{0}}" in text and not re.search(r"(?<!\{)\{(?!\{)", text)
    assert r"\[x](javascript:1)" in text and "\x1b" not in text


def test_sarif_fixes_and_other_places() -> None:
    results = sarif()["results"]
    edits = [fix["artifactChanges"][0]["replacements"][0] for fix in results[2]["fixes"]]
    assert [cut(TEXT, edit["deletedRegion"]) for edit in edits] == [FORMULA, "="]
    assert edits[0]["insertedContent"] == {"text": "é🙏\r\n]]>"} and "insertedContent" not in edits[1]
    assert "fixes" not in results[0]
    places = [place["physicalLocation"]["region"] for place in results[0]["relatedLocations"]]
    assert [cut(TEXT, place) for place in places] == [TWO_LINES, "👨‍👩‍👧‍👦"]


def test_sarif_paths_rules_and_notes() -> None:
    run = sarif()
    location = run["artifacts"][0]["location"]
    assert location["uriBaseId"] == "%SRCROOT%" and location["uriBaseId"] in run["originalUriBaseIds"]
    assert location["uri"].isascii() and urllib.parse.unquote(location["uri"]) == PATH
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    assert rules[0]["help"]["text"].splitlines()[0] == "Why: Why “[excerpt]” *matters*."
    assert "Say \\[what\\]." in rules[0]["help"]["markdown"] and "Delete the sentence." in rules[0]["help"]["text"]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [(note["descriptor"]["id"], note["level"]) for note in notes] == [
        (NOT_CHECKED, "note"),
        (NOT_CHECKED, "note"),
        (NOT_CHECKED, "note"),
        (UNREADABLE, "error"),
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/c.txt", "a%20b/c.txt"),
        ("./a.txt", "a.txt"),
        ("{here}/sub/a.txt", "sub/a.txt"),
        ("/else where/a.txt", "file:///else%20where/a.txt"),
        ("-", "%3Cstdin%3E"),
        ("日本.txt", "%E6%97%A5%E6%9C%AC.txt"),
    ],
)
def test_paths(path: str, uri: str) -> None:
    checked = CheckedFile(path.format(here=Path.cwd()), "T", report())
    assert sarif([checked])["artifacts"][0]["location"]["uri"] == uri


# GitHub


def commands() -> list[tuple[str, dict[str, str], str]]:
    """Return level, properties and message of each command, read as the runner of GitHub reads them."""
    read = []
    for line in write("github").splitlines():
        level, listed, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
        properties = dict(pair.split("=", 1) for pair in listed.split(","))
        for escape, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            properties = {key: value.replace(escape, char) for key, value in properties.items()}
            message = message.replace(escape, char) if escape[1:] in ("0D", "0A", "25") else message
        read.append((level, properties, message))
    return read


def test_github() -> None:
    read = commands()
    of_rules = [command for command in read if not command[1]["title"].startswith("poalint/")]
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    for (level, properties, message), one in zip(of_rules, found(), strict=True):
        assert (level, properties["title"]) == (levels[one.severity], one.rule)
        assert (properties["line"], properties["endLine"]) == (str(one.line), str(one.end_line))
        assert ("col" in properties) is (one.line == one.end_line)
        assert message.splitlines()[0] == plain(one.message)
    assert read[0][1]["file"] == PATH
    assert ("error", {"file": "gone.txt", "title": UNREADABLE}, unreadable().error) in read
    assert [message for _, more, message in read if more["title"] == "poalint/score"][1] == (
        "draft.txt: score 46 of 100; 7 findings: 2 errors, 4 warnings, 1 info"
    )


# GitLab

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "description", "check_name", "fingerprint", "severity", "location", "categories"],
        "properties": {
            "type": {"const": "issue"},
            "description": {"type": "string", "pattern": "^[^\\n]+$"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "categories": {"type": "array", "minItems": 1, "items": {"enum": ["Bug Risk", "Clarity"]}},
            "content": {
                "type": "object",
                "required": ["body"],
                "additionalProperties": False,
                "properties": {"body": {}},
            },
            "location": {
                "type": "object",
                "required": ["path"],
                "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}],
            },
        },
        "additionalProperties": False,
    },
}


def test_gitlab() -> None:
    issues = json.loads(write("gitlab"))
    jsonschema.validate(issues, GITLAB)
    known = {(checked.path, one.fingerprint) for checked in FILES for one in found([checked])}
    assert len({issue["fingerprint"] for issue in issues}) == len(known) + 4  # and four notes
    severities = {"error": "major", "warning": "minor", "info": "info"}
    of_rules = [issue for issue in issues if not issue["check_name"].startswith("poalint/")]
    for issue, one in zip(of_rules, found(), strict=True):
        assert (issue["check_name"], issue["severity"]) == (one.rule, severities[one.severity])
        assert issue["description"] == plain(one.message)
        assert issue["location"]["positions"]["begin"] == {"line": one.line, "column": one.column}
    last = {"line": Lines(TEXT).position(len(TEXT) - 1)[0], "column": len("with its rest")}
    assert of_rules[4]["location"]["positions"]["end"] == last
    assert issues[-1]["check_name"] == UNREADABLE and issues[-1]["severity"] == "blocker"


def test_gitlab_tells_the_same_finding_in_two_files_apart() -> None:
    text = "The same."
    files = [CheckedFile(name, text, report((finding(text, "same", "a/b", "M"),))) for name in ("a.txt", "b.txt")]
    first, second = json.loads(write("gitlab", files))
    assert first["fingerprint"] != second["fingerprint"]


# JUnit and Checkstyle


def test_junit() -> None:
    suites = list(JUnitXml.fromstring(write("junit").encode()))
    assert [suite.name for suite in suites] == [PATH, "draft.txt", "clean.txt", "gone.txt"]
    cases = [case for suite in suites for case in suite]
    results = [case.result[0] if case.result else None for case in cases]
    failures = [result for result in results if isinstance(result, Failure)]
    failed = [one for one in found() if one.severity != "info"]
    assert [failure.message for failure in failures] == [plain(one.message) for one in failed]
    assert all(one.fingerprint in failure.text for one, failure in zip(failed, failures, strict=True))
    assert [result.message for result in results if isinstance(result, Error)] == [unreadable().error]
    assert len([result for result in results if isinstance(result, Skipped)]) == 3
    passed = [case for case, result in zip(cases, results, strict=True) if result is None]
    assert [case.name for case in passed] == ["a/inner (1:37)", "plain-words/hedge (10:224)", "no findings"]
    assert "Inner." in str(passed[0].child(SystemOut).text)
    root = JUnitXml.fromstring(write("junit").encode())
    assert (root.tests, root.failures, root.errors, root.skipped) == (len(cases), len(failures), 1, 3)


def test_checkstyle() -> None:
    root = ElementTree.fromstring(write("checkstyle").encode())
    assert root.tag == "checkstyle" and root[0].get("name") == PATH
    errors = [error for error in root.iter("error") if not (error.get("source") or "").startswith("poalint/")]
    for error, one in zip(errors, found(), strict=True):
        assert (error.get("source"), error.get("severity")) == (one.rule, one.severity)
        assert (error.get("line"), error.get("column")) == (str(one.line), str(one.column))
        assert (error.get("message") or "").split("\n")[0] == plain(one.message)
    assert "\x01" not in write("checkstyle")


# reviewdog


def bytes_of(text: str, place: dict[str, dict[str, int]]) -> str:
    """Return what a range covers, its columns counted in bytes of UTF-8."""
    lines = Lines(text)

    def offset(position: dict[str, int]) -> int:
        start, end = lines.span(position["line"])
        return start + len(text[start:end].encode()[: position["column"] - 1].decode())

    return text[offset(place["start"]) : offset(place["end"])]


def test_rdjson() -> None:
    result = json.loads(write("rdjson"))
    jsonschema.validate(result, json.loads((SCHEMAS / "rdjson.json").read_text(encoding="utf-8")))
    of_rules = [row for row in result["diagnostics"] if not row["code"]["value"].startswith("poalint/")]
    texts = [checked.text for checked in FILES if checked.report for _ in checked.report.findings]
    for row, one, text in zip(of_rules, found(), texts, strict=True):
        assert (row["code"]["value"], row["severity"]) == (one.rule, one.severity.upper())
        assert bytes_of(text, row["location"]["range"]) == one.excerpt
        edits = [step for step in one.suggestions if step.kind == "edit"]
        assert [step["text"] for step in row["suggestions"]] == [edit.replacement for edit in edits]
        for step, edit in zip(row["suggestions"], edits, strict=True):
            assert bytes_of(text, step["range"]) == text[edit.start : edit.end]
    places = [bytes_of(TEXT, place["location"]["range"]) for place in of_rules[0]["related_locations"]]
    assert places == [TWO_LINES, "👨‍👩‍👧‍👦"]
    assert result["diagnostics"][-1]["code"]["value"] == UNREADABLE


# CSV


def test_csv() -> None:
    printed = write("csv")
    assert printed.startswith("\ufefffile,line,")
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"), newline="")))
    of_rules = [row for row in rows if row["rule"] and not row["rule"].startswith("poalint/")]
    for row, one in zip(of_rules, found(), strict=True):
        assert (row["rule"], row["severity"], row["fingerprint"]) == (one.rule, one.severity, one.fingerprint)
        assert row["message"].lstrip("'") == plain(one.message)
        assert (row["line"], row["end_column"]) == (str(one.line), str(one.end_column))
    assert of_rules[4]["words"] == "'" + TWO_LINES
    assert [row["message"] for row in rows if not row["rule"]] == ["No findings."]
    assert (rows[-1]["rule"], rows[-1]["score"]) == (UNREADABLE, "")


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(write("csv"), newline="")))
    assert any(cell.startswith("'=cmd") for row in rows for cell in row)
    for row in rows:
        for cell in row:
            assert not cell.lstrip(" \t\r\n\"'").startswith(tuple("=+-@＝＋－＠")) or cell.startswith("'"), cell
            assert not cell.startswith(("\t", "\r", "\n", "=", "+", "-", "@"))


def test_a_configuration_may_name_each_format() -> None:
    from poalint.configuration.model import FORMATS as NAMED

    assert sorted(NAMED) == sorted(FORMATS)
