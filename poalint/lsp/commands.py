"""What an editor can ask the server to do beside looking: silence, explain, report, begin a plan, check a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from poalint.configuration.checker import Checker
    from poalint.lsp.results import Result

CHECK = "poalint.checkWorkspace"
REPORT = "poalint.showReport"
OUTLINE = "poalint.newDraft"
IGNORE = "poalint.ignoreFinding"
DISABLE = "poalint.disableRule"
EXPLAIN = "poalint.explainRule"

_REASON = "Ignored in the editor; write here why."
_DRAFTS = (".txt", ".md", ".markdown")
_MOST_DRAFTS = 1000
_NO_DRAFTS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_OUTLINE = "plan-of-action"


def ignore_finding(result: Result, fingerprint: str) -> str:
    """Add a finding to the list of ignored ones; return what was done.

    Raises:
        UsageError: the draft has no such finding any more.
        PoalintError: the list cannot be read or written.
    """
    from poalint.configuration.ignore_file import add_to_file
    from poalint.errors import UsageError
    from poalint.suppression.fingerprints import IgnoredFinding
    from poalint.text.paths import shown

    findings = result.report.findings if result.report is not None else ()
    finding = next((one for one in findings if one.fingerprint == fingerprint), None)
    if finding is None or result.checker is None:
        raise UsageError("This finding is not in the draft any more.")
    path = result.document.path
    target = result.checker.ignore_file(path)
    name = os.path.relpath(path, os.path.dirname(target)).replace(os.sep, "/") if path else ""
    add_to_file(target, [IgnoredFinding(fingerprint, _REASON, finding.rule, name)])
    return f"{finding.rule} is ignored here; {shown(target)} says so."


def disable_rule(checker: Checker, folder: str, rule: str) -> str:
    """Turn a rule off in the configuration of a draft, or in a new one in a folder; return what was done.

    Raises:
        UsageError: there is no such rule.
        PoalintError: the configuration cannot be read or written.
    """
    from poalint.configuration import disable
    from poalint.text.paths import shown

    checker.linter.check_names([rule])
    path = checker.configuration.path or os.path.join(folder, "poalint.yaml")
    disable.disable_rule(path, rule)
    return f"{rule} is turned off in {shown(path)}."


def drafts_below(folders: Sequence[str]) -> Iterator[str]:
    """Yield the drafts in some folders and those below them, up to a thousand; hidden folders are passed over."""
    count = 0
    seen: set[str] = set()
    for top in folders:
        for folder, inner, names in os.walk(top):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _NO_DRAFTS)
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(_DRAFTS) and not name.startswith(".") and path not in seen:
                    seen.add(path)
                    count += 1
                    yield path
                    if count == _MOST_DRAFTS:
                        return


def outline(checker: Checker, language: str) -> str:
    """Return an empty plan: its sections with slots, in a language, from what rules would put in.

    Raises:
        UsageError: the language is unknown.
    """
    from poalint.errors import UnknownNameError
    from poalint.ruleset import languages

    known = languages(checker.linter.packs)
    language = language or checker.linter.default_language
    if language not in known:
        raise UnknownNameError(language, f"no rules for language {language!r}; one of: {', '.join(known)}")
    parts = [
        one.text.strip()
        for rule in checker.linter.rules_for(language)
        for one in rule.suggestions
        if one.kind == "insert" and one.at == "section"
    ]
    if not parts:
        parts = list(checker.linter.profile_for(language).table("section-titles").values())
    return "\n\n".join(dict.fromkeys(parts)) + "\n"


def write_outline(text: str, folder: str) -> str:
    """Write a new draft into a folder, under a name that is free, and return its path.

    Raises:
        InputError: it cannot be written.
    """
    from poalint.errors import InputError

    for number in range(1, 1000):
        path = os.path.join(folder, f"{_OUTLINE}{f'-{number}' if number > 1 else ''}.txt")
        try:
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}; open another folder") from None
        return path
    raise InputError(f"{folder} holds too many files called {_OUTLINE}; remove some")


def report_page(result: Result) -> str:
    """Return the report on a draft as an HTML page.

    Raises:
        UsageError: the draft could not be checked.
    """
    from poalint.errors import UsageError
    from poalint.output import CheckedFile
    from poalint.output.html import render

    if result.report is None:
        raise UsageError(result.failure or "There is nothing to report: the document is empty or no draft.")
    name = os.path.basename(result.document.path) or "draft"
    return render([CheckedFile(name, result.document.text, result.report)])


def file_name(words: str) -> str:
    """Return words as the name of a file."""
    return re.sub(r"[^\w.-]+", "-", words).strip("-.")[:80] or "draft"
