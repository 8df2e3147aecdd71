"""Every published number once more from the publishers' own files, by code that shares nothing with the package.

`reference/indicators.yml` says from which file, column and label each indicator comes, and how it may be added up; it
is written out here by hand, so that a mistake in a recipe of an import, in a rule of an aggregate or in the printing
of a number shows. Left to the package: which entries there are, for which area and period. Nothing is imported from
it.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import math
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
RAW = Path(os.environ.get("LISBOOK_RAW_DATA", REPOSITORY.parent / "shared/data/raw"))
pytestmark = pytest.mark.skipif(
    not RAW.is_dir(), reason=f"the publishers' files are not here: {RAW} (set LISBOOK_RAW_DATA)"
)

Key = tuple[str, str]  # area code, period
Values = dict[Key, float]
Entry = dict[str, Any]

LONDON, ENGLAND, UK, CITY = "E12000007", "E92000001", "K02000001", "E09000001"
REGION_IDS = {
    "north-east": "E12000001", "north-west": "E12000002", "yorkshire-and-the-humber": "E12000003",
    "east-midlands": "E12000004", "west-midlands": "E12000005", "east-of-england": "E12000006",
    "london": LONDON, "south-east": "E12000008", "south-west": "E12000009",
}  # fmt: skip
PARTNERSHIPS = {
    "central-london": "Central London Forward", "local-london": "Local London",
    "south-london": "South London Partnership", "west-london": "West London Alliance",
}  # fmt: skip
ITL = {"TLI": LONDON, "TLB": ENGLAND, "K99000002": UK} | {
    f"TL{letter}": f"E1200000{number}" for letter, number in zip("CDEFGHJK", "12345689", strict=True)
}


# -- the files ---------------------------------------------------------------------------------------------------------


@cache
def rows(name: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    content = (RAW / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    return list(csv.DictReader(io.StringIO(content.decode(encoding))))


def number(text: str | float | None) -> float | None:
    """The number that a cell holds, or none for a mark in its place."""
    if text is None or isinstance(text, float | int):
        return None if text is None else float(text)
    plain = text.replace(",", "").strip()
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", plain) else None


def gathered(cells: Iterable[tuple[str, str, Any]]) -> Values:
    found: Values = {}
    for code, period, cell in cells:
        value = number(cell)
        if value is not None and code:
            assert found.setdefault((code, period), value) == value, (code, period)
    return found


def yearly(text: str, ending: str = "-01-01/P1Y") -> str:
    return f"{text}{ending}" if re.fullmatch(r"\d{4}", text) else text


def els(name: str, label: str, column: str = "observation") -> Values:
    codes = ITL if name == "gross-value-added" else {}  # the same areas under other codes; elsewhere they are others
    return gathered(
        (codes.get(row["areacd"], row["areacd"]), yearly(row["period"]), row[column])
        for row in rows(f"els-{name}.csv.gz")
        if row["indicator"] == label and not (codes and row["areacd"] in codes.values())
    )


def limits(name: str, label: str) -> dict[Key, tuple[float, float]]:
    low, high = els(name, label, "lci_95"), els(name, label, "uci_95")
    return {key: (low[key], high[key]) for key in low.keys() & high.keys()}


def added(cells: Iterable[tuple[str, str, Any]]) -> Values:
    """Sums of cells by area and period; none where a part has no number."""
    parts: dict[Key, list[float | None]] = {}
    for code, period, cell in cells:
        parts.setdefault((code, period), []).append(number(cell))
    return {key: math.fsum(v for v in found if v is not None) for key, found in parts.items() if None not in found}


@cache
def names() -> dict[str, str]:
    """Codes by name of the authorities of London, the regions and England."""
    codes = {row["areanm"]: row["areacd"] for row in rows("ons-population-1991-2024.csv")}
    return {name: code for name, code in codes.items() if re.match("E0[6-9]|E12|E92", code)}


def population(column: str = "population") -> Values:
    return gathered(
        (row["areacd"], f"{row['year']}-06-30", row[column]) for row in rows("ons-population-1991-2024.csv")
    )


def working_age() -> Values:
    people, share = population(), population("pct_16_64")
    return {key: people[key] * share[key] / 100 for key in people.keys() & share.keys()}


def jobs() -> Values:
    return gathered(
        (row["Code"].strip(), yearly(year), row[year])
        for row in rows("gla-jobs-by-borough-2000-2023.csv")
        for year in row
        if year.isdigit() and row["Code"]
    )


def sector_jobs(*wanted: str) -> Values:
    return added(
        (names()[row["Borough"]], yearly(year), row[year])
        for row in rows("gla-borough-jobs-by-sector-1971-2022.csv")
        for year in row
        if year.isdigit() and row["Sector"].startswith(wanted)
    )


@cache
def business_sheets() -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(RAW / "ons-business-demography-2024.xlsx", read_only=True)
    wanted = [name for name in book.sheetnames if re.match(r"Table (7\.1|7\.3|5\.1)[a-e]", name)]
    return {name: list(book[name].iter_rows(values_only=True)) for name in wanted}


def business_counts(table: str, heading: str = r"(\d{4})") -> Values:
    """Counts under the columns whose heading holds a year, which is the sheet's own where the heading has none."""
    found = []
    for name, sheet in business_sheets().items():
        if not name.startswith(f"Table {table}"):
            continue
        top = next(row for row in sheet if any(re.search(r"\d{4}", str(cell)) for cell in row[2:]))
        birth = re.search(r"\d{4}", str(top[2]))
        for row in sheet[sheet.index(top) + 1 :]:
            if not (row[0] and re.match(r"[EK]\d{8}", str(row[0]))):
                continue
            for head, cell in zip(top[2:], row[2:], strict=False):
                if match := re.fullmatch(heading, str(head)):
                    year = match[1] if match.groups() else birth and birth[0]
                    found.append((str(row[0]).strip(), yearly(str(year)), cell))
    return gathered(found)


