"""Periods: their text, their order, what overlaps, and how they are printed."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.periods import Period, parse_period

DAYS = st.dates(dt.date(1980, 1, 1), dt.date(2050, 12, 31))
SPANS = st.builds(lambda day, months: Period(day.replace(day=1), months), DAYS, st.integers(1, 60))
PERIODS = SPANS | st.builds(lambda day: Period(day, 0), DAYS)


@given(PERIODS)
def test_the_iso_text_names_the_period(period):
    assert parse_period(period.iso) == period


@given(PERIODS, PERIODS)
def test_periods_sort_by_start_and_then_by_length(one, other):
    assert (one < other) == ((one.start, one.months) < (other.start, other.months))


@given(PERIODS, PERIODS)
def test_overlapping_is_mutual(one, other):
    assert one.overlaps(one)
    assert one.overlaps(other) == other.overlaps(one)


@given(SPANS)
def test_what_follows_a_period_does_not_overlap_it(period):
    assert not period.overlaps(Period(period.end, period.months))
    assert period.overlaps(Period(period.start, period.months + 1))


def test_a_day_lies_within_its_year():
    assert parse_period("2021-03-21").overlaps(parse_period("2021-01-01/P1Y"))
    assert not parse_period("2021-03-21").overlaps(parse_period("2022-01-01/P1Y"))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2023-01-01/P1Y", "2023"),
        ("2023-01-01/P12M", "2023"),
        ("2024-08-01/P1Y", "2024/25"),
        ("1999-04-01/P1Y", "1999/00"),
        ("2022-01-01/P3Y", "2022 to 2024"),
        ("2021-04-01/P3Y", "April 2021 to March 2024"),
        ("2024-07-01/P6M", "July 2024 to December 2024"),
        ("2026-01-01/P1M", "January 2026"),
        ("2024-06-30", "mid-2024"),
        ("2021-03-21", "March 2021"),
    ],
)
def test_labels_are_what_people_say(text, label):
    assert parse_period(text).label == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "2023-13-01",
        "2023-02-30",
        "2023-01-02/P1Y",
        "2023-01-01/P0Y",
        "2023-01-01/P1W",
        " 2023-01-01",
        "latest",
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is no period"):
        parse_period(text)


@given(st.text())
def test_no_text_is_more_than_refused(text):
    with contextlib.suppress(ValueError):
        assert parse_period(text).iso
