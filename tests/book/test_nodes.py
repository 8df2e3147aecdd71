"""Printed figures and tables as HTML; whatever a text holds, it stays text."""

from __future__ import annotations

from bs4 import BeautifulSoup

from lisbook.book.nodes import render_figure, render_table, source_address
from lisbook.prose.records import Figure

HOSTILE = '"><script>alert(1)</script>&'


def html_of(figure, ids=()):
    before, after = render_figure(figure, list(ids))
    return BeautifulSoup(before + "x" + after, "html.parser")


def test_a_figure_has_its_unrounded_value_and_leads_to_its_source():
    figure = Figure("fig-rate", "74.2%", "percent", 74.2499, datasets=("survey", "other"))
    data = html_of(figure, ["fig-rate"]).data
    assert data.attrs == {"class": ["figure"], "id": "fig-rate", "value": "74.2499"}
    assert data.a["href"] == "#source-survey"


def test_a_whole_number_has_no_needless_decimal():
    assert html_of(Figure("f", "three", "aims", 3.0, fact="aims")).data["value"] == "3"


def test_a_quoted_figure_leads_to_its_document():
    assert source_address(Figure("f", "three", "aims", 3, fact="aims")) == "source-fact-aims"


def test_a_figure_without_a_source_is_no_link():
    assert html_of(Figure("f", "3", "aims", 3)).a is None


def test_estimates_and_flags_are_told():
    figure = Figure("f", "3", "aims", 3, datasets=("a",), estimate=True, flags=("provisional",))
    assert html_of(figure).a["title"] == "estimate; provisional"


def test_no_field_of_a_figure_can_carry_markup():
    figure = Figure(HOSTILE, "3", "aims", HOSTILE, datasets=(HOSTILE,), flags=(HOSTILE,))
    soup = html_of(figure, [HOSTILE])
    assert soup.script is None
    assert soup.data["value"] == HOSTILE
    assert soup.a["title"] == HOSTILE


def test_a_table_stands_in_a_region_that_the_keyboard_reaches():
    column = {"label": HOSTILE, "numeric": False}
    table = {"caption": HOSTILE, "columns": [column], "rows": [[HOSTILE]], "notes": [HOSTILE]}
    soup = BeautifulSoup(render_table(table), "html.parser")
    region = soup.find("div", class_="table-region")
    assert (region["tabindex"], region["role"], region["aria-label"]) == ("0", "region", HOSTILE)
    assert soup.script is None
    assert soup.caption.text == HOSTILE
