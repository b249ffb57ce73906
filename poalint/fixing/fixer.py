"""Fix a draft: apply edits, check the result, keep what does no harm, and go on until nothing is left to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from poalint.findings import Finding, Report
from poalint.fixing.candidates import first_of_each, independent, moved, proposals, splice
from poalint.fixing.model import AppliedEdit, FixResult, Proposal
from poalint.linter import AUTO, Linter
from poalint.text.positions import Lines

# More edits than any draft needs; each of them gains something, so that the work ends without this, too.
_MOST_EDITS = 2000
# Slots hide findings or bring others into view; each is put in once, so a few rounds are enough.
_MOST_ROUNDS = 20

YES, NO, STOP = "yes", "no", "stop"
Choose = Callable[[str, Proposal], str]
"""Decides on one edit: gets the text as it is now and the edit, returns ``YES``, ``NO`` or ``STOP``."""
Check = Callable[[str], Report]
"""Gives the report on a text."""


class Fixer:
    """Fixes drafts by one choice of packs; reusable, and safe to share between threads.

    Args:
        packs, language: as for ``Linter``.
        select: rule ids, pack names or categories whose findings are fixed; empty for all.
        ignore: rule ids, pack names or categories that are neither fixed nor checked.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack, rule, category or language does not exist.
    """

    def __init__(
        self,
        packs: Sequence[str | Path] | None = None,
        language: str = AUTO,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> None:
        self._check: Check = Linter(packs, language, select, ignore).check
        self._select = frozenset(select)
        # Whether an edit does harm is for all rules to say, not only for those whose findings are fixed.
        self._judge: Check = Linter(packs, language, (), ignore).check if select else self._check

    @classmethod
    def by(cls, check: Check, select: Sequence[str] = ()) -> Fixer:
        """Return a fixer for what a function finds, such as the ``check`` of a ``Checker``; what it silences stays.

        Args:
            check: gives the report on a text.
            select: as above; the names are not looked up.
        """
        fixer = cls.__new__(cls)
        fixer._select = frozenset(select)
        fixer._judge = check
        fixer._check = fixer._chosen if select else check
        return fixer

    def _chosen(self, text: str) -> Report:
        report = self._judge(text)
        return replace(report, findings=tuple(filter(self._selected, report.findings)))

    def fix(
        self, text: str, *, unsafe: bool = False, template: bool = False, choose: Choose | None = None
    ) -> FixResult:
        """Return the text with edits applied; running it on its own result changes nothing.

        An edit is kept if no rule of its pack finds more than before and the score does not fall. Template slots are
        left-over fields until they are filled, so they cost points.

        Args:
            text: the draft.
            unsafe: also apply edits that may change what the draft says.
            template: also put in slots for what is missing, such as ``[owner: name, role]``.
            choose: asked about each edit that would be kept; without it all are applied.
        """
        run = _Run(self._judge, self._selected, text, unsafe, choose)
        for _ in range(_MOST_ROUNDS):
            if not run.edit() and not (template and run.fill_in()):
                break
        return self._result(text, run, unsafe, template)

    def _selected(self, finding: Finding) -> bool:
        names = {finding.rule, finding.rule.partition("/")[0], finding.category}
        return not self._select or not self._select.isdisjoint(names)

    def _result(self, text: str, run: _Run, unsafe: bool, template: bool) -> FixResult:
        after = self._check(run.text) if self._select else run.report
        before = self._check(text) if self._select else run.first
        left = [finding for finding in after.findings if not list(proposals(finding, "edit", False))]
        more = 0 if unsafe else sum(bool(list(proposals(finding, "edit", True))) for finding in left)
        slots = 0 if template else sum(bool(list(proposals(one, "template", True))) for one in after.findings)
        return FixResult(run.text, tuple(run.applied), before, after, more, slots, len(run.harmful))


class _Run:
    """One draft on its way from the first text to the last."""

    def __init__(
        self,
        check: Check,
        selected: Callable[[Finding], bool],
        text: str,
        unsafe: bool,
        choose: Choose | None,
    ) -> None:
        self.check = check
        self.selected = selected
        self.text = text
        self.unsafe = unsafe
        self.choose = choose
        self.stopped = False
        self.report = self.first = check(text)
        self.applied: list[AppliedEdit] = []
        # Edits that would do harm; and rule, label and place of those that the user does not want. Offsets are those
        # of the text as it is now.
        self.harmful: set[Proposal] = set()
        self.declined: set[tuple[str, str, int, int]] = set()

    def edit(self) -> bool:
        """Apply edits until none is left that does no harm; return whether there was one."""
        before = len(self.applied)
        fresh = not self.harmful
        while not self.stopped and len(self.applied) < _MOST_EDITS:
            if self.advance():
                fresh = False
            elif fresh:
                break
            else:
                # What did harm in an earlier text may do none in this one.
                fresh = True
                self.harmful.clear()
        return len(self.applied) > before

    def fill_in(self) -> bool:
        """Put in the slots for all that is missing at once, as one may hide another; return whether there was one."""
        found = independent(self.found("template"), self.report)
        if self.choose is not None:
            found = [one for one in found if self.asked(one)]
        return bool(found) and (self.keep(found) or self.one_of(found))

    def advance(self) -> bool:
        """Apply as many edits together as do no harm, or the first that does none."""
        found = self.found("edit")
        if self.choose is None:
            together = independent(found, self.report)
            if len(together) > 1 and self.keep(together):
                return True
        return self.one_of(found)

    def one_of(self, found: Sequence[Proposal]) -> bool:
        """Apply the first of some edits that does no harm and is wanted."""
        for one in found:
            if self.stopped:
                break
            if self.keep([one]):
                return True
        return False

    def found(self, kind: str) -> list[Proposal]:
        findings = [finding for finding in self.report.findings if self.selected(finding)]
        return first_of_each(findings, kind, self.unsafe, self.wanted)

    def wanted(self, one: Proposal) -> bool:
        return one not in self.harmful and (one.rule, one.label, *one.place) not in self.declined

    def keep(self, edits: Sequence[Proposal]) -> bool:
        """Apply edits if they do no harm; return whether they were applied."""
        text = splice(self.text, edits)
        report = self.check(text) if text.strip() else None
        if report is None or not _harmless(self.text, self.report, text, report, edits):
            self.harmful.update(edits if len(edits) == 1 else ())
            return False
        if self.choose is not None and edits[0].kind == "edit" and not self.asked(edits[0]):
            return False
        lines = Lines(self.text)
        self.applied += [
            AppliedEdit(
                one.rule,
                one.kind,
                one.label,
                one.safe,
                lines.position(one.start)[0],
                self.text[one.start : one.end],
                one.replacement,
            )
            for one in edits
        ]
        self.harmful = _moved(self.harmful, edits)
        self.declined = {
            (rule, label, moved(start, edits), moved(end, edits)) for rule, label, start, end in self.declined
        }
        self.text, self.report = text, report
        return True

    def asked(self, one: Proposal) -> bool:
        """Return whether the user wants an edit."""
        answer = STOP if self.stopped or self.choose is None else self.choose(self.text, one)
        self.stopped = answer == STOP
        if answer == NO:
            self.declined.add((one.rule, one.label, *one.place))
        return answer == YES


def _harmless(old: str, before: Report, new: str, after: Report, edits: Sequence[Proposal]) -> bool:
    """Return whether edits make nothing worse: no new findings of their packs, no lower score, and some gain."""
    packs = {edit.rule.partition("/")[0] for edit in edits}
    counts, grown = (Counter(finding.rule for finding in report.findings) for report in (before, after))
    if any(count > counts[rule] for rule, count in grown.items() if rule.partition("/")[0] in packs):
        return False
    if edits[0].kind == "template":
        return True
    gain = (after.score.total, -grown.total(), -len(new))
    # Each step must gain, or two edits might undo each other for ever.
    return after.score.total >= before.score.total and gain > (before.score.total, -counts.total(), -len(old))


def _moved(proposals: set[Proposal], edits: Sequence[Proposal]) -> set[Proposal]:
    """Return proposals with the offsets that they have after edits; those that an edit has changed are gone."""
    kept = [one for one in proposals if all(one.end <= edit.start or edit.end <= one.start for edit in edits)]
    return {
        replace(
            one,
            start=moved(one.start, edits),
            end=moved(one.end, edits),
            place=(moved(one.place[0], edits), moved(one.place[1], edits)),
        )
        for one in kept
    }


def fix(
    text: str,
    *,
    unsafe: bool = False,
    template: bool = False,
    language: str = AUTO,
    packs: Sequence[str | Path] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> FixResult:
    """Fix one draft; a ``Fixer`` is faster for several.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack, rule, category or language does not exist.
    """
    return Fixer(packs, language, select, ignore).fix(text, unsafe=unsafe, template=template)
