"""Settings for all tests: no time limits for generated examples, and a cache of compiled packs of their own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import FAULTY
from hypothesis import settings

settings.register_profile("poalint", deadline=None)
settings.load_profile("poalint")


@pytest.fixture(scope="session", autouse=True)
def cache_folder() -> Iterator[None]:
    """Keep the user's own cache out of the tests; programs that tests start inherit the folder."""
    folder = tempfile.mkdtemp(prefix="poalint-tests-")
    os.environ["POALINT_CACHE"] = folder
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which holds the faulty draft as ``draft.txt``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "draft.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path
