"""Apply the edits that findings offer to a draft: only those that make nothing else worse, until none is left."""

from poalint.fixing.fixer import Fixer, fix
from poalint.fixing.model import AppliedEdit, FixResult, Proposal

__all__ = ["AppliedEdit", "FixResult", "Fixer", "Proposal", "fix"]
