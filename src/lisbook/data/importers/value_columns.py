"""One row per area and period, one column per figure: population, business counts, deprivation, survey numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lisbook.data.importers.cells import Cell
from lisbook.data.importers.files import cell_at, find_columns, open_rows
from lisbook.data.recipe import Recipe
from lisbook.errors import Problem, ProjectError


def read(path: Path, recipe: Recipe) -> Iterator[Cell]:
    """The cells of one file; the labels of the recipe are its column headings."""
    names = recipe.columns
    if not (names.code or names.name) or not (names.period or recipe.period):
        what = "the recipe of such a file names a column for code or name, and one for the period unless it is fixed"
        raise ProjectError([Problem(path.name, what, "Complete columns: in the dataset's import.")])
    lines = open_rows(path, recipe.encoding)
    _, header = next(lines)
    labels = tuple(dict.fromkeys([*recipe.measures, *(label for parts in recipe.totals.values() for label in parts)]))
    places = [name for name in (names.code, names.name, names.period) if name]
    column = find_columns(header, [*places, *labels], path.name)
    code, name, period = column.get(names.code or ""), column.get(names.name or ""), column.get(names.period or "")
    for line, cells in lines:
        if not any(cells):
            continue
        for label in labels:
            yield Cell(
                line=str(line),
                label=label,
                code=cell_at(cells, code),
                name=cell_at(cells, name).strip(),
                period=cell_at(cells, period),
                value=cell_at(cells, column[label]),
            )
