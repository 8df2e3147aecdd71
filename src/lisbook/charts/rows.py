"""The table under a chart and the rows of its CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lisbook.charts.points import ChartText, Point, by_time, has_bounds, periods_of
from lisbook.charts.printed import PrintedForm
from lisbook.tables import Column, DataTable


def value_rows(points: Iterable[Point]) -> tuple[dict[str, Any], ...]:
    """One row of the CSV per point, values unrounded."""
    return tuple(
        {
            "area": point.area,
            "area_code": point.code or "",
            "period": point.iso or point.start,
            "period_label": point.period,
            "value": point.value,
            "lower": point.lower,
            "upper": point.upper,
            "value_as_printed": point.text,
            "flags": "; ".join(point.flags),
        }
        for point in points
    )


def trend_table(text: ChartText, series: Sequence[Sequence[Point]], form: PrintedForm) -> DataTable:
    """Periods down, areas across; the 95 % interval in brackets where it is published."""
    columns = [Column("Period")]
    for points in series:
        name = points[0].area if points else "No area"
        columns.append(Column(f"{name} (95% interval)" if has_bounds(points) else name, numeric=True))
    cells = [{point.time: value_cell(point, form) for point in points} for points in series]
    rows = tuple(
        (label, *(column.get(time, "not published") for column in cells)) for time, label in periods_of(series)
    )
    return DataTable(table_caption(text), tuple(columns), rows, text.notes)


def area_table(text: ChartText, points: Sequence[Point], form: PrintedForm) -> DataTable:
    """Areas down; value, interval, and period and remarks where they differ between areas."""
    bounds = has_bounds(points)
    several = len({point.period for point in points}) > 1
    remarks = any(point.flags for point in points)
    columns = [Column("Area")]
    columns += [Column("Period")] if several else []
    columns += [Column("Value", numeric=True)]
    columns += [Column("95% interval", numeric=True)] if bounds else []
    columns += [Column("Remarks")] if remarks else []
    rows = []
    for point in points:
        row = [point.area]
        row += [point.period] if several else []
        row += [point.text]
        row += [interval_cell(point, form)] if bounds else []
        row += ["; ".join(point.flags)] if remarks else []
        rows.append(tuple(row))
    return DataTable(table_caption(text), tuple(columns), tuple(rows), text.notes)


def extremes_table(
    text: ChartText, highest: Sequence[Point], lowest: Sequence[Point], reference: Sequence[Point], form: PrintedForm
) -> DataTable:
    """Periods down; who is highest and who lowest, with their values, and the reference."""
    columns = [Column("Period"), Column("Highest"), Column("Value", numeric=True)]
    columns += [Column("Lowest"), Column("Value", numeric=True)]
    columns += [Column(reference[0].area, numeric=True)] if reference else []
    series = (highest, lowest, *((reference,) if reference else ()))
    found = [{point.time: point for point in points} for points in series]
    rows = []
    for time, label in periods_of(series):
        row = [label]
        for index, points in enumerate(found):
            point = points.get(time)
            row += [point.area if point else ""] if index < 2 else []
            row.append(value_cell(point, form) if point else "not published")
        rows.append(tuple(row))
    return DataTable(table_caption(text), tuple(columns), tuple(rows), text.notes)


def value_cell(point: Point, form: PrintedForm) -> str:
    """The value as printed, its interval in brackets, its remarks in square ones."""
    text = point.text
    if point.bounds and point.value is not None:
        text += f" ({form.interval(*point.bounds)})"
    return text + (f" [{'; '.join(point.flags)}]" if point.flags else "")


def interval_cell(point: Point, form: PrintedForm) -> str:
    """The interval as printed, or that there is none."""
    if point.value is None:
        return ""
    return form.interval(*point.bounds) if point.bounds else "not published"


def table_caption(text: ChartText) -> str:
    """What the table holds: the statistical subtitle."""
    return text.subtitle or text.title


def flat(series: Iterable[Sequence[Point]]) -> tuple[Point, ...]:
    """The points of all series, each in order of time."""
    return tuple(point for points in series for point in by_time(points))
