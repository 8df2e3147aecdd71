"""Publishers' CSV files and workbooks opened with care; whatever is wrong with the file itself becomes a problem."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from lisbook.errors import Problem, ProjectError

_ASK_AGAIN = "Fetch the file again from the publisher."


def open_rows(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line of a CSV file, plain or gzipped, read as a stream.

    Raises ProjectError for a file that is missing, empty, cut short, in another encoding or no CSV.
    """
    where = path.name
    if not path.is_file():
        raise ProjectError([Problem(str(path), "there is no such file", "Check the name.")])
    if path.stat().st_size == 0:
        raise ProjectError([Problem(where, "is empty (0 bytes)", _ASK_AGAIN)])
    with path.open("rb") as probe:
        zipped = probe.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if zipped else path.open("rb") as raw:
        reader = csv.reader(io.TextIOWrapper(raw, encoding=encoding, newline=""))
        empty = True
        try:
            for cells in reader:
                empty = False
                yield reader.line_num, cells
        except (EOFError, gzip.BadGzipFile, zlib.error):
            what = f"ends in the middle, after line {reader.line_num}: the compressed file is damaged"
            raise ProjectError([Problem(where, what, _ASK_AGAIN)]) from None
        except UnicodeDecodeError as error:
            what = f"is not written in {encoding}: {error.reason} after line {reader.line_num}"
            remedy = "Say in the recipe which encoding it has (older files: latin-1)."
            raise ProjectError([Problem(where, what, remedy)]) from None
        except csv.Error as error:
            raise ProjectError([Problem(f"{where}:{reader.line_num}", f"is not CSV: {error}", _ASK_AGAIN)]) from None
        if empty:
            raise ProjectError([Problem(where, "is empty", _ASK_AGAIN)])


def find_columns(header: Sequence[str], wanted: Sequence[str], where: str) -> dict[str, int]:
    """Positions of the wanted columns; ProjectError that names what was expected and what was found."""
    names = [name.strip() for name in header]
    missing = [name for name in wanted if name.strip() not in names]
    if missing:
        shown = ", ".join(repr(name) for name in names[:12]) + (", …" if len(names) > 12 else "")
        what = f"is not laid out as expected: no column {', '.join(repr(name) for name in missing)}; found {shown}"
        remedy = "Check that it is the right file; where the publisher renamed a column, change the recipe's columns."
        raise ProjectError([Problem(f"{where}:1", what, remedy)])
    return {name: names.index(name.strip()) for name in wanted}


def cell_at(cells: Sequence[str], index: int | None) -> str:
    """The cell, or an empty text where the line is too short or there is no such column."""
    return cells[index] if index is not None and index < len(cells) else ""


def open_sheets(path: Path, wanted: Sequence[str] | None = None) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Name and rows of the worksheets of a workbook, without formulas; only the wanted ones where names are given."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    where = path.name
    if not path.is_file():
        raise ProjectError([Problem(str(path), "there is no such file", "Check the name.")])
    if path.stat().st_size == 0:
        raise ProjectError([Problem(where, "is empty (0 bytes)", _ASK_AGAIN)])
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, EOFError):
        raise ProjectError([Problem(where, "is no readable workbook (.xlsx)", _ASK_AGAIN)]) from None
    with closing(book):
        titles = {sheet.title.strip(): sheet for sheet in book.worksheets}
        for title in wanted if wanted is not None else titles:
            if title not in titles:
                what = f"has no sheet {title!r}; found {', '.join(titles)}"
                raise ProjectError([Problem(where, what, "Check that it is the right workbook.")])
            yield title, list(titles[title].iter_rows(values_only=True))


def cell_text(value: Any) -> str:
    """A workbook cell as text, numbers with the digits they have."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
