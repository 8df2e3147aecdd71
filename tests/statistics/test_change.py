"""Changes over time: the word for them, and what is refused."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.statistics.change import crosses_break, measure_change
from lisbook.statistics.refusals import RefusedError
from tests.statistics.observed import indicator, observation

numbers = st.integers(min_value=-1000, max_value=1000).map(lambda tenths: tenths / 10)
halves = st.none() | st.integers(min_value=0, max_value=100).map(lambda tenths: tenths / 10)
SIGN = {"rose": 1, "fell": -1, "showed no clear change": 0}


def later(value: float | None, half: float | None = None, **more: object):
    return observation(value, half, **{"period": "2022-01-01/P1Y", **more})


@given(numbers, numbers, halves)
def test_the_word_has_the_sign_of_the_difference_or_says_that_none_is_clear(first, last, half):
    change = measure_change(observation(first, half), later(last, half), indicator(rounded_to=0.1))
    sign = SIGN[change.trend]
    assert sign == 0 or sign * change.difference > 0
    if half is None and abs(change.difference) > 0.11:
        assert sign != 0


@given(numbers, numbers, halves)
def test_turning_time_round_turns_the_word_round(first, last, half):
    forth = measure_change(observation(first, half), later(last, half), indicator())
    back = measure_change(observation(last, half), later(first, half), indicator())
    assert SIGN[forth.trend] == -SIGN[back.trend]
    assert forth.difference == -back.difference


def test_a_change_no_larger_than_the_rounding_of_the_publisher_is_none():
    assert measure_change(observation(3), later(4), indicator(rounded_to=1)).trend == "showed no clear change"
    assert measure_change(observation(3), later(5), indicator(rounded_to=1)).trend == "rose"


def test_a_change_tells_its_size_in_percent_of_the_earlier_value():
    change = measure_change(observation(80), later(60), indicator())
    assert (change.trend, change.difference, change.percent) == ("fell", -20, -25)
    assert measure_change(observation(0), later(60), indicator()).percent is None


def test_values_made_in_different_ways_ask_for_a_footnote():
    assert measure_change(observation(1), later(2), indicator()).is_like_for_like
    assert not measure_change(observation(1), later(2, method="weighted"), indicator()).is_like_for_like
    assert not measure_change(observation(1, excluded=("b",)), later(2), indicator()).is_like_for_like


@pytest.mark.parametrize(
    ("first", "last", "kind", "reason"),
    [
        (observation(1), later(2), {"prices": "current"}, "current-prices"),
        (observation(1), later(2), {"breaks": ("2022-01-01/P1Y",)}, "break"),
        (observation(1), later(2, area="there"), {}, "different-areas"),
        (observation(1), later(2, indicator="pay"), {}, "different-indicators"),
        (observation(1), later(None), {}, "no-value"),
        (observation(1), observation(2), {}, "same-period"),
        (later(1), observation(2), {}, "wrong-order"),
        (observation(1), later(2, period="2022-01-01/P3Y"), {}, "different-lengths"),
        (observation(1, period="2020-01-01/P3Y"), later(2, period="2022-01-01/P3Y"), {}, "overlapping-periods"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(first, last, kind, reason):
    with pytest.raises(RefusedError) as caught:
        measure_change(first, last, indicator(**kind))
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")


def test_pooled_periods_that_only_touch_may_be_compared():
    first, last = observation(60, 3, period="2017-01-01/P3Y"), later(70, 3, period="2020-01-01/P3Y")
    assert measure_change(first, last, indicator(pooled_years=3)).trend == "rose"


def test_a_break_lies_between_its_own_period_and_those_before():
    before, on, after = (observation(1, period=f"{year}-01-01/P1Y").period for year in (2019, 2020, 2021))
    breaks = ("2020-01-01/P1Y",)
    assert crosses_break(breaks, before, on)
    assert crosses_break(breaks, after, before)
    assert not crosses_break(breaks, on, after)


def test_a_refusal_survives_the_way_back_from_a_worker():
    error = pickle.loads(pickle.dumps(RefusedError("break", "The series has a break.")))
    assert (error.reason, str(error)) == ("break", "The series has a break.")
