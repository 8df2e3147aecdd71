"""Readers of publishers' files, one module per layout; each turns a file into cells, and `cells` turns those into rows.

els              ONS Explore Local Statistics: one row per area, indicator and period, with limits, status and notes
labelled         one row per area, figure and period in named columns (Census topic summaries, Ofcom, DfE)
value_columns    one row per area and period, one column per figure (population, business counts, deprivation)
year_columns     one row per area and figure, one column per year (jobs, GVA by industry)
business_demography, house_prices   two publishers' workbooks
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lisbook.data.importers import business_demography, els, house_prices, labelled, value_columns, year_columns
from lisbook.data.importers.cells import Cell
from lisbook.data.recipe import Recipe
from lisbook.errors import UsageError, suggest

ReadLayout = Callable[[Path, Recipe], Iterator[Cell]]

LAYOUTS: Mapping[str, ReadLayout] = {
    "els": els.read,
    "labelled": labelled.read,
    "value-columns": value_columns.read,
    "year-columns": year_columns.read,
    "business-demography": business_demography.read,
    "house-prices": house_prices.read,
}


def layout_reader(name: str) -> ReadLayout:
    """The reader of a layout; UsageError with a suggestion when there is none."""
    try:
        return LAYOUTS[name]
    except KeyError:
        raise UsageError(f"There is no layout {name!r}. {suggest(name, LAYOUTS)}") from None
