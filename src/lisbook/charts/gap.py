"""The range between the highest and the lowest area over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import altair as alt

from lisbook.charts.alt import gap_alt
from lisbook.charts.axes import ticks_width, time_axis, unit_label, unit_rows, value_axis
from lisbook.charts.chart import Chart
from lisbook.charts.hover import hover_layer, hover_words
from lisbook.charts.labels import end_labels, label_rows
from lisbook.charts.points import ChartText, Point, by_time, last_time, periods_of, value_of, with_values
from lisbook.charts.printed import PrintedForm, Scale, nice_scale, printed_form
from lisbook.charts.rows import extremes_table, flat, value_rows
from lisbook.charts.theme import DASHES, NAVY, PLUM, SOFT_INK, Row, finish, named
from lisbook.charts.trend import segment_numbers

HEIGHT = 320
COLOURS = (NAVY, PLUM, SOFT_INK)
_NAMES = ("Highest", "Lowest")


def gap_chart(
    text: ChartText, highest: Sequence[Point], lowest: Sequence[Point], reference: Sequence[Point] = ()
) -> Chart:
    """A band from the lowest to the highest area of each period; who they are stands in labels, tooltips and table.

    highest, lowest: one point a period, of whichever area it was. reference: a series of one area.
    Raises ValueError when there is no value to draw.
    """
    lines = tuple(by_time(points) for points in (highest, lowest, *((reference,) if reference else ())))
    known = with_values(flat(lines))
    if not (with_values(lines[0]) and with_values(lines[1])):
        raise ValueError(f"{text.id} has no value to draw")
    form = printed_form(known)
    scale = nice_scale([value_of(point) for point in known], form)
    ends = [
        (index, f"{_NAMES[index]}: {last.area}" if index < 2 else last.area, last)
        for index, points in enumerate(lines)
        if (last := (with_values(points) or (None,))[-1]) is not None
    ]
    data: dict[str, list[Row]] = {
        "points": [row for index, points in enumerate(lines) for row in _rows(index, points, lines, form)],
        "range": _range_rows(lines),
        "labels": label_rows(ends, last_time(lines), scale, HEIGHT),
        "unit": unit_rows(text.unit_axis),
    }
    alt_text = gap_alt(text, lines[0], lines[1], lines[2] if reference else ())
    spec = finish(
        _layers(lines, scale, data, text.unit_axis), data, text, alt_text, kind="gap", height=HEIGHT, outside=66
    )
    table = extremes_table(text, lines[0], lines[1], lines[2] if reference else (), form)
    return Chart(text, "gap", alt_text, spec, table, _values(lines))


def _values(lines: Sequence[Sequence[Point]]) -> tuple[Row, ...]:
    names = (*_NAMES, "Reference")
    return tuple({"line": names[i], **row} for i, points in enumerate(lines) for row in value_rows(points))


def _rows(index: int, points: Sequence[Point], lines: Sequence[Sequence[Point]], form: PrintedForm) -> list[Row]:
    segments = segment_numbers(points, [time for time, _ in periods_of(lines)], ())
    sizes = list(segments.values())
    last = (with_values(points) or (None,))[-1]
    return [
        {
            "line": str(index),
            "segment": f"{index}.{segments[point.time]}",
            "time": point.time,
            "value": point.value,
            "mark": point is last or sizes.count(segments[point.time]) == 1,
            "tip": hover_words(point, form, **({"Line": _NAMES[index]} if index < 2 else {})),
        }
        for point in with_values(points)
    ]


def _range_rows(lines: Sequence[Sequence[Point]]) -> list[Row]:
    low = {point.time: value_of(point) for point in with_values(lines[1])}
    both = [point for point in with_values(lines[0]) if point.time in low]
    segments = segment_numbers(both, [time for time, _ in periods_of(lines)], ())
    return [
        {"time": point.time, "high": point.value, "low": low[point.time], "segment": segments[point.time]}
        for point in both
    ]


def _layers(
    lines: Sequence[Sequence[Point]], scale: Scale, data: Mapping[str, list[Row]], unit: str
) -> Iterator[alt.Chart]:
    x, y = time_axis(lines), value_axis(scale)
    names = [str(index) for index in range(len(lines))]
    colour = alt.Color("line:N").scale(domain=names, range=list(COLOURS[: len(lines)])).legend(None)
    dash = alt.StrokeDash("line:N").scale(domain=names, range=list(DASHES[: len(lines)])).legend(None)
    points = named("points")
    yield (
        named("range")
        .mark_area(color=NAVY, opacity=0.14)
        .encode(x=x, y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), detail=alt.Detail("segment:N"))
        .properties(name="range")
    )
    yield (
        points.mark_line(strokeWidth=2.5, strokeJoin="round")
        .encode(x=x, y=y, color=colour, strokeDash=dash, detail=alt.Detail("segment:N"))
        .properties(name="lines")
    )
    yield (
        points.transform_filter("datum.mark")
        .mark_point(filled=True, opacity=1, size=56, shape="circle")
        .encode(x=x, y=y, color=colour)
        .properties(name="ends")
    )
    yield from end_labels(x, data["labels"], COLOURS)
    yield unit_label(unit, left=ticks_width(scale))
    yield hover_layer(points, x, y, colour, ("line", "time"))
