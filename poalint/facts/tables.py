"""Data that is the same for every rule: how to tell languages apart, and Amazon's targets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from poalint.ruleset import load_table


@cache
def language_tables() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of ``rules/languages.yaml`` by language code.

    Raises:
        PackError: the file is malformed.
    """
    tables: Mapping[str, Mapping[str, Any]] = load_table("languages")
    return tables


@cache
def target_tables() -> Mapping[str, Mapping[str, Any]]:
    """Return Amazon's targets of ``rules/targets.yaml`` by metric.

    Raises:
        PackError: the file is malformed.
    """
    tables: Mapping[str, Mapping[str, Any]] = load_table("targets")
    return tables
