"""Begin a pack: a file with one rule for each of the common kinds, with examples and comments."""

from __future__ import annotations

import re
from pathlib import Path

from poalint.errors import InputError, UsageError
from poalint.packs.keys import NAME
from poalint.packs.schema import schema_comment
from poalint.ruleset import languages

_STARTER = Path(__file__).with_name("starter.yaml")


def write_starter(name: str, language: str, folder: Path) -> Path:
    """Write ``name.yaml`` into a folder, which is made if it is not there, and return its path.

    Raises:
        InputError: the file is there already, or cannot be written.
        UsageError: the name cannot be one of a pack, or the language is unknown.
    """
    if not re.fullmatch(NAME, name):
        raise UsageError(f"a pack cannot be called {name!r}; use lower case, digits and hyphens, such as my-rules")
    known = languages()
    if language not in known:
        raise UsageError(f"nothing is known of language {language!r}; one of: {', '.join(known)}")
    path = folder / f"{name}.yaml"
    text = _STARTER.read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    values = {"SCHEMA": schema_comment(), "FILE": path.as_posix(), "NAME": name, "TITLE": title, "LANGUAGE": language}
    for mark, value in values.items():
        text = re.sub(rf"\b{mark}\b", lambda _, value=value: value, text)  # type: ignore[misc]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"{path} is there already; choose another name or folder, or delete it") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; choose another folder") from None
    return path