def census(name: str, column: str, codes: Iterable[int]) -> Values:
    """People in the categories named; England is the sum of its authorities."""
    kept, area = set(codes), "Lower Tier Local Authorities Code"
    mine = [row for row in rows(name) if int(row[f"{column} Code"]) in kept]
    every = [(row[area], row["Observation"]) for row in mine]
    every += [(ENGLAND, text) for code, text in every if code.startswith("E")]
    return added((code, "2021-03-21", text) for code, text in every)


TRAVEL = ("census2021-ts061-travel-to-work-ltla.csv", "Method used to travel to workplace (12 categories)")
DEGREES = ("census2021-ts067-qualifications-ltla.csv", "Highest level of qualification (8 categories)")


def enterprises(column: str) -> Values:
    lep = {"E37000051": LONDON}
    return gathered(
        (lep.get(row["areacd"], row["areacd"]), f"{row['year']}-03-01", row[column])
        for row in rows("nomis-uk-business-counts-by-size.csv")
    )


def occupations(beginning: str) -> Values:
    """People in the groups whose names begin so; each calendar year under its January."""
    lep = {"E37000051": LONDON}
    return added(
        (lep.get(row["areacd"], row["areacd"]), yearly(row["period"][4:8]), row[name])
        for row in rows("nomis-aps-employment-by-occupation.csv")
        for name in row
        if "(SOC2010" in name and not name.endswith("conf95") and name.startswith(beginning)
    )


def attainment() -> Values:
    return gathered(
        (names()[row["area"]], f"{int(row['year_end']) - 1}-09-01/P1Y", row["value"])
        for row in rows("dfe-lait-education.csv")
        if row["item"] == "Average Attainment 8 score" and row["area"] in names()
    )


def workplace_pay(sheet: str) -> Values:
    return gathered(
        (row["areacd"], f"{row['year']}-04-01", row["value"])
        for row in rows("gla-earnings-workplace-borough-1997-2022.csv")
        if row["sheet"] == sheet
    )


def house_prices() -> Values:
    book = openpyxl.load_workbook(RAW / "gla-uk-house-price-index-london-1995-2023.xlsx", read_only=True)
    table = list(book["Average price"].iter_rows(values_only=True))
    months = [row for row in table if isinstance(row[0], datetime)]
    return gathered(
        (str(code), f"{row[0]:%Y-%m}-01/P1M", cell)
        for row in months
        for code, cell in zip(table[1][1:], row[1:], strict=False)
        if code
    )


def nesta(name: str, column: str) -> Values:
    return gathered(
        (LONDON, f"{row['year']}-08-01/P1Y", row[column]) for row in rows(name) if row["lep_id"] == "E37000023"
    )


def awards() -> Values:
    """London: the 21 areas of 2013."""
    return added(
        (LONDON, yearly(row["year"]), row["gbp_innovate_uk_funding"])
        for row in rows("nesta-innovate-uk-funding-nuts3.csv")
        if re.match("UKI[3-7]", row["nuts_id"]) and int(row["year"]) >= 2013
    )


def regional_gva() -> Values:
    codes = {**ITL, "UK": UK}
    return gathered(
        (codes[row["ITL region code"]], yearly(year), row[year])
        for row in rows("ons-itl1-gva-by-industry.csv")
        for year in row
        if year.isdigit() and row["SIC07 code"] == "Total" and row["ITL region code"] in codes
    )


def one_column(name: str, code: str, column: str, period: str, encoding: str = "utf-8-sig") -> Values:
    return gathered((row[code].strip(), period, row[column]) for row in rows(name, encoding))


def gigabit() -> Values:
    return gathered(
        (row["areacd"], f"{row['period']}-01", row["observation"]) for row in rows("ofcom-gigabit-2022-2026.csv")
    )


# -- the indicators, as reference/indicators.yml has them --------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """Where an indicator's values stand and the one way in which they may be put together."""

    published: Callable[[], Values] = dict
    parts: tuple[Callable[[], Values], Callable[[], Values], float] | None = None  # numerator, denominator, scale
    weight: str | None = None
    total: bool = False  # a sum
    limits: Callable[[], dict[Key, tuple[float, float]]] = dict
    rounding: float = 0.0  # a difference no larger than this is none
    doubt: tuple[float, str] = (0.0, "points")  # what an estimate of ours may be off by
    current_prices: bool = False
    apart: bool = False
    ranked: bool = True
    known: dict[str, Any] = field(default_factory=dict)

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self.known:
            self.known[name] = make()
        return self.known[name]

    @property
    def values(self) -> Values:
        return self._once("values", self.published)

    @property
    def bounds(self) -> dict[Key, tuple[float, float]]:
        return self._once("bounds", self.limits)

    @property
    def numerator(self) -> Values:
        return self._once("numerator", self.parts[0]) if self.parts else {}

    @property
    def denominator(self) -> Values:
        return self._once("denominator", self.parts[1]) if self.parts else {}


def survey(name: str, label: str, **more: Any) -> Source:
    return Source(lambda: els(name, label), limits=lambda: limits(name, label), ranked=False, **more)


ADULTS = lambda: census(*DEGREES, range(0, 7))  # noqa: E731
WORKERS = range(1, 12)
TRAVELLERS = range(2, 12)
BUSINESSES = lambda: els("business-demography", "Active businesses")  # noqa: E731
HEALTH = "healthy-life-expectancy"
POOR = "children-in-relative-poverty"

