"""poalint: a linter for plans of action.

>>> import poalint
>>> report = poalint.check("We will be more careful in future.", language="en")
>>> report.score.total < 100
True
"""

from poalint.errors import InputError, PackError, PoalintError, UsageError
from poalint.findings import Finding, Gain, RelatedSpan, Report, Score, SectionSummary, Suggestion
from poalint.linter import Linter, check

__version__ = "0.1.0"

__all__ = [
    "Finding",
    "Gain",
    "InputError",
    "Linter",
    "PackError",
    "PoalintError",
    "RelatedSpan",
    "Report",
    "Score",
    "SectionSummary",
    "Suggestion",
    "UsageError",
    "__version__",
    "check",
]
