"""Dates that cannot be: not in the calendar, on another weekday, out of order, or to be read in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from poalint.checks.base import Context, Hit
from poalint.checks.consistency.common import (
    dates_by_sentence,
    has_phrase,
    joining_words,
    make_hit,
    roles_of,
    statement,
    statement_at,
)
from poalint.document.model import Sentence
from poalint.facts.date_mention import DateMention, exists
from poalint.packs.model import Rule
from poalint.roles import ACTION_ROLES, CORRECTIVE, EVIDENCE, ISSUE, ROOT_CAUSE

_OPENING_BLOCKS = 6
_LEAD_WORDS = 4
_HEADER_WORDS = 16
_VERB_REACH = 14
_NEAR = 60


def find(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield dates that are not in the calendar."""
    names = list(context.profile.data.get("month-names", ()))[:12]  # further spellings stand behind
    for mention in _own(context):
        if mention.day and not exists(mention.year, mention.month, mention.day):
            last = next(day for day in (31, 30, 29, 28) if exists(mention.year, mention.month, day))
            month = names[mention.month - 1] if len(names) == 12 else str(mention.month)
            yield make_hit(rule, context, "date", (mention.start, mention.end), month=month, last=str(last))


def find_weekdays(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield dates that fall on another weekday than the one written with them."""
    names = list(context.profile.data.get("weekday-names", ()))[:7]  # further spellings stand behind
    one_year = _one_year(context)
    for mention in _own(context):
        if mention.weekday < 0 or mention.value is None or len(names) != 7 or not (mention.year_written or one_year):
            continue
        right = mention.value.weekday()
        if right == mention.weekday or _fits_otherwise(mention):
            continue
        text = context.document.text[mention.start : mention.end]
        first, last = _weekday_in(text, mention.weekday, context)
        yield make_hit(
            rule, context, "date", (mention.start, mention.end), actual=names[right],
            date=(text[:first] + text[last:]).strip(" ,()（）"),
            corrected=text[:first] + names[right] + text[last:],
        )  # fmt: skip


def _fits_otherwise(mention: DateMention) -> bool:
    """Return whether a date that can be read in two ways fits its weekday in the other one."""
    if not mention.ambiguous:
        return False
    return date(mention.year, mention.day, mention.month).weekday() == mention.weekday


def _weekday_in(text: str, weekday: int, context: Context) -> tuple[int, int]:
    """Return (start, end) of the weekday in a mention: the longest word for it, the last one of these."""
    low = text.lower()
    words = [word for word, day in context.profile.table("weekdays").items() if day == weekday and word in low]
    if not words:
        return len(text), len(text)
    longest = max(words, key=len)
    return low.rindex(longest), low.rindex(longest) + len(longest)


def _own(context: Context) -> Iterator[DateMention]:
    """Yield the dates of the draft that are the seller's own words."""
    for mention in context.dates:
        if not context.document.quoted(mention.start, mention.end):
            yield mention


def _one_year(context: Context) -> bool:
    """Return whether all years that the draft writes are one and the same."""
    return len({mention.year for mention in context.dates if mention.year_written}) == 1


# Order in time


def find_disorder(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield ranges that end before they begin, and steps dated before the event that they react to."""
    dates = dates_by_sentence(context)
    yield from _reversed_ranges(rule, context)
    yield from _early_effects(rule, context)
    event = _first_event(context, dates)
    known = _first_known(context, dates)
    one_year = _one_year(context)
    for number, mentions in dates.items():
        sentence = statement(context, number)
        if not _is_step(context, sentence):
            continue
        step = mentions[0]
        if step.value is None or step.ambiguous or not (step.year_written or one_year):
            continue
        cause = _named_event(context, mentions) or event
        if cause is None or cause.value is None or cause.start == step.start or not step.value < cause.value:
            continue
        if cause is not event or _reacts(context, sentence, step, known):
            yield make_hit(
                rule, context, "date", (step.start, step.end), (cause.start, cause.end),
                event=context.document.text[cause.start : cause.end],
            )  # fmt: skip


def _reversed_ranges(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield "from 20 March to 10 March 2026"."""
    profile, document = context.profile, context.document
    openers, joiners = profile.words("range-openers"), profile.words("range-joiners")
    for first, second in pairwise(_own(context)):
        between = joining_words(context, first, second)
        before = document.text[max(0, first.start - 12) : first.start].lower().split()
        opened = not openers or (before and before[-1] in openers)  # some languages mark a range by its joiner alone
        if " ".join(between) not in joiners or not opened:
            continue
        if first.value and second.value and not first.ambiguous and not second.ambiguous and first.value > second.value:
            yield make_hit(
                rule, context, "date", (second.start, second.end), (first.start, first.end),
                event=document.text[first.start : first.end],
            )  # fmt: skip


def _early_effects(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield a form's date of effect that lies before its date of completion."""
    done, effect = (_field_date(context, f"field/{name}") for name in ("when", "effect"))
    if done and effect and done.value and effect.value and effect.value < done.value:
        yield make_hit(
            rule, context, "date", (effect.start, effect.end), (done.start, done.end),
            event=context.document.text[done.start : done.end],
        )  # fmt: skip


def _field_date(context: Context, name: str) -> DateMention | None:
    """Return the one date of the section whose heading matches a set of the language."""
    headings = context.sentences_with(name)
    for section in context.document.sections:
        if section.heading is None or headings.isdisjoint(range(*context.document.blocks[section.heading].sentences)):
            continue
        within = [mention for mention in _own(context) if section.start <= mention.start < section.end]
        return within[0] if len(within) == 1 else None
    return None


def _first_event(context: Context, dates: dict[int, list[DateMention]]) -> DateMention | None:
    """Return the earliest date on which somebody told the seller of the problem, as far as the draft dates it.

    Any earlier date in the part on the issue or its causes leaves open what a step reacted to, unless it is a
    date of the problem itself, so only a notice that is dated beyond doubt counts.
    """
    profile = context.profile
    actors, verbs = profile.words("event-actors"), profile.words("event-verbs")
    events: list[DateMention] = []
    for number, mentions in dates.items():
        sentence = statement(context, number)
        if not {ISSUE, ROOT_CAUSE}.intersection(roles_of(context, number)):
            continue
        norms = _norms(context, sentence)
        known = [mention for mention in mentions if mention.value is not None]
        if has_phrase(norms, profile.words("discovery-verbs")) or (
            has_phrase(norms, verbs) and not actors.isdisjoint(norms)
        ):
            if any(mention.ambiguous or not mention.day for mention in mentions):
                return None
            events.extend(known)
    return min(events, key=lambda mention: (mention.value or date.max, mention.start)) if events else None


def _is_step(context: Context, sentence: Sentence) -> bool:
    """Return whether a sentence tells a step that is done: in a corrective section, its date in front."""
    roles = roles_of(context, sentence.number)
    if CORRECTIVE not in roles or ISSUE in roles:
        return False
    return not has_phrase(_norms(context, sentence), context.profile.words("future-words"))


def _named_event(context: Context, mentions: list[DateMention]) -> DateMention | None:
    """Return the date of a notice that a step names itself ("answered the notice of 5 May 2026")."""
    nouns = context.profile.words("event-nouns")
    for mention in mentions[1:]:
        start = max(mentions[0].end, mention.start - _NEAR)
        before = context.document.text[start : mention.start].lower().split()[-_LEAD_WORDS:]
        if len(before) >= 2 and before[-1] in context.profile.words("event-date-joiners") and before[-2] in nouns:
            return mention if mention.day and not mention.ambiguous else None
    return None


def _reacts(context: Context, sentence: Sentence, step: DateMention, known: date) -> bool:
    """Return whether a step is one that answers the notice: it says so, or takes the offer down."""
    profile = context.profile
    norms = _norms(context, sentence)
    if has_phrase(norms, profile.words("reaction-words")):
        return True
    if has_phrase(norms, profile.words("before-words")):
        return False
    if not has_phrase(norms[:_VERB_REACH], profile.words("containment-verbs")):
        return False
    return has_phrase(norms, profile.words("reaction-parties")) or (step.value or date.min) < known


def _first_known(context: Context, dates: dict[int, list[DateMention]]) -> date:
    """Return the earliest date in the part on the issue and its causes: a step from then on may answer to that."""
    known = [
        mention.value or (date.max if mention.day else date.min)
        for number, mentions in dates.items()
        if {ISSUE, ROOT_CAUSE}.intersection(roles_of(context, number))
        for mention in mentions
    ]
    return min(known, default=date.max)


def _norms(context: Context, sentence: Sentence) -> list[str]:
    return context.document.tokens.norms[sentence.first : sentence.last]


# Promises for a day that has passed


def find_promises(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield a "will" dated before the draft's own date, or before its latest completed step."""
    dates = dates_by_sentence(context)
    latest = _latest(context, dates)
    if latest is None:
        return
    profile = context.profile
    future = profile.words("future-words")
    one_year = _one_year(context)
    for number, mentions in dates.items():
        sentence = statement(context, number)
        norms = _norms(context, sentence)
        if not has_phrase(norms, future) or has_phrase(norms, profile.words("future-breakers")):
            continue
        promised = [mention for mention in mentions if _is_deadline(context, mention)]
        if len(promised) != 1 or not _certain(promised[0], one_year):
            continue
        mention = promised[0]
        if mention.value and latest.value and mention.value < latest.value and mention.start != latest.start:
            yield make_hit(
                rule, context, "date", (mention.start, mention.end), (latest.start, latest.end),
                event=context.document.text[latest.start : latest.end],
            )  # fmt: skip


def _certain(mention: DateMention, one_year: bool) -> bool:
    return mention.value is not None and not mention.ambiguous and (mention.year_written or one_year)


def _is_deadline(context: Context, mention: DateMention) -> bool:
    """Return whether a date is when something is to happen: "by 30 April", "from 1 May on", "30 April: we will"."""
    document = context.document
    sentence = statement_at(context, mention.start)
    if sentence is None:
        return False
    followers = context.profile.words("deadline-followers")
    if followers:  # the word stands behind the date
        return any(document.text.startswith(word, mention.end) for word in followers)
    start = max(sentence.start, mention.start - _NEAR)
    before = document.text[start : mention.start].lower().split()
    if before and before[-1] not in context.profile.words("deadline-words"):
        return False
    if start == sentence.start and len(before) <= 1:
        return True
    clause = document.text[start : mention.start].lower().replace(";", ",").rpartition(",")[2]
    return has_phrase(clause.split(), context.profile.words("future-words"))


def _latest(context: Context, dates: dict[int, list[DateMention]]) -> DateMention | None:
    """Return the draft's own date or the date of its latest completed step, whichever is later."""
    one_year = _one_year(context)
    known = [mention for mention in _own_dates(context, dates) if _certain(mention, one_year)]
    profile = context.profile
    for number, mentions in dates.items():
        sentence = statement(context, number)
        norms = _norms(context, sentence)
        if CORRECTIVE not in roles_of(context, number) or has_phrase(norms, profile.words("future-words")):
            continue
        mention = mentions[0]
        if not has_phrase(norms, profile.words("past-words")) or not _certain(mention, one_year):
            continue
        lead = context.document.text[sentence.start : mention.start].lower().split()
        if mention.year_written and (not lead or (len(lead) == 1 and lead[0] in profile.words("deadline-words"))):
            known.append(mention)
    return max(known, key=lambda mention: (mention.value or date.min, -mention.start)) if known else None


def _own_dates(context: Context, dates: dict[int, list[DateMention]]) -> Iterator[DateMention]:
    """Yield the dates that the draft bears itself: in its head ("Haifa, 6 May 2026") or behind the word "Date"."""
    document, profile = context.document, context.profile
    words = profile.words("draft-date-words")
    for number, mentions in dates.items():
        sentence = statement(context, number)
        if sentence.block >= _OPENING_BLOCKS or len(mentions) != 1 or not mentions[0].day:
            continue
        norms = _norms(context, sentence)
        if len(norms) > _HEADER_WORDS or has_phrase(norms, profile.words("past-words")):
            continue
        alone = mentions[0].end - mentions[0].start >= len(document.text[sentence.start : sentence.end].strip(" .*_"))
        content = {*ACTION_ROLES, EVIDENCE, ROOT_CAUSE, ISSUE}.intersection(roles_of(context, number))
        if alone or norms[0] in words or (not content and _heads(context, sentence, mentions[0])):
            yield mentions[0]


def _heads(context: Context, sentence: Sentence, mention: DateMention) -> bool:
    """Return whether a date closes a line of the head: "Millbrook Pantry, amazon.co.uk, 30 January 2026"."""
    document = context.document
    if document.text[mention.end : sentence.end].strip(" .*_"):
        return False
    before = document.text[sentence.start : mention.start].rstrip()
    if before.endswith((",", "|", "–", "-", "·", "/")):
        return True
    label = before.rstrip(" :").lower().split()[-1:]
    if before.endswith(":") and not context.profile.words("draft-date-words").isdisjoint(label):
        return True
    return has_phrase(before.lower().split()[:-1], context.profile.words("own-date-lead-words"))


# Two readings


def find_ambiguous(rule: Rule, context: Context) -> Iterator[Hit]:
    """Yield 03/04/2026 where nothing in the draft tells whether it is in March or in April; once per notation."""
    certain = {
        (mention.year, mention.month, mention.day) for mention in context.dates if mention.notation in ("words", "iso")
    }
    names = list(context.profile.data.get("month-names", ()))[:12]  # further spellings stand behind
    form = str(context.profile.data.get("day-month", "{day} {month}"))
    for notation in ("slash", "dash"):
        mentions = [one for one in _own(context) if one.notation == notation]
        if any(not one.ambiguous and one.day != one.month for one in mentions):
            continue
        open_ones = [
            one
            for one in mentions
            if one.ambiguous
            and (one.year, one.month, one.day) not in certain
            and (one.year, one.day, one.month) not in certain
            and one.weekday < 0
        ]
        if not open_ones or len(names) != 12:
            continue
        first = open_ones[0]
        second = open_ones[1] if len(open_ones) > 1 else None
        yield make_hit(
            rule, context, "ambiguous-date", (first.start, first.end), (second.start, second.end) if second else None,
            claimed=form.format(day=first.day, month=names[first.month - 1]),
            actual=form.format(day=first.month, month=names[first.day - 1]),
            year=str(first.year),
        )  # fmt: skip
