"""A publisher's new release: read it, compare it with the table at hand, then write table and catalogue together."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from lisbook.data.descriptor import read_catalogue_text, with_entry
from lisbook.data.geography import (
    GEOGRAPHY_NAME,
    Geography,
    GeographyArea,
    area_from_code,
    read_geography,
    render_geography,
)
from lisbook.data.importers import layout_reader
from lisbook.data.importers.cells import Imported, ImportedRow, import_cells
from lisbook.data.package import DATA_FOLDER, PACKAGE_PATH, Dataset, Package, load_package
from lisbook.data.recipe import Recipe
from lisbook.data.table import COLUMNS, parse_table
from lisbook.errors import Problem, ProjectError, UsageError
from lisbook.files import sha256_of_bytes, write_whole

GEOGRAPHY_PATH = f"{DATA_FOLDER}/geography.csv"
LARGEST_TABLE_BYTES = 2_000_000

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Revision:
    """A value that the new release gives differently; texts as published, empty for no value."""

    measure: str
    area_code: str
    period: str
    before: str
    after: str

    @property
    def size(self) -> float | None:
        """New minus old value, in the measure's unit; None when one of them is no value."""
        return float(self.after) - float(self.before) if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would change; nothing is written yet."""

    root: Path
    dataset: Dataset
    source: Path
    content: bytes
    rows: int
    new_periods: tuple[str, ...]
    dropped_periods: tuple[str, ...]
    added_rows: int
    dropped_rows: int
    revisions: tuple[Revision, ...]
    new_areas: tuple[GeographyArea, ...]
    dropped_areas: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the table at hand holds these very bytes already."""
        path = self.root / self.dataset.path
        return not self.new_areas and path.is_file() and path.read_bytes() == self.content

    def summary(self) -> tuple[str, ...]:
        """The plan in sentences, for the terminal."""
        lines = [f"{self.dataset.path}: {self.rows:,} rows"]
        if self.changes_nothing:
            return (*lines, "nothing changes")
        if self.new_periods:
            lines.append(f"new periods: {', '.join(self.new_periods)}")
        if self.dropped_periods:
            lines.append(f"periods no longer there: {', '.join(self.dropped_periods)}")
        if self.dropped_areas:
            lines.append(f"areas no longer there: {', '.join(self.dropped_areas)}")
        if self.new_areas:
            lines.append(f"areas new to geography.csv: {', '.join(f'{a.code} {a.name}' for a in self.new_areas)}")
        lines.append(f"{self.added_rows:,} rows added, {self.dropped_rows:,} dropped, {len(self.revisions):,} revised")
        sizes = sorted(((abs(r.size), r) for r in self.revisions if r.size is not None), reverse=True)
        for _, r in sizes[:5]:
            lines.append(f"  {r.measure} {r.area_code} {r.period}: {r.before} -> {r.after}")
        return (*lines, *self.remarks)


def plan_import(root: Path, layout: str, file: Path, dataset: str | None = None) -> ImportPlan:
    """Read `file` in the layout and compare it with the dataset at hand; nothing is written.

    Without a dataset's name, the one whose recipe names such a file is taken. Raises ProjectError when the file does
    not have the layout or its figures break a rule of the catalogue, UsageError when no dataset fits.
    """
    package, problems = load_package(root)
    if not package.resources and problems:
        raise ProjectError(problems)
    read = layout_reader(layout)
    target = _target(package, layout, file, dataset)
    recipe = target.recipe
    assert recipe is not None  # _target takes only datasets that have one
    geography, faults = read_geography(root / GEOGRAPHY_PATH)
    if faults:
        raise ProjectError(faults)
    imported = import_cells(read(file, recipe), recipe, recipe_codes(root, recipe, geography), file.name)
    return _compare(root, target, file, imported, geography)


def write_import(plan: ImportPlan, *, retrieved: str | None = None, released: str | None = None) -> tuple[Path, ...]:
    """Write table, areas and catalogue entry, all or none; returns the files that changed.

    `retrieved` and `released` are ISO dates that the catalogue entry is to carry; None leaves what stands there.
    """
    changes: dict[str, str | int] = {"bytes": len(plan.content), "hash": f"sha256:{sha256_of_bytes(plan.content)}"}
    if retrieved is not None:
        changes["retrieved"] = retrieved
    if released is not None:
        changes["released"] = released
    catalogue = with_entry(read_catalogue_text(plan.root), plan.dataset.name, changes)
    writes: dict[Path, bytes] = {plan.root / plan.dataset.path: plan.content}
    if plan.new_areas:
        geography, _ = read_geography(plan.root / GEOGRAPHY_PATH)
        text = render_geography(geography.with_areas(plan.new_areas)).encode()
        writes[plan.root / GEOGRAPHY_PATH] = text
        entry: dict[str, str | int] = {"bytes": len(text), "hash": f"sha256:{sha256_of_bytes(text)}"}
        catalogue = with_entry(catalogue, GEOGRAPHY_NAME, entry)
    writes[plan.root / PACKAGE_PATH] = catalogue.encode()
    return write_together(writes)


