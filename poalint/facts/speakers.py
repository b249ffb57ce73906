"""Whether one person speaks throughout a draft, as "I"."""

from __future__ import annotations

from collections.abc import Callable

from poalint.document.model import Document
from poalint.packs.model import Profile
from poalint.patterns.matches import Match

_FEW = 4  # a "we" for so many "I" is a slip


def speaks_as_one(document: Document, profile: Profile, language_matches: Callable[[str], list[Match]]) -> bool:
    """Return whether one person speaks as "I" throughout, quotations aside.

    The language's table ``speakers`` has the pronouns: ``one`` and ``many``; ``plural-endings`` behind one of them make
    it a "we" (Japanese 私達). Verbs that say who acts stand in the pattern sets ``speaker/one`` and ``speaker/many``.
    """
    speakers = profile.table("speakers")
    single, plural = frozenset(speakers.get("one", ())), frozenset(speakers.get("many", ()))
    endings = frozenset(speakers.get("plural-endings", ()))
    tokens = document.tokens
    ones, manies = (
        sum(not document.quoted(*document.token_span(match.first, match.last)) for match in language_matches(name))
        for name in ("speaker/one", "speaker/many")
    )
    following = [*tokens.norms[1:], ""]
    for norm, behind, start, end in zip(tokens.norms, following, tokens.starts, tokens.ends, strict=False):
        if (norm in single or norm in plural) and not document.quoted(start, end):
            several = norm in plural or behind in endings
            ones += not several
            manies += several
    return ones > 0 and manies * _FEW <= ones
