"""One row per area, or per area and figure, and one column per year: jobs, jobs by sector, GVA by industry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lisbook.data.importers.cells import Cell
from lisbook.data.importers.files import cell_at, find_columns, open_rows
from lisbook.data.recipe import Recipe
from lisbook.errors import Problem, ProjectError

ONLY_FIGURE = "all"


def read(path: Path, recipe: Recipe) -> Iterator[Cell]:
    """The cells of one file; a file with one figure has no label column, and the recipe calls its figure "all"."""
    names = recipe.columns
    if not (names.code or names.name):
        what = "the recipe of a file with years as columns names the column of the area code or name"
        raise ProjectError([Problem(path.name, what, "Complete columns: in the dataset's import.")])
    lines = open_rows(path, recipe.encoding)
    _, header = next(lines)
    column = find_columns(header, [name for name in (names.code, names.name, names.label) if name], path.name)
    years = {index: name.strip() for index, name in enumerate(header) if re.fullmatch(r"\s*\d{4}\s*", name)}
    if not years:
        what = f"has no column that is a year; found {', '.join(repr(name) for name in header[:8])}"
        raise ProjectError([Problem(f"{path.name}:1", what, "Check that it is the right file.")])
    code, name, label = column.get(names.code or ""), column.get(names.name or ""), column.get(names.label or "")
    for line, cells in lines:
        # Blank lines part the blocks of areas, and footers have text in one cell only.
        if not any(text.strip() for text in cells[1:]):
            continue
        for index, year in years.items():
            yield Cell(
                line=str(line),
                label=cell_at(cells, label).strip() if names.label else ONLY_FIGURE,
                code=cell_at(cells, code),
                name=cell_at(cells, name).strip(),
                period=year,
                value=cell_at(cells, index),
            )
