"""The real book, built once for the session in a copy of this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import made_once
from tests.real.copies import copy_project


@pytest.fixture(scope="session")
def real_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real project with its whole book built in it. Nothing may be written there."""
    from lisbook.pipeline import build_book

    with made_once(tmp_path_factory, "real-book") as (root, new):
        if new:
            copy_project(root)
            report = build_book(root, workers=2)
            assert report.problems == ()
    return root
