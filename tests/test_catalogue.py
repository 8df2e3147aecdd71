"""The catalogue on a shire of two halves: north (a, b), south (c, and the centre, set apart); in a country of more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.areas import AreaTree
from lisbook.catalogue import Catalogue, DataMissingError
from lisbook.config.areas import Area, Level
from lisbook.config.indicators import Aggregate, Gap, Indicator, IndicatorsFile, Unit, Weight
from lisbook.data.table import Row
from lisbook.errors import UsageError
from lisbook.periods import parse_period

CODES = {
    "country": "E92000001",
    "shire": "E12000007",
    "a": "E09000001",
    "b": "E09000002",
    "c": "E09000003",
    "centre": "E09000004",
}
LEVELS = {
    level.id: level
    for level in (
        Level(id="country", noun="country", plural="countries"),
        Level(id="region", noun="region", plural="regions"),
        Level(id="half", noun="half", plural="halves", within="region"),
        Level(id="district", noun="district", plural="districts", within="half"),
    )
}
AREAS = AreaTree(
    {
        area.id: area
        for area in (
            Area(id="country", name="Country", level="country", code=CODES["country"]),
            Area(id="shire", name="Shire", level="region", code=CODES["shire"], parent="country"),
            Area(id="north", name="North", level="half", parent="shire"),
            Area(id="south", name="South", level="half", parent="shire"),
            Area(id="a", name="Abbey", level="district", code=CODES["a"], parent="north"),
            Area(id="b", name="Bourne", level="district", code=CODES["b"], parent="north"),
            Area(id="c", name="Combe", level="district", code=CODES["c"], parent="south"),
            Area(id="centre", name="Centre", level="district", code=CODES["centre"], parent="south", apart=True),
        )
    },
    LEVELS,
)
Y20, Y21, Y22, Y23 = (f"{year}-01-01/P1Y" for year in (2020, 2021, 2022, 2023))

Cell = float | None | str | tuple[float, float, float] | tuple[float, str]
Cells = Mapping[
    tuple[str, str], Mapping[str, Cell]
]  # (dataset/measure, area) → period → value, status or value with limits


class FakeTables:
    """A table source made of a mapping; counts what is asked of it."""

    def __init__(self, cells: Cells) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.rows: dict[tuple[str, str, str], tuple[Row, ...]] = {}
        for (reference, area), periods in cells.items():
            dataset, measure = reference.split("/")
            rows = [make_row(CODES[area], measure, period, cell) for period, cell in periods.items()]
            self.rows[dataset, measure, CODES[area]] = tuple(sorted(rows, key=lambda row: row.period))

    def slice(self, dataset: str, measure: str, area_code: str) -> tuple[Row, ...]:
        self.asked.append((dataset, measure, area_code))
        return self.rows.get((dataset, measure, area_code), ())

    def measures(self, dataset: str) -> tuple[str, ...]:
        return tuple(sorted({measure for name, measure, _ in self.rows if name == dataset}))


def make_row(code: str, measure: str, period: str, cell: Cell) -> Row:
    when = parse_period(period)
    match cell:
        case str():
            return Row(code, when, measure, None, None, None, cell, ())
        case (value, str() as flag):
            return Row(code, when, measure, value, None, None, "", (flag,))
        case (value, lower, upper):
            return Row(code, when, measure, value, lower, upper, "", ())
        case _:
            return Row(code, when, measure, cell, None, None, "", ())


def indicator(id: str, rule: str, **more: Any) -> Indicator:
    parts = {key: more.pop(key) for key in ("by", "exact", "numerator", "denominator", "scale") if key in more}
    plain = {
        "id": id, "title": id, "noun": f"the {id}", "foundation": "people", "unit": "percent", "direction": "higher",
        "population": "residents", "dataset": "survey", "measure": id, "aggregate": Aggregate(rule=rule, **parts),
    }  # fmt: skip
    return Indicator(**{**plain, **more})


INDICATORS = IndicatorsFile(
    units=(Unit(id="percent", suffix="%", decimals=1, axis="percent"),),
    weights=(
        Weight(id="people", title="residents", times=("people/population",)),
        Weight(id="hours", title="hours", times=("people/population", "survey/per-job"), over=("survey/per-hour",)),
    ),
    indicators=(
        indicator("count", "sum"),
        indicator("rate", "weighted", by="people", apart=True),
        indicator("exact-rate", "weighted", by="people", exact=True),
        indicator("estimate", "weighted", by="people", bounds=True, rounded_to=0.5),
        indicator("per-hour", "weighted", by="hours"),
        indicator("share", "ratio", numerator="census/top", denominator="census/bottom", scale=100, measure=None),
        indicator("both", "ratio", numerator="census/top", denominator="people/population", scale=100),
        indicator("median", "none", breaks=(Y22,), decimals=0),
    ),
)
PEOPLE: Cells = {
    ("people/population", "a"): {"2020-06-30": 100, "2021-06-30": 100, "2022-06-30": 100},
    ("people/population", "b"): {"2020-06-30": 300, "2021-06-30": 300, "2022-06-30": 300},
    ("people/population", "c"): {"2020-06-30": 600, "2021-06-30": 600, "2022-06-30": 600},
    ("people/population", "centre"): {"2020-06-30": 10, "2021-06-30": 10, "2022-06-30": 10},
}


def made_of(cells: Cells, **more: Any) -> Catalogue:
    return Catalogue(AREAS, INDICATORS, FakeTables({**PEOPLE, **cells}), **more)


def rates(*, measure: str = "rate", period: str = Y20, **areas: Cell) -> Cells:
    return {(f"survey/{measure}", area): {period: cell} for area, cell in areas.items()}


# -- preference ------------------------------------------------------------------------------------------------------


def test_the_own_value_of_the_publisher_comes_first():
    catalogue = made_of(rates(a=1.0, b=1.0, c=1.0, centre=1.0, shire=(7.5, "provisional")))
    found = catalogue.observe("rate", "shire", "2020")
    assert (found.value, found.method, found.estimate, found.codes) == (7.5, "published", False, (CODES["shire"],))
    assert (found.datasets, found.flags) == (("survey",), ("provisional",))


def test_an_area_whose_own_value_is_suppressed_is_computed_from_its_members():
    found = made_of(rates(a=1.0, b=1.0, c=1.0, centre=1.0, shire="suppressed")).observe("rate", "shire", "2020")
    assert (found.value, found.method, found.status) == (1.0, "weighted", "")


def test_a_small_area_tells_why_it_has_no_value():
    catalogue = made_of(rates(a="suppressed", b="not-applicable"))
    assert catalogue.observe("rate", "a", Y20).status == "suppressed"
    assert catalogue.observe("rate", "b", Y20).status == "not-applicable"
    assert catalogue.observe("rate", "c", Y20).status == "missing"


def test_an_indicator_that_may_not_be_aggregated_has_no_value_for_an_area_without_its_own():
    found = made_of(rates(measure="median", a=1.0, b=2.0)).observe("median", "north", Y20)
    assert (found.value, found.status) == (None, "no-aggregate")


def test_an_area_with_one_child_is_not_made_of_it():
    cells = rates(measure="count", a=1.0, b=2.0, c=3.0, centre=4.0)
    assert made_of(cells).observe("count", "shire", Y20).value == 10
    assert made_of(cells).observe("count", "country", Y20).value is None


# -- rules -----------------------------------------------------------------------------------------------------------


def test_a_sum_adds_all_members():
    found = made_of(rates(measure="count", a=1.0, b=(2.0, "provisional"))).observe("count", "north")
    assert (found.value, found.method, found.estimate) == (3.0, "sum", False)
    assert found.flags == ("provisional",)
    assert found.codes == (CODES["a"], CODES["b"])


@pytest.mark.parametrize("gap", [None, "suppressed", "not-applicable"])
def test_a_sum_leaves_nobody_out(gap):
    cells = rates(measure="count", a=1.0, b=2.0, c=3.0) | ({} if gap is None else rates(measure="count", centre=gap))
    found = made_of(cells).observe("count", "shire", Y20)
    assert (found.value, found.status, found.missing) == (None, "missing", ("centre",))


def test_a_weighted_mean_uses_the_weights_of_its_year_and_is_an_estimate():
    found = made_of(rates(a=10.0, b=20.0)).observe("rate", "north")
    assert (found.value, found.method, found.estimate, found.weight_year) == (17.5, "weighted", True, 2020)
    assert found.datasets == ("people", "survey")
    assert (found.lower, found.upper) == (None, None)


def test_a_mean_weighted_by_the_denominator_itself_is_no_estimate_unless_members_or_weights_are_missing():
    full = rates(measure="exact-rate", a=10.0, b=20.0, c=10.0, centre=0.0)
    assert not made_of(full).observe("exact-rate", "shire").estimate
    gap = rates(measure="exact-rate", a=10.0, b=20.0, c=10.0)
    assert made_of(gap).observe("exact-rate", "shire").estimate
    later = rates(measure="exact-rate", period=Y23, a=10.0, b=20.0)
    assert made_of(later).observe("exact-rate", "north").estimate


def test_a_weight_can_be_a_product_and_quotient_of_measures():
    cells = rates(measure="per-hour", a=10.0, b=20.0) | rates(measure="per-job", a=100.0, b=400.0)
    found = made_of(cells).observe("per-hour", "north")
    assert found.value == pytest.approx((10 * 1000 + 20 * 6000) / 7000)  # hours: 100 x 100 / 10 and 300 x 400 / 20


def test_limits_of_a_weighted_mean_come_from_its_members():
    cells = rates(measure="estimate", a=(10.0, 8.0, 12.0), b=(20.0, 16.0, 24.0))
    found = made_of(cells).observe("estimate", "north")
    half = math.sqrt((0.25 * 2) ** 2 + (0.75 * 4) ** 2)
    assert (found.lower, found.value, found.upper) == (pytest.approx(17.5 - half), 17.5, pytest.approx(17.5 + half))


def test_a_value_without_limits_among_values_with_limits_is_not_used_and_is_named():
    cells = rates(measure="estimate", a=(10.0, 8.0, 12.0), b=(20.0, 16.0, 24.0), c=(10.0, 9.0, 11.0), centre=90.0)
    found = made_of(cells).observe("estimate", "shire")
    assert (found.value, found.missing, found.excluded) == (13.0, ("centre",), ("centre",))
    assert found.lower is not None


def test_members_with_a_value_hold_ninety_five_percent_of_the_weight():
    assert made_of(rates(a=1.0, b=1.0, c=1.0)).observe("rate", "shire").missing == ("centre",)
    found = made_of(rates(b=1.0, c=1.0, centre=1.0)).observe("rate", "shire", Y20)
    assert (found.value, found.status, found.missing) == (None, "missing", ("a",))


def test_members_that_hold_too_little_of_the_own_weight_of_the_area_do_not_speak_for_it():
    cells = rates(a=1.0, b=1.0, c=1.0, centre=1.0)
    small = {("people/population", "shire"): {"2020-06-30": 1010}}
    large = {("people/population", "shire"): {"2020-06-30": 2000}}
    assert made_of({**cells, **small}).observe("rate", "shire", Y20).value == 1.0
    assert made_of({**cells, **large}).observe("rate", "shire", Y20).status == "missing"


def test_a_member_of_unknown_weight_leaves_coverage_unknown():
    cells = {**rates(a=1.0, b=1.0), ("people/population", "b"): {}}
    assert made_of(cells).observe("rate", "north", Y20).value is None


def test_weights_of_up_to_two_years_before_stand_in_and_no_older_ones():
    catalogue = made_of(rates(period="2024-04-01/P1Y", a=10.0, b=20.0))
    found = catalogue.observe("rate", "north", "2024")
    assert (found.value, found.weight_year, found.estimate) == (17.5, 2022, True)
    late = made_of(rates(period="2025-04-01/P1Y", a=10.0, b=20.0))
    assert late.observe("rate", "north", "2025-04-01/P1Y").value is None


def test_stand_in_weights_are_of_one_year_for_all_members():
    newer = {("people/population", "a"): {"2022-06-30": 100, "2023-06-30": 900}}
    found = made_of({**rates(period=Y23, a=10.0, b=20.0), **newer}).observe("rate", "north")
    assert (found.value, found.weight_year) == (17.5, 2022)


def test_pooled_years_take_the_weights_of_the_middle_one():
    found = made_of(rates(period="2020-01-01/P3Y", a=10.0, b=20.0)).observe("rate", "north")
    assert found.weight_year == 2021


CENSUS: Cells = {
    ("census/top", "a"): {Y20: 10},
    ("census/bottom", "a"): {Y20: 100},
    ("census/top", "b"): {Y20: (90, "provisional")},
    ("census/bottom", "b"): {Y20: 300},
}


def test_a_ratio_of_parts_is_computed_for_one_area_and_for_several():
    catalogue = made_of(CENSUS)
    one, several = catalogue.observe("share", "a"), catalogue.observe("share", "north")
    assert (one.value, one.method, one.estimate) == (10.0, "ratio", False)
    assert (several.value, several.method, several.estimate) == (25.0, "ratio", False)
    assert (several.flags, several.datasets) == (("provisional",), ("census",))


def test_the_own_parts_of_an_area_come_before_those_of_its_members():
    own = {("census/top", "shire"): {Y20: 1}, ("census/bottom", "shire"): {Y20: 2}}
    found = made_of({**CENSUS, **own}).observe("share", "shire")
    assert (found.value, found.codes) == (50.0, (CODES["shire"],))


def test_a_ratio_takes_a_denominator_of_another_date_in_the_same_year():
    found = made_of(CENSUS).observe("both", "north")
    assert (found.value, found.datasets) == (25.0, ("census", "people"))


def test_a_published_rate_comes_before_its_parts():
    assert made_of({**CENSUS, **rates(measure="both", a=11.0)}).observe("both", "a").value == 11.0
    assert made_of({**CENSUS, **rates(measure="both", a="suppressed")}).observe("both", "a").value == 10.0


def test_a_ratio_over_nothing_does_not_apply():
    cells: Cells = {("census/top", "a"): {Y20: 0}, ("census/bottom", "a"): {Y20: 0}}
    assert made_of(cells).observe("share", "a", Y20).status == "not-applicable"


def test_a_ratio_with_a_suppressed_part_names_the_member_and_needs_coverage():
    cells = {**CENSUS, ("census/top", "a"): {Y20: "suppressed"}}
    assert made_of(cells).observe("share", "a", Y20).status == "suppressed"
    found = made_of(cells).observe("share", "north", Y20)
    assert (found.value, found.missing) == (None, ("a",))
    tiny = {**cells, ("census/bottom", "a"): {Y20: 10}}
    found = made_of(tiny).observe("share", "north", Y20)
    assert (found.value, found.missing, found.estimate) == (30.0, ("a",), True)


@given(st.lists(st.floats(min_value=0, max_value=100), min_size=4, max_size=4))
def test_an_aggregate_lies_within_its_members_and_ours_without_the_centre_within_those_left(values):
    catalogue = made_of(rates(**dict(zip(("a", "b", "c", "centre"), values, strict=True))))
    found = catalogue.observe("rate", "shire")
    assert found.value is not None
    assert min(values) <= found.value <= max(values)
    without = catalogue.observe_without_apart("rate", "south")
    assert without.value == values[2]


# -- areas set apart -------------------------------------------------------------------------------------------------


def test_an_area_set_apart_stays_in_aggregates_and_out_of_the_members_that_are_ranked():
    catalogue = made_of(rates(a=10.0, b=10.0, c=10.0, centre=1000.0))
    value = catalogue.observe("rate", "south").value
    assert value is not None
    assert value > 20
    assert [observed.area for observed in catalogue.members("rate", "south")] == ["c"]
    assert [observed.area for observed in catalogue.members("rate", "south", apart=True)] == ["c", "centre"]


def test_an_indicator_that_sets_nobody_apart_keeps_all_members():
    catalogue = made_of(rates(measure="count", c=10.0, centre=1000.0))
    assert [observed.area for observed in catalogue.members("count", "south", Y20)] == ["c", "centre"]


def test_an_aggregate_can_be_shown_without_those_set_apart():
    catalogue = made_of(rates(a=10.0, b=10.0, c=10.0, centre=1000.0, shire=99.0))
    found = catalogue.observe_without_apart("rate", "shire")
    assert (found.value, found.excluded, found.missing) == (10.0, ("centre",), ())
    assert catalogue.observe_without_apart("rate", "north") == catalogue.observe("rate", "north")


def test_what_may_not_be_aggregated_cannot_be_shown_without_them_either():
    found = made_of(rates(measure="median", c=1.0, centre=2.0)).observe_without_apart("median", "south", Y20)
    assert (found.status, found.excluded) == ("no-aggregate", ("centre",))


# -- periods ---------------------------------------------------------------------------------------------------------


def test_periods_are_those_with_a_value_oldest_first_and_the_latest_is_their_last():
    cells: Cells = {("survey/rate", "a"): {Y22: 3.0, Y20: 1.0, Y23: "suppressed"}}
    catalogue = made_of(cells)
    assert [period.iso for period in catalogue.periods("rate", "a")] == [Y20, Y22]
    assert catalogue.latest("rate", "a").iso == Y22
    assert catalogue.observe("rate", "a").value == 3.0
    assert [observed.value for observed in catalogue.series("rate", "a")] == [1.0, 3.0]


def test_a_year_names_the_period_that_starts_in_it():
    catalogue = made_of({("survey/rate", "a"): {"2021-08-01/P1Y": 2.0}})
    assert catalogue.observe("rate", "a", "2021").period.iso == "2021-08-01/P1Y"


def test_a_year_with_several_periods_is_refused_with_their_names():
    catalogue = made_of({("survey/rate", "a"): {"2021-01-01": 2.0, "2021-05-01": 2.0}})
    with pytest.raises(UsageError, match=r"several periods that start in 2021: write one of 2021-01-01, 2021-05-01\."):
        catalogue.observe("rate", "a", "2021")


def test_a_year_without_a_period_is_told_with_the_years_there_are():
    with pytest.raises(DataMissingError, match=r"no value of rate for a in 1999: its periods run from 2020-01-01/P1Y"):
        made_of(rates(a=1.0)).observe("rate", "a", "1999")


def test_a_text_that_is_no_period_is_refused():
    with pytest.raises(UsageError, match="'last year' is no period"):
        made_of(rates(a=1.0)).observe("rate", "a", "last year")


@pytest.mark.parametrize(
    ("cells", "name", "area", "reason"),
    [
        ({}, "rate", "a", "it is not published for the area."),
        (rates(a="suppressed"), "rate", "a", "suppressed in every period."),
        (rates(measure="median", a=1.0), "median", "north", "may not be computed from its members."),
        (rates(a=1.0), "rate", "north", "too few of its members have one in any period."),
    ],
    ids=["never listed", "suppressed", "no aggregate", "too few members"],
)
def test_an_area_without_any_value_is_told_why(cells, name, area, reason):
    with pytest.raises(DataMissingError) as caught:
        made_of(cells).latest(name, area)
    assert str(caught.value).endswith(reason)


def test_the_latest_period_of_an_aggregate_is_the_last_with_enough_members():
    cells: Cells = {("survey/rate", "a"): {Y20: 1.0, Y21: 1.0}, ("survey/rate", "b"): {Y20: 1.0, Y21: "suppressed"}}
    assert made_of(cells).latest("rate", "north").iso == Y20


def test_areas_are_compared_in_the_last_period_they_share():
    cells: Cells = {("survey/rate", "a"): {Y20: 1.0, Y21: 1.0}, ("survey/rate", "b"): {Y20: 1.0}}
    assert made_of(cells).latest_common("rate", ["a", "b"]).iso == Y20
    with pytest.raises(DataMissingError, match=r"no period in which a, c all have a value of rate\."):
        made_of(cells).latest_common("rate", ["a", "c"])


def test_members_come_in_one_period_with_and_without_values():
    cells: Cells = {("survey/rate", "a"): {Y20: 1.0, Y21: 2.0}, ("survey/rate", "b"): {Y20: 1.0}}
    found = made_of(cells).members("rate", "north")
    assert [(observed.area, observed.period.iso, observed.value) for observed in found] == [
        ("a", Y21, 2.0),
        ("b", Y21, None),
    ]
    assert [observed.value for observed in made_of(cells).members("rate", "north", "2020")] == [1.0, 1.0]


def test_a_break_cuts_the_series():
    cells: Cells = {("survey/median", "a"): {Y20: 1.0, Y21: 2.0, Y22: 3.0, Y23: 4.0}}
    segments = made_of(cells).segments("median", "a")
    assert [[observed.value for observed in part] for part in segments] == [[1.0, 2.0], [3.0, 4.0]]
    assert all(first[-1].period < second[0].period for first, second in pairwise(segments))


# -- names, units, gaps ----------------------------------------------------------------------------------------------


def test_unknown_names_come_back_with_a_suggestion():
    with pytest.raises(UsageError, match=r"no indicator 'raet'\. Did you mean rate\?"):
        made_of({}).indicator("raet")
    with pytest.raises(UsageError, match=r"no area 'shrie'\. Did you mean shire\?"):
        made_of({}).observe("rate", "shrie")


def test_the_resolution_is_the_rounding_of_the_publisher_or_one_printed_step():
    catalogue = made_of({})
    assert catalogue.unit("rate").suffix == "%"
    assert [catalogue.resolution(name) for name in ("estimate", "rate", "median")] == [0.5, 0.1, 1.0]


def test_an_estimate_may_be_off_by_the_gap_that_its_check_admits_and_a_published_value_by_nothing():
    catalogue = made_of(rates(a=10.0, b=20.0))
    ours, theirs = catalogue.observe("rate", "north", Y20), catalogue.observe("rate", "a", Y20)
    assert (ours.estimate, catalogue.uncertainty("rate", ours, theirs)) == (True, 0.0)
    for unit, size in (("points", 0.5), ("percent", 0.5 * (ours.value or 0) / 100)):
        rule = catalogue.indicator("rate").aggregate.model_copy(update={"check": Gap(largest=0.5, unit=unit)})
        catalogue._indicators["rate"] = catalogue.indicator("rate").model_copy(update={"aggregate": rule})
        assert catalogue.uncertainty("rate", ours, theirs) == pytest.approx(size)
        assert catalogue.uncertainty("rate", theirs) == 0.0


def test_the_gap_to_the_published_value_is_told_for_periods_that_have_both():
    cells: Cells = {
        ("survey/rate", "shire"): {Y20: 10.0, Y21: 12.0},
        **{("survey/rate", area): {Y20: 11.0} for area in ("a", "b", "c", "centre")},
    }
    (gap,) = made_of(cells).gap_to_published("rate", "shire")
    assert (gap.period.iso, gap.ours, gap.published, gap.difference, gap.percent) == (Y20, 11.0, 10.0, 1.0, 10.0)


def test_there_is_no_gap_without_an_aggregate_or_members():
    cells = rates(measure="median", shire=1.0, a=1.0) | rates(a=1.0)
    assert made_of(cells).gap_to_published("median", "shire") == ()
    assert made_of(cells).gap_to_published("rate", "a") == ()


def test_published_values_can_be_had_by_year():
    cells: Cells = {("money/current", "country"): {Y20: 10.0, Y21: "missing", Y22: 12.0}}
    assert made_of(cells).yearly("money/current", "country") == {2020: 10.0, 2022: 12.0}


# -- reads -----------------------------------------------------------------------------------------------------------


class Ledger:
    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def read(self, dataset: str, area_code: str) -> None:
        self.heard.append((dataset, area_code))


def test_the_recorder_hears_of_every_slice_found_or_not():
    ledger = Ledger()
    made_of(rates(a=10.0), recorder=ledger).observe("rate", "north", Y20)
    assert set(ledger.heard) == {(name, CODES[area]) for name in ("survey", "people") for area in ("a", "b")}


def test_a_remembered_answer_reports_the_same_reads_and_asks_for_no_slice_again():
    tables = FakeTables({**PEOPLE, **rates(a=10.0, b=20.0, c=1.0, centre=1.0)})
    catalogue = Catalogue(AREAS, INDICATORS, tables)
    with catalogue.recording() as first:
        before = catalogue.observe("rate", "shire")
    asked = len(tables.asked)
    with catalogue.recording() as second:
        assert catalogue.observe("rate", "shire") is before
    assert first == second
    assert first == {
        (name, CODES[area]) for name in ("survey", "people") for area in ("shire", "a", "b", "c", "centre")
    }
    assert len(tables.asked) == asked == len(set(tables.asked))


def test_each_slice_is_read_once_whatever_is_asked():
    tables = FakeTables({**PEOPLE, **rates(a=10.0, b=20.0, c=1.0, centre=1.0)})
    catalogue = Catalogue(AREAS, INDICATORS, tables)
    for area in ("shire", "north", "south", "a"):
        catalogue.series("rate", area)
        catalogue.gap_to_published("rate", area)
    assert len(tables.asked) == len(set(tables.asked))


def test_recordings_can_stand_within_each_other():
    ledger = Ledger()
    catalogue = made_of(rates(a=10.0, b=20.0), recorder=ledger)
    with catalogue.recording() as outer:
        catalogue.observe("rate", "a")
        with catalogue.recording() as inner:
            catalogue.observe("rate", "b")
        assert ledger.heard == []
    assert inner == {("survey", CODES["b"])}
    assert outer == {("survey", CODES["a"]), ("survey", CODES["b"])}
    assert set(ledger.heard) == outer


def test_reads_of_a_question_that_fails_are_reported_too():
    catalogue = made_of({})
    with catalogue.recording() as reads, pytest.raises(DataMissingError):
        catalogue.observe("rate", "a")
    assert reads == {("survey", CODES["a"])}
