"""Laws of sums, ratios and weighted means."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.statistics.aggregate import (
    coverage,
    is_covered,
    ratio_of_sums,
    sum_of,
    weighted_half_width,
    weighted_mean,
)

amounts = st.floats(min_value=0.01, max_value=1e7)
values = st.floats(min_value=-1e6, max_value=1e6)
pairs = st.lists(st.tuples(values, amounts), min_size=1, max_size=40)


@given(st.lists(values, max_size=40), st.lists(values, max_size=40))
def test_the_sum_of_all_is_the_sum_of_the_sums_of_its_parts(some, others):
    assert sum_of([*some, *others]) == pytest.approx(sum_of([sum_of(some), sum_of(others)]), rel=1e-9, abs=1e-6)


@given(st.lists(values, max_size=20).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_members_does_not_move_a_bit_of_a_sum(two):
    assert sum_of(two[0]) == sum_of(two[1])


@given(pairs.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_members_does_not_move_a_bit_of_a_weighted_mean(two):
    assert weighted_mean(*zip(*two[0], strict=True)) == weighted_mean(*zip(*two[1], strict=True))


@given(pairs)
def test_a_weighted_mean_lies_between_the_lowest_and_the_highest_member(some):
    numbers, weights = zip(*some, strict=True)
    assert min(numbers) <= weighted_mean(numbers, weights) <= max(numbers)


@given(pairs, st.integers(min_value=-20, max_value=20))
def test_the_scale_of_the_weights_does_not_matter(some, power):
    numbers, weights = zip(*some, strict=True)
    scaled = [weight * 2.0**power for weight in weights]
    assert weighted_mean(numbers, scaled) == weighted_mean(numbers, weights)
    assert weighted_half_width(weights, scaled) == pytest.approx(weighted_half_width(weights, weights))


@given(values, st.lists(amounts, min_size=1, max_size=40))
def test_the_mean_of_equal_members_is_their_value(value, weights):
    assert weighted_mean([value] * len(weights), weights) == value


@given(st.lists(st.tuples(st.floats(min_value=0, max_value=1e6), amounts), min_size=1, max_size=40))
def test_a_ratio_of_sums_is_the_mean_of_the_rates_weighted_by_their_denominators(parts):
    tops, bottoms = zip(*parts, strict=True)
    rates = [100 * top / bottom for top, bottom in parts]
    assert ratio_of_sums(tops, bottoms, 100) == pytest.approx(weighted_mean(rates, bottoms), rel=1e-9, abs=1e-12)


@given(st.lists(amounts, min_size=1, max_size=40), amounts)
def test_equal_members_are_known_better_together_by_the_root_of_their_number(weights, half):
    count = len(weights)
    assert weighted_half_width([half] * count, [1.0] * count) == pytest.approx(half / math.sqrt(count))
    assert weighted_half_width([half] * count, weights) <= half * (1 + 1e-12)


def test_a_member_without_weight_counts_for_nothing():
    assert weighted_mean([1.0, 99.0], [2.0, 0.0]) == 1.0
    assert weighted_half_width([1.0, 99.0], [2.0, 0.0]) == 1.0


@pytest.mark.parametrize("weights", [[0.0, 0.0], [], [-1.0, 2.0]], ids=["zero", "none", "negative"])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        weighted_mean([1.0] * len(weights), weights)


def test_a_ratio_without_denominators_is_refused():
    with pytest.raises(ValueError, match="denominators"):
        ratio_of_sums([1.0], [0.0])


def test_ninety_five_percent_of_the_weight_is_enough_and_less_is_not():
    assert is_covered(coverage([95.0], [95.0, 5.0]))
    assert not is_covered(coverage([94.9], [94.9, 5.1]))
    assert coverage([], []) == 0.0
