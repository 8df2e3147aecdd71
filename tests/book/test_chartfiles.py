"""The values of a chart as a file for spreadsheets."""

from __future__ import annotations

from lisbook.book.chartfiles import render_csv

CHART = {
    "id": "fig-rate-trend",
    "title": "The rate\nrose",
    "subtitle": "Rate, percent",
    "source": "Source: Nobody",
    "notes": ["Mind."],
    "values": [
        {"area": "Northam", "value": -1.5, "lower": None, "flags": ["provisional", "low"]},
        {"area": "=HYPERLINK(1)", "value": 2, "lower": 1.0, "flags": []},
    ],
}


def test_values_stand_under_a_header_that_says_what_they_are():
    assert render_csv(CHART, "people/northam", ["No licence"]).splitlines() == [
        "# The rate rose",
        "# Rate, percent",
        "# Source: Nobody",
        "# Licence: No licence",
        "# Page: people/northam.html#fig-rate-trend",
        "# Note: Mind.",
        "area,value,lower,flags",
        "Northam,-1.5,,provisional; low",
        "'=HYPERLINK(1),2,1.0,",
    ]
