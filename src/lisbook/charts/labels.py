"""Labels at the ends of lines: name and last value, in place of a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt

from lisbook.charts.metrics import text_width, wrap
from lisbook.charts.points import Point, value_of
from lisbook.charts.printed import Scale
from lisbook.charts.spread import spread
from lisbook.charts.theme import LABEL_SIZE, LINE_HEIGHT, SOFT_INK, Row, named

LABEL_WIDTH = 118


def label_rows(ends: Sequence[tuple[int, str, Point]], right: int, scale: Scale, height: int) -> list[Row]:
    """A row for each line's label: its texts, the line's end, and its place, where it covers no other.

    ends: number, name and last valued point of each line; right: day number of the right edge.
    """
    texts = [label_lines(name, point, late=point.time == right) for _, name, point in ends]
    wishes = [scale.position(value_of(point), height) for _, _, point in ends]
    heights = [LINE_HEIGHT * len(text) + 5.0 for text in texts]
    places = spread(wishes, heights, -6, height + 16)
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
        for (index, _, point), place, wish, text in zip(ends, places, wishes, texts, strict=True)
    ]


def end_labels(x: alt.X, rows: Sequence[Row], inks: Sequence[str]) -> Iterator[alt.Chart]:
    """Name and last value beside each line's end, joined to it where the label was moved."""
    labels = named("labels")
    if any(row["moved"] for row in rows):
        yield (
            labels.transform_filter("datum.moved")
            .mark_rule(strokeWidth=1, color=SOFT_INK, xOffset=6, x2Offset=15)
            .encode(x=x, x2=alt.X2("right:Q"), y=alt.Y("value:Q"), y2=alt.Y2("middle:Q"))
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
            .encode(x=alt.X("right:Q"), y=alt.Y("place:Q").scale(None), text=alt.Text("label:N"))
            .properties(name=f"label-{row['line']}")
        )


def label_lines(name: str, point: Point, *, late: bool) -> list[str]:
    """A line's label: name and last value, with the period when the line ends before the others."""
    value = point.text if late else f"{point.text} ({point.period})"
    together = f"{name} {value}"
    if text_width(together, LABEL_SIZE, bold=True) <= LABEL_WIDTH:
        return [together]
    return [*wrap(name, LABEL_WIDTH, LABEL_SIZE, bold=True), *wrap(value, LABEL_WIDTH, LABEL_SIZE, bold=True)]
