"""A linter for a configuration, with errors that say where a wrong name stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from poalint.configuration.grammar import OFF
from poalint.configuration.model import Configuration
from poalint.configuration.places import Keys
from poalint.errors import ConfigurationError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from poalint.grammar.service import Asking, GrammarService
    from poalint.linter import Linter


def make_linter(
    configuration: Configuration, remember: int = 0, asking: Callable[[GrammarService], Asking] | None = None
) -> Linter:
    """Return a linter with the packs, language and rules of a configuration; all names in it are looked up.

    ``remember`` and ``asking``: as for ``Configuration.linter``.

    Raises:
        ConfigurationError: the file names a pack, rule, category or language that does not exist.
        PackError: a pack is malformed.
        UsageError: an option names what does not exist.
    """
    from poalint.linter import Linter

    grammar: bool | Asking = False
    if configuration.grammar.check != OFF:
        service = configuration.grammar.service()
        grammar = asking(service) if asking is not None else service
    try:
        linter = Linter(
            packs=configuration.packs,
            language=configuration.language,
            select=configuration.selected,
            ignore=configuration.ignored,
            messages=configuration.messages,
            remember=remember,
            grammar=grammar,
        )
        others = tuple(name for name, _ in _others(configuration))
        if others:
            linter.check_names(others)
    except UnknownNameError as error:
        place = _place(configuration, error.name)
        if not place:
            raise
        raise ConfigurationError(f"{place}: {error}") from None
    except UsageError as error:
        place = _written(configuration, "packs", ("packs",))
        if not place:
            raise
        raise ConfigurationError(f"{place}: {error}") from None
    return linter


def _others(configuration: Configuration) -> Iterable[tuple[str, Keys]]:
    """Yield names of rules, packs and categories that the linter does not get, and where they stand."""
    for name in configuration.severity:
        yield name, ("severity", name)
    for pattern, names in configuration.per_file_ignores.items():
        for number, name in enumerate(names):
            yield name, ("per-file-ignores", pattern, number)


def _named(configuration: Configuration) -> Iterable[tuple[str, Keys]]:
    yield configuration.language, ("language",)
    yield configuration.messages, ("messages",)
    for key, names in (
        ("select", configuration.select),
        ("extend-select", configuration.extend_select),
        ("ignore", configuration.ignore),
        ("extend-ignore", configuration.extend_ignore),
    ):
        for number, name in enumerate(names):
            yield name, (key, number)
    yield from _others(configuration)


def _place(configuration: Configuration, name: str) -> str:
    """Return where a name stands in the file, "" if an option gave it."""
    for other, keys in _named(configuration):
        if other == name:
            return _written(configuration, str(keys[0]), keys)
    return ""


def _written(configuration: Configuration, key: str, keys: Keys) -> str:
    if configuration.places is None or configuration.origins.get(key) != configuration.places.place((key,)):
        return ""
    return configuration.places.place(keys)
