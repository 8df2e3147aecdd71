"""Values of our tables read once more from the publishers' files, by code that shares nothing with the package."""

import csv
import functools
import gzip
import io

import openpyxl
import pytest

from .conftest import REPOSITORY


@functools.cache
def values_of(dataset):
    with (REPOSITORY / f"lis_data/{dataset}.csv").open(newline="") as file:
        return {(row["measure"], row["area_code"], row["period"]): row["value"] for row in csv.DictReader(file)}


def ours(dataset, measure, code, period):
    return float(values_of(dataset)[measure, code, period])


@functools.cache
def table(path, encoding="utf-8-sig"):
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode(encoding))))


def number(text):
    return float(text.replace(",", ""))


ELS = [
    ("employment-rate", "employment-rate", "employment-rate", "Employment rate", "E09000030", "2023-01-01/P1Y"),
    ("employment-rate", "employment-rate", "inactivity-rate", "Economically inactive", "E12000007", "2012-01-01/P1Y"),
    ("claimant-count", "claimant-count", "claimant-rate", "Claimant Count", "E09000025", "2020-01-01/P1Y"),
    (
        "gross-median-weekly-pay",
        "weekly-pay-residence",
        "pay-residence",
        "Gross median weekly pay",
        "E09000027",
        "2025-04-30",
    ),
    (
        "apprenticeships",
        "apprenticeships",
        "apprenticeship-starts",
        "Apprenticeship starts (England)",
        "E92000001",
        "2024-08-01/P1Y",
    ),
    ("business-demography", "business-demography", "business-births", "Business births", "E09000012", "2022-01-01/P1Y"),
    (
        "business-demography",
        "business-demography",
        "survival-3-years",
        "Three-year survival rate",
        "E09000021",
        "2020-01-01/P1Y",
    ),
    (
        "children-in-relative-poverty",
        "child-poverty",
        "child-poverty",
        "Children in relative poverty after housing costs",
        "E09000012",
        "2024-04-01/P1Y",
    ),
    (
        "greenhouse-gas-emissions",
        "greenhouse-gas-emissions",
        "emissions-per-head",
        "Greenhouse gas emissions",
        "K02000001",
        "2005-01-01/P1Y",
    ),
    (
        "healthy-life-expectancy",
        "healthy-life-expectancy",
        "healthy-life-expectancy-men",
        "Male healthy life expectancy",
        "E09000028",
        "2022-01-01/P3Y",
    ),
    ("personal-wellbeing-estimates", "wellbeing", "happiness", "Happiness", "E09000018", "2019-04-01/P1Y"),
]


@pytest.mark.parametrize(("file", "dataset", "measure", "indicator", "code", "period"), ELS, ids=lambda value: value)
def test_values_from_explore_local_statistics(raw, file, dataset, measure, indicator, code, period):
    [row] = [
        row
        for row in table(raw / f"els-{file}.csv.gz")
        if (row["areacd"], row["indicator"], row["period"]) == (code, indicator, period)
    ]
    assert ours(dataset, measure, code, period) == float(row["observation"])


def test_london_and_the_uk_stand_under_other_codes_in_gross_value_added(raw):
    rows = {
        row["areacd"]: row["observation"]
        for row in table(raw / "els-gross-value-added.csv.gz")
        if row["indicator"] == "Gross value added per hour worked" and row["period"] == "2023-01-01/P1Y"
    }
    for theirs, code in (("TLI", "E12000007"), ("TLB", "E92000001"), ("K99000002", "K02000001"), ("TLC", "E12000001")):
        assert ours("gross-value-added", "gva-per-hour", code, "2023-01-01/P1Y") == float(rows[theirs])


def test_level_4_of_a_borough_and_of_england(raw):
    rows = table(raw / "census2021-ts067-qualifications-ltla.csv")
    code = "Lower Tier Local Authorities Code"
    kind = "Highest level of qualification (8 categories) Code"
    for place, chosen in (("E09000022", ("E09000022",)), ("E92000001", ("E06", "E07", "E08", "E09"))):
        mine = [row for row in rows if row[code].startswith(chosen)]
        assert ours("census-qualifications", "level-4-or-above", place, "2021-03-21") == sum(
            int(row["Observation"]) for row in mine if row[kind] == "5"
        )
        assert ours("census-qualifications", "residents-16-and-over", place, "2021-03-21") == sum(
            int(row["Observation"]) for row in mine if int(row[kind]) >= 0
        )


def test_travel_to_work_leaves_out_those_not_in_work(raw):
    codes = {
        int(row["Method used to travel to workplace (12 categories) Code"]): int(row["Observation"])
        for row in table(raw / "census2021-ts061-travel-to-work-ltla.csv")
        if row["Lower Tier Local Authorities Code"] == "E09000033"
    }
    assert ours("census-travel-to-work", "travelling", "E09000033", "2021-03-21") == sum(codes[n] for n in range(2, 12))
    assert ours("census-travel-to-work", "public-or-active", "E09000033", "2021-03-21") == sum(
        codes[n] for n in (2, 3, 4, 9, 10)
    )


