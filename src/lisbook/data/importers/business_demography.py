"""ONS Business Demography workbook: counts by area in one table per year or group of years.

Tables 1.1 births, 2.1 deaths, 3.1 active, 7.1 high growth, 7.3 with ten or more employees (columns are years) and
5.1 survival (one table per year of birth). A star after an area's name says that more than 500 businesses are
registered at one postcode there; it stands for every year of its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lisbook.data.importers.cells import Cell
from lisbook.data.importers.files import cell_text, open_sheets
from lisbook.data.recipe import Recipe
from lisbook.errors import Problem, ProjectError

_TABLE = re.compile(r"Table (\d+\.\d+)([a-z])")
_AREA = re.compile(r"[A-Z]\d{8}")
_BIRTHS = re.compile(r"(\d{4}) Births")
FLAG = "multiple-registrations"


def read(path: Path, recipe: Recipe) -> Iterator[Cell]:
    """The cells of the tables by area; labels are "1.1", "2.1", …, and "5.1 births", "5.1 3-year survival", …."""
    found = False
    for title, rows in open_sheets(path):
        match = _TABLE.fullmatch(title)
        if match is None or not any(label.split()[0] == match[1] for label in recipe.measures):
            continue
        found = True
        yield from _read_table(path.name, title, match[1], rows)
    if not found:
        what = "has no sheets named as in the workbook Business Demography, such as 'Table 3.1a'"
        raise ProjectError([Problem(path.name, what, "Check that it is the right workbook.")])


def _read_table(file: str, title: str, table: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[Cell]:
    start = next((i for i, row in enumerate(rows) if row and _AREA.fullmatch(cell_text(row[0]))), None)
    header = [cell_text(value) for value in rows[start - 1]] if start else []
    columns = _survival_columns(header, table) if table.startswith("5.") else _year_columns(header, table)
    if start is None or not columns:
        what = "has no heading with years above its first area"
        raise ProjectError([Problem(f"{file} {title}", what, "Check that the workbook's layout is the known one.")])
    for number, row in enumerate(rows[start:], start + 1):
        code = cell_text(row[0])
        if not _AREA.fullmatch(code):
            continue
        name = cell_text(row[1])
        flags = (FLAG,) if name.rstrip().endswith("*") else ()
        for index, (label, year) in columns.items():
            line = f"{title} row {number}"
            yield Cell(line, label, code, name.rstrip(" *").strip(), year, cell_text(row[index]), flags=flags)


def _year_columns(header: Sequence[str], table: str) -> dict[int, tuple[str, str]]:
    return {index: (table, text) for index, text in enumerate(header) if re.fullmatch(r"\d{4}", text)}


def _survival_columns(header: Sequence[str], table: str) -> dict[int, tuple[str, str]]:
    born = next(((index, match[1]) for index, text in enumerate(header) if (match := _BIRTHS.fullmatch(text))), None)
    if born is None:
        return {}
    columns = {born[0]: (f"{table} births", born[1])}
    for index, text in enumerate(header):
        if re.fullmatch(r"\d-year survival", text):
            columns[index] = (f"{table} {text}", born[1])
    return columns