INDICATORS = {
    # productivity
    "gva-per-hour": Source(
        lambda: els("gross-value-added", "Gross value added per hour worked"),
        weight="implied-hours", rounding=0.01, doubt=(0.55, "percent"), current_prices=True),
    "gva-per-job": Source(
        lambda: els("gross-value-added", "Gross value added per filled job"),
        weight="jobs", rounding=1, doubt=(0.6, "percent"), current_prices=True),
    "gdp-per-head": Source(
        lambda: els("gdp-per-head", "Gross domestic product per head at current market price"),
        weight="population", rounding=1, current_prices=True, apart=True),
    "jobs": Source(jobs, total=True, rounding=1000),
    "gva-by-industry": Source(regional_gva, rounding=1, current_prices=True),
    # ideas
    "stem-share": Source(
        parts=(lambda: occupations("Science, "), lambda: occupations(""), 100), rounding=0.1, ranked=False),
    "knowledge-jobs-share": Source(
        parts=(lambda: sector_jobs("Information", "Professional"), lambda: sector_jobs(""), 100), rounding=0.5),
    "high-growth-businesses": Source(
        lambda: els("business-demography", "High growth businesses"),
        parts=(lambda: business_counts("7.1"), lambda: business_counts("7.3"), 100), rounding=0.1),
    "innovate-uk-awards": Source(awards, rounding=1, current_prices=True),
    "research-income": Source(
        lambda: nesta("nesta-hesa-research-income-lep.csv", "gbp_research_income"), rounding=1, current_prices=True),
    "spin-off-investment": Source(
        lambda: nesta("nesta-hebci-spinoff-investment-lep.csv", "spinoff_investment"), rounding=1, current_prices=True),
    "business-rd": Source(
        lambda: els("research-and-development-business", "Business expenditure on research and development"),
        rounding=1, current_prices=True),
    # people
    "employment-rate": survey(
        "employment-rate", "Employment rate", weight="population-16-64", rounding=0.1, doubt=(0.14, "points")),
    "inactivity-rate": survey(
        "employment-rate", "Economically inactive", weight="population-16-64", rounding=0.1, doubt=(0.14, "points")),
    "claimant-rate": Source(
        lambda: els("claimant-count", "Claimant Count"),
        weight="population-16-64", rounding=0.1, doubt=(0.05, "points")),
    "level-4-share": Source(parts=(lambda: census(*DEGREES, [5]), ADULTS, 100), rounding=0.1),
    "level-3-share": survey(
        "nvq3plus-2004-2021", "Aged 16 to 64 years level 3 or above qualifications",
        weight="population-16-64", rounding=0.1, doubt=(0.19, "points")),
    "pay-residence": survey("gross-median-weekly-pay", "Gross median weekly pay", rounding=0.1, current_prices=True),
    "pay-workplace": Source(lambda: workplace_pay("All FT weekly"), rounding=0.1, current_prices=True, ranked=False),
    "pay-workplace-men": Source(
        lambda: workplace_pay("Male FT weekly"), rounding=0.1, current_prices=True, ranked=False),
    "pay-workplace-women": Source(
        lambda: workplace_pay("Female FT weekly"), rounding=0.1, current_prices=True, ranked=False),
    "apprenticeship-starts": Source(
        lambda: els("apprenticeships", "Apprenticeship starts (England)"),
        weight="population-16-64", rounding=1, doubt=(0.08, "percent"), apart=True),
    "attainment-8": Source(attainment, rounding=0.1),
    # infrastructure
    "gigabit-coverage": Source(gigabit, weight="population", rounding=0.1, doubt=(0.19, "points")),
    "net-additions": Source(
        lambda: els("net-additions-to-the-housing-stock", "Net additions to the housing stock (England)"), rounding=1),
    "housing-affordability": Source(
        lambda: els("housing-affordability-ratio", "Housing affordability ratio (residence-based)"), rounding=0.01),
    "house-price": Source(house_prices, rounding=1, current_prices=True),
    "travel-public-active": Source(
        parts=(lambda: census(*TRAVEL, (2, 3, 4, 9, 10)), lambda: census(*TRAVEL, TRAVELLERS), 100), rounding=0.1),
    "work-at-home": Source(
        parts=(lambda: census(*TRAVEL, [1]), lambda: census(*TRAVEL, WORKERS), 100), rounding=0.1),
    "transport-access": Source(
        lambda: one_column(
            "gla-london-borough-profiles-2017.csv", "Code", "Average_Public_Transport_Accessibility_score,_2014",
            "2014-01-01/P1Y", "latin-1"), rounding=0.1),
    "railway-station-walk": Source(
        lambda: els("railway-station-walk",
                    "Residents within a 30 minute walk of their nearest railway station"),
        weight="population", rounding=0.1),
    "emissions-per-head": Source(
        lambda: els("greenhouse-gas-emissions", "Greenhouse gas emissions"),
        weight="population", rounding=0.01, doubt=(0.19, "percent"), apart=True),
    # business environment
    "businesses-per-1000": Source(parts=(BUSINESSES, population, 1000), rounding=0.1, apart=True),
    "business-births": Source(
        lambda: els("business-demography", "Business births"), weight="active-businesses", rounding=0.1, apart=True),
    "business-deaths": Source(
        lambda: els("business-demography", "Business deaths"), weight="active-businesses", rounding=0.1, apart=True),
    "business-survival-3": Source(
        lambda: els("business-demography", "Three-year survival rate"),
        parts=(
            lambda: business_counts("5.1", "3-year survival"), lambda: business_counts("5.1", r"(\d{4}) Births"), 100),
        rounding=0.1, apart=True),
    "micro-share": Source(parts=(lambda: enterprises("micro_0_9"), lambda: enterprises("total"), 100), rounding=0.1),
    "job-density": Source(parts=(jobs, working_age, 1), rounding=0.01, apart=True),
    # places
    "population": Source(population, total=True, rounding=1, apart=True),
    "deprivation-score": Source(
        lambda: one_column("mhclg-imd2025-ltla.csv", "ltla24_code", "imd_average_score", "2025-01-01/P1Y"),
        weight="population", rounding=0.1),
    "disposable-income": Source(
        lambda: els("gross-disposable-household-income-per-head", "Gross disposable household income"),
        weight="population", rounding=1, doubt=(0.15, "percent"), current_prices=True, apart=True),
    "child-poverty": Source(
        lambda: els(POOR, "Children in relative poverty after housing costs"),
        weight="population", rounding=0.1, doubt=(0.14, "points"), apart=True),
    "child-poverty-before-housing": Source(
        lambda: els(POOR, "Children in relative poverty before housing costs"),
        weight="population", rounding=0.1, apart=True),
    "healthy-life-expectancy": survey(HEALTH, "Female healthy life expectancy", rounding=0.1),
    "healthy-life-expectancy-men": survey(HEALTH, "Male healthy life expectancy", rounding=0.1),
    "happiness": survey("personal-wellbeing-estimates", "Happiness", rounding=0.01),
}  # fmt: skip


