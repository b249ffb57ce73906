"""The rules that the configuration of the working directory gives, for commands that show rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from poalint.configuration.discover import find_configuration
from poalint.configuration.grammar import ON, Grammar
from poalint.configuration.model import Configuration
from poalint.configuration.read import load_configuration
from poalint.text.paths import working_folder

if TYPE_CHECKING:
    from poalint.linter import Linter


def nearest_linter(packs: Sequence[str], language: str, messages: str = "auto") -> Linter:
    """Return a linter of all rules in the packs and language of the nearest configuration.

    Args:
        packs: in place of those of the configuration; empty for these.
        language: likewise; ``auto`` for that of the configuration.
        messages: likewise, language of what is said.

    Raises:
        PoalintError: the configuration is wrong, or a pack or the language does not exist.
    """
    file = find_configuration(working_folder())
    found = load_configuration(file) if file else Configuration()
    chosen = Configuration(packs=found.packs, language=found.language, origins=found.origins, places=found.places)
    if packs:
        chosen = replace(chosen, packs=tuple(packs), origins={**chosen.origins, "packs": "--packs"})
    if language != "auto":
        chosen = replace(chosen, language=language, origins={**chosen.origins, "language": "--language"})
    if messages == "auto":
        messages = found.messages
    else:
        chosen = replace(chosen, origins={**chosen.origins, "messages": "--messages"})
    # Rules are shown whether or not grammar is checked.
    return replace(chosen, messages=messages, grammar=Grammar(check=ON)).linter()
