"""Tiny data packages for the tests of the data room, and the real one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lisbook.data.geography import Geography, read_geography
from lisbook.data.package import Dataset, Package, load_package

REPOSITORY = Path(__file__).resolve().parents[2]
RAW = Path(os.environ.get("LISBOOK_RAW_DATA", REPOSITORY.parent / "shared/data/raw"))

GEOGRAPHY = """area_code,name,level,parent_code
E09000007,Camden,local-authority,E12000007
E09000012,Hackney,local-authority,E12000007
E12000007,London,region,
"""

PACKAGE = """\
name: tiny
title: Tiny
flags:
  provisional: Will be revised.   # kept as it is
  unreliable: Few were asked.
  added-up: Our sum.
  multiple-registrations: Many at one address.
  obsolete-code: Old code.
resources:
  - name: geography
    path: geography.csv
    title: Areas
    format: csv
    mediatype: text/csv
    bytes: 0
    hash: "sha256:0000000000000000000000000000000000000000000000000000000000000000"
    licenses: [{name: OGL, title: Open Government Licence}]
    sources: [{title: ONS}]
    publisher: ONS
    series: Codes
    released: "2024"
    retrieved: "2026-11-22"
    geography: London
    attribution: ONS
  - name: work
    path: work.csv
    title: Work
    format: csv
    mediatype: text/csv
    bytes: 0
    hash: "sha256:0000000000000000000000000000000000000000000000000000000000000000"  # by command only
    licenses: [{name: OGL, title: Open Government Licence}]
    sources: [{title: ONS, path: "https://www.ons.gov.uk/"}]
    publisher: ONS
    series: Survey
    released: "2024"
    retrieved: "2026-11-22"
    geography: London
    attribution: ONS
    measures:
      rate: {title: Rate, unit: percent, minimum: 0, maximum: 100}
      people: {title: People, unit: people, minimum: 0}
    import:
      layout: els
      file: "*work*.csv*"
      measures: {Employment rate: rate, Residents: people}
"""

HEADER = "area_code,period,measure,value,lower,upper,status,flags\n"
TABLE = HEADER + "E09000007,2023-01-01/P1Y,rate,71.5,66.1,76.9,,\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A project with one dataset and its catalogue."""
    data = tmp_path / "lis_data"
    data.mkdir()
    (data / "datapackage.yaml").write_text(PACKAGE)
    (data / "geography.csv").write_text(GEOGRAPHY)
    (data / "work.csv").write_text(TABLE)
    return tmp_path


@pytest.fixture
def edit(tiny: Path) -> Callable[[str, str], Path]:
    """Replace one text in the tiny catalogue."""

    def replace(old: str, new: str) -> Path:
        path = tiny / "lis_data/datapackage.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return tiny

    return replace


@pytest.fixture
def work(tiny: Path) -> Dataset:
    """The dataset of the tiny project."""
    package, problems = load_package(tiny)
    assert not problems
    return package.dataset("work")


@pytest.fixture(scope="session")
def real_package() -> Package:
    package, problems = load_package(REPOSITORY)
    assert not problems
    return package


@pytest.fixture(scope="session")
def real_geography() -> Geography:
    geography, problems = read_geography(REPOSITORY / "lis_data/geography.csv")
    assert not problems
    return geography


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' files, which are not part of the repository."""
    if not RAW.is_dir():
        pytest.skip(f"the publishers' files are not here: {RAW} (set LISBOOK_RAW_DATA)")
    return RAW
