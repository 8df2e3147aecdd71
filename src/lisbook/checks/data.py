"""Checks of the data: every table read whole, every code known."""

from __future__ import annotations

from lisbook.data.geography import read_geography
from lisbook.data.table import read_table
from lisbook.errors import Problem
from lisbook.project import Project


def check_data(project: Project) -> tuple[Problem, ...]:
    """Faults of lis_data/ and area codes that no geography knows."""
    geography, found = read_geography(project.root / "lis_data/geography.csv")
    problems = list(found)
    for dataset in project.package.datasets:
        table, found = read_table(project.root / dataset.path, dataset, geography if not problems else None)
        problems += found
        if not found:
            project.tables.keep(dataset.name, table)
    if not problems:
        for index, area in enumerate(project.areas):
            if area.code is not None and area.code not in geography:
                what = f"{area.id} has the code {area.code}, which lis_data/geography.csv does not know"
                problems.append(
                    Problem(project.areas_source.place(("areas", index)), what, geography.suggest(area.code))
                )
    return tuple(problems)
