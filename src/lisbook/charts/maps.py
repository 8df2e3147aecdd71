"""A map of values by area: at most five shades, hatching where there is no value or an area stands apart."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import altair as alt

from lisbook.charts.alt import map_alt
from lisbook.charts.chart import Chart
from lisbook.charts.classes import METHOD, Classes, classify
from lisbook.charts.crosssection import sorted_by_value
from lisbook.charts.hover import SHAPE_TIP, hover_words
from lisbook.charts.metrics import text_width
from lisbook.charts.points import ChartText, Point, value_of, with_values
from lisbook.charts.printed import PrintedForm, printed_form
from lisbook.charts.rows import area_table, value_rows
from lisbook.charts.shapes import FEATURES, aspect_of, prune_topology
from lisbook.charts.theme import INK, LABEL_SIZE, RAMP, SOFT_INK, STATIC_WIDTH, WHITE, finish

MAX_HEIGHT = 460
MISSING, APART, NOT_APPLICABLE = "No value", "Shown apart", "Not applicable"
# Which shades of the ramp a map with so many classes uses: always the darkest, evenly spaced.
_SHADES = {1: (4,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def map_chart(
    text: ChartText,
    points: Sequence[Point],
    boundaries: Mapping[str, Any],
    *,
    highlight: Collection[str] = (),
    apart: Collection[str] = (),
) -> Chart:
    """Areas shaded by class; `boundaries` is a TopoJSON whose geometries carry the areas' codes.

    highlight: ids of areas with a heavy outline; apart: ids of areas whose value is printed but not shaded.
    Raises ValueError when no area has a value, or no boundary.
    """
    ordered = sorted_by_value(points)
    apart = {*apart, *(point.area_id for point in ordered if _is_not_applicable(point))}
    shaded = [point for point in with_values(ordered) if point.area_id not in apart]
    if not shaded:
        raise ValueError(f"{text.id} has no value to draw")
    form = printed_form(ordered)
    classes = classify([value_of(point) for point in shaded], form)
    told = {
        point.code: _properties(point, classes, form, outlined=point.area_id in highlight, apart=point.area_id in apart)
        for point in ordered
        if point.code
    }
    shapes = prune_topology(boundaries, told)
    if not shapes["arcs"]:
        raise ValueError(f"{text.id}: no boundary has the code of an area it shows")
    names = [point.area for point in ordered if point.area_id in apart]
    text = replace(text, notes=(*text.notes, *_notes(ordered, classes, highlight)))
    alt_text = map_alt(text, [point for point in ordered if point.area_id not in apart], classes.labels, names)
    aspect = min(aspect_of(shapes), MAX_HEIGHT / STATIC_WIDTH)
    used = {properties["class"] for properties in told.values()}
    domain = [*classes.labels, *(label for label in (MISSING, APART, NOT_APPLICABLE) if label in used)]
    layers = _layers(text, domain, len(classes.labels), outlined=any(p["outlined"] for p in told.values()))
    spec = finish(
        layers,
        {"shapes": shapes},
        text,
        alt_text,
        kind="map",
        height=round(aspect * STATIC_WIDTH),
        outside=46 + 22 * -(-len(domain) // _legend_columns(domain)),
        aspect=aspect,
    )
    return Chart(text, "map", alt_text, spec, area_table(text, ordered, form), value_rows(ordered))


def _properties(point: Point, classes: Classes, form: PrintedForm, *, outlined: bool, apart: bool) -> dict[str, Any]:
    if _is_not_applicable(point):
        shade = NOT_APPLICABLE
    else:
        shade = MISSING if point.value is None else APART if apart else classes.of(point.value)
    return {"class": shade, "outlined": outlined, "tip": hover_words(point, form)}


def _is_not_applicable(point: Point) -> bool:
    """Whether the measure says nothing about the area, which is another thing than a missing value."""
    return point.value is None and point.text.casefold() == NOT_APPLICABLE.casefold()


def _notes(points: Sequence[Point], classes: Classes, highlight: Collection[str]) -> Iterator[str]:
    if len(classes.labels) > 1:
        yield METHOD
    names = sorted(point.area for point in points if point.area_id in highlight)
    if names:
        yield f"Heavy outline: {', '.join(names)}."


def _layers(text: ChartText, domain: Sequence[str], shades: int, *, outlined: bool) -> Iterator[alt.Chart]:
    shapes = alt.Chart(
        alt.NamedData(name="shapes", format=alt.TopoDataFormat(type="topojson", feature=FEATURES))
    ).project(type="identity", reflectY=True)
    fills: list[Any] = [RAMP[index] for index in _SHADES[shades]]
    fills += [{"expr": _hatching(dark=label != MISSING)} for label in domain[shades:]]
    yield (
        shapes.mark_geoshape(tooltip=SHAPE_TIP, stroke=WHITE, strokeWidth=1.2, strokeJoin="round")
        .encode(
            fill=alt.Fill("properties.class:N")
            .scale(domain=list(domain), range=fills)
            .legend(
                title=text.unit_axis,
                orient="top",
                direction="vertical",
                columns=_legend_columns(domain),
                symbolType="square",
                symbolStrokeColor=SOFT_INK,
                symbolStrokeWidth=1,
                columnPadding=10,
                labelFontSize=LABEL_SIZE - 1,
                symbolSize=180,
                rowPadding=4,
                labelOffset=6,
            ),
        )
        .properties(name="shapes")
    )
    if outlined:
        yield (
            shapes.transform_filter("datum.properties.outlined")
            .mark_geoshape(fillOpacity=0, stroke=INK, strokeWidth=2.2, strokeJoin="round", tooltip=SHAPE_TIP)
            .properties(name="outlines")
        )


def _legend_columns(domain: Sequence[str]) -> int:
    return 2 if max(text_width(label, LABEL_SIZE - 1) for label in domain) <= 98 else 1


def _hatching(*, dark: bool) -> str:
    """A Vega expression for stripes: a gradient with hard edges, from corner to corner of each shape."""
    line, count = ("#505A5F", 12) if dark else ("#8A949B", 7)
    stops = []
    for index in range(count):
        low, middle, high = index / count, (index + 0.55) / count, (index + 1) / count
        stops += [(low, WHITE), (middle, WHITE), (middle, line), (high, line)]
    return json.dumps(
        {
            "gradient": "linear",
            "x1": 0,
            "y1": 0,
            "x2": 1,
            "y2": 1,
            "stops": [{"offset": round(offset, 4), "color": colour} for offset, colour in stops],
        }
    )
