"""Lines over time: at most four, named at their ends, stopped where the series breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import altair as alt

from lisbook.charts.alt import trend_alt
from lisbook.charts.chart import Chart
from lisbook.charts.labels import spread
from lisbook.charts.metrics import text_width, wrap
from lisbook.charts.points import Break, ChartText, Point, by_time, periods_of, value_of, with_values
from lisbook.charts.printed import PrintedForm, Scale, nice_scale, printed_form
from lisbook.charts.rows import flat, trend_table, value_rows
from lisbook.charts.theme import (
    DASHES,
    INK_COLOURS,
    LABEL_SIZE,
    LINE_COLOURS,
    LINE_HEIGHT,
    SOFT_INK,
    Row,
    finish,
    lookup,
    named,
)

HEIGHT = 320
MAX_SERIES = 4
MAX_TICKS = 7
LABEL_WIDTH = 118


def trend_chart(text: ChartText, series: Sequence[Sequence[Point]], *, breaks: Sequence[Break | str] = ()) -> Chart:
    """One to four lines, the first of them the page's own area: thicker, and with the band of its 95 % interval.

    A line stops at a missing value, at a period that is not there, and at each of `breaks` (ISO date of the first period
    that is not comparable with those before). Raises ValueError for more than four lines, or when no point has a value.
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
        "labels": label_rows(lines, scale, HEIGHT),
        "unit": [{"unit": text.unit_axis}],
    }
    spec = finish(_layers(lines, scale, data), data, text, alt_text, kind="trend", height=HEIGHT, outside=66)
    return Chart(text, "trend", alt_text, spec, trend_table(text, lines, form), value_rows(flat(lines)))


def _extent(lines: Sequence[Sequence[Point]]) -> list[float]:
    bounds = [bound for point in with_values(lines[0]) for bound in point.bounds or ()]
    return bounds + [value_of(point) for point in with_values(flat(lines))]


def _layers(lines: Sequence[Sequence[Point]], scale: Scale, data: Mapping[str, list[Row]]) -> Iterator[alt.Chart]:
    x, y = time_axis(lines), value_axis(scale)
    names = [str(index) for index in range(len(lines))]
    colour = alt.Color("line:N").scale(domain=names, range=list(LINE_COLOURS[: len(lines)])).legend(None)
    thick = alt.StrokeWidth("line:N").scale(domain=names, range=[3.5, 2.25, 2.25, 2.25][: len(lines)]).legend(None)
    dash = alt.StrokeDash("line:N").scale(domain=names, range=list(DASHES[: len(lines)])).legend(None)
    points = named("points")
    yield from break_marks(x)
    if any("lower" in row for row in data["points"]):
        yield (
            points.transform_filter("isValid(datum.lower)")
            .mark_area(color=LINE_COLOURS[0], opacity=0.16)
            .encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q", detail="segment:N")
            .properties(name="interval")
        )
    yield (
        points.mark_line(strokeCap="butt", strokeJoin="round")
        .encode(x=x, y=y, color=colour, strokeWidth=thick, strokeDash=dash, detail="segment:N")
        .properties(name="lines")
    )
    yield (
        points.transform_filter("datum.mark")
        .mark_point(filled=True, opacity=1, size=56, shape="circle")
        .encode(x=x, y=y, color=colour)
        .properties(name="ends")
    )
    yield from end_labels(x, data["labels"], INK_COLOURS)
    yield unit_label(scale)
    yield hover_layer(points, x, y, colour, data["points"])


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
        row |= hover_words(point, form)
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


def hover_words(point: Point, form: PrintedForm) -> dict[str, str]:
    """What the pointer shows for a point: the same texts as the table."""
    words = {"Area": point.area, "Period": point.period, "Value": point.text}
    if point.bounds:
        words["95% interval"] = form.interval(*point.bounds)
    if point.flags:
        words["Note"] = "; ".join(point.flags)
    return words


def tooltip_fields(rows: Iterable[Row]) -> list[alt.Tooltip]:
    """The pointer's fields, as far as any row has them."""
    present = {key for row in rows for key in row}
    return [alt.Tooltip(f"{key}:N") for key in ("Area", "Period", "Value", "95% interval", "Note") if key in present]


def hover_layer(points: alt.Chart, x: alt.X, y: alt.Y, colour: alt.Color, rows: Sequence[Row]) -> alt.Chart:
    """Dots that appear at the point nearest to the pointer, with its words; not part of the still picture."""
    near = alt.selection_point(
        name="near", nearest=True, on="pointerover", clear="pointerout", fields=["line", "time"], empty=False
    )
    return (
        points.mark_point(filled=True, size=130, shape="circle", stroke="white", strokeWidth=2)
        .encode(
            x=x, y=y, color=colour, opacity=alt.condition(near, alt.value(1), alt.value(0)), tooltip=tooltip_fields(rows)
        )
        .properties(name="live-near")
        .add_params(near)
    )


