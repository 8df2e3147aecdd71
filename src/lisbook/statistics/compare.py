"""Whether two values differ, in a closed vocabulary with one rule for each word.

above, below                 the values differ clearly and the first is the higher or the lower
not clearly different from   they do not; never "the same", which no estimate can show

Two values differ clearly when
- both have 95 % limits: |a - b| > √(h_a² + h_b²), where h is each value's distance to its limit on the side that faces
  the other;
- neither has: |a - b| > rounding, the publisher's, in the unit of the values;
- only one has: never, since what is not known about the other cannot be ruled out.

The first rule is the test of a difference at the 95 % level for independent estimates, from Var(a - b) = Var(a) +
Var(b); ONS and other publishers print it with their surveys. An area and the whole it belongs to are not independent:
their errors go together, so that the rule is on the cautious side.
"""

from __future__ import annotations

import math
from typing import Literal

from lisbook.statistics.observations import Observation
from lisbook.statistics.refusals import RefusedError

Comparison = Literal["above", "below", "not clearly different from"]


def compare_observations(one: Observation, other: Observation, rounding: float = 0) -> Comparison:
    """Where `one` stands to `other`: read as "one is … other". `rounding` in the indicator's unit.

    RefusedError when a value is missing or the two are not of the same indicator and period.
    """
    check_alike(one, other)
    if one.period != other.period:
        raise RefusedError(
            "different-periods",
            f"{one.indicator} of {one.area} for {one.period.label} cannot be compared with that of {other.area} for "
            f"{other.period.label}: the periods differ.",
        )
    return compare_values(_triple(one), _triple(other), rounding)


Triple = tuple[float, float | None, float | None]  # value, lower and upper 95 % limit, all in one unit


def compare_values(one: Triple, other: Triple, rounding: float = 0) -> Comparison:
    """Where the first value stands to the second; limits and rounding in the unit of the values."""
    high, low = (one, other) if one[0] >= other[0] else (other, one)
    if not exceeds(high[0], low[0], _least_clear_difference(high, low, rounding)):
        return "not clearly different from"
    return "above" if one is high else "below"


def exceeds(one: float, other: float, limit: float) -> bool:
    """Whether |one - other| > limit, the dust of binary fractions not counted: 75.2 and 75.1 differ by 0.1, no more."""
    dust = 1e-12 * max(abs(one), abs(other), 0 if math.isinf(limit) else limit)
    return abs(one - other) - limit > dust


def check_alike(one: Observation, other: Observation) -> None:
    """RefusedError unless both are observations of one indicator, with values."""
    if one.indicator != other.indicator:
        sentence = f"{one.indicator} cannot be compared with {other.indicator}: they are different indicators."
        raise RefusedError("different-indicators", sentence)
    for observed in (one, other):
        if observed.value is None:
            place = f"{observed.area} in {observed.period.label}"
            raise RefusedError("no-value", f"{observed.indicator} has no value for {place} ({observed.status}).")


def _least_clear_difference(high: Triple, low: Triple, rounding: float) -> float:
    """The difference that must be exceeded; infinite when only one of the two has limits."""
    bounded = [triple for triple in (high, low) if triple[1] is not None or triple[2] is not None]
    if not bounded:
        return rounding
    if high[1] is None or low[2] is None:
        return math.inf
    return math.sqrt(math.fsum(((high[0] - high[1]) ** 2, (low[2] - low[0]) ** 2)))


def _triple(observed: Observation) -> Triple:
    assert observed.value is not None  # check_alike has refused it
    return observed.value, observed.lower, observed.upper
