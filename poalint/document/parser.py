"""Build a document from a text; sections follow once the language's patterns have been matched."""

from __future__ import annotations

from collections.abc import Callable

from poalint.document.blocks import find_blocks
from poalint.document.model import Document
from poalint.document.quotations import find_quotations
from poalint.document.sentences import split_sentences
from poalint.packs.model import Profile
from poalint.text.positions import Lines
from poalint.text.tokens import Tokens


def parse_document(text: str, profile: Profile, tokenize: Callable[[str], Tokens]) -> Document:
    """Return a document with blocks, quotations, sentences and clauses, still without sections.

    Args:
        text: the draft as decoded; it is not changed, all offsets refer to it.
        profile: its language.
        tokenize: splits it into tokens, as the language does.
    """
    lines = Lines(text)
    document = Document(text, profile.code, tokenize(text), lines)
    document.blocks = find_blocks(text, lines, profile.words("number-labels"))
    document.quotations = find_quotations(text, document.blocks)
    split_sentences(document, profile)
    return document