def test_jobs_and_population(raw):
    [jobs] = [row for row in table(raw / "gla-jobs-by-borough-2000-2023.csv") if row["Code"] == "E09000001"]
    assert ours("jobs", "jobs", "E09000001", "2023-01-01/P1Y") == number(jobs["2023"]) == 759_000
    [people] = [
        row
        for row in table(raw / "ons-population-1991-2024.csv")
        if (row["areacd"], row["year"]) == ("E09000001", "2024")
    ]
    assert ours("population", "population", "E09000001", "2024-06-30") == float(people["population"])
    assert ours("population", "residents-16-64", "E09000001", "2024-06-30") == pytest.approx(
        float(people["population"]) * float(people["pct_16_64"]) / 100
    )


def test_knowledge_jobs_of_a_borough(raw):
    rows = [row for row in table(raw / "gla-borough-jobs-by-sector-1971-2022.csv") if row["Borough"] == "Camden"]
    chosen = [number(row["2022"]) for row in rows if row["Sector"].startswith(("Information", "Professional"))]
    assert len(chosen) == 2
    assert ours("jobs-by-sector", "knowledge-jobs", "E09000007", "2022-01-01/P1Y") == sum(chosen)
    assert ours("jobs-by-sector", "all-jobs", "E09000007", "2022-01-01/P1Y") == sum(number(row["2022"]) for row in rows)


def test_high_growth_businesses_of_hackney(raw):
    book = openpyxl.load_workbook(raw / "ons-business-demography-2024.xlsx", read_only=True)
    for sheet, measure in (("Table 7.1c", "high-growth"), ("Table 7.3c", "ten-or-more-employees")):
        [row] = [row for row in book[sheet].iter_rows(values_only=True) if str(row[0]).strip() == "E09000012"]
        assert ours("business-demography-counts", measure, "E09000012", "2023-01-01/P1Y") == row[4]


def test_attainment_of_a_borough_under_its_school_year(raw):
    [row] = [
        row
        for row in table(raw / "dfe-lait-education.csv")
        if (row["item"], row["area"], row["year_end"]) == ("Average Attainment 8 score", "Sutton", "2024")
    ]
    assert ours("attainment-8", "attainment-8", "E09000029", "2023-09-01/P1Y") == float(row["value"])


def test_gigabit_coverage_and_deprivation(raw):
    [row] = [
        row
        for row in table(raw / "ofcom-gigabit-2022-2026.csv")
        if (row["areacd"], row["period"]) == ("E09000006", "2022-09")
    ]
    assert ours("gigabit-coverage", "gigabit-coverage", "E09000006", "2022-09-01") == float(row["observation"])
    [row] = [row for row in table(raw / "mhclg-imd2025-ltla.csv") if row["ltla24_code"] == "E09000012"]
    assert ours("deprivation-2025", "deprivation-score", "E09000012", "2025-01-01/P1Y") == float(
        row["imd_average_score"]
    )


def test_accessibility_is_the_average_of_2014(raw):
    [row] = [
        row for row in table(raw / "gla-london-borough-profiles-2017.csv", "latin-1") if row["Code"] == "E09000033"
    ]
    value = float(row["Average_Public_Transport_Accessibility_score,_2014"])
    assert ours("transport-access", "transport-access", "E09000033", "2014-01-01/P1Y") == value


def test_innovate_uk_awards_of_london_are_the_sum_of_its_areas(raw):
    rows = [row for row in table(raw / "nesta-innovate-uk-funding-nuts3.csv") if row["year"] == "2014"]
    total = sum(float(row["gbp_innovate_uk_funding"]) for row in rows if row["nuts_id"].startswith("UKI"))
    assert ours("innovate-uk-awards", "innovate-uk-awards", "E12000007", "2014-01-01/P1Y") == total
    assert total == pytest.approx(376e6, rel=0.01)


def test_every_value_of_a_borough_in_explore_local_statistics_is_in_our_tables(raw):
    """Not a sample: all 33 authorities, all periods of the employment rate."""
    theirs = {
        (row["areacd"], row["period"]): row["observation"]
        for row in table(raw / "els-employment-rate.csv.gz")
        if row["areacd"].startswith("E09") and row["indicator"] == "Employment rate"
    }
    mine = {
        (code, period): value
        for (measure, code, period), value in values_of("employment-rate").items()
        if code.startswith("E09") and measure == "employment-rate"
    }
    assert len(mine) == 33 * 20
    assert mine == theirs
