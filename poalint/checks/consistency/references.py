"""An annex, section, step or cause that the draft names and does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from poalint.checks.base import Context, Hit, Related
from poalint.facts.listed import Listed, find_listed
from poalint.facts.references import ANNEX, Mention, find_mentions
from poalint.packs.model import Rule

# How many steps "3.1", "3.2" make "3.9" one of their kind.
_LEAST_KIN = 2


def find(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield one hit for each label that the draft names and does not list, at its first mention."""
    listed = find_listed(context.document, context.profile)
    seen: set[tuple[str, str]] = set()
    note = str(context.profile.table("consistency-notes").get("reference", ""))
    for mention in find_mentions(context.document, context.profile):
        family = listed.get(mention.family)
        if family is None or context.document.quoted(mention.start, mention.end):
            continue
        for label in mention.labels:
            if (mention.family, label) in seen or not _missing(label, family):
                continue
            seen.add((mention.family, label))
            yield _hit(rule, context, mention, label, family, note)


def _missing(label: str, family: Listed) -> bool:
    """Return whether a list of such labels lacks one; labels of another make ("2.1" beside 1, 2, 3) are not judged."""
    labels = family.places
    if "." in label:
        kin = [known for known in labels if "." in known and known.split(".")[0] == label.split(".")[0]]
        return len(kin) >= _LEAST_KIN and label not in labels
    if _is_roman(label) and any(map(_is_roman, labels)):
        return label not in labels and len(labels) >= family.least
    if label in labels or any(known.startswith(label) or label.startswith(known) for known in _longer(label, labels)):
        return False
    return len(labels) >= family.least and family.judges(label)


def _is_roman(label: str) -> bool:
    """Return whether a label is a Roman number of two digits or more; one may be a letter of the alphabet."""
    return len(label) > 1 and set(label) <= set("ivx")


def _longer(label: str, labels: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Yield the labels that are parts of a label, or of which it is a part: A of A1, 2 of 2.3."""
    for known in labels:
        of_one_letter = known[0].isalpha() and label[0].isalpha() and len(known) != len(label)
        numbered_below = ("." in known) != ("." in label) or known[-1].isalpha() != label[-1].isalpha()
        if of_one_letter or numbered_below:
            yield known


def _hit(rule: Rule, context: Context, mention: Mention, label: str, family: Listed, note: str) -> Hit:
    text = context.document.text
    last = max(family.places.values())
    details = {
        "kind": "reference",
        "value": text[mention.start : mention.end],
        "label": label,
        "listed": ", ".join(sorted(family.places, key=_order)[:12]),
        "what": "annex" if mention.family == ANNEX else mention.family,
    }
    return Hit(rule, mention.start, mention.end, (Related(*last, note),), details)


def _order(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdecimal() else (1_000, label)
