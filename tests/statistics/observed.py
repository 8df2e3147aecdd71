"""Makers of records that tests of statistics and of the catalogue share."""

from __future__ import annotations

from typing import Any

from lisbook.config.indicators import Aggregate, Indicator
from lisbook.periods import parse_period
from lisbook.statistics.observations import Observation


def observation(
    value: float | None, half: float | None = None, *, area: str = "here", period: str = "2020-01-01/P1Y", **more: Any
) -> Observation:
    """An observation, with symmetric limits when a half-width is given."""
    bounded = value is not None and half is not None
    limits = {"lower": value - half, "upper": value + half} if bounded else {}  # type: ignore[operator]
    status = "" if value is not None else "suppressed"
    named = {"indicator": "rate", "area": area, "period": parse_period(period), "value": value, "status": status}
    return Observation(**{**named, **limits, **more})


def indicator(**more: Any) -> Indicator:
    """An indicator named `rate`, with whatever fields a test is about."""
    plain = {
        "id": "rate", "title": "Rate", "noun": "the rate", "foundation": "people", "unit": "percent",
        "direction": "higher", "population": "residents", "dataset": "survey", "measure": "rate",
        "aggregate": Aggregate(rule="none"),
    }  # fmt: skip
    return Indicator(**{**plain, **more})
