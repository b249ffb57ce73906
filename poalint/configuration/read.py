"""Read a configuration from a file."""

from __future__ import annotations

import os
from dataclasses import replace
from os import PathLike
from typing import Any

from poalint.configuration.discover import PROJECT
from poalint.configuration.model import Configuration
from poalint.errors import ConfigurationError
from poalint.text.paths import shown, working_folder


def load_configuration(path: str | PathLike[str], raw: bytes | None = None) -> Configuration:
    """Return the configuration that a file holds; ``find_configuration`` finds the one for a draft.

    Args:
        path: a YAML file, or a ``pyproject.toml`` with ``[tool.poalint]``.
        raw: what the file will hold once an editor has saved it; ``None`` for what it holds now.

    Raises:
        ConfigurationError: it cannot be read, or a key or value is wrong; the message starts with its place.
    """
    from poalint.configuration.keys import KEYS
    from poalint.configuration.values import check_keys

    file = os.path.abspath(os.fspath(path))
    if raw is None and not os.path.isfile(file):
        raise ConfigurationError(f"{shown(file)} does not exist or is no file. Check the path of the configuration.")
    if os.path.basename(file) == PROJECT or file.endswith(".toml"):
        from poalint.configuration.toml_file import read_project

        data, places = read_project(file, raw)
    else:
        from poalint.configuration.yaml_file import parse_yaml_file, read_yaml_file

        data, places = read_yaml_file(file) if raw is None else parse_yaml_file(raw, file)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise places.error((), "a configuration is a mapping, such as “fail-on: error”")
    check_keys(data, KEYS, (), places)
    values = {key: KEYS[key][0].read(raw, (key,), places) for key, raw in data.items()}
    folder = os.path.dirname(file)
    settings = located({key.replace("-", "_"): value for key, value in values.items()}, folder)
    origins = {key: places.place((key,)) for key in data}
    return Configuration(**settings, path=file, folder=folder, origins=origins, places=places)


def without_file() -> Configuration:
    """Return the configuration where no file is: all defaults."""
    return Configuration(folder=working_folder(), origins={})


def override(configuration: Configuration, given: dict[str, tuple[Any, str]]) -> Configuration:
    """Return a configuration in which some keys have other values.

    A new ``select`` or ``ignore`` also takes the place of what the file adds to it; a new ``extend-select`` or
    ``extend-ignore`` adds to what is there.

    Args:
        configuration: the configuration.
        given: new value and origin by key, such as ``{"fail-on": ("error", "--fail-on")}``; of ``grammar`` the value is
            a mapping with what is new.
    """
    if not given:
        return configuration
    values = {key.replace("-", "_"): value for key, (value, _) in given.items()}
    if "grammar" in values:  # an option says but one thing of it
        values["grammar"] = replace(configuration.grammar, **values["grammar"])
    origins = {**configuration.origins, **{key: origin for key, (_, origin) in given.items()}}
    for name in ("select", "ignore"):
        added = f"extend_{name}"
        if name in values:
            values.setdefault(added, ())
            if f"extend-{name}" not in given:
                origins.pop(f"extend-{name}", None)
        elif added in values:
            values[added] = (*getattr(configuration, added), *values[added])
    return replace(configuration, **values, origins=origins)


def located(values: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return the settings with paths made absolute; ``folder`` is what they are relative to."""
    if values.get("packs"):
        values["packs"] = tuple(_pack(name, folder) for name in values["packs"])
    if values.get("baseline"):
        values["baseline"] = os.path.normpath(os.path.join(folder, values["baseline"]))
    if values.get("grammar"):
        from poalint.configuration.grammar import located as grammar_located

        values["grammar"] = grammar_located(values["grammar"], folder)
    if values.get("ignore_findings"):
        values["ignore_findings"] = tuple(replace(entry, folder=folder) for entry in values["ignore_findings"])
    return values


def _pack(name: str, folder: str) -> str:
    """Return a pack's name, or the path of one that is written as a path: with a slash or the ending of YAML."""
    if "/" in name or os.sep in name or name.endswith((".yaml", ".yml")):
        return os.path.normpath(os.path.join(folder, name))
    return name
