"""What every layout yields, a figure with its raw text, and how that becomes a row of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lisbook.data.recipe import Mark, Recipe, Status
from lisbook.errors import Problem, ProjectError
from lisbook.periods import parse_period

# Usual meanings: Government Statistical Service symbols, Nomis markers, and what spreadsheets leave behind.
MARKERS: Mapping[str, Status] = {
    "": "missing", "x": "missing", "[x]": "missing", ":": "missing", "..": "missing", ".": "missing", "-": "missing",
    "nan": "missing", "n/a": "missing", "na": "missing", "none": "missing", "#n/a": "missing",
    "c": "suppressed", "[c]": "suppressed", "u": "suppressed", "[u]": "suppressed", "!": "suppressed",
    "*": "suppressed", "~": "suppressed", "#": "suppressed", "k": "suppressed", "low": "suppressed",
    "z": "not-applicable", "[z]": "not-applicable",
}  # fmt: skip
_FLAG_OF_STATUS = {"p": "provisional", "[p]": "provisional", "u": "unreliable", "[u]": "unreliable", "e": "estimated"}
_NO_MEANING = {"", "r", "[r]", "final"}  # revised values are simply the current ones

_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TWELVE_MONTHS = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{4})\s*[-–]\s*([A-Z][a-z]{2})[a-z]* (\d{4})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it stands in the publisher's file; `line` tells where."""

    line: str
    label: str
    code: str
    name: str
    period: str
    value: str
    lower: str = ""
    upper: str = ""
    status: str = ""
    note: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class ImportedRow:
    """A row as it will stand in our table; numbers keep the publisher's digits."""

    measure: str
    area_code: str
    period: str
    value: str
    lower: str = ""
    upper: str = ""
    status: str = ""
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Imported:
    """All rows of a file, sorted, the names it gives to area codes, and what the reader could not interpret."""

    rows: list[ImportedRow] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    remarks: Counter[str] = field(default_factory=Counter)


def import_cells(cells: Iterable[Cell], recipe: Recipe, codes: Mapping[str, str], where: str) -> Imported:
    """Apply a recipe to the cells of a file.

    `codes` maps the file's area codes or names to ours, beyond those of the recipe. Raises ProjectError with every
    cell that is neither a number nor a known mark, every unreadable period and every figure that stands there twice.
    """
    reading = _Reading(recipe, {**codes, **recipe.codes}, where)
    for cell in cells:
        reading.add(cell)
    reading.add_totals()
    reading.add_percentages()
    reading.add_up_areas()
    if reading.problems:
        raise ProjectError(reading.problems)
    if not reading.rows:
        what = "holds none of the figures of this dataset"
        wanted = ", ".join(repr(label) for label in _labels(recipe))
        raise ProjectError([Problem(where, what, f"Looked for {wanted}. Is it the right file for this dataset?")])
    reading.result.rows = sorted(reading.rows.values())
    return reading.result


def _labels(recipe: Recipe) -> tuple[str, ...]:
    return tuple(recipe.measures) + tuple(label for labels in recipe.totals.values() for label in labels)


