"""What to do about a finding: guidance as it is, edits and insertions with their places in the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from poalint.checks.base import Context, Hit
from poalint.edits.edit import Edit
from poalint.edits.guard import loses_nothing
from poalint.edits.insertion import insert
from poalint.edits.labels import describe, labels_of
from poalint.edits.removal import remove_item, remove_sentence, remove_words
from poalint.edits.replacement import replace_words
from poalint.findings import Suggestion
from poalint.packs.model import SuggestionTemplate
from poalint.text.expressions import compile_expression


def suggest(context: Context, hit: Hit, values: Mapping[str, Any]) -> Iterator[Suggestion]:
    """Yield the suggestions for a finding, the best first: what the hit itself says, then its rule's.

    An edit that would leave broken text is not offered. One that its rule calls safe, but that takes out a fact, is
    offered as unsafe.

    Args:
        context: the draft.
        hit: the finding.
        values: what may stand in braces in messages.
    """
    offered = False
    for words in hit.replacements:
        if not context.document.quoted(hit.start, hit.end):
            label = describe(SuggestionTemplate("replace"), words, labels_of(context.profile))
            yield Suggestion("edit", label, False, hit.start, hit.end, words)
    for template in hit.rule.suggestions:
        words = template.text.format_map(values)
        if not _applies(template, values) or (template.kind != "guidance" and "{" in words):
            continue
        found = _guidance_or_edit(context, hit, template, words)
        if found is not None:
            offered = True
            yield found
    if not offered:  # none of its edits would leave a sound text: say what the first of them would do
        first = hit.rule.suggestions[0]
        yield Suggestion("guidance", describe(first, first.text, labels_of(context.profile)))


def _applies(template: SuggestionTemplate, values: Mapping[str, Any]) -> bool:
    return all(compile_expression(wanted).search(str(values.get(name, ""))) for name, wanted in template.when)


def _guidance_or_edit(context: Context, hit: Hit, template: SuggestionTemplate, words: str) -> Suggestion | None:
    if template.kind == "guidance":
        return Suggestion("guidance", words)
    place = _place(context, hit, template)
    edit = _change(context, hit, template, place, words) if place else None
    if edit is None:
        return None
    kind = "template" if template.kind == "insert" else "edit"
    safe = template.safe and loses_nothing(context, hit, edit, template.target)
    label = describe(template, words, labels_of(context.profile))
    return Suggestion(kind, label, safe, edit.start, edit.end, edit.replacement)


def _place(context: Context, hit: Hit, template: SuggestionTemplate) -> tuple[int, int] | None:
    """Return the words that a template changes: the finding, or what ``find`` finds in its sentence."""
    if not template.find:
        return hit.start, hit.end
    document = context.document
    start, end = hit.start, hit.end
    if hit.sentence >= 0:
        sentence = document.sentences[hit.sentence]
        start, end = min(start, sentence.start), max(end, sentence.end)
    match = compile_expression(template.find).search(document.text[start:end])
    if match is None:
        return None
    first, last = match.span(match.re.groupindex.get("report", 0))
    return (start + first, start + last) if last > first >= 0 else None


def _change(
    context: Context, hit: Hit, template: SuggestionTemplate, place: tuple[int, int], words: str
) -> Edit | None:
    document = context.document
    if template.kind == "insert":
        return insert(document, hit, words, template.at, template.role)
    if document.quoted(*place):
        return None
    if template.kind == "replace":
        return replace_words(document, *place, words)
    if template.target == "match":
        return remove_words(document, *place)
    sentence = document.sentence_at(hit.start)
    if sentence is None:
        return None
    remove = remove_item if template.target == "item" else remove_sentence
    return remove(document, sentence, *place)
