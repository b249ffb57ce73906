"""Show how a test of packs came out, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from poalint.packtest import CorpusResult, Coverage, ExampleResult, PackTest, Part, Tally


def render(results: Sequence[PackTest]) -> str:
    """Return an object with ``passed`` and, under ``results``, one object for each language."""
    data = {"passed": all(result.passed for result in results), "results": [_result(result) for result in results]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _result(result: PackTest) -> dict[str, Any]:
    return {
        "language": result.language,
        "packs": list(result.packs),
        "rules": result.rules,
        "examples": len(result.examples),
        "passed": result.passed,
        "failures": [_failure(failure) for failure in result.failures],
        "warnings": [
            {"kind": remark.kind, "rule": remark.rule, "place": remark.place, "message": remark.message}
            for remark in result.remarks
        ],
        **({"coverage": [_coverage(one) for one in result.coverage]} if result.coverage else {}),
        **({"corpus": _corpus(result.corpus)} if result.corpus is not None else {}),
    }


def _failure(failure: ExampleResult) -> dict[str, Any]:
    return {
        "rule": failure.rule,
        "place": failure.place,
        "quality": failure.quality,
        "number": failure.number,
        "text": failure.text,
        "expected": list(failure.expected) if failure.expected else None,
        "found": [list(span) for span in failure.found],
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "pack": coverage.pack,
        "parts": len(coverage.parts),
        "exercised": coverage.exercised,
        "percent": round(coverage.percent, 1),
        "missing": [_part(part) for part in coverage.parts if not part.exercised],
    }


def _part(part: Part) -> dict[str, Any]:
    line = part.line
    return {"kind": part.kind, "text": part.text, "rule": line.name, "set": line.set, "place": line.place}


def _corpus(corpus: CorpusResult) -> dict[str, Any]:
    return {
        "drafts": corpus.drafts,
        "labelled": corpus.labelled,
        "words": corpus.words,
        "rules": [_tally(tally) for tally in corpus.rules],
        "lines": [_tally(tally) for tally in corpus.lines],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    line = tally.line
    return {
        "rule": tally.rule,
        **({"set": line.set, "text": line.text, "place": line.place} if line else {}),
        "fired": tally.fired,
        "drafts": tally.drafts,
        "outranked": tally.outranked,
        "right": tally.right,
        "other": tally.mistaken,
        "false": tally.false,
        "findings": [
            {"path": path, "line": number, "excerpt": words, "verdict": verdict.replace("mistaken", "other") or None}
            for path, number, words, verdict in tally.samples
        ],
    }