class _Reading:
    def __init__(self, recipe: Recipe, codes: Mapping[str, str], where: str) -> None:
        self.recipe = recipe
        self.codes = codes
        self.where = where
        self.markers = {**MARKERS, **recipe.markers}
        self.parts = {label for labels in (*recipe.totals.values(), *recipe.percent_of.values()) for label in labels}
        self.rows: dict[tuple[str, str, str], ImportedRow] = {}
        self.summands: dict[tuple[str, str, str], ImportedRow] = {}
        self.problems: list[Problem] = []
        self.result = Imported()
        self._periods: dict[str, str] = {}
        self._marks = _marks_by_row(recipe.marks)

    def add(self, cell: Cell) -> None:
        measure = self.recipe.measures.get(cell.label)
        if measure is None and cell.label not in self.parts:
            return
        code = self._code(cell)
        if code is None:
            return
        period = self._period(cell)
        if period is None or (self.recipe.first_period is not None and period < self.recipe.first_period):
            return
        row = self._row(cell, measure or cell.label, code, period)
        if row is None:
            return
        if cell.name:
            self.result.names.setdefault(code, cell.name)
        if measure is not None:
            self._keep(row, self.rows, cell)
        if cell.label in self.parts:
            self._keep(self._renamed(row, cell.label), self.summands, cell)

    @staticmethod
    def _renamed(row: ImportedRow, label: str) -> ImportedRow:
        return ImportedRow(label, row.area_code, row.period, row.value, "", "", row.status, row.flags)

    def _keep(self, row: ImportedRow, rows: dict[tuple[str, str, str], ImportedRow], cell: Cell) -> None:
        key = (row.measure, row.area_code, row.period)
        if key in rows:
            what = f"gives {cell.label} for {row.area_code} in {row.period} a second time"
            self._report(cell, what, "Leave one of the two areas out with drop, or ask the publisher.")
            return
        rows[key] = row

    def _report(self, cell: Cell, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self.where}:{cell.line}" if cell.line else self.where, what, remedy))

    def _code(self, cell: Cell) -> str | None:
        raw = cell.code.strip() or cell.name.strip()
        if raw in self.recipe.drop:
            return None
        code = self.codes.get(raw, raw)
        if self.recipe.keep and not code.startswith(self.recipe.keep):
            return None
        if not cell.code.strip() and code == raw:
            self._report(cell, f"the area {raw!r} has no code", "Add it to codes in the recipe, or to drop.")
            return None
        return code

    def _period(self, cell: Cell) -> str | None:
        known = self._periods.get(cell.period)
        if known is not None:
            return known
        try:
            iso = iso_period(cell.period, self.recipe.period)
        except ValueError as error:
            self._report(cell, str(error), "Say in the recipe's period how the file's periods are to be read.")
            return None
        self._periods[cell.period] = iso
        return iso

    def _row(self, cell: Cell, measure: str, code: str, period: str) -> ImportedRow | None:
        value = plain_number(cell.value)
        lower, upper = plain_number(cell.lower) or "", plain_number(cell.upper) or ""
        status: str = ""
        flags = (
            set(cell.flags)
            | self._marks.get((measure, code, period), set())
            | self._marks.get((measure, "", period), set())
        )
        note_status, note_flags = self._understand(cell.note)
        flags |= note_flags
        mark = cell.status.strip().lower()
        if value is None:
            text = cell.value.strip().lower()
            if text not in self.markers:
                self._report(
                    cell,
                    f"{cell.value.strip()!r} for {cell.label} is neither a number nor a known mark",
                    "Correct it, or say what it means under markers in the recipe.",
                )
                return None
            found = self.markers.get(text or mark, "missing")
            status = note_status or found
            value = lower = upper = ""
            flags -= {"unreliable"}
        elif mark in _FLAG_OF_STATUS:
            flags.add(_FLAG_OF_STATUS[mark])
        elif mark not in _NO_MEANING:
            self._report(
                cell, f"the value {cell.value} has the unknown status {cell.status!r}", "Look it up with the publisher."
            )
            return None
        if value and self.recipe.bounded and not (lower and upper):
            flags.add("unreliable")
        return ImportedRow(measure, code, period, value, lower, upper, status, tuple(sorted(flags)))

    def _understand(self, note: str) -> tuple[str, set[str]]:
        """Status and flags that a note gives; notes that say nothing about the value are ignored, others counted."""
        text = note.strip().lower()
        if not text or "renamed" in text or "has been aggregated" in text:
            return "", set()
        if "obsolete code" in text:
            return "", {"obsolete-code"}
        if "suppressed" in text:
            return "suppressed", set()
        if "unreliable" in text:
            return "suppressed", {"unreliable"}
        if "not available" in text:
            return "missing", set()
        self.result.remarks[f"a note that is not understood: {note.strip()}"] += 1
        return "", set()

    def add_totals(self) -> None:
        """Measures that are sums of the file's figures, for areas and periods where all parts have values."""
        places = sorted({(code, period) for _, code, period in self.summands})
        for measure, labels in self.recipe.totals.items():
            for code, period in places:
                parts = [self.summands.get((label, code, period)) for label in labels]
                found = [part for part in parts if part is not None]
                if not found:
                    continue
                flags = tuple(sorted({flag for part in found for flag in part.flags}))
                if len(found) == len(parts) and all(part.value for part in found):
                    row = ImportedRow(measure, code, period, _sum(part.value for part in found), flags=flags)
                else:
                    withheld = any(part.status == "suppressed" for part in found)
                    row = ImportedRow(
                        measure, code, period, "", status="suppressed" if withheld else "missing", flags=flags
                    )
                self.rows[measure, code, period] = row

    def add_percentages(self) -> None:
        """Measures that are a percentage of a number, both in the file, where both have values."""
        for measure, (number, percentage) in self.recipe.percent_of.items():
            for (label, code, period), whole in self.summands.items():
                part = self.summands.get((percentage, code, period))
                if label == number and part is not None and whole.value and part.value:
                    value = format(Decimal(whole.value) * Decimal(part.value) / 100, "f")
                    flags = tuple(sorted({*whole.flags, *part.flags}))
                    self.rows[measure, code, period] = ImportedRow(measure, code, period, value, flags=flags)

    def add_up_areas(self) -> None:
        """Areas the file lacks, as the sum of those it has."""
        for area, beginnings in self.recipe.add_up.items():
            sums: dict[tuple[str, str], list[ImportedRow]] = {}
            for row in self.rows.values():
                if row.area_code.startswith(beginnings) and row.area_code not in self.recipe.add_up:
                    sums.setdefault((row.measure, row.period), []).append(row)
            for (measure, period), rows in sums.items():
                if all(row.value for row in rows):
                    value = _sum(row.value for row in rows)
                    self.rows[measure, area, period] = ImportedRow(measure, area, period, value, flags=("added-up",))


