"""Expand a dictionary form into the forms a draft may show, by rules that a language's data gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Entry = tuple[str | int, ...]
"""Words in order; a number stands for up to so many words in between, a ``~`` before a word for its dictionary form."""

_SEPARABLE = "+"
_REACH = 10


class Inflector:
    """Gives all forms of a word; too many are harmless, too few lose matches.

    Args:
        irregular: dictionary form to its other forms.
        rules: pairs of a regular expression over the whole word and the templates of its forms (``\\1`` stands for the
            first group); the first expression that fits is used.
        separable: how the mark of an infinitive stands in a separable verb: ``joined`` ("anzukommen") or ``apart``
            ("op te lossen"), to the mark.
        look_up: gives the tokens by which a dictionary form is found in languages whose drafts are analysed word by
            word, else ``None``.
        expression: compiles the expressions of the rules.
        endings: names to lists of endings that templates share: ``\\1{past}`` is one form for each ending of ``past``.
        strong: verbs that change inside: ``verbs`` (infinitive to its principal parts, "nehmen" to "nimmt", "nahm",
            "genommen"), ``endings`` (rules like ``rules``, for each principal part), ``prefixes`` that do not part from
            a verb ("entnehmen"), and the ``participle`` mark that they replace ("ge").
    """

    def __init__(
        self,
        irregular: Mapping[str, Sequence[str]],
        rules: Sequence[tuple[str, Sequence[str]]],
        separable: Mapping[str, str] | None = None,
        look_up: Callable[[str], list[str] | None] = lambda _: None,
        expression: Callable[[str], Any] = re.compile,
        endings: Mapping[str, Sequence[str]] | None = None,
        strong: Mapping[str, Any] | None = None,
    ) -> None:
        self._irregular = irregular
        self._rules = _compiled(rules, expression, endings or {})
        strong = strong or {}
        self._strong: Mapping[str, Sequence[str]] = strong.get("verbs", {})
        self._endings = _compiled(strong.get("endings", ()), expression, endings or {})
        self._prefixes: tuple[str, ...] = ("", *strong.get("prefixes", ()))
        self._participle = str(strong.get("participle", ""))
        self._separable = separable or {}
        self._look_up = look_up

    def entries(self, written: str) -> list[Entry]:
        """Return the entries that a dictionary form stands for; ``an+kommen`` parts as "kommt ... an"."""
        tokens = self._look_up(written.replace(_SEPARABLE, ""))
        if tokens is not None:
            return [tuple(tokens)] if tokens else []
        particle, separable, base = written.rpartition(_SEPARABLE)
        if not separable:
            return [(form,) for form in sorted(self.forms(written))]
        forms = sorted(self.forms(base))
        found: list[Entry] = [(particle + form,) for form in forms]
        found += [(form, _REACH, particle) for form in forms]
        if "joined" in self._separable:
            found.append((particle + self._separable["joined"] + base,))
        if "apart" in self._separable:
            found.append((particle, self._separable["apart"], base))
        return found

    def forms(self, word: str) -> frozenset[str]:
        """Return the word and its inflected forms, lower case."""
        if word in self._irregular:
            return frozenset((word, *self._irregular[word]))
        found = {word, *_apply(self._rules, word)}
        for prefix in self._prefixes:
            parts = self._strong.get(word[len(prefix) :], ()) if word.startswith(prefix) else ()
            for form in {form for part in parts for form in (part, *_apply(self._endings, part))}:
                found.add(prefix + form)
                if prefix and self._participle:
                    found.add(prefix + form.removeprefix(self._participle))
        return frozenset(found)


_Rules = list[tuple[Any, tuple[str, ...]]]


def _compiled(
    rules: Sequence[tuple[str, Sequence[str]]],
    expression: Callable[[str], Any],
    endings: Mapping[str, Sequence[str]],
) -> _Rules:
    return [(expression(pattern), _spelt_out(templates, endings)) for pattern, templates in rules]


def _apply(rules: _Rules, word: str) -> list[str]:
    """Return the forms that the first fitting rule gives."""
    for pattern, templates in rules:
        match = pattern.fullmatch(word)
        if match:
            return [match.expand(template) for template in templates]
    return []


def _spelt_out(templates: Iterable[str], endings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return templates with each ``{name}`` at their end replaced by the endings of that name."""
    found: list[str] = []
    for template in templates:
        stem, opened, name = template.partition("{")
        found += [stem + ending for ending in endings[name.rstrip("}")]] if opened else [template]
    return tuple(found)
