"""A tiny project of an invented county, with two executed pages and hand-written ones, for tests of the book alone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lisbook.pages.outputs import PageTable
from lisbook.pages.page import Page
from lisbook.project import load_project
from lisbook.tables import Column, DataTable
from tests.book.fabricate import write_notebook

HOSTILE = "<script>window.hacked=1</script>"
VALUES = {"E10000001": 74.2, "E07000001": 71.4, "E07000002": 77.0}
CONFIG = {
    "config/areas.yml": """
levels:
  - {id: county, noun: county, plural: counties}
  - {id: district, noun: district, plural: districts, within: county}
areas:
  - {id: testshire, name: Testshire, level: county, code: E10000001}
  - {id: northam, name: Northam, level: district, code: E07000001, parent: testshire, comparators: [testshire]}
  - {id: southam, name: Southam, level: district, code: E07000002, parent: testshire, comparators: [testshire]}
""",
    "config/indicators.yml": """
units:
  - {id: percent, suffix: "%", decimals: 1, difference_suffix: " percentage points", axis: percent}
indicators:
  - id: employment-rate
    title: Employment rate
    noun: the employment rate
    foundation: people
    unit: percent
    direction: higher
    population: residents aged 16 to 64
    dataset: employment-rate
    measure: employment-rate
    aggregate: {rule: none}
""",
    "config/pages.yml": "pages:\n  - {template: people, keys: [testshire, northam]}\n",
    "config/document.yml": """
title: A Plan for Testshire
banner: Invented for a test & <b>nobody's</b> policy.
edition: {version: 0.0.1, date: "2026-01-31", licence: No licence, licence_url: ""}
authors:
  - {name: Nobody}
documents:
  - {id: plan, title: A Plan for Testshire, status: worked-example, pages: [index, "people/*"]}
""",
    "config/prose.yml": "years: [1990, 2035]\nallowed: []\ndirection_words: []\n",
    "config/strategy/facts.yml": """
facts:
  - id: aims
    statement: The invented plan has three aims
    text: three
    value: 3
    unit: aims
    as_of: "2020"
    source: {document: An Invented Plan, paragraph: "2"}
""",
    "_toc.yml": """
format: jb-book
root: book/index
parts:
  - caption: People
    chapters:
      - file: book/pages/people/testshire
      - file: book/pages/people/northam
  - caption: About
    chapters:
      - file: book/about/sources
""",
    "book/index.md": """
# A plan with {eval}`fact("aims")` aims

The employment rate is {eval}`figure("employment-rate", area="testshire")`, that is
{eval}`figure("employment-rate", area="testshire")` once more.
See [the people of Testshire](pages/people/testshire.ipynb).

## Money

It costs $5 or $6, and a fish is called zander.
""",
    "book/about/sources.md": "# Sources\n\nEvery file.\n\n```{lisbook-sources}\n```\n",
}
SETTINGS = Path(__file__).parents[2] / "_config.yml"


def make_project(root: Path) -> Path:
    """Write the project to `root`, its pages executed; returns `root`."""
    for name, text in CONFIG.items():
        _write(root / name, text.lstrip("\n"))
    _write(root / "_config.yml", SETTINGS.read_text())
    rows = ["area_code,period,measure,value,lower,upper,status,flags"]
    rows += [
        f"{code},{year}-01-01/P1Y,employment-rate,{value + year - 2023:.1f},,,,"
        for code, value in VALUES.items()
        for year in (2019, 2020, 2021, 2022, 2023)
    ]
    table = "\n".join(rows) + "\n"
    _write(root / "lis_data/employment-rate.csv", table)
    _write(root / "lis_data/datapackage.yaml", _package(table))
    write_pages(root)
    return root


def write_pages(root: Path) -> None:
    """Write the executed notebooks."""
    project = load_project(root)
    hostile = DataTable(
        f"Rates {HOSTILE}",
        (Column("Area"), Column("Rate (%)", numeric=True)),
        (("Northam", "71.4"), (HOSTILE, "77.0")),
        (HOSTILE,),
    )
    for area in ("testshire", "northam"):
        page = Page(project, area)
        cells = [
            '# People in {eval}`name()`\n\nThe rate is {eval}`figure("employment-rate")`; *{eval}`name()`* is a place.',
            '## The rate of {eval}`figure("employment-rate")`\n\nIt {eval}`trend("employment-rate", since="2019")`.',
            page.trend_chart("employment-rate"),
            PageTable(hostile),
        ]
        write_notebook(root, f"people/{area}", cells, page.verbs)


def _package(table: str) -> str:
    content = table.encode()
    return f"""
name: testshire
title: Invented figures
licenses: []
resources:
  - name: employment-rate
    path: employment-rate.csv
    title: Employment rate {HOSTILE}
    description: Invented.
    format: csv
    mediatype: text/csv
    bytes: {len(content)}
    hash: "sha256:{hashlib.sha256(content).hexdigest()}"
    licenses:
      - {{name: none, title: No licence, path: "https://example.org/licence"}}
    sources:
      - {{title: Invented, path: "javascript:window.hacked=1"}}
    publisher: Nobody
    series: Invented
    released: "2025-11"
    retrieved: "2026-01-30"
    geography: Testshire
    status: experimental
    attribution: Nobody is to be named.
    caveats: [It is invented.]
    measures:
      employment-rate: {{title: Employment rate, unit: percent}}
""".lstrip()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
