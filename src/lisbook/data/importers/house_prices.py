"""UK House Price Index workbook: months down, areas across; names in row 1, codes in row 2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from lisbook.data.importers.cells import Cell
from lisbook.data.importers.files import cell_text, open_sheets
from lisbook.data.recipe import Recipe
from lisbook.errors import Problem, ProjectError


def read(path: Path, recipe: Recipe) -> Iterator[Cell]:
    """The cells of the recipe's sheet, one per area and month; the label is the sheet's name."""
    sheet = recipe.sheet or "Average price"
    for title, rows in open_sheets(path, [sheet]):
        if len(rows) < 3 or not any(isinstance(row[0], dt.datetime) for row in rows[2:] if row):
            what = "has no months in its first column below two rows of names and codes"
            raise ProjectError([Problem(f"{path.name} {title}", what, "Check that it is the right workbook.")])
        names = [cell_text(value) for value in rows[0]]
        codes = [cell_text(value) for value in rows[1]]
        for number, row in enumerate(rows[2:], 3):
            month = row[0] if row else None
            if not isinstance(month, dt.datetime):
                continue
            for index, code in enumerate(codes):
                if code and index < len(row):
                    place, period = f"{title} row {number}", f"{month:%Y-%m}-01/P1M"
                    yield Cell(place, title, code, names[index], period, cell_text(row[index]))
