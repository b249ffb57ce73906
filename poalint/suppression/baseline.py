"""Baselines: files of known findings, by path, rule and fingerprint."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poalint.errors import ConfigurationError
from poalint.findings import Finding, Silenced, UnusedSuppression
from poalint.suppression.source import Ran
from poalint.text.paths import shown

BY = "baseline"
VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A known finding; ``path`` is relative to the baseline's folder and has slashes on any system."""

    path: str
    rule: str
    fingerprint: str


class Baseline:
    """The known findings of a baseline file; each entry silences one finding.

    Attributes:
        path: absolute path of the file.
        entries: in order.
    """

    def __init__(self, path: str, entries: Iterable[Known] = ()) -> None:
        self.path = path
        self.entries = tuple(sorted(entries))

    def name(self, draft: str) -> str:
        """Return what the baseline calls a draft, given by its absolute path."""
        try:
            return os.path.relpath(draft, os.path.dirname(self.path)).replace(os.sep, "/")
        except ValueError:  # another drive
            return draft.replace(os.sep, "/")

    def of(self, draft: str) -> list[Known]:
        """Return the entries of a draft, given by its absolute path."""
        name = self.name(draft)
        return [entry for entry in self.entries if entry.path == name]

    def known(self, draft: str, finding: Finding) -> Known:
        """Return a finding of a draft as an entry."""
        return Known(self.name(draft), finding.rule, finding.fingerprint)

    def exists(self, entry: Known) -> bool:
        """Return whether an entry's draft still exists."""
        return os.path.isfile(os.path.join(os.path.dirname(self.path), entry.path))


class Listed:
    """The entries of a baseline for one draft."""

    def __init__(self, baseline: Baseline, draft: str, name: str) -> None:
        self._baseline = baseline
        self._draft = draft
        self._name = name
        self._left = Counter(baseline.of(draft))

    def silence(self, finding: Finding) -> Silenced | None:
        """Return the finding as silenced if an entry for it is left."""
        entry = self._baseline.known(self._draft, finding)
        if not self._left[entry]:
            return None
        self._left[entry] -= 1
        return Silenced(finding, BY, shown(self._baseline.path))

    def left(self) -> list[Known]:
        """Return the entries that silenced nothing."""
        return sorted(self._left.elements())

    def unused(self, ran: Ran) -> Iterator[UnusedSuppression]:
        """Yield the entries of rules that ran and found no such fault."""
        for entry in self.left():
            if ran.covers(entry.rule):
                what = f"known finding {entry.fingerprint} of {entry.rule} is no longer found in {self._name}"
                yield UnusedSuppression(BY, shown(self._baseline.path), what, self._name)


def read_baseline(path: str) -> Baseline:
    """Return a baseline.

    Raises:
        ConfigurationError: it does not exist, cannot be read or is no baseline.
    """
    path = os.path.abspath(path)
    name = shown(path)
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationError(f"{name} does not exist. Create the baseline with --update-baseline.") from None
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be read ({error.strerror}). Check the path of the baseline.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{name}: not UTF-8. {_REMEDY}") from None
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise ConfigurationError(f"{place}: not valid JSON: {error.msg}. {_REMEDY}") from None
    except RecursionError:
        raise ConfigurationError(f"{name}: nested too deep. {_REMEDY}") from None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise ConfigurationError(f"{name} is no baseline of version {VERSION}. {_REMEDY}")
    return Baseline(path, [_entry(raw, number, name) for number, raw in enumerate(data["findings"], 1)])


def render(baseline: Baseline) -> str:
    """Return the text of a baseline file: one line for each finding, in a fixed order."""
    rows = ",\n".join(
        json.dumps({"path": one.path, "rule": one.rule, "fingerprint": one.fingerprint}, ensure_ascii=False)
        for one in baseline.entries
    )
    return f'{{"version": {VERSION}, "tool": "poalint", "findings": [\n{rows}\n]}}\n'


_REMEDY = "Make it anew with --update-baseline, or name the right file."


def _entry(raw: Any, number: int, name: str) -> Known:
    keys = ("path", "rule", "fingerprint")
    if not isinstance(raw, dict) or any(not isinstance(raw.get(key), str) for key in keys):
        raise ConfigurationError(f"{name}: finding {number} lacks {', '.join(keys)} as text. {_REMEDY}")
    return Known(*(raw[key] for key in keys))
