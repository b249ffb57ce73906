"""The words of a draft that make sentences steps of the plan: its acts, and who does them and when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from poalint.document.model import Document
from poalint.facts.action_item import Span
from poalint.facts.date_mention import DateMention
from poalint.facts.speakers import speaks_as_one
from poalint.packs.model import Profile
from poalint.patterns.matches import Match
from poalint.roles import ACTION_ROLES

TENSES = ("done", "future", "automatic", "present", "state")
_SLOTS = ("who", "who-not", "when", "how-often", "when-not", "i")
_OTHERS = ("owner-all", "when-all", "none", "attribute")
_OVERLAPPING = 3  # dates that may hold one place

_Table = Mapping[int, list[Match]]


class ActionWords:
    """What the language's pattern sets ``action/...`` find in a draft, whatever its sections are.

    Args:
        document: with sentences.
        profile: its language.
        matches: gives the matches of the language's own pattern sets.
        by_sentence: gives them by the numbers of their sentences.
        dates: the draft's dates, in text order.

    Attributes:
        found: pattern set to sentence number to matches.
        asking: the same for words that are no part of a plan.
        usual: numbers of the sentences with an act of a usual kind.
        one_speaker: whether one person speaks throughout, as "I".
    """

    def __init__(
        self,
        document: Document,
        profile: Profile,
        matches: Callable[[str], list[Match]],
        by_sentence: Callable[[str], _Table],
        dates: Sequence[DateMention],
    ) -> None:
        self._document = document
        self._dates = dates
        self._starts = [date.start for date in dates]
        self._dated_things = profile.words("date-of-thing")
        self._dated_things_behind = profile.words("date-of-thing-behind")
        names = (*TENSES, *_SLOTS, *_OTHERS)
        self.found = {name: by_sentence(f"action/{name}") for name in names}
        self.asking = by_sentence("content/other")
        self.usual = {number for role in ACTION_ROLES for number in by_sentence(f"content/{role}")}
        self.one_speaker = speaks_as_one(document, profile, matches)

    def slot(self, name: str, numbers: Iterable[int]) -> Span | None:
        """Return the first words that fill a slot in some sentences: ``who``, ``when``, ``how-often`` or ``i``."""
        barred = {"when": "when-not", "how-often": "when-not", "who": "who-not"}.get(name, "")
        for number in numbers:
            nots = self.found[barred].get(number, []) if barred else []
            for match in self.found[name].get(number, ()):
                inside = any(bad.first <= match.first and match.last <= bad.last for bad in nots)
                if not inside and not (name == "when" and self._dates_a_thing(match)):
                    return self.span(match)
        return None

    def time(self, numbers: Sequence[int]) -> Span | None:
        """Return when an action is: a point in time, a frequency, or an event that triggers it."""
        return self.slot("when", numbers) or self.slot("how-often", numbers)

    def is_date(self, number: int) -> bool:
        """Return whether a sentence holds nothing but a date, as the lead of an item."""
        sentence = self._document.sentences[number]
        end = sentence.end - (self._document.text[sentence.end - 1] in ":：")
        return any(end <= date.end for date in self._dates_from(sentence.start))

    def span(self, match: Match) -> Span:
        """Return the offsets of a match."""
        return self._document.token_span(match.first, match.last)

    def _dates_from(self, offset: int) -> Sequence[DateMention]:
        """Return the last dates that begin at an offset or before it."""
        behind = bisect_right(self._starts, offset)
        return self._dates[max(behind - _OVERLAPPING, 0) : behind]

    def _dates_a_thing(self, match: Match) -> bool:
        """Return whether a date says what a thing is dated ("invoices dated 31 March"), not when a step was taken."""
        tokens = self._document.tokens
        start = tokens.starts[match.first]
        at = match.first
        for date in self._dates_from(start):
            if start < date.end:
                while at > 0 and tokens.starts[at] > date.start:
                    at -= 1
                if any(self._document.text.startswith(word, date.end) for word in self._dated_things_behind):
                    return True
        return at > 0 and tokens.norms[at - 1] in self._dated_things
