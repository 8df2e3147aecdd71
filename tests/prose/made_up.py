"""Verbs over a made-up county: every kind of indicator, few enough values to reckon by hand."""

# ruff: noqa: E501 - the YAML reads best with one record in one line

from __future__ import annotations

from lisbook.areas import build_areas
from lisbook.catalogue import Catalogue
from lisbook.config.areas import AreasFile
from lisbook.config.facts import FactsFile
from lisbook.config.indicators import IndicatorsFile
from lisbook.config.load import parse_record
from lisbook.data.table import Row
from lisbook.periods import parse_period
from lisbook.prose.verbs import Verbs
from lisbook.yamlfile import parse_yaml

AREAS = """
levels:
  - {id: country, noun: country, plural: countries}
  - {id: county, noun: county, plural: counties}
  - {id: district, noun: district, plural: districts, within: county}
areas:
  - {id: land, name: Land, level: country, code: E99000001, the: true}
  - {id: shire, name: Shire, level: county, code: E99000002, parent: land, comparators: [land], lead: {name: The Shire Board, source: none}}
  - {id: a, name: Alder, level: district, code: E99000011, parent: shire}
  - {id: b, name: Birch, level: district, code: E99000012, parent: shire}
  - {id: c, name: Cedar, level: district, code: E99000013, parent: shire}
  - {id: old, name: Old Town, level: district, code: E99000014, parent: shire, the: true, apart: true}
"""
INDICATORS = """
units:
  - {id: percent, suffix: "%", decimals: 1, difference_suffix: " percentage points", axis: percent}
  - {id: gbp, prefix: "£", decimals: 0, axis: pounds}
  - {id: homes, suffix: " homes", decimals: 0, axis: homes}
deflator: {title: Prices, code: E99000001, current: money/current, chained: money/chained}
weights:
  - {id: people, title: People, times: [people/people]}
indicators:
  - {id: rate, title: Rate, noun: the rate, foundation: x, unit: percent, direction: higher, population: people, dataset: survey, measure: rate, bounds: true, rounded_to: 0.1, aggregate: {rule: weighted, by: people}}
  - {id: count, title: Homes, noun: the number of homes, foundation: x, unit: homes, direction: higher, population: homes, dataset: counts, measure: homes, aggregate: {rule: sum}}
  - {id: pay, title: Pay, noun: pay, foundation: x, unit: gbp, direction: higher, population: people, dataset: money, measure: pay, prices: current, aggregate: {rule: none}, apart: true}
  - {id: share, title: Share, noun: the share, foundation: x, unit: percent, direction: higher, population: people, dataset: people, aggregate: {rule: ratio, numerator: people/some, denominator: people/people, scale: 100}}
"""
FACTS = """
facts:
  - {id: aims, statement: There are three aims, text: three, value: 3, unit: aims, as_of: "2020", source: {document: plan}}
"""
CODES = {
    "land": "E99000001",
    "shire": "E99000002",
    "a": "E99000011",
    "b": "E99000012",
    "c": "E99000013",
    "old": "E99000014",
}
# measure: area: (value of 2020, value of 2022), half the width of the interval
VALUES: dict[str, dict[str, tuple[float, float]]] = {
    "survey/rate": {"land": (70, 71), "shire": (72, 75), "a": (74, 80), "b": (70, 71), "c": (71, 70.5)},
    "counts/homes": {"land": (1000, 1000), "a": (10, 30), "b": (20, 20), "c": (30, 25), "old": (1, 5)},
    "money/pay": {
        "land": (500, 550),
        "shire": (600, 630),
        "a": (700, 720),
        "b": (500, 560),
        "c": (550, 550),
        "old": (2000, 2500),
    },
    "money/current": {"land": (100, 110)},
    "money/chained": {"land": (100, 100)},
    "people/people": {"land": (9000, 9000), "a": (100, 100), "b": (200, 200), "c": (300, 300), "old": (1, 1)},
    "people/some": {"land": (4500, 4500), "a": (50, 60), "b": (50, 40), "c": (30, 30), "old": (1, 1)},
}
HALF = {"land": 0.2, "shire": 0.5, "a": 1.5, "b": 1.5, "c": 1.5}


class MadeUpTables:
    """A few values in place of a project's tables."""

    def measures(self, dataset: str) -> list[str]:
        return [name.split("/")[1] for name in VALUES if name.startswith(f"{dataset}/")]

    def slice(self, dataset: str, measure: str, area_code: str) -> tuple[Row, ...]:
        rows = []
        for area, values in VALUES.get(f"{dataset}/{measure}", {}).items():
            if CODES[area] == area_code:
                half = HALF[area] if measure == "rate" else None
                for year, value in zip((2020, 2022), values, strict=True):
                    low, high = (None, None) if half is None else (value - half, value + half)
                    period = parse_period(f"{year}-01-01/P1Y")
                    rows.append(Row(area_code, period, measure, float(value), low, high, "", ()))
        return tuple(rows)


def made_up_verbs(area: str | None = "shire") -> Verbs:
    source = parse_yaml(AREAS, "areas.yml")
    file, _ = parse_record(source, AreasFile)
    indicators, problems = parse_record(parse_yaml(INDICATORS, "indicators.yml"), IndicatorsFile)
    facts, _ = parse_record(parse_yaml(FACTS, "facts.yml"), FactsFile)
    assert problems == ()
    assert file is not None
    assert indicators is not None
    assert facts is not None
    tree, found = build_areas(file, source)
    assert found == ()
    return Verbs(Catalogue(tree, indicators, MadeUpTables()), facts, area)
