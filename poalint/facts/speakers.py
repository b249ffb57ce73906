"""Whether one person speaks throughout a draft, as "I"."""

from __future__ import annotations

from poalint.document.model import Document
from poalint.packs.model import Profile

_FEW = 8  # a "we" for so many "I" is a slip


def speaks_as_one(document: Document, profile: Profile) -> bool:
    """Return whether one person speaks as "I" throughout, by the language's table ``speakers``; quotations aside.

    ``one`` and ``many`` are the pronouns; ``plural-endings`` behind one of them make it a "we" (Japanese 私達).
    """
    speakers = profile.table("speakers")
    single, plural = frozenset(speakers.get("one", ())), frozenset(speakers.get("many", ()))
    endings = frozenset(speakers.get("plural-endings", ()))
    tokens = document.tokens
    ones = manies = 0
    following = [*tokens.norms[1:], ""]
    for norm, behind, start, end in zip(tokens.norms, following, tokens.starts, tokens.ends, strict=False):
        if (norm in single or norm in plural) and not document.quoted(start, end):
            several = norm in plural or behind in endings
            ones += not several
            manies += several
    return ones > 0 and manies * _FEW <= ones
