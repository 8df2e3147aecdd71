"""A browser for tests: Debian's Chromium with every outside name refused, and a page that remembers what went wrong.

Without Chromium the tests that need it are reported as not run, with the command that installs it;
LISBOOK_REQUIRE_BROWSER=1 makes its absence a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

INSTALL = "apt-get install chromium"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",  # containers give root no user namespaces
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_LOCAL = ("file:", "data:", "blob:", "about:", "http://127.0.0.1")


@dataclass
class WatchedPage:
    """A page of the browser, with what it asked outside and what its console reported as errors."""

    page: Any
    outside: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: Path, fragment: str = "") -> Any:
        """Load a file of the book and wait until nothing is under way; returns the page."""
        self.page.goto(path.resolve().as_uri() + fragment)
        self.page.wait_for_load_state("networkidle")
        return self.page

    @property
    def complaints(self) -> list[str]:
        """All that a clean page has none of."""
        return [*self.outside, *self.missing, *self.errors]


def chromium_path() -> str | None:
    """The browser's path, from LISBOOK_CHROMIUM or the usual names."""
    return os.environ.get("LISBOOK_CHROMIUM") or next((path for name in _NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium."""
    path = chromium_path()
    if path is None:
        message = f"not run: there is no Chromium. Install it with: {INSTALL}"
        if os.environ.get("LISBOOK_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield running
        running.close()


def watch(page: Any) -> WatchedPage:
    """The page with its requests and its console listened to; outside requests are refused."""
    watched = WatchedPage(page)

    def handle(route: Any) -> None:
        if route.request.url.startswith(_LOCAL):
            route.continue_()
        else:
            watched.outside.append(route.request.url)
            route.abort()

    page.route("**/*", handle)
    page.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("requestfailed", lambda request: watched.missing.append(request.url))
    return watched


@pytest.fixture
def browser_page(browser: Any) -> Iterator[WatchedPage]:
    """A fresh page, 1280 pixels wide, watched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
    yield watch(context.new_page())
    context.close()


@pytest.fixture
def plain_page(browser: Any) -> Iterator[WatchedPage]:
    """A fresh page that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield watch(context.new_page())
    context.close()
