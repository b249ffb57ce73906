"""Which of a language's variants a draft is in: as the user says, as the draft shows, or the usual one."""

from __future__ import annotations

from collections.abc import Sequence

from poalint.grammar.terms import LanguageTerms
from poalint.text.expressions import compile_expression


def variant_of(text: str, terms: LanguageTerms, wanted: Sequence[str] = ()) -> str:
    """Return the variant in which to check a draft, such as ``en-GB``.

    Args:
        text: the draft.
        terms: of its language.
        wanted: variants that the user named; the first one of the language counts.
    """
    base = terms.variant.partition("-")[0]
    for one in wanted:
        if one.partition("-")[0] == base:
            return one
    signs = {name: _count(text, expressions) for name, expressions in terms.signs.items()}
    best = max(signs.values(), default=0)
    # Where signs of two variants are as many, the draft shows none.
    leading = [name for name, count in signs.items() if count == best and best]
    return leading[0] if len(leading) == 1 else terms.variant


def _count(text: str, expressions: Sequence[str]) -> int:
    return sum(1 for expression in expressions for _ in compile_expression(expression).finditer(text))
