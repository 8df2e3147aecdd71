"""When two values differ clearly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.statistics.compare import compare_observations, compare_values, exceeds
from lisbook.statistics.refusals import RefusedError
from tests.statistics.observed import observation

numbers = st.integers(min_value=-10_000, max_value=10_000).map(lambda tenths: tenths / 10)
halves = st.none() | st.integers(min_value=0, max_value=300).map(lambda tenths: tenths / 10)


@st.composite
def triples(draw):
    value, down, up = draw(numbers), draw(halves), draw(halves)
    return (value, None if down is None else value - down, None if up is None else value + up)


OPPOSITE = {"above": "below", "below": "above", "not clearly different from": "not clearly different from"}


@given(triples(), triples(), st.sampled_from([0.0, 0.1, 1.0, 5.0]))
def test_a_is_above_b_exactly_when_b_is_below_a(one, other, rounding):
    assert compare_values(one, other, rounding) == OPPOSITE[compare_values(other, one, rounding)]


@given(triples(), st.sampled_from([0.0, 0.1]))
def test_nothing_differs_from_itself(one, rounding):
    assert compare_values(one, one, rounding) == "not clearly different from"


@given(numbers, numbers, halves.filter(lambda half: half is not None), st.integers(min_value=1, max_value=50))
def test_wider_limits_never_make_a_difference_clear(one, other, half, more):
    narrow = compare_observations(observation(one, half), observation(other, half))
    wide = compare_observations(observation(one, half + more), observation(other, half + more))
    assert wide in (narrow, "not clearly different from")


@pytest.mark.parametrize(("difference", "word"), [(5.0, "not clearly different from"), (5.1, "above"), (-5.1, "below")])
def test_two_estimates_differ_beyond_the_root_of_the_squares_of_their_half_widths(difference, word):
    assert compare_observations(observation(50 + difference, 3), observation(50, 4)) == word


def test_limits_that_are_not_symmetric_count_on_the_side_that_faces_the_other_value():
    lopsided = observation(10, lower=9, upper=20)
    assert compare_observations(lopsided, observation(7, 1)) == "above"
    assert compare_observations(lopsided, observation(13, 1)) == "not clearly different from"


def test_complete_data_differ_beyond_the_rounding_of_the_publisher():
    assert compare_observations(observation(75.2), observation(75.1), 0.1) == "not clearly different from"
    assert compare_observations(observation(75.3), observation(75.1), 0.1) == "above"
    assert compare_observations(observation(75.1), observation(75.0)) == "above"


def test_a_value_without_limits_is_never_clearly_different_from_one_with_limits():
    assert compare_observations(observation(90), observation(10, 1)) == "not clearly different from"


@given(numbers, st.integers(min_value=0, max_value=100))
def test_binary_dust_is_no_difference(value, steps):
    limit = steps / 10
    assert not exceeds(value + limit, value, limit)
    assert exceeds(value + limit + 0.01, value, limit)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (observation(1, area="there", period="2021-01-01/P1Y"), "different-periods"),
        (observation(1, area="there", indicator="pay"), "different-indicators"),
        (observation(None, area="there"), "no-value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unlike_values_are_refused_with_a_sentence(other, reason):
    with pytest.raises(RefusedError) as caught:
        compare_observations(observation(1), other)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")
