"""poalint: a linter for plans of action.

>>> import poalint
>>> report = poalint.check("We will be more careful in future.", language="en")
>>> report.score.total < 100
True
"""

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

__version__ = "0.1.0"

__all__ = [
    "Checker",
    "Configuration",
    "ConfigurationError",
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
    "Silenced",
    "Suggestion",
    "UnknownNameError",
    "UnusedSuppression",
    "UsageError",
    "__version__",
    "check",
    "find_configuration",
    "load_configuration",
]
