"""Makers of points, words and charts that the tests of this room share; areas and values are made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from lisbook.charts.bar import bar_chart
from lisbook.charts.chart import Chart
from lisbook.charts.gap import gap_chart
from lisbook.charts.interval import interval_chart
from lisbook.charts.maps import map_chart
from lisbook.charts.points import ChartText, Point
from lisbook.charts.trend import trend_chart

Drawing = Callable[[Sequence[Point]], Chart]
AREAS = ("Ashford Green", "Birch Hill", "Cold Elm", "Dale", "East Fen", "Far Grange")


def point(area: str = "Dale", value: float | None = 50.0, *, year: int = 2023, half: float = 0.0, **more: Any) -> Point:
    """A percentage of an area in a year, with its interval when a half-width is given."""
    bounded = value is not None and half > 0
    plain: dict[str, Any] = {
        "area": area,
        "area_id": area.lower().replace(" ", "-"),
        "code": f"X{sum(map(ord, area)):08d}",
        "period": str(year),
        "start": f"{year}-01-01",
        "value": value,
        "lower": value - half if bounded and value is not None else None,
        "upper": value + half if bounded and value is not None else None,
        "text": "suppressed" if value is None else f"{value:.1f}%",
        "role": "member",
        "iso": f"{year}-01-01/P1Y",
    }
    return Point(**{**plain, **more})


def moved(one: Point, by: float) -> Point:
    """The point with another value, printed anew."""
    value = (one.value or 0.0) + by
    shift = (
        {"lower": one.lower + by, "upper": one.upper + by} if one.lower is not None and one.upper is not None else {}
    )
    return replace(one, value=value, text=f"{value:.1f}%", **shift)


def words(**more: Any) -> ChartText:
    """The words of a chart that keeps all rules."""
    plain: dict[str, Any] = {
        "id": "rate-chart",
        "title": "The rate is higher in the north than in the south",
        "subtitle": "Rate of something, percent, Somewhere, 2018 to 2023",
        "source": "Source: Office of Examples, Rates (released 1 May 2024)",
        "unit_axis": "percent",
        "notes": ("A note.",),
    }
    return ChartText(**{**plain, **more})


def line(area: str, *values: float | None, half: float = 0.0, **more: Any) -> tuple[Point, ...]:
    """A value a year from 2018 on."""
    return tuple(point(area, value, year=2018 + index, half=half, **more) for index, value in enumerate(values))


def members(half: float = 0.0) -> tuple[Point, ...]:
    """Six areas of one year, none of them equal."""
    return tuple(point(area, 40.0 + 7.3 * index, half=half) for index, area in enumerate(AREAS))


def squares(areas: Sequence[str] = AREAS) -> dict[str, Any]:
    """A TopoJSON of squares side by side, each boundary between two of them one shared arc."""
    arcs: list[list[list[int]]] = []
    geometries = []
    for index in range(len(areas) + 1):
        arcs.append([[index * 100, 0], [0, 100]])  # northwards, the wall at the left of square `index`
    for index, area in enumerate(areas):
        west, east = index, index + 1
        top = len(arcs)
        arcs.append([[index * 100, 100], [100, 0]])
        arcs.append([[(index + 1) * 100, 0], [-100, 0]])
        ring = [west, top, ~east, top + 1]
        code = point(area).code
        geometries.append(
            {"type": "Polygon", "arcs": [ring], "id": code, "properties": {"area_code": code, "name": area}}
        )
    return {
        "type": "Topology",
        "bbox": [0, 51, 0.001 * 100 * len(areas), 51.1],
        "transform": {"scale": [0.001, 0.001], "translate": [0, 51]},
        "arcs": arcs,
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
    }


def drawings() -> dict[str, tuple[Drawing, tuple[Point, ...]]]:
    """For each kind: how it is drawn from points in one sequence, and points to draw it from."""
    reference = point("Somewhere", 61.5, half=0.8, role="comparator")
    text = words()
    high, low = line("Far Grange", 70, 71, 72.5, 74), line("Dale", 50, 52.5, 51, 49.5)
    own, other = line("Dale", 61, 62, 62.8, 60.5, half=2.2, role="main"), line("Somewhere", 58, 58.5, 59, 59.5)
    return {
        "trend": (lambda points: trend_chart(text, [points[:4], points[4:]]), (*own, *other)),
        "interval": (lambda points: interval_chart(text, points[:-1], points[-1]), (*members(3.1), reference)),
        "bar": (lambda points: bar_chart(text, points[:-1], points[-1:]), (*members(), replace(reference, lower=None))),
        "map": (lambda points: map_chart(text, points, squares()), members()),
        "gap": (lambda points: gap_chart(text, points[:4], points[4:], ()), (*high, *low)),
    }
