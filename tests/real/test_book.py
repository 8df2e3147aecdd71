"""The real book as it is published: what its pages hold, and what they do in a browser that reaches nothing outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lisbook.project import load_project
from tests.real.copies import REPOSITORY, tree

PAGES = tuple(page.id for page in load_project(REPOSITORY).pages)
HAND_WRITTEN = ("index", "about/how-to-read", "about/how-it-is-made", "about/limits", "about/sources")
EVERY_PAGE = (*PAGES, *HAND_WRITTEN)


@pytest.fixture(scope="module")
def html(real_book: Path) -> Path:
    return real_book / "_build" / "html"


def test_every_planned_page_is_executed_and_published(real_book, html):
    assert len(PAGES) >= 30
    for page in PAGES:
        assert (real_book / f"book/pages/{page}.ipynb").is_file(), page
    for page in EVERY_PAGE:
        assert (html / f"{page}.html").is_file(), page


def test_the_committed_drafts_are_what_the_project_now_gives(real_book):
    committed, made = tree(REPOSITORY / "book/drafts"), tree(real_book / "book/drafts")
    assert sorted(committed) == sorted(made)
    different = [name for name in made if made[name] != committed[name]]
    assert different == [], "bring them up to date with: lisbook run"


def test_every_number_of_the_ledger_says_where_it_comes_from(real_book):
    ledger = json.loads((real_book / "_build/figures.json").read_text("utf-8"))
    assert len(ledger["figures"]) > 1000
    for entry in ledger["figures"]:
        assert {"id", "page", "where"} <= entry.keys()
        if entry["where"] != "claim":
            assert "unit" in entry
            assert "text" in entry
            assert entry.get("indicator") or entry.get("fact") or entry["measure"] == "count"
        if entry.get("indicator") and entry["where"] != "claim":
            assert entry["datasets"], entry
            assert set(entry["datasets"]) <= ledger["datasets"].keys()
            assert re.match(r"\d{4}-\d{2}-\d{2}", entry["period"])
            assert entry["codes"], entry


def test_ids_are_used_once_on_a_page(html):
    for page in EVERY_PAGE:
        ids = re.findall(r'\sid="([^"]+)"', (html / f"{page}.html").read_text("utf-8"))
        repeated = {name for name in ids if ids.count(name) > 1}
        assert repeated == set(), page


def test_the_manifest_names_inputs_tools_runs_and_outputs(real_book):
    manifest = json.loads((real_book / "_build/manifest.json").read_text("utf-8"))
    assert {"inputs", "tools", "runs", "outputs"} <= manifest.keys()
    assert "lis_data/employment-rate.csv" in manifest["inputs"]
    assert manifest["runs"]["people/west-london"]["parameters"]["area"] == "west-london"
    assert "_build/html/people/west-london.html" in manifest["outputs"]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_draws_every_chart_and_asks_nothing_outside(browser_page, html, name):
    page = browser_page.open(html / f"{name}.html")
    charts = page.locator("figure.chart")
    for index in range(charts.count()):
        charts.nth(index).scroll_into_view_if_needed()
    if charts.count():
        page.wait_for_function(
            "document.querySelectorAll('figure.chart').length === "
            "document.querySelectorAll('figure.chart[data-state=drawn]').length",
            timeout=30_000,
        )
    drawn = page.locator("figure.chart .chart-live svg").count()
    assert drawn == charts.count()
    assert (name in HAND_WRITTEN) or drawn >= 3
    assert page.locator("h1").count() == 1
    assert browser_page.complaints == []


def test_a_chart_answers_the_pointer_with_the_values_of_its_table(browser_page, html):
    page = browser_page.open(html / "people/west-london.html")
    figure = page.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    page.wait_for_selector("figure.chart[data-state=drawn] svg")
    box = figure.locator(".chart-live svg").bounding_box()
    assert box is not None
    seen = ""
    for step in range(1, 10):
        page.mouse.move(box["x"] + box["width"] * step / 12, box["y"] + box["height"] * 0.5)
        page.wait_for_timeout(80)
        tip = page.locator("#vg-tooltip-element.visible")
        if tip.count():
            seen = tip.inner_text()
            break
    assert seen, "no tooltip appeared"
    value = re.search(r"Value\s*([^\n]+)", seen)
    assert value is not None
    assert value[1].strip() in figure.locator("table").inner_text(timeout=1000) or value[1].strip() in (
        figure.locator("table").text_content() or ""
    )


@pytest.mark.parametrize("name", ["index", "people/west-london", "places/london"])
def test_a_narrow_page_does_not_scroll_sideways(browser_page, html, name):
    browser_page.page.set_viewport_size({"width": 320, "height": 700})
    page = browser_page.open(html / f"{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_every_chart_has_its_picture_words_and_table(plain_page, html):
    page = plain_page.open(html / "people/london.html")
    charts = page.locator("figure.chart")
    assert charts.count() >= 3
    for index in range(charts.count()):
        picture = charts.nth(index).locator("img")
        picture.scroll_into_view_if_needed()
        assert len(picture.get_attribute("alt") or "") > 60
        assert (html / "people" / (picture.get_attribute("src") or "")).resolve().is_file()
        assert charts.nth(index).locator("table tbody tr").count() > 0
    assert plain_page.complaints == []


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_no_fault_of_wcag_a_or_aa(browser_page, html, name):
    from axe_playwright_python.sync_playwright import Axe

    page = browser_page.open(html / f"{name}.html")
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": levels}})
    faults = {one["id"]: [node["html"][:120] for node in one["nodes"]][:3] for one in results.response["violations"]}
    assert faults == {}