# -- areas and weights -------------------------------------------------------------------------------------------------


@cache
def authorities() -> dict[str, str]:
    """Codes of the 33 authorities by id, which is the name in small letters with hyphens."""
    found = {row["lad23nm"]: row["lad23cd"] for row in rows("lookup-lad-to-lsip-2023.csv")}
    return {name.lower().replace(" ", "-"): code for name, code in found.items() if code.startswith("E09")}


@cache
def members(area: str) -> tuple[str, ...]:
    """Codes of the smallest areas that an area is made of; its own for the smallest ones."""
    if area in PARTNERSHIPS:
        lookup = rows("lookup-lad-to-lsip-2023.csv")
        return tuple(row["lad23cd"] for row in lookup if row["new_lsip_geography"] == PARTNERSHIPS[area])
    if area == "london":
        return tuple(sorted(authorities().values()))
    if area == "england":
        return (*(code for code in REGION_IDS.values() if code != LONDON), *sorted(authorities().values()))
    return (code_of(area) or "",)


def code_of(area: str) -> str | None:
    """The code under which publishers list an area; none for sub-regions."""
    return {**REGION_IDS, "england": ENGLAND, "uk": UK, **authorities()}.get(area)


def is_made_of_others(area: str) -> bool:
    return len(members(area)) > 1


@cache
def by_year(what: str) -> dict[tuple[str, int], float]:
    made = {"population": population, "share": lambda: population("pct_16_64"), "jobs": jobs, "active": BUSINESSES}
    values = made[what]() if what in made else INDICATORS[what].values
    return {(code, int(period[:4])): value for (code, period), value in values.items()}


def weight_of(name: str, code: str, year: int) -> float | None:
    times = {
        "population": ["population"], "population-16-64": ["population", "share"], "jobs": ["jobs"],
        "active-businesses": ["active"], "implied-hours": ["jobs", "gva-per-job"],
    }[name]  # fmt: skip
    found = [by_year(part).get((code, year)) for part in times]
    if None in found:
        return None
    product = math.prod(value for value in found if value is not None)
    return product / by_year("gva-per-hour")[code, year] if name == "implied-hours" else product


def reference_year(period: str) -> int:
    return int(period[:4]) + (1 if period.endswith("P3Y") else 0)


# -- values ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A value recomputed, how it was made and its limits, if it has any."""

    value: float
    method: str  # published | ratio | sum | mean
    limits: tuple[float, float] | None = None
    estimate: bool = False
    doubt: float = 0.0


@cache
def value_of(indicator: str, area: str, period: str) -> Found | None:
    source, code = INDICATORS[indicator], code_of(area)
    if code is not None and (code, period) in source.values:
        return Found(source.values[code, period], "published", source.bounds.get((code, period)))
    if source.parts and code is not None and (own := ratio_of(source, [code], period)) is not None:
        return Found(own, "ratio")
    if not is_made_of_others(area):
        return None
    if source.parts:
        made = ratio_of(source, members(area), period)
        return None if made is None else Found(made, "ratio")
    if source.total:
        values = [source.values.get((one, period)) for one in members(area)]
        return None if None in values else Found(math.fsum(v for v in values if v is not None), "sum")
    return mean_of(source, area, period) if source.weight else None


def ratio_of(source: Source, codes: Iterable[str], period: str) -> float | None:
    assert source.parts is not None
    bottoms = {(code, key[:4]): value for (code, key), value in source.denominator.items()}
    pairs = [
        (source.numerator.get((code, period)), source.denominator.get((code, period), bottoms.get((code, period[:4]))))
        for code in codes
    ]
    known = [(top, bottom) for top, bottom in pairs if top is not None and bottom is not None]
    weight = math.fsum(bottom for _, bottom in pairs if bottom is not None)
    if not known or any(bottom is None for _, bottom in pairs):
        return None
    bottom = math.fsum(bottom for _, bottom in known)
    if bottom < 0.95 * weight:
        return None
    return source.parts[2] * math.fsum(top for top, _ in known) / bottom


