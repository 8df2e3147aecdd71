"""Charts of a page on the real data: which prices they are in, and whose values they may name."""

from __future__ import annotations

import pytest

from lisbook.pages.page import Page
from lisbook.project import load_project
from tests.fixtures import REPOSITORY


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(load_project(REPOSITORY), "london")


@pytest.mark.parametrize("indicator", ["research-income", "gva-per-hour"])
def test_a_chart_in_real_terms_names_the_year_of_its_prices_even_where_the_series_ended_before(page, indicator):
    observed = page.project.catalogue.series(indicator, "london")[0]
    base = page._verbs.ask.deflator().base_year
    chart = page.trend_chart(indicator)
    assert [note for note in chart.text.notes if note.startswith(f"In the prices of {base};")]
    assert chart.values[0]["value"] > observed.value, "older money is worth more in later prices"


def test_the_ends_of_a_gap_are_no_values_that_are_marked_as_odd(page):
    members = page.project.catalogue.members("business-survival-3", "london", "2021")
    odd = {one.area for one in members if set(one.flags) - {"provisional"}}
    named = {
        (row["area"], row["period"]) for row in page.gap_chart("business-survival-3").values if "2021-" in row["period"]
    }
    names = {page.project.areas.get(area).name for area in odd}
    assert odd, "the data hold such values, or this test shows nothing"
    assert named
    assert not {area for area, _ in named} & names
