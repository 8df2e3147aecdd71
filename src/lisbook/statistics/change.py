"""Change of one area's value between two periods, in a closed vocabulary with one rule for each word.

rose, fell               the two values differ clearly, by the rule of compare.py showed no clear change   they do not:
the change is within the combined limits, or no larger than the publisher's rounding

What cannot be compared is refused: pooled periods that overlap, periods of unlike length, periods on two sides of a
break, and money in current prices, unless in real terms or relative to another area (prices.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lisbook.config.indicators import Indicator
from lisbook.periods import Period, parse_period
from lisbook.statistics.compare import check_alike, compare_values
from lisbook.statistics.observations import Observation
from lisbook.statistics.refusals import RefusedError

Trend = Literal["rose", "fell", "showed no clear change"]
Terms = Literal[
    "published", "real", "relative"
]  # as published; in prices of one year; in percent of another area's value


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two observations of one area, both in the terms named."""

    earlier: Observation
    later: Observation
    trend: Trend
    terms: Terms = "published"

    @property
    def difference(self) -> float:
        """Later less earlier, in the indicator's unit (relative: in percent of the reference, so points)."""
        return _value(self.later) - _value(self.earlier)

    @property
    def percent(self) -> float | None:
        """The difference in percent of the earlier value; None where that is zero."""
        earlier = _value(self.earlier)
        return 100 * self.difference / abs(earlier) if earlier else None

    @property
    def is_like_for_like(self) -> bool:
        """Whether both values were made the same way from the same areas; if not, the change needs a footnote."""
        return (self.earlier.method, self.earlier.excluded) == (self.later.method, self.later.excluded)


def measure_change(
    earlier: Observation, later: Observation, indicator: Indicator, rounding: float | None = None
) -> Change:
    """The change between two published values, in the indicator's unit.

    `rounding` in that unit, by default the indicator's `rounded_to`. RefusedError where the two may not be compared.
    """
    check_comparable(earlier, later, indicator)
    if indicator.prices == "current":
        raise RefusedError(
            "current-prices",
            f"{indicator.id} is in current prices, which rise with prices alone: state the change in real terms, or "
            "relative to another area.",
        )
    return Change(earlier, later, trend_of(earlier, later, rounding_of(indicator, rounding)))


def check_comparable(earlier: Observation, later: Observation, indicator: Indicator) -> None:
    """RefusedError unless the two show one area at two periods, in order and without a break between them."""
    check_alike(earlier, later)
    name = f"{indicator.id} of {earlier.area}"
    between = f"between {earlier.period.label} and {later.period.label}"
    if earlier.area != later.area:
        raise RefusedError("different-areas", f"{indicator.id}: {earlier.area} and {later.area} are two areas.")
    if earlier.period == later.period:
        raise RefusedError("same-period", f"{name} has one value for {later.period.label}, so no change.")
    if earlier.period.start > later.period.start:
        raise RefusedError("wrong-order", f"{name}: {later.period.label} comes before {earlier.period.label}.")
    if earlier.period.months != later.period.months:
        raise RefusedError("different-lengths", f"{name} has no change {between}: the periods differ in length.")
    if earlier.period.overlaps(later.period):
        raise RefusedError(
            "overlapping-periods", f"{name} has no change {between}: the periods overlap and share some of their data."
        )
    if crosses_break(indicator.breaks, earlier.period, later.period):
        raise RefusedError("break", f"{name} has no change {between}: the series has a break between the two.")


def crosses_break(breaks: Sequence[str], one: Period, other: Period) -> bool:
    """Whether a break lies between two periods: one starts before it and the other on its day or after."""
    first, last = sorted((one.start, other.start))
    return any(first < parse_period(text).start <= last for text in breaks)


def trend_of(earlier: Observation, later: Observation, rounding: float) -> Trend:
    """The word for the step between two values in one unit, by the rule of compare.py."""
    triples = [(_value(observed), observed.lower, observed.upper) for observed in (later, earlier)]
    match compare_values(triples[0], triples[1], rounding):
        case "above":
            return "rose"
        case "below":
            return "fell"
        case _:
            return "showed no clear change"


def rounding_of(indicator: Indicator, rounding: float | None) -> float:
    """The rounding given, else the publisher's, else none; in the indicator's unit."""
    return rounding if rounding is not None else indicator.rounded_to or 0.0


def _value(observed: Observation) -> float:
    assert observed.value is not None  # check_alike has refused it
    return observed.value