def time_axis(lines: Sequence[Sequence[Point]]) -> alt.X:
    """A numeric axis of days whose ticks carry period labels, the latest period always among them."""
    periods = periods_of(lines)
    times = [time for time, _ in periods]
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50) if len(periods) / step <= MAX_TICKS)
    # Latest first: where labels would touch, Vega keeps the first, third, fifth … of the list.
    ticks = list(reversed(periods))[::step]
    return (
        alt.X("time:Q")
        .scale(domain=[times[0], times[-1] if len(times) > 1 else times[0] + 1], nice=False, zero=False)
        .axis(
            values=[time for time, _ in ticks],
            labelExpr=lookup([time for time, _ in ticks], [wrap(label, 96, LABEL_SIZE) for _, label in ticks]),
            labelOverlap="parity",
            labelSeparation=8,
            labelFlush=False,
            grid=False,
            ticks=True,
            tickColor=SOFT_INK,
            domain=True,
            domainColor=SOFT_INK,
            title=None,
        )
    )


def value_axis(scale: Scale, field: str = "value:Q") -> alt.Y:
    """The value axis, its ticks written like the values."""
    return (
        alt.Y(field)
        .scale(domain=scale.domain, nice=False, zero=False)
        .axis(values=list(scale.ticks), labelExpr=lookup(scale.ticks, scale.labels), title=None, grid=True)
    )


def unit_label(scale: Scale) -> alt.Chart:
    """What the axis counts, horizontal, above its labels."""
    indent = max(text_width(label, LABEL_SIZE) for label in scale.labels) + 6
    return (
        named("unit")
        .mark_text(align="left", baseline="bottom", color=SOFT_INK)
        .encode(x=alt.value(-round(indent)), y=alt.value(-14), text="unit:N")
        .properties(name="unit")
    )


def label_rows(lines: Sequence[Sequence[Point]], scale: Scale, height: int) -> list[Row]:
    """A row for each line's label: its texts, the line's end, and the place it was moved to so that none covers another."""
    ends = [(index, with_values(points)[-1]) for index, points in enumerate(lines) if with_values(points)]
    right = max(time for time, _ in periods_of(lines))
    texts = [label_lines(point, late=point.time == right) for _, point in ends]
    wishes = [scale.position(value_of(point), height) for _, point in ends]
    heights = [LINE_HEIGHT * len(text) + 5.0 for text in texts]
    places = spread(wishes, heights, -16, height + 16)
    return [
        {
            "line": str(index),
            "time": point.time,
            "value": point.value,
            "right": right,
            "place": round(place - (len(text) - 1) * LINE_HEIGHT / 2, 1),  # pixels from the top to the first text line
            "middle": round(scale.value_at(place, height), 6),
            "moved": abs(place - wish) > 4 or point.time != right,
            "label": text,
        }
        for (index, point), place, wish, text in zip(ends, places, wishes, texts, strict=True)
    ]


def end_labels(x: alt.X, rows: Sequence[Row], inks: Sequence[str]) -> Iterator[alt.Chart]:
    """Name and last value beside each line's end, joined to it where the label was moved."""
    labels = named("labels")
    if any(row["moved"] for row in rows):
        yield (
            labels.transform_filter("datum.moved")
            .mark_rule(strokeWidth=1, color=SOFT_INK, xOffset=6, x2Offset=15)
            .encode(x=x, x2="right:Q", y=alt.Y("value:Q"), y2="middle:Q")
            .properties(name="leaders")
        )
    for row in rows:
        yield (
            labels.transform_filter(f"datum.line === '{row['line']}'")
            .mark_text(
                align="left",
                baseline="middle",
                dx=18,
                color=inks[int(row["line"])],
                fontWeight="bold" if row["line"] == "0" else "normal",
            )
            .encode(x=alt.X("right:Q"), y=alt.Y("place:Q").scale(None), text="label:N")
            .properties(name=f"label-{row['line']}")
        )


def label_lines(point: Point, *, late: bool) -> list[str]:
    """A line's label: name and last value, with the period when the line ends before the others."""
    value = point.text if late else f"{point.text} ({point.period})"
    together = f"{point.area} {value}"
    if text_width(together, LABEL_SIZE, bold=True) <= LABEL_WIDTH:
        return [together]
    return [*wrap(point.area, LABEL_WIDTH, LABEL_SIZE, bold=True), value]


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
        .encode(x=x, y=alt.value(0), text="label:N")
        .properties(name="break-labels")
    )
