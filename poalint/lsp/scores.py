"""The score of a draft as numbers, for an editor's status bar: a request of our own, ``poalint/score``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from poalint.lsp.results import Result

METHOD = "poalint/score"


def score(result: Result) -> dict[str, Any] | None:
    """Return what an editor shows of a draft's score, ``None`` for a document that is no draft or has no report.

    Scores are whole numbers from 0 to 100, rounded down as everywhere; ``scored`` is false where they mean nothing.
    """
    report = result.report
    if report is None:
        return None
    found = report.score
    parts = {name: int(getattr(found, name)) for name in ("tone", "substance", "form", "consistency")}
    numbers = [sum(one.severity == severity for one in report.findings) for severity in ("error", "warning", "info")]
    return {
        "version": result.document.version,
        "language": report.language,
        "scored": report.scored,
        "score": int(found.total),
        "parts": parts,
        "findings": dict(zip(("error", "warning", "info"), numbers, strict=True)),
        "first": [
            {"rule": gain.rule, "title": gain.title, "points": round(gain.points)}
            for gain in found.first[:3]
            if round(gain.points) >= 1
        ],
    }
