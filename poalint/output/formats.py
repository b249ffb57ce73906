"""The formats that results can be written in; the module of one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from poalint.findings import UnusedSuppression
    from poalint.output import CheckedFile
    from poalint.packs.model import Rule

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Format:
    """One format for programs or for a page of its own; ``text`` alone is written file by file, see ``text``.

    Attributes:
        name: as after ``--format``, and the name of its module.
        title: what it is for, in a few words.
        describes_rules: whether it also says what each rule is.
        lists_unused: whether it also says which suppressions silence nothing.
    """

    name: str
    title: str
    describes_rules: bool = False
    lists_unused: bool = False

    def render(
        self,
        files: Sequence[CheckedFile],
        rules: Callable[[], Sequence[Rule]],
        unused: Sequence[UnusedSuppression] = (),
    ) -> str:
        """Return the whole output, with a newline at the end.

        Args:
            files: all files of a run.
            rules: gives the rules that ran; called only if the format describes them.
            unused: suppressions that silence nothing.
        """
        render = import_module(f"poalint.output.{self.name}").render
        more: list[object] = [rules()] if self.describes_rules else [unused] if self.lists_unused else []
        text = render(files, *more)
        assert isinstance(text, str)
        return text


FORMATS = {
    form.name: form
    for form in (
        Format(TEXT, "for people, on a terminal"),
        Format("json", "for programs: everything that is known", lists_unused=True),
        Format("sarif", "SARIF 2.1.0: code scanning, editors", describes_rules=True),
        Format("github", "workflow commands: notes in a GitHub run"),
        Format("gitlab", "GitLab code quality report"),
        Format("junit", "JUnit XML: Jenkins and other CI servers"),
        Format("checkstyle", "Checkstyle XML"),
        Format("rdjson", "Reviewdog diagnostics"),
        Format("csv", "for spreadsheets"),
        Format("html", "one page to read, print or send"),
    )
}
