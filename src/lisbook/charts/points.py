"""What a chart is drawn from: printed values, the chart's words, and breaks in a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a measure for an area and a period, unrounded, with the text readers see."""

    area: str  # name as printed
    area_id: str
    code: str | None  # GSS code, where one exists
    period: str  # label as printed: "2023", "2024/25"
    start: str  # ISO date of the period's first day, for the time axis
    value: float | None
    lower: float | None  # the publisher's 95 % bounds
    upper: float | None
    text: str  # the value as printed, with its unit; the reason when there is none ("suppressed")
    role: str  # "main", "comparator" or "member"
    flags: tuple[str, ...] = ()  # remarks as printed ("provisional")
    iso: str = ""  # the publisher's period (2023-01-01/P1Y), for the downloaded data

    @property
    def time(self) -> int:
        """The start as a day number: whole, so that no time zone can move it."""
        return dt.date.fromisoformat(self.start).toordinal()

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The 95 % interval, when both ends are published."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class ChartText:
    """A chart's words: headline, statistical subtitle, source line, what the axis counts, notes."""

    id: str
    title: str
    subtitle: str
    source: str
    unit_axis: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A series stops here: values from `start` (ISO date) on are not compared with those before; `label` says why."""

    start: str
    label: str = "break in series"

    @property
    def time(self) -> int:
        """The day number of the first period after the break."""
        return dt.date.fromisoformat(self.start).toordinal()


def with_values(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points that have a value."""
    return tuple(point for point in points if point.value is not None)


def has_bounds(points: Iterable[Point]) -> bool:
    """Whether any point has its interval."""
    return any(point.bounds is not None for point in points)


def by_time(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points in order of time."""
    return tuple(sorted(points, key=lambda point: (point.start, point.period)))


def periods_of(series: Iterable[Sequence[Point]]) -> tuple[tuple[int, str], ...]:
    """Day number and label of every period in any of the series, oldest first."""
    return tuple(sorted({(point.time, point.period) for points in series for point in points}))


def last_time(series: Iterable[Sequence[Point]]) -> int:
    """Day number of the latest period in any of the series."""
    return max(time for time, _ in periods_of(series))


def value_of(point: Point) -> float:
    """The value of a point that has one."""
    if point.value is None:
        raise ValueError(f"{point.area} {point.period} has no value")
    return point.value
