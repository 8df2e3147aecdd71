"""Numbers as printed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.config.indicators import Unit
from lisbook.statistics.rounding import (
    MINUS,
    decimals_that_tell_apart,
    prints_alike,
    prints_as_sum,
    render_difference,
    render_number,
    render_percent,
    render_value,
    rounded,
)

PERCENT = Unit(id="percent", suffix="%", decimals=1, difference_suffix=" percentage points", axis="percent")
POUNDS = Unit(id="gbp", prefix="£", axis="pounds")
HOURLY = Unit(id="gbp-per-hour", prefix="£", decimals=2, axis="pounds an hour")
JOBS = Unit(id="jobs", axis="jobs")
POINTS = Unit(id="points", suffix=" points", axis="points")
numbers = st.floats(min_value=-1e12, max_value=1e12)
places = st.integers(min_value=0, max_value=4)


def as_number(text: str) -> float:
    return float(text.replace(",", "").replace(MINUS, "-"))


@given(numbers, places)
def test_a_printed_number_reads_back_within_half_a_unit_of_its_last_digit(value, decimals):
    assert abs(as_number(render_number(value, decimals)) - value) <= 0.5 * 10**-decimals + 1e-12 * abs(value)


@given(numbers, places)
def test_printing_what_was_read_back_changes_nothing(value, decimals):
    text = render_number(value, decimals)
    assert render_number(as_number(text), decimals) == text


@given(numbers, places)
def test_a_zero_never_has_a_sign(value, decimals):
    text = render_number(value, decimals)
    assert "-" not in text
    assert as_number(text) != 0 or MINUS not in text


@given(numbers, places)
def test_turning_the_sign_round_changes_nothing_else(value, decimals):
    assert render_number(-value, decimals).lstrip(MINUS) == render_number(value, decimals).lstrip(MINUS)


@given(numbers, numbers, places)
def test_printed_numbers_keep_their_order(one, other, decimals):
    assert (rounded(one, decimals) <= rounded(other, decimals)) or one > other


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.285, 2, "0.29"), (2.5, 0, "3"), (-2.5, 0, "−3"), (1.005, 2, "1.01"), (-0.04, 1, "0.0"), (-0.0, 0, "0"),
        (1234567.891, 1, "1,234,567.9"), (1e21, 0, "1,000,000,000,000,000,000,000"), (9.96, 1, "10.0"),
        (1e-9, 2, "0.00"),
    ],
)  # fmt: skip
def test_halves_are_rounded_up_as_publishers_do(value, decimals, text):
    assert render_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (75.2, PERCENT, "75.2%"), (68890.4, POUNDS, "£68,890"), (-1200, POUNDS, "−£1,200"), (51.23, HOURLY, "£51.23"),
        (6_600_000, JOBS, "6,600,000"), (-0.3, POUNDS, "£0"), (46.25, PERCENT, "46.3%"),
    ],
)  # fmt: skip
def test_a_value_is_printed_with_its_unit(value, unit, text):
    assert render_value(value, unit) == text


def test_the_indicator_may_ask_for_other_decimals_than_the_unit():
    assert render_value(75.24, PERCENT, 0) == "75%"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (6_645_000, JOBS, "6.6 million"), (1_250_000, POUNDS, "£1.3 million"), (620e9, POUNDS, "£620.0 billion"),
        (999_960_000, JOBS, "1.0 billion"), (999_940_000, JOBS, "999.9 million"), (950_000, JOBS, "950,000"),
        (-1_250_000, POUNDS, "−£1.3 million"),
    ],
)  # fmt: skip
def test_large_counts_can_be_printed_short(value, unit, text):
    assert render_value(value, unit, short=True) == text


def test_a_difference_has_its_own_words_and_a_sign_only_when_asked():
    assert render_difference(-2.14, PERCENT) == "2.1 percentage points"
    assert render_difference(-2.14, PERCENT, signed=True) == "−2.1 percentage points"
    assert render_difference(2.14, PERCENT, signed=True) == "+2.1 percentage points"
    assert render_difference(-0.04, PERCENT, signed=True) == "0.0 percentage points"
    assert render_difference(-1200, POUNDS) == "£1,200"


def test_one_point_is_singular_and_one_point_nought_is_not():
    assert render_difference(1.2, POINTS) == "1 point"
    assert render_difference(1.0, PERCENT) == "1.0 percentage points"
    assert render_difference(1.0, PERCENT, 0) == "1 percentage point"


def test_percentages_of_change():
    assert render_percent(12.345) == "12.3%"
    assert render_percent(-12.345, signed=True) == "−12.3%"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_printed(value):
    with pytest.raises(ValueError, match="cannot be printed"):
        render_number(value, 1)


def test_values_printed_alike_though_unequal_are_found_and_told_apart():
    assert prints_alike(5.11, 5.14, 1)
    assert decimals_that_tell_apart(5.11, 5.14, 1) == 2
    assert decimals_that_tell_apart(5.1, 5.3, 1) == 1
    assert decimals_that_tell_apart(5.1, 5.1, 1) is None


def test_parts_whose_printed_values_do_not_add_up_are_found():
    assert prints_as_sum([1.2, 2.3], 3.5, 1)
    assert not prints_as_sum([1.4, 2.4], 3.8, 0)
