"""Which words a draft writes with a capital, and which small."""

from __future__ import annotations

from poalint.document.model import Document
from poalint.facts.once import once
from poalint.packs.model import Profile


@once
def written_small(document: Document, profile: Profile) -> frozenset[str]:
    """Return the normal forms of the words that a draft writes small somewhere."""
    del profile
    tokens, text = document.tokens, document.text
    return frozenset(
        [
            norm
            for norm, start, word in zip(tokens.norms, tokens.starts, tokens.words, strict=True)
            if word and text[start].islower()
        ]
    )


@once
def capitals(document: Document, profile: Profile) -> list[int]:
    """Return the numbers of the tokens that begin with a capital, in text order."""
    del profile
    tokens, text = document.tokens, document.text
    return [
        at
        for at, (start, word) in enumerate(zip(tokens.starts, tokens.words, strict=True))
        if word and text[start].isupper()
    ]
