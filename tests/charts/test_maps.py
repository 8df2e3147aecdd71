"""Maps: classes, what is hatched, what is outlined, and which boundaries are kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.charts.classes import MOST, classify
from lisbook.charts.maps import map_chart
from lisbook.charts.printed import PrintedForm
from lisbook.charts.static import render_svg
from tests.charts.made import members, point, squares, words

PERCENT = PrintedForm(after="%", decimals=1)


@given(st.lists(st.integers(-5000, 5000).map(lambda tenths: tenths / 10), min_size=1, max_size=40))
def test_classes_are_few_whole_and_in_order(values):
    classes = classify(values, PERCENT)
    assert 1 <= len(classes.labels) <= MOST
    assert len(set(classes.labels)) == len(classes.labels) == len(classes.limits) + 1
    assert list(classes.limits) == sorted(set(classes.limits))
    found = [classes.of(value) for value in sorted(values)]
    assert [classes.labels.index(label) for label in found] == sorted(classes.labels.index(label) for label in found)
    assert set(found) == set(classes.labels), "no class stands empty"


def test_one_far_outlier_leaves_five_classes():
    values = [0.4 + index * 0.03 for index in range(31)] + [5.35]
    classes = classify(values, PrintedForm(decimals=2))
    held = [sum(classes.of(value) == label for value in values) for label in classes.labels]
    assert len(held) == 5
    assert max(held) - min(held) <= 3


def test_a_value_on_a_limit_is_in_the_class_that_begins_there():
    classes = classify([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], PrintedForm())
    for limit, label in zip(classes.limits, classes.labels[1:], strict=True):
        assert classes.of(limit) == label


def test_missing_and_not_applicable_are_hatched_and_stay_apart():
    shown = [*members()]
    shown[0] = point(shown[0].area, None)
    shown[1] = replace(shown[1], value=None, text="not applicable")
    chart = map_chart(words(), shown, squares())
    fill = next(layer for layer in chart.spec["layer"] if layer["name"] == "shapes")["encoding"]["fill"]
    assert fill["scale"]["domain"][-2:] == ["No value", "Not applicable"]
    assert all(isinstance(colour, dict) for colour in fill["scale"]["range"][-2:])
    assert "No value for Ashford Green." in chart.alt
    assert "Shown apart: Birch Hill." in chart.alt
    picture = render_svg(chart.spec)
    assert picture.count("linearGradient id") >= 2
    assert "Not applicable" in picture


def test_outlined_areas_are_named_in_a_note():
    chart = map_chart(words(), members(), squares(), highlight=["dale", "cold-elm"])
    assert "Heavy outline: Cold Elm, Dale." in chart.text.notes
    assert any(layer["name"] == "outlines" for layer in chart.spec["layer"])


def test_boundaries_of_other_areas_are_left_out():
    shown = members()[:2]
    chart = map_chart(words(), shown, squares())
    shapes = chart.spec["datasets"]["shapes"]
    assert len(shapes["objects"]["areas"]["geometries"]) == 2
    assert len(shapes["arcs"]) == 7
    assert "Dale" not in json.dumps(shapes)


def test_no_boundary_at_all_is_said():
    with pytest.raises(ValueError, match="no boundary has the code"):
        map_chart(words(), [replace(one, code="E00000000") for one in members()], squares())
