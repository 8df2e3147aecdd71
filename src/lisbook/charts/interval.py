"""Dots with their 95 % intervals: where areas stand, and how sure that is. Never a ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import altair as alt

from lisbook.charts.alt import interval_alt
from lisbook.charts.axes import unit_label, unit_rows, y2_pixel, y_pixel
from lisbook.charts.chart import Chart
from lisbook.charts.crosssection import Layout, lay_out, row_axis, sorted_by_value, told_layer, told_rows
from lisbook.charts.hover import hover_layer, hover_words
from lisbook.charts.points import ChartText, Point, value_of, with_values
from lisbook.charts.printed import PrintedForm, Scale, nice_scale, printed_form
from lisbook.charts.rows import area_table, value_rows
from lisbook.charts.theme import INK_COLOURS, NAVY, ORANGE, PLUM, Row, finish, lookup, named


def interval_chart(
    text: ChartText, points: Sequence[Point], reference: Point | None = None, *, apart: Collection[str] = ()
) -> Chart:
    """One dot an area with its interval, highest first; the reference is a labelled rule through all of them.

    apart: ids of areas whose value is printed below the others but not drawn. ValueError when nothing can be drawn.
    """
    ordered = sorted_by_value(points)
    shown = [point for point in with_values(ordered) if point.area_id not in apart]
    if not shown:
        raise ValueError(f"{text.id} has no value to draw")
    rule = reference if reference is not None and reference.value is not None else None
    everyone = [*ordered, *([reference] if reference else [])]
    form = printed_form(everyone)
    layout = lay_out([ordered], apart, first=1 if rule else 0)
    scale = nice_scale([number for point in [*shown, *([rule] if rule else [])] for number in _extent(point)], form)
    data: dict[str, list[Row]] = {
        "points": [_row(row, point, form) for row, point in layout.drawn],
        "reference": [_reference_row(rule, scale)] if rule else [],
        "told": told_rows(layout, apart),
        "unit": unit_rows(text.unit_axis),
    }
    alt_text = interval_alt(text, ordered, reference)
    layers = _layers(layout, scale, data, text.unit_axis)
    spec = finish(layers, data, text, alt_text, kind="interval", height=layout.height, outside=66)
    return Chart(text, "interval", alt_text, spec, area_table(text, everyone, form), value_rows(everyone))


def _extent(point: Point) -> tuple[float, ...]:
    return (value_of(point), *(point.bounds or ()))


def _row(row: int, point: Point, form: PrintedForm) -> Row:
    found: Row = {"row": row, "value": point.value, "own": point.role == "main", "tip": hover_words(point, form)}
    if point.bounds:
        found["lower"], found["upper"] = point.bounds
    return found


def _reference_row(point: Point, scale: Scale) -> Row:
    right = (value_of(point) - scale.low) / (scale.high - scale.low) > 0.55
    side = "right" if right else "left"
    found: Row = {"row": 0, "value": point.value, "label": f"{point.area} {point.text}", "side": side}
    if point.bounds:
        found["lower"], found["upper"] = point.bounds
    return found


def _layers(layout: Layout, scale: Scale, data: Mapping[str, list[Row]], unit: str) -> Iterator[alt.Chart]:
    y = row_axis(layout)
    x = (
        alt.X("value:Q")
        .scale(domain=scale.domain, nice=False, zero=False)
        .axis(
            orient="top",
            labelBaseline="bottom",
            values=list(scale.ticks),
            labelExpr=lookup(scale.ticks, scale.labels),
            labelOverlap="parity",
            labelSeparation=10,
            title=None,
        )
    )
    own = alt.ColorValue(NAVY, condition={"test": "datum.own", "value": PLUM})
    foot = y2_pixel((layout.drawn[-1][0] + 1) * layout.step)
    reference, points = named("reference"), named("points")
    if any("lower" in row for row in data["reference"]):
        yield (
            reference.mark_rect(color=ORANGE, opacity=0.18)
            .encode(x=alt.X("lower:Q"), x2=alt.X2("upper:Q"), y=y_pixel(0), y2=foot)
            .properties(name="reference-interval")
        )
    rule = reference.mark_rule(color=ORANGE, strokeWidth=2)
    yield rule.encode(x=x, y=y_pixel(0), y2=foot).properties(name="reference")
    for row in data["reference"]:
        side = row["side"]
        yield (
            reference.mark_text(align=side, dx=-7 if side == "right" else 7, color=INK_COLOURS[1], fontWeight="bold")
            .encode(x=x, y=y, text=alt.Text("label:N"))
            .properties(name="reference-label")
        )
    if any("lower" in row for row in data["points"]):
        yield (
            points.transform_filter("isValid(datum.lower)")
            .mark_rule(strokeWidth=2.5)
            .encode(x=alt.X("lower:Q"), x2=alt.X2("upper:Q"), y=y, color=own)
            .properties(name="intervals")
        )
    yield (
        points.mark_point(filled=True, opacity=1, size=95, shape="circle", stroke="white", strokeWidth=1.5)
        .encode(x=x, y=y, color=own)
        .properties(name="dots")
    )
    yield from told_layer(y)
    yield unit_label(unit, left=layout.names_width, above=28)
    yield hover_layer(points, x, y, own, ("row",))
