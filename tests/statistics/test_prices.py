"""Deflators, real terms and values relative to another area."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.statistics.prices import (
    in_prices_of,
    in_real_terms,
    make_deflator,
    measure_real_change,
    measure_relative_change,
    relative_to,
)
from lisbook.statistics.refusals import RefusedError
from tests.statistics.observed import indicator, observation

positive = st.floats(min_value=0.1, max_value=1e6)
series = st.dictionaries(st.integers(min_value=1998, max_value=2023), st.tuples(positive, positive), min_size=1)
PAY = indicator(prices="current", rounded_to=1)
DOUBLED = make_deflator({2010: 100.0, 2020: 220.0, 2022: 250.0}, {2010: 200.0, 2020: 220.0, 2022: 250.0})


@given(series)
def test_the_deflator_of_its_base_year_is_one_and_never_falls_to_zero(both):
    deflator = make_deflator({y: c for y, (c, _) in both.items()}, {y: v for y, (_, v) in both.items()})
    assert deflator.base_year == max(both)
    assert deflator.level(deflator.base_year) == 1
    assert all(deflator.level(year) > 0 for year in deflator.years)


@given(series)
def test_the_deflated_current_series_grows_like_the_chained_one(both):
    current, volume = {y: c for y, (c, _) in both.items()}, {y: v for y, (_, v) in both.items()}
    base = max(both)
    real = in_prices_of(current, make_deflator(current, volume), base)
    for year in both:
        assert real[year] / real[base] == pytest.approx(volume[year] / volume[base])


@given(series, positive)
def test_the_unit_of_the_chained_series_does_not_matter(both, unit):
    current, volume = {y: c for y, (c, _) in both.items()}, {y: v for y, (_, v) in both.items()}
    other = make_deflator(current, {year: value * unit for year, value in volume.items()})
    for year, level in make_deflator(current, volume).index.items():
        assert other.level(year) == pytest.approx(level)


def test_money_in_prices_of_a_year_is_unchanged_in_that_year():
    assert in_prices_of({2010: 10.0, 2020: 10.0}, DOUBLED, 2020) == {2010: 20.0, 2020: 10.0}
    assert in_prices_of({2010: 10.0, 2020: 10.0}, DOUBLED, 2010) == {2010: 10.0, 2020: 5.0}


def test_pay_that_rose_with_prices_only_showed_no_clear_change_in_real_terms():
    first, last = observation(500, period="2010-01-01/P1Y"), observation(1000, period="2020-01-01/P1Y")
    change = measure_real_change(first, last, PAY, DOUBLED)
    assert (change.trend, change.terms, change.difference) == ("showed no clear change", "real", 0)


def test_limits_are_deflated_with_their_value():
    real = in_real_terms(observation(500, 10, period="2010-01-01/P1Y"), DOUBLED)
    assert (real.lower, real.value, real.upper) == (980, 1000, 1020)
    assert in_real_terms(observation(None, period="2010-01-01/P1Y"), DOUBLED).value is None


def test_a_year_beyond_the_deflator_is_refused():
    first, last = observation(500, period="2010-01-01/P1Y"), observation(1000, period="2025-01-01/P1Y")
    with pytest.raises(RefusedError, match="no value for 2025: it runs from 2010 to 2022"):
        measure_real_change(first, last, PAY, DOUBLED)


@pytest.mark.parametrize(
    ("current", "volume", "base"),
    [({2010: 1.0}, {2011: 1.0}, None), ({2010: 1.0}, {2010: 1.0}, 2012), ({2010: 0.0}, {2010: 1.0}, None)],
    ids=["no shared year", "no base year", "zero"],
)
def test_series_that_give_no_deflator_are_refused(current, volume, base):
    with pytest.raises(RefusedError):
        make_deflator(current, volume, base)


def test_relative_to_itself_an_area_is_at_100():
    assert relative_to(observation(37.5), observation(37.5, area="uk")).value == 100


def test_relative_limits_combine_both_relative_errors():
    relative = relative_to(observation(200, 6), observation(100, 4, area="uk"))
    assert relative.lower == pytest.approx(200 - 200 * (0.03**2 + 0.04**2) ** 0.5)
    assert relative.upper == pytest.approx(200 + 200 * (0.03**2 + 0.04**2) ** 0.5)


@given(positive, positive, st.floats(min_value=1.1, max_value=9))
def test_growth_at_the_pace_of_the_reference_is_no_relative_change(value, base, growth):
    first, last = observation(value), observation(value * growth, period="2022-01-01/P1Y")
    refs = observation(base, area="uk"), observation(base * growth, area="uk", period="2022-01-01/P1Y")
    change = measure_relative_change(first, last, refs, indicator(prices="current", rounded_to=0.001))
    assert (change.trend, change.terms) == ("showed no clear change", "relative")


def test_a_rise_faster_than_the_reference_is_a_relative_rise_in_points():
    first, last = observation(500), observation(700, period="2022-01-01/P1Y")
    refs = observation(500, area="uk"), observation(560, area="uk", period="2022-01-01/P1Y")
    change = measure_relative_change(first, last, refs, PAY)
    assert (change.trend, change.difference) == ("rose", 25)


def test_references_of_another_period_are_refused():
    first, last = observation(500), observation(700, period="2022-01-01/P1Y")
    refs = observation(500, area="uk"), observation(560, area="uk", period="2021-01-01/P1Y")
    with pytest.raises(RefusedError) as caught:
        measure_relative_change(first, last, refs, PAY)
    assert caught.value.reason == "different-periods"
