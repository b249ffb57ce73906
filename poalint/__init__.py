"""poalint: a linter for plans of action.

>>> import poalint
>>> report = poalint.check("We will be more careful in future.", language="en")
>>> report.score.total < 100
True
"""

from typing import TYPE_CHECKING, Any

from poalint.configuration.checker import Checker
from poalint.configuration.discover import find_configuration
from poalint.configuration.model import Configuration
from poalint.configuration.read import load_configuration
from poalint.errors import ConfigurationError, InputError, PackError, PoalintError, UnknownNameError, UsageError
from poalint.findings import (
    Finding,
    Gain,
    RelatedSpan,
    Report,
    Score,
    SectionSummary,
    Silenced,
    Suggestion,
    UnusedSuppression,
)
from poalint.linter import Linter, check

if TYPE_CHECKING:
    from poalint.fixing import AppliedEdit, Fixer, FixResult, fix

__version__ = "0.1.0"

__all__ = [
    "AppliedEdit",
    "Checker",
    "Configuration",
    "ConfigurationError",
    "Finding",
    "FixResult",
    "Fixer",
    "Gain",
    "InputError",
    "Linter",
    "PackError",
    "PoalintError",
    "RelatedSpan",
    "Report",
    "Score",
    "SectionSummary",
    "Silenced",
    "Suggestion",
    "UnknownNameError",
    "UnusedSuppression",
    "UsageError",
    "__version__",
    "check",
    "find_configuration",
    "fix",
    "load_configuration",
]


def __getattr__(name: str) -> Any:
    """Import what fixes drafts when it is first asked for: a check does without it."""
    if name not in ("AppliedEdit", "FixResult", "Fixer", "fix"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from poalint import fixing

    return getattr(fixing, name)
