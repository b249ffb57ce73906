"""Whether LanguageTool checks too, and how it is asked; ``grammar_keys`` says how that is written in a file."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from poalint.grammar.service import GrammarService

OFF, ON, REQUIRED = "off", "on", "required"
_MOST_BYTES = 4_000_000


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """How grammar and spelling are checked; ``ignore-rules`` in a file is ``ignore_rules`` here.

    Attributes:
        check: ``off``, ``on``, or ``required``: a run without it fails.
        url: address of a LanguageTool server, "" to look for one on this machine.
        path: folder or jar of a LanguageTool, "" for the one that was downloaded.
        deadline: seconds that a request may take.
        variants: of languages, such as ``en-GB``; others are chosen by the draft.
        dictionary: words that are right.
        dictionary_file: file with more of them, one a line; "" for none.
        ignore_rules: ids of LanguageTool's rules and categories that do not count.
    """

    check: str = OFF
    url: str = ""
    path: str = ""
    deadline: int = 60
    variants: tuple[str, ...] = ()
    dictionary: tuple[str, ...] = ()
    dictionary_file: str = ""
    ignore_rules: tuple[str, ...] = ()

    def service(self) -> GrammarService:
        """Return what asks LanguageTool by these settings. Nothing is started or asked yet.

        Raises:
            ConfigurationError: the file of the dictionary cannot be read.
        """
        from poalint.grammar.service import GrammarService

        words = (*self.dictionary, *(_read_words(self.dictionary_file) if self.dictionary_file else ()))
        return GrammarService(self.url, self.path, self.deadline, self.variants, words, self.ignore_rules)

    def written(self) -> dict[str, Any]:
        """Return the settings by the names they have in a file."""
        return {field.name.replace("_", "-"): getattr(self, field.name) for field in fields(self)}


def located(grammar: Grammar, folder: str) -> Grammar:
    """Return the settings with paths made absolute; ``folder`` is what they are relative to."""

    def place(path: str) -> str:
        return os.path.normpath(os.path.join(folder, os.path.expanduser(path))) if path else ""

    return replace(grammar, path=place(grammar.path), dictionary_file=place(grammar.dictionary_file))


def _read_words(path: str) -> list[str]:
    """Return the words of a file: one a line, ``#`` begins a remark.

    Raises:
        ConfigurationError: it cannot be read.
    """
    from poalint.errors import ConfigurationError
    from poalint.text.paths import shown

    try:
        with open(path, "rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigurationError(f"{shown(path)}: the dictionary cannot be read ({reason}); check the path") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{shown(path)}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    if len(raw) > _MOST_BYTES:
        raise ConfigurationError(f"{shown(path)}: a dictionary of more than 4 MB; name a smaller one")
    return [word for line in text.splitlines() if (word := line.partition("#")[0].strip())]
