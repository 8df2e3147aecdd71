"""One dataset as rows: area, period, measure, value, limits, status, flags; and every fault of its file.

A row holds either a value or the reason why there is none (`status`); missing is never zero.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lisbook.data.geography import Geography
from lisbook.data.package import Dataset, Measure
from lisbook.errors import Problem, suggest
from lisbook.periods import Period, parse_period

COLUMNS = ("area_code", "period", "measure", "value", "lower", "upper", "status", "flags")
STATUSES = {
    "suppressed": "the publisher withholds the value, because it is confidential or too unreliable",
    "missing": "the publisher lists the area but gives no value",
    "not-applicable": "a value would have no meaning for this area",
}
MOST_PROBLEMS_OF_A_KIND = 20

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NOT_FINITE = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One observation: a value in the unit of its measure with the publisher's 95 % limits, or a status instead."""

    area_code: str
    period: Period
    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    status: str
    flags: tuple[str, ...]


class Table:
    """The rows of one dataset, found by measure and area."""

    def __init__(self, rows: tuple[Row, ...] = ()) -> None:
        self.rows = rows
        series: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            series.setdefault((row.measure, row.area_code), []).append(row)
        self._series = {key: tuple(sorted(found, key=_when)) for key, found in series.items()}

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"Table({len(self.rows)} rows, measures {', '.join(self.measures)})"

    def slice(self, measure: str, area_code: str) -> tuple[Row, ...]:
        """The observations of one measure for one area, oldest first; empty when the dataset has none."""
        return self._series.get((measure, area_code), ())

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that have rows, sorted."""
        return tuple(sorted({measure for measure, _ in self._series}))

    def area_codes(self, measure: str) -> tuple[str, ...]:
        """Codes of the areas that have rows of this measure, sorted."""
        return tuple(sorted(code for name, code in self._series if name == measure))


def _when(row: Row) -> Period:
    return row.period


def read_table(path: Path, dataset: Dataset, geography: Geography | None = None) -> tuple[Table, tuple[Problem, ...]]:
    """Read a dataset's file; returns its sound rows and all its problems, each with file and line.

    Area codes are checked against `geography` when one is given. Units are those of `dataset.measures`.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return Table(), (file_missing(dataset),)
    return parse_table(content, dataset, geography)


def file_missing(dataset: Dataset) -> Problem:
    """The problem of a catalogue entry without its file, in one wording, so that two checks tell it once."""
    what = f"there is no such file, though the catalogue lists it ({dataset.place})"
    return Problem(dataset.path, what, "Restore it from version control, or remove its catalogue entry.")


def parse_table(
    content: bytes, dataset: Dataset, geography: Geography | None = None
) -> tuple[Table, tuple[Problem, ...]]:
    """The table in the bytes of a file, as `read_table` gives it."""
    where = dataset.path
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        return Table(), (Problem(f"{where}:{line}", what, "Save the file with the encoding UTF-8."),)
    if not text.strip():
        return Table(), (Problem(where, "is empty", "Restore it from version control, or import it again."),)
    reader = csv.reader(io.StringIO(text, newline=""))
    header = tuple(next(reader))
    faults = _check_header(header, where)
    if faults:
        return Table(), faults
    rows = _Rows(dataset, geography)
    order = [header.index(name) for name in COLUMNS]
    straight = order == list(range(len(COLUMNS)))
    try:
        for cells in reader:
            if len(cells) == len(COLUMNS):
                rows.add(reader.line_num, cells if straight else [cells[index] for index in order])
            elif cells:
                rows.report(
                    "cells", reader.line_num, f"has {len(cells)} cells instead of {len(COLUMNS)}", "Correct the row."
                )
    except csv.Error as error:
        rows.report("csv", reader.line_num, f"is not CSV: {error}", "Correct the quotes in this line.")
    return Table(tuple(rows.rows)), rows.finished()


def _check_header(header: tuple[str, ...], where: str) -> tuple[Problem, ...]:
    problems = []
    for name in COLUMNS:
        if name not in header:
            remedy = suggest(name, set(header) - set(COLUMNS))
            remedy = remedy if remedy.startswith("Did you mean") else f"The columns are: {', '.join(COLUMNS)}."
            problems.append(Problem(f"{where}:1", f"the column {name} is missing", remedy))
    for name in header:
        if name not in COLUMNS:
            problems.append(
                Problem(f"{where}:1", f"the column {name!r} is not expected", f"The columns are: {', '.join(COLUMNS)}.")
            )
        elif header.count(name) > 1:
            problems.append(Problem(f"{where}:1", f"the column {name} stands there twice", "Keep one of the two."))
    return tuple(sorted(set(problems)))


