"""Ranks, extremes, spread and positions; ranks in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.statistics.rank import (
    count_positions,
    interquartile_range,
    measure_spread,
    place_of,
    rank_all,
    without_marked,
)
from lisbook.statistics.refusals import RefusedError
from lisbook.statistics.words import render_ordinal, render_place
from tests.statistics.observed import observation

counts = st.lists(st.integers(min_value=-50, max_value=50), min_size=1, max_size=33)


def areas(values, half=None):
    return [observation(value, half, area=f"area-{index}") for index, value in enumerate(values)]


def summary(ranking):
    return {place.area: (place.from_top, place.from_bottom, place.of, place.joint) for place in ranking.places}


@given(counts.flatmap(lambda some: st.permutations(areas(some)).map(lambda mixed: (areas(some), mixed))))
def test_the_order_in_which_areas_come_does_not_move_a_rank(two):
    assert rank_all(two[0]) == rank_all(two[1])


@given(counts)
def test_ranks_depend_on_order_only_so_any_rising_transform_keeps_them(values):
    assert summary(rank_all(areas(values))) == summary(rank_all(areas([value**3 + 7 for value in values])))


@given(counts)
def test_turning_values_round_swaps_top_and_bottom(values):
    turned = summary(rank_all(areas([-value for value in values])))
    for area, (top, bottom, of, joint) in summary(rank_all(areas(values))).items():
        assert turned[area] == (bottom, top, of, joint)


@given(counts)
def test_a_place_and_those_on_and_beyond_it_make_up_everyone(values):
    for place in rank_all(areas(values)).places:
        shared = values.count(place.value)
        assert place.from_top + place.from_bottom + shared - 2 == place.of
        assert place.joint == (shared > 1)


def test_equal_values_share_a_place_and_the_next_is_skipped():
    ranking = rank_all(areas([5, 7, 7, 1, None]))
    assert [(place.area, place.from_top) for place in ranking.places] == [
        ("area-1", 1), ("area-2", 1), ("area-0", 3), ("area-3", 4),
    ]  # fmt: skip
    assert ranking.without_value == ("area-4",)
    assert ranking.place("area-4") is None


def test_without_limits_a_place_may_always_be_stated():
    place = place_of("area-0", areas([5.01, 5.0, 4]), rounding=0.1)
    assert place is not None
    assert place.from_top == 1


def test_with_limits_a_place_is_stated_only_if_clearly_apart_from_every_other_area():
    close = areas([50, 60, 61], half=2)
    assert place_of("area-0", close) == rank_all(close).place("area-0")
    assert place_of("area-1", close) is None
    assert place_of("area-2", close) is None


def test_a_wide_interval_far_away_in_the_list_bars_a_place_too():
    three = [observation(50, 1, area="a"), observation(55, 1, area="b"), observation(60, 30, area="c")]
    assert place_of("a", three) is None


def test_a_place_needs_a_value():
    with pytest.raises(RefusedError) as caught:
        place_of("area-1", areas([1, None]))
    assert caught.value.reason == "not-ranked"


@pytest.mark.parametrize(
    "other",
    [
        observation(1, area="there", period="2021-01-01/P1Y"),
        observation(1, area="there", indicator="pay"),
        observation(2),
    ],
    ids=["period", "indicator", "same area twice"],
)
def test_unlike_values_are_not_ranked(other):
    with pytest.raises(RefusedError):
        rank_all([observation(1), other])


def test_a_flag_on_some_values_takes_them_out_of_the_order_and_one_on_all_takes_out_none():
    new, odd = ("provisional",), ("mass-registrations", "provisional")
    flagged = [
        observation(9, area="a", flags=odd),
        observation(5, area="b", flags=new),
        observation(4, area="c", flags=new),
    ]
    assert [one.area for one in without_marked(flagged)] == ["b", "c"]
    assert without_marked(flagged[1:]) == tuple(flagged[1:])
    assert without_marked([*flagged[1:], observation(None, area="d")])[-1].area == "d"


def test_a_spread_tells_extremes_gap_and_the_range_of_the_middle_half():
    spread = measure_spread(areas([2, 10, 4, 6, 8, 2, None]))
    assert [observed.area for observed in spread.highest] == ["area-1"]
    assert [observed.area for observed in spread.lowest] == ["area-0", "area-5"]
    assert (spread.difference, spread.ratio, spread.interquartile_range, spread.areas) == (8, 5, 5, 6)
    assert spread.is_clear


def test_a_spread_of_estimates_within_each_others_limits_is_not_clear():
    assert not measure_spread(areas([50, 51, 52], half=3)).is_clear
    assert measure_spread(areas([50, 51, 52], half=3)).interquartile_range is None


def test_a_spread_over_zero_has_no_ratio_and_one_area_has_no_spread():
    assert measure_spread(areas([-1, 3])).ratio is None
    with pytest.raises(RefusedError):
        measure_spread(areas([3]))


@given(st.lists(st.integers(min_value=-50, max_value=50), min_size=4, max_size=33))
def test_the_interquartile_range_lies_between_nothing_and_the_whole_range(values):
    assert 0 <= interquartile_range(values) <= max(values) - min(values)


@given(counts, st.integers(min_value=-50, max_value=50), st.none() | st.integers(min_value=0, max_value=9))
def test_every_area_has_one_position_to_the_reference(values, reference, half):
    positions = count_positions(areas(values, half), observation(reference, half, area="whole"))
    found = [*positions.above, *positions.below, *positions.unclear, *positions.without_value]
    assert sorted(found) == sorted(f"area-{index}" for index in range(len(values)))


def test_positions_leave_out_the_reference_and_name_who_has_no_value():
    positions = count_positions(areas([9, 5, 1, None, 5]), observation(5, area="area-1"))
    assert positions == type(positions)(("area-0",), ("area-2",), ("area-4",), ("area-3",))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([9, 8, 7, 6, 5], ["highest", "second highest", "third highest", "second lowest", "lowest"]),
        ([9, 9, 7, 5, 5], ["joint highest", "joint highest", "third highest", "joint lowest", "joint lowest"]),
    ],
)
def test_a_place_in_words_counts_from_the_nearer_end(values, words):
    assert [render_place(place) for place in rank_all(areas(values)).places] == words


def test_the_ends_can_have_words_of_their_own():
    assert render_place(rank_all(areas(range(40))).places[11], "largest", "smallest") == "12th largest"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (112, "112th"), (122, "122nd")],
)
def test_ordinals(number, text):
    assert render_ordinal(number) == text


def test_there_is_no_place_before_the_first():
    with pytest.raises(ValueError, match="no place 0"):
        render_ordinal(0)
