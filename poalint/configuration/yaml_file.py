"""Read a YAML file of settings with the place of each value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from poalint.configuration.places import Places
from poalint.errors import ConfigurationError
from poalint.text.paths import shown


def read_yaml_file(path: str) -> tuple[Any, Places]:
    """Return a file's data, ``None`` if it is empty, and where each value stands.

    Raises:
        ConfigurationError: it cannot be read or is no YAML.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{shown(path)}: cannot be read ({error.strerror}); check its permissions") from None
    return parse_yaml_file(raw, path)


def parse_yaml_file(raw: bytes, path: str) -> tuple[Any, Places]:
    """Return the same for the bytes of a file.

    Raises:
        ConfigurationError: they are no YAML.
    """
    from poalint.packs.problems import Problems
    from poalint.packs.yaml_reader import parse_yaml

    problems = Problems()
    data, places = parse_yaml(raw, Path(shown(path)), problems)
    if problems.found:
        raise ConfigurationError(str(problems.sorted()[0]))
    return data, Places(path, {**places.values, **places.keys})