def mean_of(source: Source, area: str, period: str) -> Found | None:
    codes = members(area)
    values = {code: source.values.get((code, period)) for code in codes}
    surveyed = any((code, period) in source.bounds for code in codes)
    usable = {
        code: value
        for code, value in values.items()
        if value is not None and (not surveyed or (code, period) in source.bounds)
    }
    for year in itertools.count(reference_year(period), -1):
        weights = {code: weight_of(source.weight or "", code, year) for code in codes}
        if None not in weights.values():
            break
        if year <= reference_year(period) - 2:
            return None
    kept = {code: weights[code] or 0.0 for code in usable}
    total = math.fsum(kept.values())
    if total < 0.95 * math.fsum(w for w in weights.values() if w is not None):
        return None
    value = math.fsum(kept[code] * usable[code] for code in usable) / total
    half = [kept[code] * (hi - lo) / 2 for code in usable for lo, hi in [source.bounds.get((code, period), (0, 0))]]
    width = math.sqrt(math.fsum(one * one for one in half)) / total if surveyed else None
    estimate = not (source.weight == "active-businesses" and len(usable) == len(codes))
    size, unit = source.doubt
    doubt = (size * abs(value) / 100 if unit == "percent" else size) if estimate else 0.0
    return Found(value, "mean", None if width is None else (value - width, value + width), estimate, doubt)


@cache
def price_level() -> dict[int, float]:
    """UK: current prices over chained volumes, 1 in the last year."""
    chained = els("gdp-per-head", "Gross domestic product per head in chained volume measure")
    current = INDICATORS["gdp-per-head"].values
    level = {int(period[:4]): current[UK, period] / chained[UK, period] for code, period in chained if code == UK}
    return {year: value / level[max(level)] for year, value in level.items()}


def deflated(found: Found, period: str) -> Found:
    level = price_level()[reference_year(period)]
    limits = found.limits and (found.limits[0] / level, found.limits[1] / level)
    return Found(found.value / level, found.method, limits, found.estimate, found.doubt / level)


# -- the words ---------------------------------------------------------------------------------------------------------


def differ(one: Found, other: Found, rounding: float) -> int:
    """1 where the first is clearly higher, -1 where it is clearly lower, else 0."""
    high, low = (one, other) if one.value >= other.value else (other, one)
    if high.limits and low.limits:
        least = math.hypot(high.value - high.limits[0], low.limits[1] - low.value)
    elif high.limits or low.limits:
        return 0
    else:
        least = max(rounding, one.doubt, other.doubt)
    if high.value - low.value <= least + 1e-12 * max(abs(high.value), abs(low.value), least):
        return 0
    return 1 if one is high else -1


COMPARED = {1: "above", -1: "below", 0: "not clearly different from"}
MOVED = {1: "rose", -1: "fell", 0: "showed no clear change"}

# -- printing ----------------------------------------------------------------------------------------------------------

PRINTED = {  # unit: prefix, suffix, decimals, suffix of a change where it is told in the unit
    "percent": ("", "%", 1, " percentage points"), "gbp": ("£", "", 0, None), "gbp-pence": ("£", "", 2, None),
    "gbp-sum": ("£", "", 0, None), "gbp-million": ("£", " million", 0, None), "number": ("", "", 0, None),
    "jobs": ("", "", 0, None), "residents": ("", "", 0, None),
    "per-100-000": ("", "", 0, None), "per-1000-dwellings": ("", "", 0, ""),
    "per-1000-residents": ("", "", 1, None), "points": ("", " points", 1, " points"), "score": ("", "", 1, ""),
    "score-of-10": ("", "", 2, ""), "ratio": ("", "", 2, ""), "jobs-per-resident": ("", "", 2, ""),
    "tonnes": ("", " tonnes", 1, " tonnes"), "years": ("", " years", 1, " years"),
}  # fmt: skip
DECIMALS = {"emissions-per-head": 2}
COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")


def half_up(value: float, decimals: int) -> str:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return ("\N{MINUS SIGN}" if exact < 0 else "") + f"{abs(exact):,f}"


def value_text(indicator: str, unit: str, value: float) -> str:
    before, after, decimals, _ = PRINTED[unit]
    if unit == "gbp-sum" and abs(value) >= 1e6:  # sums are printed in millions or billions
        size, word = (value / 1e9, "billion") if abs(value) >= 999.95e6 else (value / 1e6, "million")
        return f"{before}{half_up(size, 1)} {word}"
    digits = half_up(value, DECIMALS.get(indicator, decimals))
    sign, digits = (digits[0], digits[1:]) if digits.startswith("\N{MINUS SIGN}") else ("", digits)
    return f"{sign}{before}{digits}{after}"


def difference_text(indicator: str, unit: str, value: float) -> str:
    before, after, decimals, words = PRINTED[unit]
    return before + half_up(abs(value), DECIMALS.get(indicator, decimals)) + (after if words is None else words)


def place_text(from_top: int, of: int, joint: bool, ties: int) -> str:
    from_bottom = of - from_top + 1 - (ties - 1)
    upper = from_top <= from_bottom
    place = from_top if upper else from_bottom
    ending = "th" if place in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    ordinal = ORDINALS[place - 1] if place <= 10 else f"{place}{ending} "
    return ("joint " if joint else "") + ordinal + ("highest" if upper else "lowest")


# -- the ledger --------------------------------------------------------------------------------------------------------