class _Rows:
    """Turns lines into rows and gathers the problems, at most a screenful of each kind."""

    def __init__(self, dataset: Dataset, geography: Geography | None) -> None:
        self.dataset = dataset
        self.geography = geography
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.counts: Counter[str] = Counter()
        self.remedies: dict[str, str] = {}
        self._seen: dict[tuple[str, str, str], int] = {}
        self._periods: dict[str, Period | None] = {}
        self._flags: dict[str, tuple[str, ...]] = {"": ()}
        self._measures: Mapping[str, Measure] = dataset.measures

    def report(self, kind: str, line: int, what: str, remedy: str) -> None:
        self.counts[kind] += 1
        self.remedies.setdefault(kind, what)
        if self.counts[kind] <= MOST_PROBLEMS_OF_A_KIND:
            self.problems.append(Problem(f"{self.dataset.path}:{line}", what, remedy))

    def finished(self) -> tuple[Problem, ...]:
        """All problems, with one line for each kind that had too many to list."""
        for kind, count in self.counts.items():
            more = count - MOST_PROBLEMS_OF_A_KIND
            if more > 0:
                what = f"and {more:,} more like: {self.remedies[kind]}"
                self.problems.append(Problem(self.dataset.path, what, "They may have one cause."))
        return tuple(self.problems)

    def add(self, line: int, cells: list[str]) -> None:
        area_code, period_text, measure, value_text, lower_text, upper_text, status, flags_text = cells
        key = (measure, area_code, period_text)
        first = self._seen.setdefault(key, line)
        if first != line:
            what = f"repeats line {first}: {measure} for {area_code} in {period_text}"
            self.report("repeat", line, what, "Keep one of the two rows.")
            return
        period = self._period(line, period_text)
        declared = self._measures.get(measure)
        if declared is None:
            what = f"the measure {measure!r} is not declared for {self.dataset.name}"
            self.report("measure", line, what, suggest(measure, self._measures))
        if self.geography is not None and area_code not in self.geography.by_code:
            self.report("area", line, f"the area code {area_code!r} is unknown", self.geography.suggest(area_code))
        value = self._number(line, "value", value_text)
        lower = self._number(line, "lower", lower_text)
        upper = self._number(line, "upper", upper_text)
        if value is None or status:
            self._check_status(line, value_text, status, bool(lower_text or upper_text))
        elif declared is not None:
            self._check_range(line, declared, value, lower, upper)
        flags = self._flags.get(flags_text)
        if flags is None:
            flags = self._parse_flags(line, flags_text)
        if period is not None and declared is not None:
            self.rows.append(Row(area_code, period, measure, value, lower, upper, status, flags))

    def _period(self, line: int, text: str) -> Period | None:
        if text in self._periods:
            period = self._periods[text]
            if period is None:
                self.report(
                    "period", line, f"{text!r} is no period", "Write 2023-01-01/P1Y, 2022-01-01/P3Y or 2021-03-21."
                )
            return period
        try:
            period = parse_period(text)
        except ValueError as error:
            period = None
            self.report("period", line, str(error).split(":")[0], "Write 2023-01-01/P1Y, 2022-01-01/P3Y or 2021-03-21.")
        self._periods[text] = period
        return period

    def _number(self, line: int, column: str, text: str) -> float | None:
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            number = float(text)
            if math.isfinite(number):
                return number
        if _NOT_FINITE.fullmatch(text) or _NUMBER.fullmatch(text):
            self.report(
                "finite", line, f"{column} is {text}, which is no finite number", "Leave it empty and give a status."
            )
        else:
            remedy = "Write digits and a point only; leave it empty and give a status where there is no value."
            self.report("number", line, f"{column} is {text!r}, which is no number", remedy)
        return None

    def _check_status(self, line: int, value_text: str, status: str, limits: bool) -> None:
        known = ", ".join(STATUSES)
        if status and status not in STATUSES:
            self.report("status", line, f"the status {status!r} is unknown", suggest(status, STATUSES))
        elif value_text and status:
            self.report("both", line, f"has the value {value_text} and the status {status}", "Keep one of the two.")
        elif not value_text and not status:
            self.report("neither", line, "has neither a value nor a status", f"Say why there is none: {known}.")
        elif limits and not value_text:
            self.report("limits", line, "has limits but no value", "Remove the limits, or give the value.")

    def _check_range(self, line: int, measure: Measure, value: float, lower: float | None, upper: float | None) -> None:
        if measure.minimum is not None and value < measure.minimum:
            what = f"the value {value:g} is below {measure.minimum:g}, the least that {measure.title} can be"
            self.report("minimum", line, what, "Correct the value, or the minimum in the catalogue.")
        if measure.maximum is not None and value > measure.maximum:
            what = f"the value {value:g} is above {measure.maximum:g}, the most that {measure.title} can be"
            self.report("maximum", line, what, "Correct the value, or the maximum in the catalogue.")
        low = value if lower is None else lower
        high = value if upper is None else upper
        if not low <= value <= high:
            what = f"the value {value:g} is not between its limits {low:g} and {high:g}"
            self.report("order", line, what, "Correct the value or its limits.")

    def _parse_flags(self, line: int, text: str) -> tuple[str, ...]:
        flags = tuple(text.split())
        for flag in flags:
            if flag not in self.dataset.flags:
                self.report(
                    "flag", line, f"the flag {flag!r} is unknown", suggest(flag, self.dataset.flags) or "Declare it."
                )
                return flags
        self._flags[text] = flags
        return flags
