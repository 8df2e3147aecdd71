"""Aggregates of areas: sum, ratio of sums, weighted mean with its half-width, and the rule of coverage.

Every sum is a math.fsum, which is exact until its last rounding, so the order of the members cannot move a bit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LEAST_COVERAGE = 0.95  # share of the weight that members with a value must hold (DESIGN, statistics)


def sum_of(values: Sequence[float]) -> float:
    """The sum, in the unit of the values; 0 for none."""
    return math.fsum(values)


def ratio_of_sums(numerators: Sequence[float], denominators: Sequence[float], scale: float = 1) -> float:
    """Sum of numerators over sum of denominators, times scale (100 for percentages).

    This is the rate of all members together, not the mean of their rates. ValueError when the denominators come to
    nothing.
    """
    total = math.fsum(denominators)
    if total <= 0:
        raise ValueError("the denominators of a ratio must come to more than nothing")
    return scale * math.fsum(numerators) / total


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Σwv / Σw in the unit of the values; never outside the values' own range.

    Equal to the ratio of sums when a value is a rate and its weight that rate's denominator. ValueError for weights
    that are negative or come to nothing.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    total = math.fsum(weights)
    if total <= 0:
        raise ValueError("the weights of a mean must come to more than nothing")
    mean = math.fsum(weight * value for value, weight in zip(values, weights, strict=True)) / total
    counted = [value for value, weight in zip(values, weights, strict=True) if weight > 0]
    # The division may end one bit outside the range it must be in.
    return min(max(mean, min(counted)), max(counted))


def weighted_half_width(half_widths: Sequence[float], weights: Sequence[float]) -> float:
    """h = √Σ(wᵢhᵢ)² / Σwᵢ: half-width of a weighted mean whose members were estimated independently of each other.

    From Var(Σwᵢxᵢ) = Σwᵢ²Var(xᵢ) for independent xᵢ and fixed wᵢ (any text on survey sampling: the variance of a
    stratified mean). An approximation here: weights are estimates too, and the members' samples are only nearly
    independent.
    """
    total = math.fsum(weights)
    if total <= 0:
        raise ValueError("the weights of a mean must come to more than nothing")
    squares = ((weight * half) ** 2 for half, weight in zip(half_widths, weights, strict=True))
    return math.sqrt(math.fsum(squares)) / total


def coverage(known: Sequence[float], everyone: Sequence[float]) -> float:
    """Share (0 to 1) of everyone's weight that the known ones hold; 0 when there is no weight."""
    total = math.fsum(everyone)
    return math.fsum(known) / total if total > 0 else 0.0


def is_covered(share: float) -> bool:
    """Whether a coverage is enough to speak for the whole area: 95 % of the weight, the limit itself included."""
    return share >= LEAST_COVERAGE or math.isclose(share, LEAST_COVERAGE, rel_tol=1e-12)
