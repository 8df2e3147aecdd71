"""Sources as readers see them."""

from __future__ import annotations

import pytest

from lisbook.book.sources import dataset_sections, indicators_from, page_sources, render_date
from lisbook.project import load_project


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2024-04-16", "16 April 2024"), ("2025-11", "November 2025"), ("2026", "2026"), ("2025-13", "2025-13")],
)
def test_dates_are_printed_as_people_write_them(iso, text):
    assert render_date(iso) == text


def test_a_page_lists_what_it_stands_on_each_under_an_address(project):
    section = page_sources(load_project(project), ["employment-rate", "gone"], ["aims"])
    items = [item for item in section.findall() if item.tagname == "list_item"]
    assert [item["ids"] for item in items] == [["source-employment-rate"], ["source-fact-aims"]]
    assert "Nobody, Invented. Released November 2025; experimental statistics; No licence." in items[0].astext()
    assert items[1].astext() == "The invented plan has three aims: An Invented Plan, paragraph 2 (2020)."


def test_a_page_without_figures_has_no_list(project):
    assert page_sources(load_project(project), [], []) is None


def test_each_dataset_is_described_under_its_name(project):
    (section,) = dataset_sections(load_project(project))
    assert section["ids"] == ["employment-rate"]
    text = section.astext()
    for words in ("Nobody", "Invented", "30 January 2026", "No licence", "Experimental statistics", "It is invented."):
        assert words in text


def test_only_web_addresses_become_links(project):
    (section,) = dataset_sections(load_project(project))
    links = [node["refuri"] for node in section.findall() if node.tagname == "reference"]
    assert links == ["https://example.org/licence"]


def test_indicators_are_found_by_the_dataset_they_read(project):
    indicators = load_project(project).indicators
    assert [one.id for one in indicators_from("employment-rate", indicators)] == ["employment-rate"]
    assert indicators_from("other", indicators) == ()
