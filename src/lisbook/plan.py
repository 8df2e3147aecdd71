"""The plan: from config/pages.yml to pages, each with its template and the parameters of its run. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lisbook.areas import AreaTree
from lisbook.config.pages import PagesFile
from lisbook.errors import Problem, suggest
from lisbook.yamlfile import YamlDocument

Parameter = str | int | float | bool | list[Any] | dict[str, Any] | None


@dataclass(frozen=True)
class PlannedPage:
    """One page that a template makes: its id, its key (an area's id, mostly) and what the notebook is given."""

    id: str
    template: str
    key: str
    area: str | None
    parameters: Mapping[str, Parameter]
    timeout_seconds: int
    where: str

    @property
    def notebook(self) -> str:
        """Path of the executed notebook below the project."""
        return f"book/pages/{self.id}.ipynb"

    @property
    def narrative(self) -> str:
        """Path, below the project, of the prose that is true of this page only; there need be none."""
        return f"notebooks/narrative/{self.id}.md"


def template_path(template: str) -> str:
    """Path of a template below the project."""
    return f"notebooks/{template}.ipynb"


def plan_pages(
    file: PagesFile, source: YamlDocument, areas: AreaTree
) -> tuple[tuple[PlannedPage, ...], tuple[Problem, ...]]:
    """Every page of the plan in its order, and the faults: repeated pages, overrides of keys that are not run."""
    pages: dict[str, PlannedPage] = {}
    problems: list[Problem] = []
    for index, template in enumerate(file.pages):
        keys = tuple(_expand(template.keys, areas))
        for key in keys:
            place = source.place(("pages", index))
            page = PlannedPage(
                id=f"{template.template}/{key}",
                template=template.template,
                key=key,
                area=key if key in areas else None,
                parameters={template.key_parameter: key, **template.parameters, **template.overrides.get(key, {})},
                timeout_seconds=template.timeout_seconds,
                where=f"{place} pages[{index}].parameters",
            )
            if page.id in pages:
                problems.append(
                    Problem(place, f"the page {page.id} is planned twice", "Name each key once for a template.")
                )
            pages[page.id] = page
        for number, key in enumerate(template.keys):
            if template.key_parameter == "area" and key not in areas and key not in areas.levels:
                place = source.place(("pages", index, "keys", number))
                known = suggest(key, [*areas.by_id, *areas.levels])
                problems.append(Problem(place, f"{key!r} is neither an area nor a level", known))
        for key in template.overrides:
            if key not in keys:
                place = source.place(("pages", index, "overrides", key))
                problems.append(
                    Problem(place, f"overrides parameters of {key!r}, which is not run", suggest(key, keys))
                )
    return tuple(pages.values()), tuple(problems)


def _expand(keys: tuple[str, ...], areas: AreaTree) -> Iterator[str]:
    """Area ids and names as they are; a level stands for all its areas."""
    for key in keys:
        if key not in areas and key in areas.levels:
            yield from (area.id for area in areas.at_level(key))
        else:
            yield key
