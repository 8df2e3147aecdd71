"""A small fixed data set for the real templates: published figures of one sub-region and what it is compared with.

fixed_data.csv holds, as they were when it was last renewed, the rows that the templates use: since 2014, and of the years
they name. Data may move on; a regression changes when a template, the configuration or the engine does. A template that
uses an indicator that is not in it yet needs it renewed: python -m tests.notebooks.fixed_data
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import yaml

from lisbook.project import Project, load_project
from tests.fixtures import REPOSITORY

FIXED = Path(__file__).with_name("fixed_data.csv")
AREA = "south-london"  # the sub-region with the fewest members
FIRST = "2014"
FIRST_OF_OTHERS = "2019"  # areas that only count towards the region above
COLUMNS = ("dataset", "area_code", "period", "measure", "value", "lower", "upper", "status", "flags")


def measures_used(project: Project, text: str) -> tuple[set[str], set[str]]:
    """`dataset/measure` of every indicator in the templates, with its parts, weights and the price level.

    Then those of them that are needed for all members of the region above, whose value is made of theirs.
    """
    weights = {weight.id: weight for weight in project.indicators.weights}
    region = next(area for area in project.areas.ancestors(AREA) if area.code is not None)
    used, of_everyone = set(), set()
    for indicator in project.indicators.indicators:
        if f'"{indicator.id}\\"' not in text:
            continue
        rule, weight = indicator.aggregate, weights.get(indicator.aggregate.by or "")
        own = f"{indicator.dataset}/{indicator.measure}" if indicator.measure else None
        needed = {own, rule.numerator, rule.denominator, *(weight.times + weight.over if weight else ())} - {None}
        used |= needed
        published = [
            project.tables.slice(*name.split("/"), region.code or "") for name in (own, rule.numerator) if name
        ]
        if rule.rule != "none" and not any(published):
            of_everyone |= needed
    if project.indicators.deflator is not None:
        used |= {project.indicators.deflator.current, project.indicators.deflator.chained}
    return used, of_everyone


def renew() -> None:
    """Cut the fixed data set anew from lis_data/."""
    project = load_project(REPOSITORY)
    text = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "notebooks").glob("*.ipynb"))
    years = set(re.findall(r'\\"((?:19|20)\d\d)\\"', text))
    used, of_everyone = measures_used(project, text)
    above = [area for area in project.areas.ancestors(AREA) if area.code is not None]
    near = {area.code for area in (*project.areas.members(AREA), *above)}
    everyone = {area.code for area in project.areas.members(above[0].id)}

    def is_kept(dataset: str, code: str, period: str, measure: str) -> bool:
        name = f"{dataset}/{measure}"
        if code in near:
            return name in used and (period >= FIRST or period[:4] in years)
        return code in everyone and name in of_everyone and (period >= FIRST_OF_OTHERS or period[:4] in years)

    with FIXED.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for dataset in sorted(project.package.datasets, key=lambda entry: entry.name):
            with (REPOSITORY / dataset.path).open(newline="", encoding="utf-8-sig") as source:
                writer.writerows((dataset.name, *row) for row in csv.reader(source) if is_kept(dataset.name, *row[:3]))


def make_fixed_project(root: Path) -> Path:
    """The real project with the fixed data set, for one sub-region; returns `root`."""
    for name in ("config", "notebooks"):
        shutil.copytree(REPOSITORY / name, root / name)
    for name in (
        "_config.yml",
        "_toc.yml",
        "lis_data/datapackage.yaml",
        "lis_data/boundaries.topojson",
        "lis_data/geography.csv",
    ):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, root / name)
    rows: dict[str, list[list[str]]] = {}
    with FIXED.open(newline="", encoding="utf-8") as stream:
        for row in csv.reader(stream):
            rows.setdefault(row[0], []).append(row[1:])
    header = rows.pop("dataset")
    for dataset, found in rows.items():
        with (root / f"lis_data/{dataset}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows([*header, *found])
    plan = yaml.safe_load((root / "config/pages.yml").read_text(encoding="utf-8"))
    for page in plan["pages"]:
        page["keys"] = [AREA]
        page.pop("overrides", None)
    (root / "config/pages.yml").write_text(yaml.safe_dump(plan, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return root


if __name__ == "__main__":
    renew()
