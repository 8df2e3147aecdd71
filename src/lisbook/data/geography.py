"""Areas by code: every code that stands in a dataset, with its name, level and parent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lisbook.errors import Problem, suggest

GEOGRAPHY_NAME = "geography"
GEOGRAPHY_COLUMNS = ("area_code", "name", "level", "parent_code")
LEVELS = (
    "country", "region", "local-authority", "county", "combined-authority", "itl1", "itl2", "itl3", "lep", "other",
)  # fmt: skip

# First three characters of an ONS code say what kind of area it is (ONS, Register of Geographic Codes).
_LEVEL_OF_PREFIX = {
    "K02": "country", "K03": "country", "K04": "country", "E92": "country", "W92": "country", "S92": "country",
    "N92": "country", "E12": "region", "E06": "local-authority", "E07": "local-authority", "E08": "local-authority",
    "E09": "local-authority", "W06": "local-authority", "S12": "local-authority", "N09": "local-authority",
    "E10": "county", "E11": "county", "E47": "combined-authority", "E61": "combined-authority", "E37": "lep",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GeographyArea:
    """An area as the statisticians know it; `parent_code` is empty at the top and where no parent is known."""

    code: str
    name: str
    level: str
    parent_code: str = ""


@dataclass(frozen=True, slots=True)
class Geography:
    """All areas in use, by code."""

    by_code: Mapping[str, GeographyArea] = field(default_factory=dict)

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[GeographyArea]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)

    def get(self, code: str) -> GeographyArea | None:
        """The area of that code, or None."""
        return self.by_code.get(code)

    def name(self, code: str) -> str:
        """The area's name, or the code itself where it is unknown."""
        area = self.by_code.get(code)
        return area.name if area else code

    def code_by_name(self, level: str) -> dict[str, str]:
        """Codes of one level's areas by name."""
        return {area.name: area.code for area in self if area.level == level}

    def suggest(self, code: str) -> str:
        """A sentence for an unknown code: the nearest known one with its name."""
        hint = suggest(code, self.by_code)
        near = hint.removeprefix("Did you mean ").removesuffix("?")
        return f"Did you mean {near} ({self.name(near)})?" if near in self.by_code else hint

    def with_areas(self, areas: Iterable[GeographyArea]) -> Geography:
        """A geography that knows these areas too; those it knew already stay as they are."""
        return Geography({**{area.code: area for area in areas}, **self.by_code})


def read_geography(path: Path, where: str = "lis_data/geography.csv") -> tuple[Geography, tuple[Problem, ...]]:
    """Read the areas from a CSV file with the columns area_code, name, level, parent_code, with all its problems."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return Geography(), (Problem(where, "there is no such file", "Restore it from version control."),)
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        return Geography(), (Problem(where, what, "Save the file with the encoding UTF-8."),)
    return parse_geography(text, where)


def parse_geography(text: str, where: str) -> tuple[Geography, tuple[Problem, ...]]:
    """The areas in the text of such a file."""
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows, None)
    if header is None or tuple(header) != GEOGRAPHY_COLUMNS:
        what = f"has the columns {', '.join(header or ()) or 'none'}; expected {', '.join(GEOGRAPHY_COLUMNS)}"
        return Geography(), (Problem(where, what, "Restore the heading."),)
    areas: dict[str, GeographyArea] = {}
    problems: list[Problem] = []
    for row in rows:
        place = f"{where}:{rows.line_num}"
        if len(row) != len(GEOGRAPHY_COLUMNS):
            problems.append(
                Problem(place, f"has {len(row)} cells instead of {len(GEOGRAPHY_COLUMNS)}", "Correct the row.")
            )
        elif row[0] in areas:
            problems.append(Problem(place, f"repeats the code {row[0]}", "Keep one of the two rows."))
        elif row[2] not in LEVELS:
            problems.append(Problem(place, f"the level {row[2]!r} is unknown", suggest(row[2], LEVELS)))
        else:
            areas[row[0]] = GeographyArea(*row)
    for area in areas.values():
        if area.parent_code and area.parent_code not in areas:
            what = f"{area.code} has the unknown parent {area.parent_code}"
            problems.append(Problem(where, what, suggest(area.parent_code, areas)))
    return Geography(areas), tuple(problems)


def render_geography(geography: Geography) -> str:
    """The CSV text of a geography, sorted by code."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(GEOGRAPHY_COLUMNS)
    for code in sorted(geography.by_code):
        area = geography.by_code[code]
        writer.writerow((area.code, area.name, area.level, area.parent_code))
    return buffer.getvalue()


def level_of_code(code: str) -> str:
    """The level an ONS or ITL code belongs to, told by its form; "other" for groups that are no level of their own."""
    if code.startswith("TL"):
        return {3: "itl1", 4: "itl2", 5: "itl3"}.get(len(code), "other")
    return _LEVEL_OF_PREFIX.get(code[:3], "other")


def area_from_code(code: str, name: str) -> GeographyArea:
    """An area of which only code and name are known: level by the form of the code, parent where the form tells it."""
    level = level_of_code(code)
    parent = code[:-1] if level in ("itl2", "itl3") else ""
    return GeographyArea(code, name, level, parent)
