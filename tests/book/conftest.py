"""The tiny book, built once for the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from lisbook.book.compile import compile_book
from tests.book.tiny import make_project


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, its book built."""
    root = make_project(tmp_path_factory.mktemp("tiny"))
    result = compile_book(root)
    assert result.problems == ()
    return root


@pytest.fixture(scope="session")
def html(tiny: Path) -> Path:
    """The folder of the published pages."""
    return tiny / "_build/html"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of the project, not built."""
    return make_project(tmp_path / "project")
