"""The settings of a run. ``keys`` says how each is written in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from poalint.configuration.grammar import Grammar

if TYPE_CHECKING:
    from poalint.configuration.places import Places
    from poalint.grammar.service import Asking, GrammarService
    from poalint.linter import Linter
    from poalint.suppression.fingerprints import IgnoredFinding

SEVERITIES = ("error", "warning", "info")
# The severities that make a run fail, by ``fail-on``.
FAILING: Mapping[str, tuple[str, ...]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "csv", "html")


NO_GRAMMAR = Grammar()


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """The settings for drafts; ``min-score`` in a file is ``min_score`` here.

    Paths are made absolute when a file is read, patterns of paths are relative to ``folder``.

    Attributes:
        packs: names or paths of packs, ``None`` for all shipped ones.
        language: code, or ``auto``.
        messages: code of the language that findings speak, or ``auto`` for the draft's.
        select, extend_select, ignore, extend_ignore: rules, packs or categories.
        severity: severity by rule, category or pack.
        fail_on: a key of ``FAILING``.
        min_score: 0 to 100, ``None`` for no demand.
        fail_on_unused: whether unused suppressions make a run fail.
        format: form of the output.
        exclude: patterns of paths that are not checked.
        per_file_ignores: rules, packs or categories by pattern of paths.
        ignore_findings: single findings that are not reported.
        grammar: whether LanguageTool checks too, and how it is asked.
        baseline: path of a baseline, ``None`` for none.
        path: file that it was read from, "" for none.
        folder: folder of that file; without one, the working directory.
        origins: where the value of a key comes from, ``path:line:column`` or an option; defaults are not in it.
        places: where the values in the file stand, ``None`` without a file.
    """

    packs: tuple[str, ...] | None = None
    language: str = "auto"
    messages: str = "auto"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=_nothing)
    fail_on: str = "warning"
    min_score: int | None = None
    fail_on_unused: bool = False
    format: str = "text"
    exclude: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    ignore_findings: tuple[IgnoredFinding, ...] = ()
    grammar: Grammar = NO_GRAMMAR
    baseline: str | None = None
    path: str = ""
    folder: str = ""
    origins: Mapping[str, str] = field(default_factory=_nothing, compare=False)
    places: Places | None = field(default=None, compare=False, repr=False)

    @property
    def selected(self) -> tuple[str, ...]:
        """Return what to select: ``extend-select`` adds to a choice, and without one all is chosen already."""
        return (*self.select, *self.extend_select) if self.select else ()

    @property
    def ignored(self) -> tuple[str, ...]:
        """Return what to ignore."""
        return (*self.ignore, *self.extend_ignore)

    def linter(self, remember: int = 0, asking: Callable[[GrammarService], Asking] | None = None) -> Linter:
        """Return a linter with these packs, language and rules; ``Checker`` also keeps to all other settings.

        Args:
            remember: as for ``Linter``.
            asking: makes of what asks LanguageTool what the linter asks, for programs that cannot wait.

        Raises:
            ConfigurationError: the file names a pack, rule, category or language that does not exist.
            PackError: a pack is malformed.
            UsageError: an option names what does not exist.
        """
        from poalint.configuration.naming import make_linter

        return make_linter(self, remember, asking)
