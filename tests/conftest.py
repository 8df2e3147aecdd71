"""Fixtures that all tests share."""

from __future__ import annotations

import hypothesis
import pytest

from tests.browser import browser, browser_page, plain_page
from tests.fixtures import golden, lisbook, run_small, small, small_project

__all__ = ["browser", "browser_page", "golden", "lisbook", "plain_page", "run_small", "small", "small_project"]

# The same examples every time: a test that fails now and then tells nobody what changed. Soak tests look further.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write golden files anew; read the difference afterwards")
