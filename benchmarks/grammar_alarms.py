"""Count what LanguageTool says of drafts, before poalint's knowledge of plans counts and after.

    python benchmarks/grammar_alarms.py --url http://127.0.0.1:8081 FOLDER... [--show en] [--part odd]

A folder holds ``en``, ``de``, ``nl``, ``ja`` and ``pl`` with drafts (``*.txt``) in them. It prints for each the
number of words, the alarms per 1,000 of them when LanguageTool is asked about the draft as it is, those that poalint
reports, and how many of these stand on a term of Amazon's, an identifier or a name. Names are counted generously: any
word with a capital that LanguageTool calls misspelt, and that does not open a sentence or a German noun's place.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from poalint import Linter, Report
from poalint.grammar.client import check
from poalint.grammar.service import GrammarService
from poalint.grammar.terms import terms_of
from poalint.text.decode import read_draft

LANGUAGES = ("en", "de", "nl", "ja", "pl")
TERMS = re.compile(
    r"(?i)\b(?:amazon|asins?|skus?|fnskus?|fba|fbm|odr|lsr|vtr|poa|seller central|a[ -](?:to|bis|tot|do)[ -]z"
    r"|brand registry|buy box|prime|sprzedawc|seller)\b"
)
CODES = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\S*\d\S*")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--url", required=True)
    parser.add_argument("--show", default="", help="print the alarms that are left in a language, with their words")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--part", choices=("odd", "even", "all"), default="all")
    options = parser.parse_args()
    service = GrammarService(url=options.url, deadline=120)
    print(f"{'':4}{'drafts':>8}{'words':>8}{'before':>8}{'after':>8}{'terms':>8}{'codes':>8}{'names':>8}")
    for language in options.languages.split(","):
        linter = Linter(language=language, grammar=service)
        count: Counter[str] = Counter()
        for path in sorted(path for folder in options.folders for path in (folder / language).glob("*.txt")):
            if not _wanted(path, options.part):
                continue
            text = read_draft(str(path))
            report = linter.check(text)
            if not report.grammar:
                raise SystemExit("\n".join(report.unchecked))
            count["drafts"] += 1
            count["words"] += report.words
            terms = terms_of(language)
            assert terms is not None
            count["before"] += len(check(options.url, text, terms.variant, 120)[0])
            for kind, line in _left(report, text):
                count[kind] += 1
                count["after"] += 1
                if language == options.show:
                    print(f"  {kind:6} {path.name[:2]} {line}")
        rate = {key: 1000 * count[key] / max(count["words"], 1) for key in ("before", "after")}
        print(
            f"{language:4}{count['drafts']:>8}{count['words']:>8}{rate['before']:>8.1f}{rate['after']:>8.1f}"
            f"{count['term']:>8}{count['code']:>8}{count['name']:>8}",
            flush=True,
        )


def _wanted(path: Path, part: str) -> bool:
    number = re.match(r"(\d+)-", path.name)
    return part == "all" or number is None or (int(number[1]) % 2 == 1) == (part == "odd")


def _left(report: Report, text: str) -> list[tuple[str, str]]:
    """Return kind and words of each alarm that poalint reports."""
    found = []
    codes = [match.span() for match in CODES.finditer(text)]
    for finding in report.findings:
        if finding.category != "grammar":
            continue
        words = finding.excerpt
        spelling = finding.rule == "grammar/spelling"
        kind = "other"
        if TERMS.fullmatch(words) or (spelling and TERMS.search(words)):
            kind = "term"
        elif any(start < finding.end and finding.start < end for start, end in codes) and spelling:
            kind = "code"
        elif (
            spelling
            and words[:1].isupper()
            and (report.language != "de")
            and text[: finding.start].rstrip()[-1:].isalnum()
        ):
            kind = "name"
        around = text[max(0, finding.start - 30) : finding.start] + ">>" + words + "<<" + text[finding.end :][:25]
        found.append(
            (kind, f"{finding.details['id']} {around!r} {[one.replacement for one in finding.suggestions[:2]]}")
        )
    return found


if __name__ == "__main__":
    main()
