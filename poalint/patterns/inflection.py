"""Expand a dictionary form into the forms a draft may show, by rules that a language's data gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from poalint.text.expressions import compile_expression


class Inflector:
    """Gives all forms of a word; too many are harmless, too few lose matches.

    Args:
        irregular: dictionary form to its other forms.
        rules: pairs of an RE2 expression over the whole word and the templates of its forms (``\\1`` stands for the
            first group); the first expression that fits is used.

    Raises:
        ValueError: an expression is none.
    """

    def __init__(self, irregular: Mapping[str, Sequence[str]], rules: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._irregular = irregular
        self._rules = [(compile_expression(pattern), tuple(templates)) for pattern, templates in rules]

    def forms(self, word: str) -> frozenset[str]:
        """Return the word and its inflected forms, lower case."""
        if word in self._irregular:
            return frozenset((word, *self._irregular[word]))
        for pattern, templates in self._rules:
            match = pattern.fullmatch(word)
            if match:
                return frozenset((word, *(match.expand(template) for template in templates)))
        return frozenset((word,))
