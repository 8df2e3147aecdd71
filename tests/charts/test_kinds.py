"""What each kind of chart promises beyond the laws that all share."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.charts.bar import bar_chart
from lisbook.charts.chart import Chart
from lisbook.charts.gap import gap_chart
from lisbook.charts.interval import interval_chart
from lisbook.charts.points import Break
from lisbook.charts.printed import PrintedForm, nice_scale
from lisbook.charts.spread import spread
from lisbook.charts.static import render_svg
from lisbook.charts.trend import trend_chart
from tests.charts.made import line, members, moved, point, words


def layers(chart: Chart) -> dict[str, dict]:
    return {layer["name"]: layer for layer in chart.spec["layer"]}


def pieces(chart: Chart, number: str = "0") -> list[list[float]]:
    """The values of each unbroken piece of a line."""
    found: dict[str, list[float]] = {}
    for row in chart.spec["datasets"]["points"]:
        if row["line"] == number:
            found.setdefault(row["segment"], []).append(row["value"])
    return list(found.values())


def test_a_line_stops_at_a_missing_value():
    chart = trend_chart(words(), [line("Dale", 1, 2, None, 4, 5)])
    assert pieces(chart) == [[1, 2], [4, 5]]
    assert ("2020", "suppressed") in chart.table.rows


def test_a_line_stops_where_a_period_is_not_there():
    dale = line("Dale", 1, 2, 3, 4)
    chart = trend_chart(words(), [(dale[0], dale[1], dale[3]), line("East Fen", 5, 6, 7, 8)])
    assert pieces(chart) == [[1, 2], [4]]
    assert ("2020", "not published", "7.0%") in chart.table.rows


def test_a_line_stops_at_a_break_which_is_named():
    chart = trend_chart(words(), [line("Dale", 1, 2, 3, 4)], breaks=[Break("2020-01-01", "new survey")])
    assert pieces(chart) == [[1, 2], [3, 4]]
    assert "new survey" in render_svg(chart.spec)


def test_five_lines_are_too_many():
    with pytest.raises(ValueError, match="rate-chart has 5 lines: at most 4"):
        trend_chart(words(), [line(f"Area {index}", 1, 2) for index in range(5)])


def test_ends_of_lines_are_labelled_with_name_and_value():
    chart = trend_chart(words(), [line("Dale", 41, 52.3, role="main"), line("East Fen", 41, 52.4, role="comparator")])
    labels = chart.spec["datasets"]["labels"]
    assert [" ".join(row["label"]) for row in labels] == ["Dale 52.3%", "East Fen 52.4%"]
    assert abs(labels[0]["place"] - labels[1]["place"]) >= 17, "names of nearly equal lines do not cover each other"


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_pages_own_line_is_thicker_than_the_others(count: int):
    chart = trend_chart(words(), [line(f"Area {index}", 41 + index, 52 + index) for index in range(count)])
    widths = re.findall(r'stroke-width="(3\.5|2\.25)"', render_svg(chart.spec))
    assert widths == ["3.5", *["2.25"] * (count - 1)]


def test_the_band_belongs_to_the_first_line_only():
    chart = trend_chart(words(), [line("Dale", 41, 52, half=2), line("East Fen", 45, 50, half=2)])
    assert {row["line"] for row in chart.spec["datasets"]["points"] if "lower" in row} == {"0"}
    assert "50.0% (48.0% to 52.0%)" in chart.table.rows[1]


def test_dots_need_no_interval_and_no_reference():
    chart = interval_chart(words(), members(), None)
    assert chart.alt.startswith("Dot chart.")
    assert "reference" not in layers(chart)


def test_a_reference_without_a_value_draws_no_rule():
    chart = interval_chart(words(), members(2.0), point("Somewhere", None, role="comparator"))
    assert "reference" not in layers(chart)
    assert "Somewhere" in {row[0] for row in chart.table.rows}


def test_intervals_are_drawn_as_published():
    shown = [replace(members()[0], lower=31.2, upper=57.9)]
    (row,) = interval_chart(words(), shown, None).spec["datasets"]["points"]
    assert (row["lower"], row["upper"], row["tip"]["95% interval"]) == (31.2, 57.9, "31.2% to 57.9%")


def test_estimates_come_with_a_caution():
    assert "may be due to chance" in interval_chart(words(), members(4.0), None).alt


def test_the_pages_own_area_is_told_by_words_and_not_by_colour_only():
    shown = [replace(one, role="main") if one.area == "Dale" else one for one in members(2.0)]
    for chart in (interval_chart(words(), shown, None), bar_chart(words(), shown, [])):
        assert "Dale (this area)" in render_svg(chart.spec).replace("<tspan>", "")


def test_bars_below_zero_are_drawn_and_labelled():
    shown = [moved(one, -60) for one in members()]
    chart = bar_chart(words(), shown, [])
    assert chart.table.rows[-1][0] == "Ashford Green"
    drawn = layers(chart)["bars"]["encoding"]["x"]["scale"]["domain"]
    assert drawn[0] < -20
    assert drawn[1] > 16


def test_bars_of_a_single_area_and_of_nothing_but_zero():
    assert bar_chart(words(), [point("Dale", 0.0)], []).table.rows == (("Dale", "0.0%"),)


def test_the_range_names_who_is_highest_and_lowest():
    high = (point("Far Grange", 70, year=2022), point("East Fen", 72, year=2023))
    low = (point("Dale", 50, year=2022), point("Dale", 49, year=2023))
    chart = gap_chart(words(), high, low, [])
    assert chart.table.rows == (
        ("2022", "Far Grange", "70.0%", "Dale", "50.0%"),
        ("2023", "East Fen", "72.0%", "Dale", "49.0%"),
    )
    labels = [" ".join(row["label"]) for row in chart.spec["datasets"]["labels"]]
    assert labels == ["Highest: East Fen 72.0%", "Lowest: Dale 49.0%"]


def test_the_range_may_have_a_reference():
    high, low = line("Far Grange", 70, 71), line("Dale", 50, 49)
    chart = gap_chart(words(), high, low, line("Somewhere", 60, 61, role="comparator"))
    assert [column.label for column in chart.table.columns][-1] == "Somewhere"
    assert len(chart.spec["datasets"]["labels"]) == 3


def test_remarks_are_in_pointer_table_and_data():
    dale = line("Dale", 41, 52, role="main")
    chart = trend_chart(words(), [(dale[0], replace(dale[1], flags=("provisional",)))])
    assert chart.spec["datasets"]["points"][1]["tip"]["Note"] == "provisional"
    assert chart.table.rows[1] == ("2019", "52.0% [provisional]")
    assert chart.values[1]["flags"] == "provisional"


SIZES = st.lists(st.tuples(st.floats(0, 300), st.floats(10, 50)), min_size=1, max_size=4)


@given(SIZES)
def test_labels_never_cover_each_other_and_stay_inside(asked):
    centres, heights = [wish for wish, _ in asked], [height for _, height in asked]
    placed = spread(centres, heights, -16, 336)
    edges = sorted((place - height / 2, place + height / 2) for place, height in zip(placed, heights, strict=True))
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(edges))
    assert edges[0][0] >= -16 - 1e-6
    assert edges[-1][1] <= 336 + 1e-6


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), st.booleans())
def test_an_axis_holds_all_values_with_few_round_ticks(values, zero):
    scale = nice_scale(values, PrintedForm(decimals=1), zero=zero)
    assert scale.low <= min(values) + 1e-6 * abs(min(values)) + 1e-9
    assert scale.high >= max(values) - 1e-6 * abs(max(values)) - 1e-9
    assert 2 <= len(scale.ticks) <= 8
    assert not zero or scale.low <= 0 <= scale.high
    assert len(set(scale.ticks)) == len(scale.ticks) == len(scale.labels)
