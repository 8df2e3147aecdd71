"""Observations: one value of an indicator for an area and a period, with everything that is needed to judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lisbook.periods import Period

Method = Literal["published", "sum", "ratio", "weighted"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One value, unrounded, in the indicator's unit; or the reason why there is none.

    Areas are named by id. `status` is empty when there is a value, else one of suppressed, missing, not-applicable
    (the publisher's) and no-aggregate (ours: the area has no value of its own and the indicator may not be computed
    from members).
    """

    indicator: str
    area: str
    period: Period
    value: float | None
    lower: float | None = None  # 95 % limits: the publisher's, or by weighted_half_width, an approximation
    upper: float | None = None
    status: str = ""
    flags: tuple[str, ...] = ()  # sorted; of an aggregate, all flags of the values it was computed from
    method: Method = "published"
    estimate: bool = False  # the weights only stand in for the publisher's denominator, or members are missing
    excluded: tuple[str, ...] = ()  # areas left out, for a footnote: those set apart and those without a value
    missing: tuple[str, ...] = ()  # members without a usable value
    codes: tuple[str, ...] = ()  # codes of the areas it was computed from
    datasets: tuple[str, ...] = ()  # datasets it was computed from, those of the weights included
    weight_year: int | None = None  # of a weighted mean; earlier than the period's where that year's are not out yet


def reference_year(period: Period) -> int:
    """The year a period stands for: the one it starts in; of several pooled years, the middle one."""
    return period.year + max(0, period.months // 12 - 1) // 2