def _marks_by_row(marks: Iterable[Mark]) -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for mark in marks:
        for measure in mark.measures:
            for area in mark.areas or ("",):
                for period in mark.periods:
                    found.setdefault((measure, area, period), set()).add(mark.flag)
    return found


def _sum(values: Iterable[str]) -> str:
    return format(sum((Decimal(value) for value in values), Decimal(0)), "f")


def plain_number(text: str) -> str | None:
    """The publisher's digits without thousands separators and blanks; None when the text is no number."""
    bare = text.strip()
    if not bare or not _NUMBER.fullmatch(bare) or not any(character.isdigit() for character in bare):
        return None
    return bare.replace(",", "").replace("−", "-")


def iso_period(text: str, template: str | None = None) -> str:
    """ISO text of a publisher's period; ValueError with a sentence when it cannot be told.

    A template with {year} or {previous} says what a plain year stands for; one without stands for every row.
    """
    bare = text.strip()
    if template is not None and "{" not in template:
        return parse_period(template).iso
    if re.fullmatch(r"\d{4}", bare):
        year = int(bare)
        return parse_period((template or "{year}-01-01/P1Y").format(year=year, previous=year - 1)).iso
    if re.fullmatch(r"\d{4}-\d{2}", bare):
        return parse_period(f"{bare}-01").iso
    span = _TWELVE_MONTHS.fullmatch(bare)
    if span:
        first, last = _MONTHS.index(span[1].lower()), _MONTHS.index(span[3].lower())
        months = (int(span[4]) - int(span[2])) * 12 + last - first + 1
        return parse_period(f"{span[2]}-{first + 1:02d}-01/P{months}M").iso
    return parse_period(bare).iso
