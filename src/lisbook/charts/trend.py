"""Lines over time: at most four, named at their ends, stopped where the series breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import altair as alt

from lisbook.charts.alt import trend_alt
from lisbook.charts.axes import ticks_width, time_axis, unit_label, unit_rows, value_axis, y_pixel
from lisbook.charts.chart import Chart
from lisbook.charts.hover import hover_layer, hover_words
from lisbook.charts.labels import end_labels, label_rows
from lisbook.charts.metrics import wrap
from lisbook.charts.points import Break, ChartText, Point, by_time, last_time, periods_of, value_of, with_values
from lisbook.charts.printed import PrintedForm, Scale, nice_scale, printed_form
from lisbook.charts.rows import flat, trend_table, value_rows
from lisbook.charts.theme import DASHES, INK_COLOURS, LABEL_SIZE, LINE_COLOURS, SOFT_INK, Row, finish, named

HEIGHT = 320
MAX_SERIES = 4


def trend_chart(text: ChartText, series: Sequence[Sequence[Point]], *, breaks: Sequence[Break | str] = ()) -> Chart:
    """One to four lines, the first of them the page's own area: thicker, and with the band of its 95 % interval.

    A line stops at a missing value, at a period that is not there, and at each of `breaks` (ISO date of the first
    period that is not comparable with those before). Raises ValueError for more than four lines, or when no point has
    a value.
    """
    lines = tuple(by_time(points) for points in series if points)
    known = with_values(flat(lines))
    if len(lines) > MAX_SERIES:
        raise ValueError(f"{text.id} has {len(lines)} lines: at most {MAX_SERIES} can be told apart")
    if not known:
        raise ValueError(f"{text.id} has no value to draw")
    form = printed_form(known)
    stops = tuple(item if isinstance(item, Break) else Break(item) for item in breaks)
    alt_text = trend_alt(text, lines)
    scale = nice_scale(_extent(lines), form)
    data = {
        "points": [row for index, points in enumerate(lines) for row in _rows(index, points, lines, stops, form)],
        "breaks": _break_rows(stops, lines),
        "labels": label_rows(_ends(lines), last_time(lines), scale, HEIGHT),
        "unit": unit_rows(text.unit_axis),
    }
    layers = _layers(lines, scale, data, text.unit_axis)
    spec = finish(layers, data, text, alt_text, kind="trend", height=HEIGHT, outside=66)
    return Chart(text, "trend", alt_text, spec, trend_table(text, lines, form), value_rows(flat(lines)))


def _ends(lines: Sequence[Sequence[Point]]) -> list[tuple[int, str, Point]]:
    known = [(index, points[0].area, with_values(points)) for index, points in enumerate(lines)]
    return [(index, name, points[-1]) for index, name, points in known if points]


def _extent(lines: Sequence[Sequence[Point]]) -> list[float]:
    bounds = [bound for point in with_values(lines[0]) for bound in point.bounds or ()]
    return bounds + [value_of(point) for point in with_values(flat(lines))]


def _layers(
    lines: Sequence[Sequence[Point]], scale: Scale, data: Mapping[str, list[Row]], unit: str
) -> Iterator[alt.Chart]:
    x, y = time_axis(lines), value_axis(scale)
    names = [str(index) for index in range(len(lines))]
    colour = alt.Color("line:N").scale(domain=names, range=list(LINE_COLOURS[: len(lines)])).legend(None)
    # Without its type the scale would be a "point" scale, which spreads its range: no width at all for a single line.
    widths = alt.Scale(type="ordinal", domain=names, range=[3.5, *[2.25] * (len(lines) - 1)])
    thick = alt.StrokeWidth("line:O").scale(widths).legend(None)
    dash = alt.StrokeDash("line:N").scale(domain=names, range=list(DASHES[: len(lines)])).legend(None)
    points = named("points")
    yield from break_marks(x)
    if any("lower" in row for row in data["points"]):
        yield (
            points.transform_filter("isValid(datum.lower)")
            .mark_area(color=LINE_COLOURS[0], opacity=0.16)
            .encode(x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"), detail=alt.Detail("segment:N"))
            .properties(name="interval")
        )
    yield (
        points.mark_line(strokeCap="butt", strokeJoin="round")
        .encode(x=x, y=y, color=colour, strokeWidth=thick, strokeDash=dash, detail=alt.Detail("segment:N"))
        .properties(name="lines")
    )
    yield (
        points.transform_filter("datum.mark")
        .mark_point(filled=True, opacity=1, size=56, shape="circle")
        .encode(x=x, y=y, color=colour)
        .properties(name="ends")
    )
    yield from end_labels(x, data["labels"], INK_COLOURS)
    yield unit_label(unit, left=ticks_width(scale))
    yield hover_layer(points, x, y, colour, ("line", "time"))


def _rows(
    index: int, points: Sequence[Point], lines: Sequence[Sequence[Point]], breaks: Sequence[Break], form: PrintedForm
) -> list[Row]:
    segments = segment_numbers(points, [time for time, _ in periods_of(lines)], breaks)
    sizes = {number: list(segments.values()).count(number) for number in segments.values()}
    last = with_values(points)[-1] if with_values(points) else None
    rows: list[Row] = []
    for point in with_values(points):
        number = segments[point.time]
        row: Row = {"line": str(index), "segment": f"{index}.{number}", "time": point.time, "value": point.value}
        row["tip"] = hover_words(point, form)
        if sizes[number] == 1 or point is last:
            row["mark"] = True
        if index == 0 and point.bounds:
            row["lower"], row["upper"] = point.bounds
        rows.append(row)
    return rows


def segment_numbers(points: Sequence[Point], times: Sequence[int], breaks: Sequence[Break]) -> dict[int, int]:
    """For each valued point's time the number of its unbroken piece of line, counted from 0."""
    numbers: dict[int, int] = {}
    known = {point.time for point in with_values(points)}
    number, previous = 0, None
    for time in times:
        if time not in known:
            continue
        gap = previous is not None and any(previous < other < time for other in times)
        stop = previous is not None and any(previous < item.time <= time for item in breaks)
        number += gap or stop
        numbers[time] = number
        previous = time
    return numbers


def _break_rows(breaks: Sequence[Break], lines: Sequence[Sequence[Point]]) -> list[Row]:
    times = [time for time, _ in periods_of(lines)]
    rows: list[Row] = []
    for item in breaks:
        before = [time for time in times if time < item.time]
        after = [time for time in times if time >= item.time]
        if before and after:
            rows.append({"time": (before[-1] + after[0]) / 2, "label": wrap(item.label, 130, LABEL_SIZE - 1)})
    return rows


def break_marks(x: alt.X) -> Iterator[alt.Chart]:
    """A dotted rule with its reason at each break."""
    yield (
        named("breaks")
        .mark_rule(strokeDash=[2, 3], color=SOFT_INK, strokeWidth=1)
        .encode(x=x)
        .properties(name="breaks")
    )
    yield (
        named("breaks")
        .mark_text(align="left", baseline="top", dx=5, dy=2, color=SOFT_INK, fontSize=LABEL_SIZE - 1)
        .encode(x=x, y=y_pixel(0), text=alt.Text("label:N"))
        .properties(name="break-labels")
    )
