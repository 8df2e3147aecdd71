"""Each rule finds its own fault in a chart that keeps all others."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from lisbook.charts.chart import Chart
from lisbook.charts.lint import RULES, contrast_with_white, lint_chart
from lisbook.charts.theme import LINE_COLOURS, QUIET
from lisbook.tables import DataTable
from tests.charts.made import drawings, words

Fault = Callable[[Chart], Chart]


@lru_cache
def good(kind: str) -> Chart:
    draw, points = drawings()[kind]
    return draw(points)


def said(**more: str) -> Fault:
    """Other words, in the chart's text."""
    return lambda chart: replace(chart, text=words(**{"title": chart.text.title, **more}))


def alt_text(text: str) -> Fault:
    """Another alt text, in the picture as well."""
    return lambda chart: replace(chart, alt=text, spec={**chart.spec, "description": text})


def drawn(name: str, change: Callable[[dict[str, Any]], object]) -> Fault:
    """A change of one layer, found by its name."""

    def apply(chart: Chart) -> Chart:
        spec = copy.deepcopy(chart.spec)
        change(next(layer for layer in spec["layer"] if layer.get("name") == name))
        return replace(chart, spec=spec)

    return apply


def whole(**more: Any) -> Fault:
    """Something else in the specification."""
    return lambda chart: replace(chart, spec={**chart.spec, **more})


def tabled(change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Fault:
    """A table with other rows."""
    return lambda chart: replace(
        chart,
        table=DataTable(chart.table.caption, chart.table.columns, tuple(change(row) for row in chart.table.rows)),
    )


def lines(colours: list[str], dashes: list[list[int]]) -> Fault:
    """Other lines."""
    names = [str(index) for index in range(len(colours))]
    return drawn(
        "lines",
        lambda layer: (
            layer["encoding"]["color"]["scale"].update(domain=names, range=colours),
            layer["encoding"]["strokeDash"]["scale"].update(domain=names, range=dashes),
        ),
    )


DASHES = [[1, 0], [2, 2], [4, 4], [6, 6], [8, 8]]
FAULTS: dict[str, tuple[str, Fault, str]] = {
    "no title": ("trend", said(title=" "), "has no headline title"),
    "title is the measure": ("trend", said(title="Rate of something"), "only names the measure"),
    "no subtitle": ("trend", said(subtitle=""), "has no statistical subtitle"),
    "subtitle without period": ("bar", said(subtitle="Rate, percent, Somewhere"), "names no period"),
    "subtitle without unit": ("bar", said(subtitle="Rate, Somewhere, 2023"), "does not name the unit"),
    "no source": ("bar", said(source=""), "has no source line"),
    "five lines": ("trend", lines([LINE_COLOURS[0]] * 5, DASHES), "has 5 lines"),
    "colour only": ("trend", lines(list(LINE_COLOURS[:2]), [[1, 0], [1, 0]]), "differ by colour only"),
    "pale line": ("trend", lines([LINE_COLOURS[0], "#DDDDDD"], DASHES[:2]), "#DDDDDD has less than 3:1"),
    "six classes": (
        "map",
        drawn(
            "shapes", lambda layer: layer["encoding"]["fill"]["scale"].update(range=[f"#00000{n}" for n in range(6)])
        ),
        "has 6 classes",
    ),
    "no legend": (
        "map",
        drawn("shapes", lambda layer: layer["encoding"]["fill"].update(legend=None)),
        "colours have no legend",
    ),
    "bars from forty": (
        "bar",
        drawn("bars", lambda layer: layer["encoding"]["x"]["scale"].update(domain=[40, 90])),
        "bars begin at 40",
    ),
    "bars from anywhere": (
        "bar",
        drawn("bars", lambda layer: layer["encoding"]["x"].update(scale={"zero": False})),
        "need not begin at zero",
    ),
    "two axes": ("trend", whole(resolve={"scale": {"y": "independent"}}), "two axes in one direction"),
    "turned labels": (
        "trend",
        drawn("lines", lambda layer: layer["encoding"]["x"]["axis"].update(labelAngle=-90)),
        "not horizontal (labelAngle)",
    ),
    "turned title": (
        "trend",
        drawn("lines", lambda layer: layer["encoding"]["y"]["axis"].update(title="percent")),
        "title of its vertical axis",
    ),
    "small text": ("trend", whole(config={"axis": {"labelFontSize": 9}}), "text is small (labelFontSize 9"),
    "no alt text": ("bar", alt_text(""), "has no alt text"),
    "alt text without numbers": ("bar", alt_text("Bars of several areas."), "gives no number"),
    "long alt text": ("bar", alt_text("Bars of 6 areas. " * 40), "characters: at most"),
    "two alt texts": ("bar", lambda chart: replace(chart, alt="Bars of 6 areas."), "another alt text"),
    "table without a value": ("bar", tabled(lambda row: (row[0], *("" for _ in row[1:]))), "lacks the value of"),
    "table without an area": ("bar", tabled(lambda row: ("", *row[1:])), "does not name"),
    "ranked estimates": ("interval", said(title="Dale ranks first of six"), 'title says "ranks"'),
    "data from outside": (
        "bar",
        whole(data={"url": "https://example.org/data.csv"}),
        "would fetch https://example.org",
    ),
    "generated parameter": ("bar", whole(params=[{"name": "param_1"}]), "generated name (param_1)"),
    "generated data set": (
        "bar",
        lambda chart: replace(
            chart, spec={**chart.spec, "datasets": {**chart.spec["datasets"], "data-0123456789abcdef": []}}
        ),
        "generated name (data-0123456789abcdef)",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str):
    kind, spoil, words_of_fault = FAULTS[name]
    assert lint_chart(good(kind)) == ()
    faults = lint_chart(spoil(good(kind)))
    assert any(words_of_fault in fault for fault in faults), faults
    assert all(fault.startswith("rate-chart: ") for fault in faults)


def test_every_rule_has_a_failing_example():
    found = {rule for kind, spoil, _ in FAULTS.values() for rule in RULES if [*rule(spoil(good(kind)))]}
    assert found == set(RULES)


def test_bars_and_lines_of_the_palette_are_seen_on_white():
    assert min(contrast_with_white(colour) for colour in (*LINE_COLOURS, QUIET)) >= 3
    assert contrast_with_white("#FFFFFF") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
