"""Axes: periods as days with their labels, values written as the chart prints them, units as horizontal text."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from lisbook.charts.metrics import text_width, wrap
from lisbook.charts.points import Point, periods_of
from lisbook.charts.printed import Scale
from lisbook.charts.theme import LABEL_SIZE, LINE_HEIGHT, SOFT_INK, Row, lookup, named

UNIT_WIDTH = 245


def time_axis(lines: Sequence[Sequence[Point]]) -> alt.X:
    """A numeric axis of days whose ticks carry period labels, the latest period always among them."""
    periods = periods_of(lines)
    times = [time for time, _ in periods]
    ticks = tick_periods(periods)
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


def tick_periods(periods: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The periods to be named: all of up to four, else five or three at even steps, the latest always among them.

    Where labels would touch, Vega drops every second one from the first on; of five or three the latest then stays.
    """
    last = len(periods) - 1
    if last < 4:
        return tuple(periods)
    # Three where they reach back clearly further than five would.
    count = 4 if last // 4 * 4 >= last // 2 * 2 - 0.2 * last else 2
    step = last // count
    return tuple(periods[last - step * index] for index in range(count, -1, -1))


def value_axis(scale: Scale, field: str = "value:Q") -> alt.Y:
    """The value axis, its ticks written like the values."""
    return (
        alt.Y(field)
        .scale(domain=scale.domain, nice=False, zero=False)
        .axis(values=list(scale.ticks), labelExpr=lookup(scale.ticks, scale.labels), title=None, grid=True)
    )


def unit_rows(unit: str) -> list[Row]:
    """The unit in lines that also fit a narrow screen."""
    return [{"unit": wrap(unit, UNIT_WIDTH, LABEL_SIZE)}]


def unit_label(unit: str, *, left: float, above: float = 14) -> alt.Chart:
    """The unit, horizontal, ending `above` pixels over the plot, from `left` pixels before it."""
    extra = (len(wrap(unit, UNIT_WIDTH, LABEL_SIZE)) - 1) * LINE_HEIGHT
    mark: alt.Chart = named("unit").mark_text(align="left", baseline="bottom", color=SOFT_INK)
    return mark.encode(x=x_pixel(-round(left)), y=y_pixel(-above - extra), text=alt.Text("unit:N")).properties(
        name="unit"
    )


def ticks_width(scale: Scale) -> float:
    """Pixels from the left edge of the widest tick label to the plot."""
    return max(text_width(label, LABEL_SIZE) for label in scale.labels) + 6


# Altair gives these three no types; validation in `finish` looks at them with the rest.
def x_pixel(pixels: float) -> alt.XValue:
    """A place so many pixels from the left edge of the plot."""
    return alt.XValue(pixels)  # type: ignore[no-untyped-call]


def y_pixel(pixels: float) -> alt.YValue:
    """A place so many pixels below the top of the plot."""
    return alt.YValue(pixels)  # type: ignore[no-untyped-call]


def y2_pixel(pixels: float) -> alt.Y2Value:
    """The same, as the other end of a mark."""
    return alt.Y2Value(pixels)  # type: ignore[no-untyped-call]
