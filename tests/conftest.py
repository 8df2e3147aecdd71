"""Fixtures that all tests share."""

from tests.browser import browser, browser_page, plain_page

__all__ = ["browser", "browser_page", "plain_page"]
