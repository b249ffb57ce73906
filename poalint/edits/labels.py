"""What edits are called, in the words of a language (``edit-labels``)."""

from __future__ import annotations

from collections.abc import Mapping

from poalint.packs.model import Profile, SuggestionTemplate
from poalint.ruleset import load_ruleset, load_table

# For drafts in a language that has no labels of its own.
_OTHERWISE = "languages/en/edits"


def labels_of(profile: Profile | None) -> Mapping[str, str]:
    """Return a language's labels by name; those of English where it has none."""
    own = profile.table("edit-labels") if profile is not None else {}
    return own or load_table(_OTHERWISE)["edit-labels"]


def labels_for(language: str) -> Mapping[str, str]:
    """Return the labels of a language by its code; those of English for ``auto``."""
    return labels_of(None if language == "auto" else load_ruleset(language).profile)


def describe(template: SuggestionTemplate, words: str, labels: Mapping[str, str]) -> str:
    """Return what a suggestion says to do.

    Args:
        template: the suggestion.
        words: its text, with the values of a finding put in.
        labels: of the language.
    """
    if template.kind == "guidance":
        return words
    if template.label:
        return template.label
    name = f"delete-{template.target}" if template.kind == "delete" else template.kind
    return labels[name].format(words=" ".join(words.split()))
