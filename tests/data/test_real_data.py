"""The data that are published with the book: sound, complete, valid for other tools, true to the publishers' files."""

import json
from fnmatch import fnmatch

import pytest
from frictionless import Package as FrictionlessPackage

from lisbook.areas import build_areas
from lisbook.catalogue import Catalogue
from lisbook.config.areas import AreasFile
from lisbook.config.indicators import IndicatorsFile
from lisbook.config.load import load_record
from lisbook.data.acceptance import check_digests
from lisbook.data.importers import layout_reader
from lisbook.data.importers.cells import import_cells
from lisbook.data.importing import LARGEST_TABLE_BYTES, recipe_codes, render_rows
from lisbook.data.package import load_package
from lisbook.data.table import read_table

from .conftest import REPOSITORY

NAMES = [dataset.name for dataset in load_package(REPOSITORY)[0].datasets]
INDICATORS = load_record(REPOSITORY, "config/indicators.yml", IndicatorsFile)[0].indicators


@pytest.fixture(scope="module")
def tables(real_package, real_geography):
    read = {each.name: read_table(REPOSITORY / each.path, each, real_geography) for each in real_package.datasets}
    assert [problem for _, problems in read.values() for problem in problems] == []
    return {name: table for name, (table, _) in read.items()}


@pytest.fixture(scope="module")
def catalogue(tables):
    class Source:
        def slice(self, dataset, measure, area_code):
            return tables[dataset].slice(measure, area_code)

        def measures(self, dataset):
            return tables[dataset].measures

    file, source, _ = load_record(REPOSITORY, "config/areas.yml", AreasFile)
    indicators, _, problems = load_record(REPOSITORY, "config/indicators.yml", IndicatorsFile)
    assert not problems
    return Catalogue(build_areas(file, source)[0], indicators, Source())


def test_every_file_is_the_one_that_the_catalogue_describes(real_package):
    assert check_digests(REPOSITORY, real_package) == ()


def test_no_file_is_too_large_for_version_control(real_package):
    assert all(each.size_bytes <= LARGEST_TABLE_BYTES for each in real_package.resources)


def test_every_declared_measure_has_rows(real_package, tables):
    assert {each.name: tuple(sorted(each.measures)) for each in real_package.datasets} == {
        name: table.measures for name, table in tables.items()
    }


def test_rows_are_sorted_by_measure_area_and_period(tables):
    for name, table in tables.items():
        order = [(row.measure, row.area_code, row.period.iso) for row in table.rows]
        assert order == sorted(order), name


def test_the_package_is_valid_for_other_tools():
    report = FrictionlessPackage.validate_descriptor(str(REPOSITORY / "lis_data/datapackage.yaml"))
    assert report.valid, report.flatten(["message"])
    package = FrictionlessPackage(str(REPOSITORY / "lis_data/datapackage.yaml"))
    for name in ("geography", "dfe-area-codes", "business-rd", "jobs"):
        report = package.get_resource(name).validate()
        assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_an_indicator_finds_its_measures(indicator, tables):
    rule = indicator.aggregate
    own = f"{indicator.dataset}/{indicator.measure}" if indicator.measure else None
    for reference in filter(None, (own, rule.numerator, rule.denominator)):
        dataset, measure = reference.split("/")
        assert measure in tables[dataset].measures


@pytest.mark.parametrize(
    "indicator", [each for each in INDICATORS if each.aggregate.check is not None], ids=lambda each: each.id
)
def test_our_london_agrees_with_the_published_one(indicator, catalogue):
    """Over all years, no further apart than the configuration admits."""
    gaps = catalogue.gap_to_published(indicator.id, "london")
    assert gaps
    check = indicator.aggregate.check
    sizes = [abs(gap.percent or 0) if check.unit == "percent" else abs(gap.difference) for gap in gaps]
    assert max(sizes) <= check.largest + 1e-9


def test_gdp_per_head_makes_the_known_london_and_uk_totals(catalogue, tables):
    population = tables["population"]
    people = {code: population.slice("population", code)[-2].value for code in ("E12000007", "K02000001")}
    assert catalogue.observe("gdp-per-head", "london", "2023").value * people["E12000007"] == pytest.approx(
        620e9, rel=0.005
    )
    assert catalogue.observe("gdp-per-head", "uk", "2023").value * people["K02000001"] == pytest.approx(
        2730e9, rel=0.005
    )


@pytest.mark.parametrize(
    ("indicator", "period", "value"),
    [
        ("jobs", "2023-01-01/P1Y", 6_571_000),
        ("population", "2024-06-30", 9_089_736),
        ("house-price", "2023-07-01/P1M", 534_265),
        ("pay-workplace", "2022-04-01", 804.9),
        ("business-rd", "2024-01-01/P1Y", 13_325),
        ("research-income", "2018-08-01/P1Y", 2_030_129_000),
    ],
)
def test_london_reads_as_published(catalogue, indicator, period, value):
    assert catalogue.observe(indicator, "london", period).value == value


def test_census_shares_of_london_read_as_ons_gives_them(catalogue):
    assert catalogue.observe("travel-public-active", "london").value == pytest.approx(57.8, abs=0.05)
    assert catalogue.observe("work-at-home", "london").value == pytest.approx(42.1, abs=0.05)
    assert catalogue.observe("level-4-share", "london").value == pytest.approx(46.7, abs=0.05)


def test_values_that_may_not_be_used_are_flagged(tables):
    def flags(dataset, measure, code, period):
        return next(row.flags for row in tables[dataset].slice(measure, code) if row.period.iso == period)

    assert flags("employment-rate", "employment-rate", "E09000001", "2019-01-01/P1Y") == ("unreliable",)
    assert flags("business-demography", "business-births", "E09000007", "2024-01-01/P1Y") == ("multiple-registrations",)
    assert flags("business-demography", "survival-3-years", "E09000021", "2020-01-01/P1Y") == ("registration-artefact",)
    assert flags("business-demography", "business-deaths", "E12000007", "2024-01-01/P1Y") == ("provisional",)
    assert flags("attainment-8", "attainment-8", "E12000007", "2019-09-01/P1Y") == ("teacher-assessed",)
    assert flags("weekly-pay-residence", "pay-residence", "E12000007", "2025-04-30") == ("provisional",)


def test_the_boundaries_are_those_of_the_33_authorities():
    topology = json.loads((REPOSITORY / "lis_data/boundaries.topojson").read_text())
    codes = [each["id"] for each in topology["objects"]["areas"]["geometries"]]
    assert codes == [f"E090000{number:02d}" for number in range(1, 34)]
    assert (REPOSITORY / "lis_data/boundaries.topojson").stat().st_size < 25_000


@pytest.mark.parametrize("name", NAMES)
def test_importing_the_publishers_file_again_gives_the_same_bytes(name, real_package, real_geography, raw):
    dataset = real_package.dataset(name)
    [file] = [path for path in sorted(raw.iterdir()) if fnmatch(path.name, dataset.recipe.file)]
    codes = recipe_codes(REPOSITORY, dataset.recipe, real_geography)
    imported = import_cells(
        layout_reader(dataset.recipe.layout)(file, dataset.recipe), dataset.recipe, codes, file.name
    )
    assert render_rows(imported.rows) == (REPOSITORY / dataset.path).read_bytes()
