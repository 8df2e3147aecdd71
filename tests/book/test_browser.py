"""The tiny book in Chromium, every outside name refused."""

from __future__ import annotations

import pytest

PAGES = ("index", "people/testshire", "people/northam", "about/sources", "search")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_without_a_complaint_and_asks_nothing_outside(browser_page, html, name):
    browser_page.open(html / f"{name}.html")
    assert browser_page.complaints == []


def test_charts_are_drawn_when_they_come_into_view(browser_page, html):
    page = browser_page.open(html / "people/northam.html")
    page.locator("figure.chart").scroll_into_view_if_needed()
    page.wait_for_selector('figure.chart[data-state="drawn"] svg', timeout=10_000)
    assert browser_page.complaints == []


def test_without_scripts_the_still_picture_and_the_table_stand_there(plain_page, html):
    page = plain_page.open(html / "people/northam.html")
    page.locator("figure.chart img").scroll_into_view_if_needed()
    picture = page.locator("figure.chart img")
    assert picture.is_visible()
    assert picture.get_attribute("alt")
    assert plain_page.complaints == []


def test_search_finds_a_page_and_its_result_leads_there(browser_page, html):
    page = browser_page.open(html / "search.html")
    page.goto((html / "search.html").as_uri() + "?q=zander")
    result = page.locator("#search-results ul.search li a").first
    result.wait_for()
    result.click()
    page.wait_for_load_state()
    assert page.url.split("?")[0].split("#")[0] == (html / "index.html").as_uri()
    assert browser_page.complaints == []


def test_search_from_a_page_below_finds_a_page_beside_it(browser_page, html):
    page = browser_page.open(html / "people/northam.html")
    page.locator(".bd-sidebar-primary .search-button__button").click()
    page.keyboard.type("testshire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html*")
    links = page.locator("#search-results ul.search li a")
    links.first.wait_for()
    assert (html / "people/testshire.html").as_uri() in {
        address.split("#")[0].split("?")[0] for address in links.evaluate_all("nodes => nodes.map(node => node.href)")
    }


def test_previous_and_next_walk_through_the_book(browser_page, html):
    page = browser_page.open(html / "index.html")
    walked = []
    while page.locator("a.right-next").count():
        page.locator("a.right-next").click()
        page.wait_for_load_state()
        walked.append(page.url.removeprefix(html.as_uri()))
    assert walked == ["/people/testshire.html", "/people/northam.html", "/about/sources.html"]
    page.locator(".bd-sidebar-primary .logo").click()
    page.wait_for_load_state()
    assert page.url.split("#")[0] == (html / "index.html").as_uri()


def test_a_printed_figure_leads_to_its_source(browser_page, html):
    page = browser_page.open(html / "people/northam.html")
    page.locator("p data.figure a").first.click()
    assert page.url.endswith("#source-employment-rate")
    assert page.locator("#source-employment-rate").is_visible()


def test_no_line_breaks_between_a_figure_and_its_comma(browser_page, html):
    page = browser_page.open(html / "index.html")
    assert page.locator("data.figure").first.evaluate("node => getComputedStyle(node).display") == "inline"


def test_no_hostile_text_is_executed(browser_page, html):
    for name in PAGES:
        page = browser_page.open(html / f"{name}.html")
        assert page.evaluate("window.hacked") is None


def test_a_narrow_page_does_not_scroll_sideways(browser_page, html):
    browser_page.page.set_viewport_size({"width": 320, "height": 640})
    for name in PAGES:
        page = browser_page.open(html / f"{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_icons_are_drawn_without_the_icon_font(browser_page, html):
    asked = []
    browser_page.page.on("request", lambda request: asked.append(request.url))
    browser_page.open(html / "index.html")
    assert not [address for address in asked if "fontawesome" in address or "webfont" in address]
    assert browser_page.page.locator(".theme-switch-button .fa-sun").bounding_box()["width"] > 8