class Checked:
    """Every entry recomputed; what could not be, or differs, is kept to be told at once."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.count: Counter[str] = Counter()
        self.wrong: list[str] = []

    def same(self, entry: Entry, what: str, ours: Any, exact: bool = False) -> None:
        theirs = entry[what]
        if isinstance(ours, float) and isinstance(theirs, int | float):
            good = ours == theirs if exact else math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-11)
        else:
            good = ours == theirs
        if not good:
            place = f"{entry['page']} {entry['where']} {entry['id']} {entry.get('area')} {entry.get('period')}"
            self.wrong.append(f"{place}: {what} is {theirs!r}, by the publishers' files {ours!r}")

    @cached_property
    def done(self) -> Checked:
        for entry in self.entries:
            kind = "claim" if entry["where"] == "claim" else entry["measure"]
            check = getattr(self, "check_" + kind.replace("-", "_"))
            try:
                self.count[check(entry) or kind] += 1
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                self.wrong.append(f"{entry['page']} {entry['id']}: {type(error).__name__} {error}: {entry}")
        return self

    # figures

    def check_value(self, entry: Entry) -> str:
        if "fact" in entry:
            return "fact"
        indicator = entry["indicator"]
        found = need(value_of(indicator, entry["area"], entry["period"]), entry)
        self.same(entry, "value", found.value, exact=found.method == "published")
        self.same(entry, "text", value_text(indicator, entry["unit"], found.value))
        self.same({**entry, "estimate": entry.get("estimate", False)}, "estimate", found.estimate)
        if found.limits or entry.get("bounds"):
            for end, ours in zip(entry["bounds"], found.limits or (math.nan, math.nan), strict=True):
                self.same({**entry, "bound": end}, "bound", ours, exact=found.method == "published")
        return f"value, {found.method}"

    def check_change(self, entry: Entry) -> str:
        indicator, unit = entry["indicator"], entry["unit"]
        reference = next((code for code in (UK, ENGLAND, LONDON) if self._is_relative(entry, code)), None)
        later, earlier = self._pair_in_time(entry, reference)
        difference = later.value - earlier.value
        if reference:
            self.same(entry, "value", difference)
            self.same(entry, "text", half_up(abs(difference), 1) + " percentage points")
            return "change, relative"
        if PRINTED[unit][3] is not None:
            self.same(entry, "value", difference)
            self.same(entry, "text", difference_text(indicator, unit, difference))
            return "change, in the unit"
        percent = 100 * difference / abs(earlier.value)
        self.same(entry, "value", percent)
        self.same(entry, "text", half_up(abs(percent), 1) + "%")
        return "change, real" if INDICATORS[indicator].current_prices else "change, percent"

    def _is_relative(self, entry: Entry, code: str) -> bool:
        """Money told in percentage points is told relative to the area whose code comes on top of the area's own."""
        own = set(members(entry["area"])) | {code_of(entry["area"])}
        return "percentage points" in entry["text"] and entry["unit"] != "percent" and code in set(entry["codes"]) - own

    def _pair_in_time(self, entry: Entry, reference: str | None = None) -> tuple[Found, Found]:
        indicator, found = entry["indicator"], []
        for period in (entry["period"], entry["against"]):
            one = need(value_of(indicator, entry["area"], period), entry)
            if reference is not None:
                base = INDICATORS[indicator].values[reference, period]
                one = Found(100 * one.value / base, one.method)
            elif INDICATORS[indicator].current_prices:
                one = deflated(one, period)
            found.append(one)
        return found[0], found[1]

    def _pair_in_space(self, entry: Entry) -> tuple[Found, Found]:
        first = need(value_of(entry["indicator"], entry["area"], entry["period"]), entry)
        return first, need(value_of(entry["indicator"], entry["against"], entry["period"]), entry)

    def check_difference(self, entry: Entry) -> None:
        own, other = self._pair_in_space(entry)
        self.same(entry, "value", own.value - other.value)
        self.same(entry, "text", difference_text(entry["indicator"], entry["unit"], own.value - other.value))

    def check_ratio(self, entry: Entry) -> None:
        own, other = self._pair_in_space(entry)
        self.same(entry, "value", own.value / other.value)
        self.same(entry, "text", half_up(own.value / other.value, 1))

    def check_share(self, entry: Entry) -> None:
        own, other = self._pair_in_space(entry)
        assert INDICATORS[entry["indicator"]].total
        self.same(entry, "value", 100 * own.value / other.value)
        self.same(entry, "text", half_up(100 * own.value / other.value, 1) + "%")

    def _rivals(self, entry: Entry) -> list[float]:
        area = entry["area"]
        level = next(one for one in (tuple(REGION_IDS), tuple(PARTNERSHIPS), tuple(authorities())) if area in one)
        apart = INDICATORS[entry["indicator"]].apart
        level = tuple(one for one in level if not (apart and one == "city-of-london"))
        found = [value_of(entry["indicator"], one, entry["period"]) for one in level]
        return [one.value for one in found if one is not None]

    def _place(self, entry: Entry) -> tuple[float, str]:
        own = need(value_of(entry["indicator"], entry["area"], entry["period"]), entry).value
        rivals = self._rivals(entry)
        place, ties = 1 + sum(one > own for one in rivals), sum(one == own for one in rivals)
        if not INDICATORS[entry["indicator"]].ranked or len(rivals) < 3:
            raise ValueError("there may be no rank")
        return float(place), place_text(place, len(rivals), ties > 1, ties)

    def check_rank(self, entry: Entry) -> None:
        place, text = self._place(entry)
        self.same(entry, "value", place)
        self.same(entry, "text", text)

    def check_ranked(self, entry: Entry) -> None:
        """The number said: of the City of London is told beside it by name."""
        rivals = len(self._rivals(entry))
        with_city = entry["area"] in authorities() and rivals == 33
        self.same(entry, "value", float(rivals - with_city))
        self.same(entry, "text", str(rivals - with_city))

    def _ends(self, entry: Entry) -> tuple[float, float]:
        """Highest and lowest member; of those that the entry names, where flags keep others out (business figures)."""
        source = INDICATORS[entry["indicator"]]
        area = entry.get("area") or page_area(entry)
        codes = [code for code in members(area) if not (source.apart and code == CITY)]
        if "business-demography" in entry["datasets"]:
            codes = entry["codes"]
        ids = {code: area for area, code in authorities().items()}
        found = [value_of(entry["indicator"], ids[code], entry["period"]) for code in codes]
        if source.current_prices and entry["where"] == "chart":
            found = [one and deflated(one, entry["period"]) for one in found]  # a chart over time is in real terms
        values = [one.value for one in found if one is not None]
        return max(values), min(values)

    def check_gap(self, entry: Entry) -> None:
        top, bottom = self._ends(entry)
        self.same(entry, "value", top - bottom)
        self.same(entry, "text", difference_text(entry["indicator"], entry["unit"], top - bottom))

    def check_gap_ratio(self, entry: Entry) -> None:
        top, bottom = self._ends(entry)
        self.same(entry, "value", top / bottom)
        self.same(entry, "text", half_up(top / bottom, 1))

    def _counted(self, indicator: str, area: str, against: str, period: str) -> Counter[str]:
        source = INDICATORS[indicator]
        reference = value_of(indicator, against, period)
        assert reference is not None
        ids = {code: one for one, code in authorities().items()}
        found = [
            value_of(indicator, ids[code], period) for code in members(area) if not (source.apart and code == CITY)
        ]
        return Counter(COMPARED[differ(one, reference, source.rounding)] for one in found if one is not None)

    def check_count_above(self, entry: Entry) -> None:
        word = entry["measure"].removeprefix("count-").replace("-", " ")
        counted = self._counted(entry["indicator"], entry["area"], entry["against"], entry["period"])[word]
        self.same(entry, "value", float(counted))
        self.same(entry, "text", COUNTED[counted] if counted <= 10 else str(counted))

    check_count_below = check_count_above
    check_count_not_clearly_different_from = check_count_above

    def check_count(self, entry: Entry) -> str:
        """How many boroughs; the City of London is told beside them by name."""
        counted = sum(code != CITY for code in members(entry["area"]))
        self.same(entry, "value", float(counted))
        self.same(entry, "text", COUNTED[counted] if counted <= 10 else str(counted))
        return "number of boroughs"

    def check_chart(self, entry: Entry) -> str:
        """A chart's own entry has no number; its values are in the next test."""
        assert "value" not in entry
        return "chart (its values: below)"

    # claims

    def check_claim(self, entry: Entry) -> str:
        verb, word = entry["verb"], entry["word"]
        if verb == "count":
            size, _, which = word.partition(" ")
            if which not in COMPARED.values():
                raise ValueError(f"no word {which!r}")
            reference = need(value_of(entry["indicator"], entry["against"], entry["period"]), entry)
            self.same(entry, "value", float(size))
            self.same(entry, "reference", reference.value)
            areas = {entry["area"], page_area(entry)}  # a chart's headline counts the page's members, a map's all
            counts = {self._counted(entry["indicator"], one, entry["against"], entry["period"])[which] for one in areas}
            self.same({**entry, "counted": int(size)}, "counted", int(size) if int(size) in counts else min(counts))
            return "claim, count"
        if verb in {"highest", "lowest"}:
            self._check_extreme(entry)
            return "claim, extreme"
        if verb == "rank" and not re.match(r"\d", entry["against"]):
            verb = "compare"
        if verb == "rank":
            found = need(value_of(entry["indicator"], entry["area"], entry["period"]), entry)
            self.same(entry, "value", found.value)
            self.same(entry, "word", self._place(entry)[1])
            return "claim, rank"
        if re.match(r"\d{4}", entry["against"]):
            self._check_trend(entry)
            return "claim, trend"
        own, other = self._pair_in_space(entry)
        self.same(entry, "value", own.value)
        self.same(entry, "reference", other.value)
        self.same(entry, "word", COMPARED[differ(own, other, INDICATORS[entry["indicator"]].rounding)])
        return "claim, comparison"

    def _check_trend(self, entry: Entry) -> None:
        for (later, earlier), rounding in self._in_terms(entry):
            near = math.isclose(later.value, entry["value"], rel_tol=1e-9)
            if near and math.isclose(earlier.value, entry["reference"], rel_tol=1e-9):
                self.same(entry, "word", MOVED[differ(later, earlier, rounding)])
                return
        self.wrong.append(f"{entry['page']} {entry['id']}: the publishers' files give no such values: {entry}")

    def _in_terms(self, entry: Entry) -> Iterable[tuple[tuple[Found, Found], float]]:
        """Both values as published; of money in real terms, or relative to an area that the claim does not name."""
        source, periods = INDICATORS[entry["indicator"]], (entry["period"], entry["against"])
        later, earlier = (need(value_of(entry["indicator"], entry["area"], one), entry) for one in periods)
        if not source.current_prices:
            yield (later, earlier), source.rounding
            return
        years = [reference_year(one) for one in periods]
        if price_level().keys() >= set(years):
            lowest = min(price_level()[year] for year in years)
            yield (deflated(later, periods[0]), deflated(earlier, periods[1])), source.rounding / lowest
        for code in (UK, ENGLAND, LONDON):
            bases = [source.values.get((code, one), 0.0) for one in periods]
            if all(bases):
                pairs = zip((later, earlier), bases, (source.bounds.get((code, one)) for one in periods), strict=True)
                last, first = (relative(one, base, bounds) for one, base, bounds in pairs)
                ends = zip((last, first), bases, strict=True)
                yield (last, first), max(100 * source.rounding / base * (1 + one.value / 100) for one, base in ends)

    def _check_extreme(self, entry: Entry) -> None:
        indicator, period, source = entry["indicator"], entry["period"], INDICATORS[entry["indicator"]]
        found = need(value_of(indicator, entry["word"], period), entry)
        value = found.value
        if not math.isclose(value, entry["value"], rel_tol=1e-9):
            value = deflated(found, period).value  # of a chart in real terms
        self.same(entry, "value", value)
        if indicator.startswith("business"):
            return  # flagged values stand aside, and the flags are not in all of the raw files
        ids = {code: one for one, code in authorities().items()}
        for areas in (page_area(entry), "london"):  # a map may show the whole of London
            codes = [code for code in members(areas) if not (source.apart and code == CITY)]
            every = [one.value for one in (value_of(indicator, ids[code], period) for code in codes) if one is not None]
            if found.value == (max(every) if entry["verb"] == "highest" else min(every)):
                return
        self.wrong.append(f"{entry['page']} {entry['id']}: {entry['word']} is not the {entry['verb']}")


