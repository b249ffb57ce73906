"""Whether one person speaks throughout a draft, as "I"."""

from __future__ import annotations

from collections.abc import Callable

from poalint.document.model import Document
from poalint.packs.model import Profile
from poalint.patterns.matches import Match

_FEW = 4  # a "we" for so many "I" is a slip


def speaking_verbs(document: Document, language_matches: Callable[[str], list[Match]], who: str) -> list[Match]:
    """Return where a verb alone says that ``one`` or ``many`` speak.

    Those of ``speaker/one-marked`` do so only with the marks on their letters that a draft may leave out: "porównuję",
    which without them is "he compares", too.
    """
    tokens, text = document.tokens, document.text
    marked = [
        match
        for match in language_matches(f"speaker/{who}-marked")
        if any(text[tokens.starts[at] : tokens.ends[at]].lower() != tokens.norms[at] for at in range(*match[:2]))
    ]
    return [*language_matches(f"speaker/{who}"), *marked]


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
        sum(
            not document.quoted(*document.token_span(match.first, match.last))
            for match in speaking_verbs(document, language_matches, name)
        )
        for name in ("one", "many")
    )
    for at in tokens.places(single | plural):
        if not document.quoted(tokens.starts[at], tokens.ends[at]):
            several = tokens.norms[at] in plural or not endings.isdisjoint(tokens.norms[at + 1 : at + 2])
            ones += not several
            manies += several
    return ones > 0 and manies * _FEW <= ones
