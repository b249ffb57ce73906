"""Settings of the editor: they count where no configuration file says otherwise, which holds for everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from poalint.configuration.places import Keys, Places

if TYPE_CHECKING:
    from poalint.configuration.model import Configuration

SECTION = "poalint"
# Keys of a configuration file that an editor may set, by what else in a file decides the same.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "language": (),
    "messages": (),
    "packs": (),
    "select": ("extend-select",),
    "ignore": ("extend-ignore",),
    "severity": (),
    "grammar": (),
}


def told(raw: object) -> Mapping[str, Any]:
    """Return the settings that a client sent, empty if it sent none.

    Args:
        raw: initialization options, or the settings of ``workspace/didChangeConfiguration``; the keys may stand in a
            section ``poalint``. What else a client sends there is passed over.
    """
    if not isinstance(raw, Mapping):
        return {}
    section = raw.get(SECTION, raw)
    if not isinstance(section, Mapping):
        return {}
    return {key: section[key] for key in _KEYS if section.get(key) not in (None, "")}


def filled(configuration: Configuration, given: Mapping[str, Any], folder: str) -> Configuration:
    """Return a configuration with the editor's value of each key that no file sets.

    Args:
        configuration: what the file says.
        given: what ``told`` returned.
        folder: that of the workspace; paths of packs are relative to it.

    Raises:
        ConfigurationError: a value is wrong.
    """
    from poalint.configuration.keys import KEYS
    from poalint.configuration.read import located

    values = {}
    for key, raw in given.items():
        if not any(one in configuration.origins for one in (key, *_KEYS[key])):
            values[key] = KEYS[key][0].read(raw, (key,), _Settings("", {}))
    if values.get("packs") == ():
        del values["packs"]  # an empty list in an editor is one that nobody filled in
    origins = {**configuration.origins, **{key: f"{SECTION}.{key}" for key in values}}
    return replace(configuration, **located(values, folder), origins=origins)


class _Settings(Places):
    """Places in an editor's settings, which have no lines."""

    def place(self, keys: Keys) -> str:
        """Return the name of a setting."""
        return f"setting {SECTION}.{keys[0]}" if keys else f"settings {SECTION}"
