"""Check drafts as a configuration says: its rules and severities, and without what the user has silenced."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from poalint.configuration.discover import IGNORE_FILE
from poalint.configuration.model import Configuration
from poalint.errors import UsageError
from poalint.findings import Finding, Report
from poalint.text.paths import working_folder

if TYPE_CHECKING:
    from poalint.grammar.service import Asking, GrammarService
    from poalint.suppression.baseline import Baseline
    from poalint.suppression.comments import Comment
    from poalint.suppression.cutting import Cut
    from poalint.suppression.fingerprints import IgnoredFinding
    from poalint.suppression.source import Ran, Source

_CHOOSING = ("packs", "select", "extend-select", "ignore", "extend-ignore")
_MOST_UNKNOWN = 100  # each costs a search for what is spelled alike


class Checker:
    """Checks drafts by one configuration; reusable, and safe to share between threads.

    Attributes:
        configuration: the configuration.
        linter: checks without severities and suppressions of the configuration.
        baseline: the known findings, ``None`` for none.
        today: the day by which ignored findings expire, as ``2026-12-31``; "" for the day of the clock.

    Args:
        configuration: the configuration.
        baseline: in place of the file that the configuration names.
        ignore_files: whether ``.poalint-ignore.yaml`` beside drafts and the configuration counts.
        today: see above.
        remember: sentences to remember what was found in, as for ``Linter``.
        asking: as for ``Configuration.linter``.

    Raises:
        ConfigurationError: a name, a list of ignored findings or a baseline is wrong; the message says where.
        PackError: a pack is malformed.
        UsageError: an option names what does not exist.
    """

    def __init__(
        self,
        configuration: Configuration,
        baseline: Baseline | None = None,
        ignore_files: bool = True,
        today: str = "",
        remember: int = 0,
        asking: Callable[[GrammarService], Asking] | None = None,
    ) -> None:
        self.configuration = configuration
        self.linter = configuration.linter(remember, asking)
        self.baseline = baseline
        if baseline is None and configuration.baseline:
            from poalint.suppression.baseline import read_baseline

            self.baseline = read_baseline(configuration.baseline)
        self._ignore_files = ignore_files
        self._today = today
        self._lists: dict[str, tuple[IgnoredFinding, ...]] = {}
        origins = configuration.origins
        self._narrowed = any(origins.get(key, "").startswith("--") for key in _CHOOSING)
        if configuration.path:
            self._listed(configuration.folder)

    @property
    def today(self) -> str:
        """Return the day by which ignored findings expire."""
        if not self._today:
            from datetime import date

            self._today = date.today().isoformat()
        return self._today

    def excluded(self, path: str) -> bool:
        """Return whether a draft is not to be checked."""
        if not self.configuration.exclude:
            return False
        from poalint.suppression.paths import matches

        path = os.path.abspath(path)
        return any(matches(path, pattern, self.configuration.folder) for pattern in self.configuration.exclude)

    def ignored(self, path: str = "") -> tuple[IgnoredFinding, ...]:
        """Return the ignored findings that count for a draft: of the configuration and of the lists beside both."""
        folder = os.path.dirname(os.path.abspath(path)) if path else working_folder()
        lists = [self.configuration.ignore_findings]
        if self.configuration.path:
            lists.append(self._listed(self.configuration.folder))
        if folder != self.configuration.folder or not self.configuration.path:
            lists.append(self._listed(folder))
        return tuple(entry for entries in lists for entry in entries)

    def ignore_file(self, path: str = "") -> str:
        """Return where to list ignored findings of a draft: beside the configuration, else beside the draft."""
        if self.configuration.path:
            return os.path.join(self.configuration.folder, IGNORE_FILE)
        return os.path.join(os.path.dirname(os.path.abspath(path)) if path else working_folder(), IGNORE_FILE)

    def check(self, text: str, path: str = "") -> Report:
        """Return the report on a draft.

        Args:
            text: the draft; offsets in the report are code points into it.
            path: its path, for all that depends on it; "" for none. The file is not read.

        Raises:
            ConfigurationError: the list of ignored findings beside the draft is malformed.
        """
        draft = os.path.abspath(path) if path else ""
        cut: Cut | None = None
        comments: list[Comment] = []
        if "<!--" in text and "poalint-" in text:
            comments, cut = self._comments(text, path)
        report = self.linter.check(cut.text if cut else text)
        if cut is not None:
            report = cut.restored(report)
        if self.configuration.severity:
            report = replace(report, findings=tuple(map(self._leveled, report.findings)))
        if comments:
            report = replace(report, notes=(*report.notes, _note(comments, cut is not None)))
        sources = list(self._sources(comments if cut else [], draft, path))
        if not sources:
            return report
        from poalint.suppression.source import silence

        report = silence(report, sources, self.linter.rescored)
        ran = self.ran(report)
        return replace(report, unused=tuple(unused for source in sources for unused in source.unused(ran)))

    def ran(self, report: Report) -> Ran:
        """Return what the rules behind a report could have found."""
        from poalint.suppression.source import Ran

        return Ran(self.linter.ran(report), self._narrowed)

    def _listed(self, folder: str) -> tuple[IgnoredFinding, ...]:
        if not self._ignore_files:
            return ()
        if folder not in self._lists:
            file = os.path.join(folder, IGNORE_FILE)
            entries: tuple[IgnoredFinding, ...] = ()
            if os.path.isfile(file):
                from poalint.configuration.ignore_file import read_ignore_file

                entries = read_ignore_file(file)
            self._lists[folder] = entries
        return self._lists[folder]

    def _comments(self, text: str, path: str) -> tuple[list[Comment], Cut | None]:
        """Return the comments of a draft, and, if they count in it, the draft without them."""
        from poalint.suppression.comments import find_comments, is_markdown
        from poalint.suppression.cutting import Cut
        from poalint.text.positions import Lines

        comments = find_comments(text, Lines(text))
        if not comments or not is_markdown(path):
            return comments, None
        return comments, Cut(text, [(comment.start, comment.end) for comment in comments])

    def _sources(self, comments: Sequence[Comment], draft: str, path: str) -> Iterable[Source]:
        """Yield what silences findings of a draft, in the order in which it is asked."""
        name = path if path else "<stdin>"
        if comments:
            from poalint.suppression.comments import Comments

            yield Comments(comments, name, self._unknown(comments))
        rules = self.configuration.per_file_ignores
        if rules and draft:
            from poalint.suppression.paths import PathRules

            yield PathRules(rules, draft, self.configuration.folder, self._places("per-file-ignores", rules))
        entries = self.ignored(path)
        if entries:
            from poalint.suppression.fingerprints import Fingerprints

            today = self.today if any(entry.expires for entry in entries) else ""
            yield Fingerprints(entries, draft, name, today)
        if self.baseline is not None and draft:
            from poalint.suppression.baseline import Listed

            yield Listed(self.baseline, draft, name)

    def _unknown(self, comments: Iterable[Comment]) -> dict[str, str]:
        """Return what is wrong with names in comments that do not exist."""
        wrong: dict[str, str] = {}
        for name in dict.fromkeys(name for comment in comments for name in comment.names):
            if len(wrong) == _MOST_UNKNOWN:
                break
            try:
                self.linter.check_names([name])
            except UsageError as error:
                wrong[name] = str(error)
        return wrong

    def _places(self, key: str, names: Iterable[str]) -> dict[str, str]:
        places = self.configuration.places
        return {name: places.place((key, name)) if places else key for name in names}

    def _leveled(self, finding: Finding) -> Finding:
        """Return a finding with the severity of the configuration."""
        levels = self.configuration.severity
        for name in (finding.rule, finding.category, finding.rule.partition("/")[0]):
            if name in levels:
                return replace(finding, severity=levels[name])
        return finding


def _note(comments: Sequence[Comment], counted: bool) -> str:
    lines = list(dict.fromkeys(str(comment.line) for comment in comments))
    where = f"line{'s' if len(lines) > 1 else ''} {', '.join(lines[:5])}{' …' if len(lines) > 5 else ''}"
    what = "a comment" if len(comments) == 1 else "comments"
    if counted:
        return f"This draft holds {what} for poalint ({where}): remove them before you submit the plan."
    return (
        f"This draft holds {what} for poalint ({where}), which count only in Markdown files (.md, .markdown): "
        f"here they are text of the plan. Remove them before you submit it."
    )