def relative(one: Found, base: float, bounds: tuple[float, float] | None) -> Found:
    """In percent of another area's value, with limits by the rule for a quotient."""
    ratio = 100 * one.value / base
    limits = None
    if one.limits:
        facing = (bounds[1], bounds[0]) if bounds else (base, base)
        low, high = (
            abs(ratio) * math.hypot((end - one.value) / one.value, (other - base) / base)
            for end, other in zip(one.limits, facing, strict=True)
        )
        limits = (ratio - low, ratio + high)
    return Found(ratio, one.method, limits, one.estimate, one.doubt * 100 / base)


def page_area(entry: Entry) -> str:
    return next((one for one in PARTNERSHIPS if entry["page"].endswith(f"/{one}")), "london")


def need(found: Found | None, entry: Entry) -> Found:
    if found is None:
        raise ValueError("the publishers' files give no such value")
    return found


@pytest.fixture(scope="module")
def checked(real_book: Path) -> Checked:
    ledger = json.loads((real_book / "_build/figures.json").read_text("utf-8"))
    return Checked(ledger["figures"]).done


def test_every_number_and_word_of_the_ledger_is_the_publishers(checked):
    assert checked.wrong == [], f"{len(checked.wrong)} of {len(checked.entries)} entries"
    assert checked.count.total() == len(checked.entries)


