"""Ranks, extremes, spread and positions of several areas in one period; all from unrounded values.

Ranks are competition ranks ("1, 2, 2, 4"): a place is one more than the number of areas strictly ahead, and areas with
equal values share it. A place may be stated when no bounds stand in its way: with 95 % limits, the area must differ
clearly (compare.py) from every other area, so that no error of estimation could have moved it. Where one does not, its
position to a reference area is said instead. Spread is the interquartile range: half of the areas lie within it, and
one area of its own kind cannot stretch it, as it would a standard deviation. Goldstein and Spiegelhalter (1996), on
league tables, give the reasons against bare ranks of estimates.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from lisbook.statistics.compare import check_alike, compare_observations
from lisbook.statistics.observations import Observation
from lisbook.statistics.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one area among those with a value."""

    area: str
    value: float  # in the indicator's unit
    from_top: int  # 1 for the highest value
    from_bottom: int  # 1 for the lowest value
    of: int  # areas ranked
    joint: bool  # another area has the same value


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places, the highest value first, areas with equal values in order of their ids; and who has none."""

    places: tuple[Place, ...]
    without_value: tuple[str, ...]

    def place(self, area_id: str) -> Place | None:
        """The place of an area; None when it has no value or is not among the ranked."""
        return next((place for place in self.places if place.area == area_id), None)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart areas lie; values in the indicator's unit."""

    highest: tuple[Observation, ...]  # several when they share the value
    lowest: tuple[Observation, ...]
    difference: float
    ratio: float | None  # highest over lowest; None unless both are above zero
    interquartile_range: float | None  # None for fewer than four areas
    is_clear: bool  # highest and lowest differ clearly
    areas: int  # with a value


@dataclass(frozen=True, slots=True)
class Positions:
    """Ids of areas by their position to a reference area, in the order given."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    unclear: tuple[str, ...]
    without_value: tuple[str, ...]


def rank_all(observations: Sequence[Observation]) -> Ranking:
    """All places, whether or not bounds permit to state them. RefusedError for unlike indicators or periods."""
    valued = _valued(observations)
    values = [value for _, value in valued]
    places = [
        Place(
            observed.area,
            value,
            from_top=1 + sum(other > value for other in values),
            from_bottom=1 + sum(other < value for other in values),
            of=len(values),
            joint=values.count(value) > 1,
        )
        for observed, value in valued
    ]
    without = tuple(sorted(observed.area for observed in observations if observed.value is None))
    return Ranking(tuple(sorted(places, key=lambda place: (-place.value, place.area))), without)


def place_of(area_id: str, observations: Sequence[Observation], rounding: float = 0) -> Place | None:
    """The place of an area where bounds permit to state it, else None. RefusedError when it has no value."""
    place = rank_all(observations).place(area_id)
    if place is None:
        raise RefusedError("not-ranked", f"{area_id} has no value among the areas to be ranked.")
    own = next(observed for observed in observations if observed.area == area_id)
    rivals = [observed for observed in observations if observed.area != area_id and observed.value is not None]
    if not any(_is_bounded(observed) for observed in (own, *rivals)):
        return place
    unclear = any(compare_observations(own, other, rounding) == "not clearly different from" for other in rivals)
    return None if unclear else place


def without_marked(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Those that may be set in one order: a value with a flag that not all values share is unlike the others.

    A flag on all of them, such as "provisional" on the latest year, tells nothing between them and bars none.
    """
    flags = [set(observed.flags) for observed in observations if observed.value is not None]
    shared = set.intersection(*flags) if flags else set()
    return tuple(observed for observed in observations if set(observed.flags) <= shared or observed.value is None)


def measure_spread(observations: Sequence[Observation], rounding: float = 0) -> Spread:
    """Extremes, gap and interquartile range of the areas with a value; RefusedError for fewer than two."""
    valued = _valued(observations)
    if len(valued) < 2:
        raise RefusedError("no-value", "A gap needs at least two areas with a value.")
    values = [value for _, value in valued]
    top, bottom = max(values), min(values)
    highest = tuple(observed for observed, value in valued if value == top)
    lowest = tuple(observed for observed, value in valued if value == bottom)
    return Spread(
        highest,
        lowest,
        difference=top - bottom,
        ratio=top / bottom if bottom > 0 else None,
        interquartile_range=interquartile_range(values) if len(values) >= 4 else None,
        is_clear=all(compare_observations(one, other, rounding) == "above" for one in highest for other in lowest),
        areas=len(values),
    )


def interquartile_range(values: Sequence[float]) -> float:
    """Upper less lower quartile in the unit of the values, both by linear interpolation with the extremes included."""
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    return upper - lower


def count_positions(observations: Sequence[Observation], reference: Observation, rounding: float = 0) -> Positions:
    """Which areas are clearly above, clearly below or not clearly different from the reference, itself left out.

    RefusedError when the reference has no value or is of another indicator or period.
    """
    found: dict[str, list[str]] = {"above": [], "below": [], "not clearly different from": []}
    others = [observed for observed in observations if observed.area != reference.area]
    for observed in others:
        if observed.value is not None:
            found[compare_observations(observed, reference, rounding)].append(observed.area)
    without = tuple(observed.area for observed in others if observed.value is None)
    return Positions(tuple(found["above"]), tuple(found["below"]), tuple(found["not clearly different from"]), without)


def _valued(observations: Sequence[Observation]) -> list[tuple[Observation, float]]:
    """Observations with their values; RefusedError unless of one indicator, one period and different areas."""
    valued = [(observed, observed.value) for observed in observations if observed.value is not None]
    for observed, _ in valued[1:]:
        first = valued[0][0]
        check_alike(first, observed)
        if observed.period != first.period:
            sentence = (
                f"{first.indicator} is not ranked over two periods, {first.period.label} and {observed.period.label}."
            )
            raise RefusedError("different-periods", sentence)
    if len({observed.area for observed in observations}) < len(observations):
        raise RefusedError("not-ranked", "An area stands twice among those to be ranked.")
    return valued


def _is_bounded(observed: Observation) -> bool:
    return observed.lower is not None or observed.upper is not None
