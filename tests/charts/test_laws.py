"""What holds for charts of every kind: all they say comes from their points, and from nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import altair as alt
import pytest
import vl_convert

from lisbook.charts.chart import LAB_MIME_TYPE, MIME_TYPE, Chart, chart_digest
from lisbook.charts.lint import lint_chart
from lisbook.charts.points import Point
from lisbook.charts.static import render_svg
from lisbook.files import canonical_json
from tests.charts.made import Drawing, drawings, moved, point

KINDS = tuple(drawings())


@pytest.fixture(params=KINDS, scope="module")
def drawing(request: pytest.FixtureRequest) -> tuple[Drawing, tuple[Point, ...]]:
    return drawings()[request.param]


def written(chart: Chart) -> bytes:
    return canonical_json([chart.spec, chart.to_json()])


def test_a_chart_keeps_all_rules(drawing):
    draw, points = drawing
    assert lint_chart(draw(points)) == ()


def test_another_value_shows_in_picture_alt_text_table_and_data(drawing):
    """Points that the alt text tells of are changed, each in its turn."""
    draw, points = drawing
    before = draw(points)
    told = [index for index, one in enumerate(points) if one.text in before.alt]
    assert told
    for index in told:
        changed = [*points]
        changed[index] = moved(points[index], 0.4)
        after = draw(changed)
        assert changed[index].text in after.alt
        assert canonical_json(after.spec["datasets"]) != canonical_json(before.spec["datasets"])
        assert after.table.rows != before.table.rows
        assert after.values != before.values


def test_every_value_is_in_picture_table_and_data(drawing):
    draw, points = drawing
    chart = draw(points)
    data = json.dumps(chart.spec["datasets"])
    cells = " ".join(cell for row in chart.table.rows for cell in row)
    assert len(chart.values) == len(points)
    for one in points:
        assert one.text in cells
        assert one.text in data
        assert any(row["value"] == one.value and row["area"] == one.area for row in chart.values)


def test_same_points_give_same_bytes_whatever_was_drawn_before(drawing):
    draw, points = drawing
    first = written(draw(points))
    for other, others in drawings().values():
        other(others)
    with alt.theme.enable("dark"):
        assert written(draw(points)) == first


def test_order_of_areas_handed_in_does_not_matter():
    for kind in ("interval", "bar"):
        draw, points = drawings()[kind]
        assert written(draw([*reversed(points[:-1]), points[-1]])) == written(draw(points))
    draw, points = drawings()["map"]
    other = draw(list(reversed(points)))
    assert other.alt == draw(points).alt
    assert other.table == draw(points).table


def test_an_area_without_a_value_is_named_and_never_drawn_as_zero(drawing):
    draw, points = drawing
    index = 1
    chart = draw(
        [*points[:index], point(points[index].area, None, year=int(points[index].period)), *points[index + 1 :]]
    )
    assert lint_chart(chart) == ()
    assert any("suppressed" in cell for row in chart.table.rows for cell in row)
    assert [row["value"] for row in chart.values].count(None) == 1
    assert "No value for" in chart.alt
    drawn = [row for rows in chart.spec["datasets"].values() if isinstance(rows, list) for row in rows]
    assert not any(row.get("value", 1) in (0, None) for row in drawn)


def test_without_any_value_there_is_no_chart(drawing):
    draw, points = drawing
    with pytest.raises(ValueError, match="rate-chart has no value to draw"):
        draw([replace(one, value=None, lower=None, upper=None, text="suppressed") for one in points])


def test_the_specification_is_valid_and_has_no_generated_names(drawing):
    draw, points = drawing
    spec = draw(points).spec
    alt.LayerChart.from_dict(spec, validate=True)
    assert not re.search(r'"(view|param|layer|concat)_\d+"', json.dumps(spec))
    assert json.loads(json.dumps(spec)) == spec


def test_a_still_picture_has_the_values_and_nothing_of_the_machine(drawing):
    draw, points = drawing
    chart = draw(points)
    picture = render_svg(chart.spec)
    assert picture == render_svg(chart.spec)
    assert "NaN" not in picture
    assert "undefined" not in picture
    assert re.findall(r"(?:href|src)=[\"'](?!#)", picture) == []


def test_markup_in_names_stays_text(drawing):
    draw, points = drawing
    name = "<script>alert(1)</script>"
    chart = draw([replace(one, area=f"{name} {one.area}") for one in points])
    picture = render_svg(chart.spec)
    assert "<script" not in picture


def test_a_notebook_gets_the_live_chart_and_all_the_rest_as_metadata(drawing):
    draw, points = drawing
    chart = draw(points).with_extra({"figures": []})
    data, metadata = chart._repr_mimebundle_()
    assert data[MIME_TYPE] == chart.spec
    assert chart.alt in data["text/plain"]
    assert metadata["lisbook"]["chart"] == chart.to_json()
    assert metadata["lisbook"]["figures"] == []
    assert canonical_json(metadata)


def test_a_digest_stands_for_picture_and_words(drawing):
    draw, points = drawing
    chart = draw(points)
    same = chart_digest(chart.spec, chart.to_json())
    assert re.fullmatch("[0-9a-f]{20}", same)
    other = replace(chart, alt=f"{chart.alt} More.")
    assert chart_digest(other.spec, other.to_json()) != same


def test_jupyterlab_gets_a_form_that_it_can_draw(drawing, monkeypatch):
    """JupyterLab 4.6 knows Vega-Lite 5 only, and its tab hangs on a width of "container"."""
    draw, points = drawing
    chart = draw(points)
    assert LAB_MIME_TYPE not in chart._repr_mimebundle_()[0]
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/people.ipynb")
    data, _ = chart._repr_mimebundle_()
    form = data[LAB_MIME_TYPE]
    assert form["$schema"].endswith("/v5.json")
    assert form["width"] == 680
    assert form["layer"] == chart.spec["layer"]
    assert vl_convert.vegalite_to_svg(form, vl_version="5.21").startswith("<svg")
