"""What packs there are, and what each of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from poalint.errors import PackError, PoalintError, Problem
from poalint.packs.model import Rule
from poalint.packs.problems import Problems
from poalint.ruleset.compile import find_problems
from poalint.ruleset.gather import Gathered, gather
from poalint.ruleset.installed import installed_packs
from poalint.ruleset.sources import DEFAULT_PACKS, is_shipped, languages

SHIPPED, INSTALLED, OWN = "shipped", "installed", "own"


@dataclass(frozen=True, slots=True)
class PackInfo:
    """One pack.

    Attributes:
        name, title: of the pack.
        path: its ``pack.yaml``, or the one file that it is; "" where it cannot be read.
        origin: ``shipped``, ``installed`` (with a Python distribution) or ``own`` (named by its path).
        rules: by language: the rules that it defines, with its own changes.
        error: why it cannot be read, "" if it can.
    """

    name: str
    title: str
    path: str
    origin: str
    rules: dict[str, tuple[Rule, ...]]
    error: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that it has rules in."""
        return tuple(self.rules)

    @property
    def count(self) -> int:
        """Return how many rules it has, those of several languages counted once."""
        return len({rule.id for rules in self.rules.values() for rule in rules})


def list_packs(packs: Sequence[str | Path] | None = None) -> Iterator[PackInfo]:
    """Yield the packs that some names or paths lead to; without any, all shipped and installed ones.

    An installed pack that is malformed is yielded with its error.

    Raises:
        PackError: a pack that was named is malformed.
        UsageError: a pack does not exist.
    """
    if packs is not None:
        for pack in packs:
            yield from _packs_at(pack)
        return
    yield from _packs_at(DEFAULT_PACKS)
    for name in installed_packs():
        if is_shipped(name):
            continue  # a shipped pack of that name is what --packs finds
        try:
            yield from _packs_at(name)
        except PoalintError as error:
            yield PackInfo(name, "", "", INSTALLED, {}, str(error))


def _packs_at(pack: str | Path) -> Iterator[PackInfo]:
    origin = SHIPPED if is_shipped(pack) else OWN if Path(pack).exists() else INSTALLED
    found: dict[str, PackInfo] = {}
    for code, gathered in _in_languages(pack):
        for raw in gathered.packs:
            if raw.name not in gathered.chosen:
                continue
            info = found.setdefault(raw.name, PackInfo(raw.name, raw.title, str(raw.path), origin, {}))
            rules = tuple(rule for rule in gathered.merged.rules if rule.pack == raw.name)
            if rules:
                info.rules[code] = rules
    yield from found.values()


def _in_languages(pack: str | Path) -> Iterator[tuple[str, Gathered]]:
    """Yield what a pack is in each language that is known."""
    for code in languages([pack]):
        problems = Problems()
        gathered = gather(code, [pack], problems)
        if problems.found:
            raise PackError(problems.sorted())
        yield code, gathered


def problems_of(packs: Sequence[str | Path], examples: bool = False) -> tuple[Problem, ...]:
    """Return all that is wrong with some packs, in all languages, each pack by itself.

    Args:
        packs: names, or paths of files or folders.
        examples: whether each rule must have two bad and two good examples.

    Raises:
        UsageError: a pack does not exist.
    """
    found: dict[Problem, None] = {}
    for pack in packs:
        for code in languages([pack]):
            found.update(dict.fromkeys(find_problems(code, [pack], examples)))
    return tuple(found)
