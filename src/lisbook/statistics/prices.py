"""Money over time: in the prices of one year, or in percent of another area's value at the time.

A deflator is what a sum in current prices is divided by to get its volume: current series ÷ chained volume series,
made 1 in a base year. Taken from the United Kingdom's GDP per head it is the implied GDP deflator (ONS: implied
deflators are current prices over chained volume measures). Chained volumes do not add up over areas, so they serve for
this only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lisbook.config.indicators import Indicator
from lisbook.statistics.change import Change, check_comparable, rounding_of, trend_of
from lisbook.statistics.compare import compare_observations
from lisbook.statistics.observations import Observation, reference_year
from lisbook.statistics.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Deflator:
    """Price level of each year, 1 in the base year."""

    base_year: int
    index: Mapping[int, float]

    @property
    def years(self) -> tuple[int, ...]:
        """Years it covers, oldest first."""
        return tuple(sorted(self.index))

    def level(self, year: int) -> float:
        """Price level of a year as a multiple of the base year's; RefusedError for a year it does not cover."""
        try:
            return self.index[year]
        except KeyError:
            sentence = f"The deflator has no value for {year}: it runs from {self.years[0]} to {self.years[-1]}."
            raise RefusedError("no-deflator", sentence) from None


def make_deflator(current: Mapping[int, float], volume: Mapping[int, float], base_year: int | None = None) -> Deflator:
    """The deflator by year from one area's series in current prices and chained volumes; base: the last year of both.

    RefusedError when the series share no year, lack the base year or hold a value that is not above zero.
    """
    shared = sorted(current.keys() & volume.keys())
    if not shared:
        raise RefusedError("no-deflator", "The current and the chained series share no year, so give no deflator.")
    base = shared[-1] if base_year is None else base_year
    if base not in shared:
        raise RefusedError("no-deflator", f"The deflator's series have no value for its base year {base}.")
    if any(current[year] <= 0 or volume[year] <= 0 for year in shared):
        raise RefusedError("no-deflator", "A deflator's series hold a value that is not above zero.")
    implied = {year: current[year] / volume[year] for year in shared}
    return Deflator(base, MappingProxyType({year: level / implied[base] for year, level in implied.items()}))


def in_prices_of(values: Mapping[int, float], deflator: Deflator, year: int) -> dict[int, float]:
    """Values by year in current prices, put into the prices of one year; RefusedError outside the deflator's years."""
    return {when: value * deflator.level(year) / deflator.level(when) for when, value in values.items()}


def in_real_terms(observed: Observation, deflator: Deflator) -> Observation:
    """The observation with value and limits in prices of the deflator's base year; without a value, as it is."""
    if observed.value is None:
        return observed
    level = deflator.level(reference_year(observed.period))
    return replace(
        observed,
        value=observed.value / level,
        lower=None if observed.lower is None else observed.lower / level,
        upper=None if observed.upper is None else observed.upper / level,
    )


def relative_to(observed: Observation, reference: Observation) -> Observation:
    """The observation in percent of another area's value for the same indicator and period (so UK = 100).

    Limits follow the rule for a quotient of independent estimates, relative errors √((h_a/a)² + (h_b/b)²), an
    approximation; a reference without limits counts as exact. RefusedError for unlike observations or a reference that
    is not above zero.
    """
    compare_observations(observed, reference)  # refuses what is not alike
    value, base = observed.value or 0.0, reference.value or 0.0
    if base <= 0:
        raise RefusedError(
            "no-value", f"{reference.indicator} of {reference.area} is not above zero: nothing to relate to."
        )
    ratio = 100 * value / base
    return replace(
        observed,
        value=ratio,
        lower=_relative_limit(ratio, observed.lower, reference.upper, value, base, -1),
        upper=_relative_limit(ratio, observed.upper, reference.lower, value, base, +1),
        datasets=tuple(sorted({*observed.datasets, *reference.datasets})),
        codes=tuple(sorted({*observed.codes, *reference.codes})),
    )


def measure_real_change(
    earlier: Observation, later: Observation, indicator: Indicator, deflator: Deflator, rounding: float | None = None
) -> Change:
    """The change in prices of the deflator's base year. `rounding` as published, in the indicator's unit.

    RefusedError where the two may not be compared or the deflator lacks a year.
    """
    check_comparable(earlier, later, indicator)
    first, last = in_real_terms(earlier, deflator), in_real_terms(later, deflator)
    lowest = min(deflator.level(reference_year(observed.period)) for observed in (earlier, later))
    trend = trend_of(first, last, rounding_of(indicator, rounding) / lowest)
    return Change(first, last, trend, "real")


def measure_relative_change(
    earlier: Observation,
    later: Observation,
    references: tuple[Observation, Observation],
    indicator: Indicator,
    rounding: float | None = None,
) -> Change:
    """The change in percent of another area's value; `references` are that area's at the same two periods.

    Rounding of all four published values, in the indicator's unit, is carried through the quotients. RefusedError as
    above.
    """
    check_comparable(earlier, later, indicator)
    check_comparable(*references, indicator)
    first, last = relative_to(earlier, references[0]), relative_to(later, references[1])
    step = rounding_of(indicator, rounding)
    limit = max(
        100 * step / (reference.value or 1.0) * (1 + abs(relative.value or 0.0) / 100)
        for relative, reference in zip((first, last), references, strict=True)
    )
    return Change(first, last, trend_of(first, last, limit), "relative")


def _relative_limit(
    ratio: float, limit: float | None, facing: float | None, value: float, base: float, sign: int
) -> float | None:
    if limit is None or value == 0:
        return None
    own, other = (limit - value) / value, 0.0 if facing is None else (facing - base) / base
    return ratio + sign * abs(ratio) * math.sqrt(math.fsum((own**2, other**2)))