def write_together(writes: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write several files; when one cannot be written, those already written get their old bytes back."""
    before = {path: path.read_bytes() if path.is_file() else None for path in writes}
    changed: list[Path] = []
    try:
        for path, content in writes.items():
            if write_whole(path, content):
                changed.append(path)
    except BaseException:
        for path in changed:
            old = before[path]
            if old is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, old)
        raise
    return tuple(changed)


def _target(package: Package, layout: str, file: Path, name: str | None) -> Dataset:
    if name is not None:
        target = package.dataset(name)
        if target.recipe is None:
            raise UsageError(f"The dataset {name} has no recipe. Give it one under import: in {PACKAGE_PATH}.")
        if target.recipe.layout != layout:
            raise UsageError(f"The dataset {name} is imported from the layout {target.recipe.layout}, not {layout}.")
        return target
    of_layout = [each for each in package.resources if each.recipe is not None and each.recipe.layout == layout]
    fitting = [each for each in of_layout if each.recipe is not None and fnmatch(file.name, each.recipe.file)]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(each.name for each in fitting or of_layout) or "none"
    raise UsageError(
        f"The name {file.name} does not tell which dataset it is for. Say --dataset NAME, one of: {known}."
    )


def recipe_codes(root: Path, recipe: Recipe, geography: Geography) -> dict[str, str]:
    """Our area codes for the codes or names of a publisher's file, beyond those that stand in the recipe itself."""
    codes = geography.code_by_name("local-authority") if recipe.columns.name and not recipe.columns.code else {}
    if recipe.code_list is None:
        return codes
    where = f"{DATA_FOLDER}/{recipe.code_list}"
    path = root / where
    if not path.resolve().is_relative_to((root / DATA_FOLDER).resolve()) or not path.is_file():
        raise ProjectError([Problem(where, "there is no such list of codes", "Correct code_list in the recipe.")])
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    if not {"code", "area_code"} <= set(rows.fieldnames or ()):
        raise ProjectError([Problem(where, "has no columns code and area_code", "Restore the heading.")])
    return {**codes, **{row["code"]: row["area_code"] for row in rows}}


def render_rows(rows: list[ImportedRow]) -> bytes:
    """The table as CSV: UTF-8, line feeds, in the order of the rows."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            (row.area_code, row.period, row.measure, row.value, row.lower, row.upper, row.status, " ".join(row.flags))
        )
    return buffer.getvalue().encode()


def _compare(root: Path, dataset: Dataset, file: Path, imported: Imported, geography: Geography) -> ImportPlan:
    content = render_rows(imported.rows)
    if len(content) > LARGEST_TABLE_BYTES:
        what = f"would have {len(content):,} bytes; {LARGEST_TABLE_BYTES:,} is the most that goes into version control"
        raise ProjectError([Problem(dataset.path, what, "Leave areas or periods out with keep or first_period.")])
    used = {row.area_code for row in imported.rows}
    new_areas = tuple(
        area_from_code(code, imported.names[code])
        for code in sorted(used)
        if code not in geography and code in imported.names
    )
    _, problems = parse_table(content, dataset, geography.with_areas(new_areas))
    if problems:
        raise ProjectError(problems)
    after = {(row.measure, row.area_code, row.period): row.value for row in imported.rows}
    before = _present_values(root / dataset.path)
    revisions = tuple(
        Revision(*key, before[key], value)
        for key, value in sorted(after.items())
        if key in before and before[key] != value
    )
    periods_before, periods_after = {key[2] for key in before}, {key[2] for key in after}
    return ImportPlan(
        root=root,
        dataset=dataset,
        source=file,
        content=content,
        rows=len(imported.rows),
        new_periods=tuple(sorted(periods_after - periods_before)) if before else (),
        dropped_periods=tuple(sorted(periods_before - periods_after)),
        added_rows=len(after.keys() - before.keys()),
        dropped_rows=len(before.keys() - after.keys()),
        revisions=revisions,
        new_areas=new_areas,
        dropped_areas=tuple(sorted({key[1] for key in before} - used)),
        remarks=tuple(f"{text} ({count} times)" for text, count in sorted(imported.remarks.items())),
    )


def _present_values(path: Path) -> dict[Key, str]:
    """Values of the table at hand as printed; empty when there is none or it cannot be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        return {(row["measure"], row["area_code"], row["period"]): row["value"] for row in rows}
    except (OSError, UnicodeDecodeError, KeyError, csv.Error):
        return {}
