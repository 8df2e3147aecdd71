"""A project, read and checked for its own consistency: everything later stages stand on. No kernel, no network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lisbook.areas import AreaTree, build_areas
from lisbook.catalogue import Catalogue
from lisbook.config.areas import AreasFile
from lisbook.config.document import DocumentFile
from lisbook.config.facts import FactsFile
from lisbook.config.indicators import IndicatorsFile
from lisbook.config.load import load_record
from lisbook.config.pages import PagesFile
from lisbook.config.prose import ProseFile
from lisbook.data.geography import Geography, read_geography
from lisbook.data.package import Package, load_package
from lisbook.data.table import Row, Table, read_table
from lisbook.errors import Problem, ProjectError, UsageError, sorted_problems
from lisbook.plan import PlannedPage, plan_pages
from lisbook.prose.verbs import Verbs
from lisbook.yamlfile import YamlDocument

MARK = "_toc.yml"  # the file whose presence makes a folder a project


class ProjectTables:
    """The tables of a project, each read when it is first asked for."""

    def __init__(self, root: Path, package: Package) -> None:
        self._root = root
        self._package = package
        self._tables: dict[str, Table] = {}

    def table(self, dataset: str) -> Table:
        """The table of a dataset; ProjectError with every fault of the file."""
        if dataset not in self._tables:
            entry = self._package.dataset(dataset)
            table, problems = read_table(self._root / entry.path, entry)
            if problems:
                raise ProjectError(problems)
            self._tables[dataset] = table
        return self._tables[dataset]

    def keep(self, dataset: str, table: Table) -> None:
        """Use a table that somebody has read and found sound, in place of reading it again."""
        self._tables[dataset] = table

    def slice(self, dataset: str, measure: str, area_code: str) -> tuple[Row, ...]:
        """Rows of one measure and area, oldest first."""
        return self.table(dataset).slice(measure, area_code)

    def measures(self, dataset: str) -> Sequence[str]:
        """Measures the dataset declares."""
        return tuple(self._package.dataset(dataset).measures)


@dataclass(frozen=True)
class Project:
    """A project's configuration as checked records. Tables are read on demand, through `catalogue`."""

    root: Path
    areas: AreaTree
    areas_source: YamlDocument
    indicators: IndicatorsFile
    indicators_source: YamlDocument
    document: DocumentFile
    document_source: YamlDocument
    pages: tuple[PlannedPage, ...]
    prose: ProseFile
    facts: FactsFile
    package: Package

    @cached_property
    def tables(self) -> ProjectTables:
        """The tables, read once for the life of this record."""
        return ProjectTables(self.root, self.package)

    @cached_property
    def catalogue(self) -> Catalogue:
        """All values of all indicators."""
        return Catalogue(self.areas, self.indicators, self.tables)

    @cached_property
    def geography(self) -> Geography:
        """The codes that data may use; ProjectError with every fault of the file."""
        geography, problems = read_geography(self.root / "lis_data/geography.csv")
        if problems:
            raise ProjectError(problems)
        return geography

    @cached_property
    def boundaries(self) -> dict[str, Any]:
        """Shapes of the smallest areas as TopoJSON; ProjectError when the file is not there or is none."""
        where = "lis_data/boundaries.topojson"
        try:
            found: dict[str, Any] = json.loads((self.root / where).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            what = f"cannot be read: {error}" if isinstance(error, ValueError) else "there is no such file"
            remedy = "Bring boundaries in with: lisbook data import boundaries FILE"
            raise ProjectError([Problem(where, what, remedy)]) from None
        return found

    def page(self, page_id: str) -> PlannedPage | None:
        """The planned page of this id, None for a hand-written or unknown one."""
        return next((page for page in self.pages if page.id == page_id), None)

    def verbs(self, area: str | None) -> Verbs:
        """The verbs of a page about this area."""
        return Verbs(self.catalogue, self.facts, area)


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that is a project; UsageError when there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / MARK).is_file():
            return folder
    raise UsageError(f"There is no project in {start} or above it: no folder has a {MARK}. Use --project DIR.")


def read_project(root: Path) -> tuple[Project | None, tuple[Problem, ...]]:
    """The project, or None and every problem that keeps it from being read: all files are looked at before it says so."""
    problems: list[Problem] = []
    areas_file, areas_source, found = load_record(root, "config/areas.yml", AreasFile)
    problems += found
    indicators, indicators_source, found = load_record(root, "config/indicators.yml", IndicatorsFile)
    problems += found
    pages_file, pages_source, found = load_record(root, "config/pages.yml", PagesFile)
    problems += found
    document, document_source, found = load_record(root, "config/document.yml", DocumentFile)
    problems += found
    prose, _, found = load_record(root, "config/prose.yml", ProseFile)
    problems += found
    facts, _, found = load_record(root, "config/strategy/facts.yml", FactsFile)
    problems += found
    package = None
    try:
        package, found = load_package(root)
        problems += found
    except ProjectError as error:
        problems += error.problems
    tree, pages = None, None
    if areas_file is not None and areas_source is not None:
        tree, found = build_areas(areas_file, areas_source)
        problems += found
        if pages_file is not None and pages_source is not None and not found:
            pages, found = plan_pages(pages_file, pages_source, tree)
            problems += found
    if (
        tree is None
        or areas_source is None
        or indicators is None
        or indicators_source is None
        or pages is None
        or document is None
        or document_source is None
        or prose is None
        or facts is None
        or package is None
        or problems
    ):
        return None, sorted_problems(problems)
    project = Project(
        root, tree, areas_source, indicators, indicators_source, document, document_source, pages, prose, facts, package
    )
    return project, ()


def load_project(root: Path) -> Project:
    """The project; ProjectError with every problem when it cannot be read."""
    project, problems = read_project(root)
    if project is None:
        raise ProjectError(problems)
    return project
