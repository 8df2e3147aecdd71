"""ONS Explore Local Statistics: one row per area, indicator and period, with limits, status and notes.

Files <name>.csv of github.com/ONSdigital/explore-local-statistics-data, plain or gzipped. Older ones lack limits,
status and notes, and give plain years.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lisbook.data.importers.cells import Cell
from lisbook.data.importers.files import cell_at, find_columns, open_rows
from lisbook.data.recipe import Recipe

_NEEDED = ("areacd", "areanm", "indicator", "period", "observation")
_OPTIONAL = ("lci_95", "uci_95", "status", "notes")


def read(path: Path, recipe: Recipe) -> Iterator[Cell]:
    """The cells of one file, in its order."""
    lines = open_rows(path, recipe.encoding)
    _, header = next(lines)
    column = find_columns(header, _NEEDED, path.name)
    names = [name.strip() for name in header]
    optional = {name: names.index(name) if name in names else None for name in _OPTIONAL}
    for line, cells in lines:
        if not any(cells):
            continue
        yield Cell(
            line=str(line),
            label=cell_at(cells, column["indicator"]),
            code=cell_at(cells, column["areacd"]),
            name=cell_at(cells, column["areanm"]).strip(),
            period=cell_at(cells, column["period"]),
            value=cell_at(cells, column["observation"]),
            lower=cell_at(cells, optional["lci_95"]),
            upper=cell_at(cells, optional["uci_95"]),
            status=cell_at(cells, optional["status"]),
            note=cell_at(cells, optional["notes"]),
        )
