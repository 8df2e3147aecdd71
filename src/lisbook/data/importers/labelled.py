"""One row per area, figure and period, in columns the recipe names: Census topic summaries, Ofcom, DfE."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lisbook.data.importers.cells import Cell
from lisbook.data.importers.files import cell_at, find_columns, open_rows
from lisbook.data.recipe import Recipe
from lisbook.errors import Problem, ProjectError


def read(path: Path, recipe: Recipe) -> Iterator[Cell]:
    """The cells of one file; needs columns for code or name, label and value, and for the period unless it is fixed."""
    names = recipe.columns
    if not (names.code or names.name) or not names.label or not names.value or not (names.period or recipe.period):
        what = "the recipe of a labelled file names columns for code (or name), label, value and period"
        raise ProjectError([Problem(path.name, what, "Complete columns: in the dataset's import.")])
    lines = open_rows(path, recipe.encoding)
    _, header = next(lines)
    wanted = [name for name in (names.code, names.name, names.label, names.period, names.value) if name]
    column = find_columns(header, wanted, path.name)
    code, name, period = column.get(names.code or ""), column.get(names.name or ""), column.get(names.period or "")
    for line, cells in lines:
        if not any(cells):
            continue
        yield Cell(
            line=str(line),
            label=cell_at(cells, column[names.label]),
            code=cell_at(cells, code),
            name=cell_at(cells, name).strip(),
            period=cell_at(cells, period),
            value=cell_at(cells, column[names.value]),
        )
