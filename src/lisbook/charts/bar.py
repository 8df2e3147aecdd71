"""Bars from zero, longest first, each with its value as printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import altair as alt

from lisbook.charts.alt import bar_alt
from lisbook.charts.axes import unit_label, unit_rows
from lisbook.charts.chart import Chart
from lisbook.charts.crosssection import Layout, lay_out, row_axis, sorted_by_value, told_layer, told_rows
from lisbook.charts.hover import TIP, hover_words
from lisbook.charts.points import ChartText, Point, value_of, with_values
from lisbook.charts.printed import PrintedForm, printed_form
from lisbook.charts.rows import area_table, value_rows
from lisbook.charts.theme import INK, NAVY, QUIET, SOFT_INK, Row, finish, named


def bar_chart(
    text: ChartText, points: Sequence[Point], references: Sequence[Point] = (), *, apart: Collection[str] = ()
) -> Chart:
    """One bar an area, highest first, the references in a group of their own above them.

    apart: ids of areas whose value is printed below the others but not drawn. ValueError when nothing can be drawn.
    """
    ordered = sorted_by_value(points)
    everyone = [*references, *ordered]
    layout = lay_out([references, ordered], apart)
    if not layout.drawn:
        raise ValueError(f"{text.id} has no value to draw")
    form = printed_form(everyone)
    highlighted = any(point.role == "main" for point in points)
    known = {id(point) for point in references}
    rows = [_row(row, point, id(point) in known, highlighted, form) for row, point in layout.drawn]
    data = {"points": rows, "told": told_rows(layout, apart), "unit": unit_rows(text.unit_axis)}
    alt_text = bar_alt(text, ordered, references)
    layers = _layers(layout, text.unit_axis)
    spec = finish(layers, data, text, alt_text, kind="bar", height=layout.height, outside=42)
    return Chart(text, "bar", alt_text, spec, area_table(text, everyone, form), value_rows(everyone))


def _row(row: int, point: Point, reference: bool, highlighted: bool, form: PrintedForm) -> Row:
    fill = SOFT_INK if reference else NAVY if point.role == "main" or not highlighted else QUIET
    tip = hover_words(point, form)
    return {
        "row": row,
        "value": point.value,
        "fill": fill,
        "own": point.role == "main",
        "printed": point.text,
        "tip": tip,
    }


def _layers(layout: Layout, unit: str) -> Iterator[alt.Chart]:
    values = [value_of(point) for point in with_values(point for _, point in layout.drawn)]
    low, high = min(0.0, *values), max(0.0, *values)
    # Room for the values of bars to the left of zero, which would otherwise cover the names.
    low -= 0.2 * (high - low) if low < 0 else 0
    y = row_axis(layout)
    x = alt.X("value:Q").scale(domain=[low, high or 1.0], nice=False, zero=True).axis(None)
    points = named("points")
    yield (points.mark_bar(tooltip=TIP).encode(x=x, y=y, color=alt.Color("fill:N").scale(None)).properties(name="bars"))
    yield named("unit").mark_rule(color=SOFT_INK).encode(x=alt.XDatum(0).axis(None)).properties(name="zero")
    beyond = [(points.mark_text(align="left", baseline="middle", dx=5, color=INK), ">=", "values")]
    if low < 0:
        beyond.append((points.mark_text(align="right", baseline="middle", dx=-5, color=INK), "<", "values-below"))
    for texts, test, name in beyond:
        yield (
            texts.transform_filter(f"datum.value {test} 0")
            .encode(x=x, y=y, text=alt.Text("printed:N"))
            .properties(name=name)
        )
    yield from told_layer(y)
    yield unit_label(unit, left=layout.names_width, above=8)