def test_nothing_large_is_left_out_of_the_recomputation(checked):
    """Kinds of entries, so that a change that empties one of them shows."""
    kinds = {"value, published", "value, ratio", "value, sum", "value, mean", "change, real", "change, in the unit"}
    assert kinds <= checked.count.keys(), checked.count
    assert sum(checked.count[kind] for kind in checked.count if kind.startswith("value, ")) > 1000


def chart_values(book: Path) -> Iterable[tuple[str, Entry, Entry]]:
    """Page, chart's ledger entry and row of values, of every chart of the executed notebooks."""
    for path in sorted((book / "book/pages").rglob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                told = output.get("metadata", {}).get("lisbook", {})
                if told.get("kind") == "chart":
                    for row in told["chart"]["values"]:
                        yield path.stem, told["figures"][0], row


def test_every_value_behind_a_chart_is_the_publishers(real_book):
    wrong, count = [], 0
    for page, chart, row in chart_values(real_book):
        if row["value"] is None:
            continue
        area = {"United Kingdom": "uk"}.get(row["area"], row["area"].lower().replace(" ", "-"))
        found = value_of(chart["indicator"], area, row["period"])
        if found is None:
            wrong.append(f"{page} {chart['id']} {area} {row['period']}: no such value")
            continue
        real = INDICATORS[chart["indicator"]].current_prices and re.search(r"-(trend|gap)$", chart["id"])
        found = deflated(found, row["period"]) if real else found
        text = value_text(chart["indicator"], chart["unit"], found.value)
        close = math.isclose(found.value, row["value"], rel_tol=1e-9)
        limits = found.limits or (None, None)
        bounds = all(
            ours == theirs or (ours is not None and theirs is not None and math.isclose(ours, theirs, rel_tol=1e-9))
            for ours, theirs in zip(limits, (row["lower"], row["upper"]), strict=True)
        )
        count += 1
        if not close or not bounds or text != row["value_as_printed"]:
            wrong.append(f"{page} {chart['id']} {row}: by the publishers' files {found.value} {limits} {text!r}")
    assert wrong == []
    assert count > 1000


def test_every_number_in_a_table_stands_in_the_ledger(real_book):
    """The texts of its cells, but for names and periods, are those of the figures that the test above recomputes."""
    strange, count = [], 0
    for path in sorted((real_book / "book/pages").rglob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                told = output.get("metadata", {}).get("lisbook", {})
                if told.get("kind") != "table":
                    continue
                texts = {figure["text"] for figure in told["figures"]}
                columns = told["table"]["columns"]
                for row in told["table"]["rows"]:
                    for column, text in zip(columns, row, strict=True):
                        if column["label"] in {"Measure", "Period", "Area"} or not re.search(r"\d", text):
                            continue
                        count += 1
                        if text not in texts and not any(f" by {one}" in text for one in texts):
                            strange.append((path.stem, column["label"], text))
    assert strange == []
    assert count > 500
