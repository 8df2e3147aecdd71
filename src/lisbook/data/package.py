"""The catalogue: lis_data/datapackage.yaml as frozen records, with every fault in it.

The file is a Frictionless Data Package, so other tools read it too; what the specification does not know
(publisher, series, measures, caveats, the recipe of the import) stands beside it as custom properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import Field

from lisbook.config.load import load_record
from lisbook.config.records import Record, Slug
from lisbook.data.recipe import Recipe
from lisbook.errors import Problem, UsageError, suggest
from lisbook.yamlfile import YamlDocument

DATA_FOLDER = "lis_data"
PACKAGE_PATH = f"{DATA_FOLDER}/datapackage.yaml"

DatasetStatus = Literal["official", "in-development", "experimental", "historic", "compiled-by-others"]


class Licence(Record):
    """The terms a dataset may be used under."""

    name: str
    title: str
    path: str = ""


class Source(Record):
    """Where the publisher offers the figures, or where the copy at hand was found."""

    title: str
    path: str = ""


class Measure(Record):
    """One figure of a dataset: what it is, its unit in words, and the values it can take."""

    title: str
    unit: str
    minimum: float | None = None
    maximum: float | None = None


class _ResourceFile(Record):
    name: Slug
    path: str
    title: str
    description: str = ""
    format: str
    mediatype: str
    encoding: str = "utf-8"
    size: int | None = Field(None, alias="bytes", ge=0)
    digest: str | None = Field(None, alias="hash", pattern=r"^sha256:[0-9a-f]{64}$")
    table_schema: str | None = Field(None, alias="schema")
    licenses: tuple[Licence, ...] = ()
    sources: tuple[Source, ...] = ()
    publisher: str = ""
    series: str = ""
    released: str = ""
    retrieved: str = ""
    geography: str = ""
    status: DatasetStatus = "official"
    attribution: str = ""
    caveats: tuple[str, ...] = ()
    measures: dict[Slug, Measure] = Field(default_factory=dict)
    recipe: Recipe | None = Field(None, alias="import")


class _PackageFile(Record):
    name: Slug
    title: str
    description: str = ""
    profile: str | None = None
    licenses: tuple[Licence, ...] = ()
    flags: dict[Slug, str] = Field(default_factory=dict)
    resources: tuple[_ResourceFile, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file in lis_data/ and all that a reader may want to know about it.

    `path` is relative to the project. `released` and `retrieved` are ISO dates, `released` perhaps a month only or
    "not known".
    `measures` is empty for files that hold no figures (areas, boundaries, lists of codes).
    """

    name: str
    path: str
    title: str
    description: str
    format: str
    mediatype: str
    size_bytes: int
    sha256: str
    licences: tuple[Licence, ...]
    sources: tuple[Source, ...]
    publisher: str
    series: str
    released: str
    retrieved: str
    geography: str
    status: DatasetStatus
    attribution: str
    caveats: tuple[str, ...]
    measures: Mapping[str, Measure]
    flags: Mapping[str, str]
    recipe: Recipe | None
    place: str

    @property
    def is_table_of_figures(self) -> bool:
        """Whether the file has observations, so that `read_table` can read it."""
        return bool(self.measures)


@dataclass(frozen=True, slots=True)
class Package:
    """The catalogue of a project: every file in lis_data/, in file order, and the vocabulary of value flags."""

    name: str
    title: str
    resources: tuple[Dataset, ...]
    flags: Mapping[str, str]

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """The tables of figures."""
        return tuple(resource for resource in self.resources if resource.is_table_of_figures)

    def dataset(self, name: str) -> Dataset:
        """The dataset or other file of that name; UsageError with a suggestion when there is none."""
        for resource in self.resources:
            if resource.name == name:
                return resource
        raise UsageError(f"There is no dataset {name!r}. {suggest(name, (each.name for each in self.resources))}")

    def __contains__(self, name: str) -> bool:
        return any(resource.name == name for resource in self.resources)


NOT_KNOWN = "not known"  # what `released` says where no document at hand gives a date

EMPTY_PACKAGE = Package("empty", "", (), {})


def load_package(root: Path) -> tuple[Package, tuple[Problem, ...]]:
    """Read the catalogue of the project at `root`, with all its problems; faulty entries are left out."""
    file, document, problems = load_record(root, PACKAGE_PATH, _PackageFile)
    if file is None or document is None:
        return EMPTY_PACKAGE, problems
    found: list[Problem] = list(problems)
    resources: list[Dataset] = []
    names: dict[str, int] = {}
    for index, resource in enumerate(file.resources):
        place = document.place(("resources", index, "name"))
        faults = [*_check_repeats(resource, index, names, document), *_check_resource(root, resource, index, document)]
        found += faults
        names.setdefault(resource.name, index)
        if not faults:
            resources.append(_dataset(resource, file.flags, place))
    return Package(file.name, file.title, tuple(resources), file.flags), tuple(found)


def _dataset(resource: _ResourceFile, flags: Mapping[str, str], place: str) -> Dataset:
    return Dataset(
        name=resource.name,
        path=f"{DATA_FOLDER}/{resource.path}",
        title=resource.title,
        description=resource.description,
        format=resource.format,
        mediatype=resource.mediatype,
        size_bytes=resource.size or 0,
        sha256=(resource.digest or "").removeprefix("sha256:"),
        licences=resource.licenses,
        sources=resource.sources,
        publisher=resource.publisher,
        series=resource.series,
        released=resource.released,
        retrieved=resource.retrieved,
        geography=resource.geography,
        status=resource.status,
        attribution=resource.attribution,
        caveats=resource.caveats,
        measures=resource.measures,
        flags=flags,
        recipe=resource.recipe,
        place=place,
    )


def _check_repeats(
    resource: _ResourceFile, index: int, names: Mapping[str, int], document: YamlDocument
) -> Iterator[Problem]:
    if resource.name in names:
        first = document.line(("resources", names[resource.name], "name"))
        place = document.place(("resources", index, "name"))
        yield Problem(
            place, f"the dataset {resource.name} is listed twice, first in line {first}", "Keep one of the two."
        )


_WANTED = {
    "licenses": ("licence", "Name the licence the publisher gives; without one the figures may not be published."),
    "sources": ("source", "Say where the figures come from: a title and a web address."),
    "publisher": ("publisher", "Name the body that publishes the series."),
    "series": ("series", "Name the published series."),
    "released": ("release date", 'Give the publisher\'s date, for example released: "2025-11-20", or say: not known.'),
    "retrieved": ("date of retrieval", 'Give the day the file was fetched, for example retrieved: "2026-11-22".'),
    "geography": ("geography", "Say which areas it covers."),
    "attribution": ("attribution", "Give the sentence the licence asks for."),
}


def _check_resource(root: Path, resource: _ResourceFile, index: int, document: YamlDocument) -> Iterator[Problem]:
    place = document.place(("resources", index, "name"))
    for field, (words, remedy) in _WANTED.items():
        if not getattr(resource, field):
            yield Problem(place, f"the dataset {resource.name} has no {words}", remedy)
    if resource.digest is None or resource.size is None:
        what = f"the dataset {resource.name} has no {'digest' if resource.digest is None else 'size'}"
        yield Problem(place, what, f"Look at the file, then record it with: lisbook data accept {resource.name}")
    where = document.place(("resources", index, "path"))
    pure = PurePosixPath(resource.path)
    data_folder = root / DATA_FOLDER
    if pure.is_absolute() or not (data_folder / pure).resolve().is_relative_to(data_folder.resolve()):
        what = f"the path {resource.path!r} leaves {DATA_FOLDER}/"
        yield Problem(where, what, f"Put the file below {DATA_FOLDER}/ and name it from there.")
    if resource.recipe is not None:
        yield from _check_recipe(resource, resource.recipe, document.place(("resources", index, "import")))


def _check_recipe(resource: _ResourceFile, recipe: Recipe, place: str) -> Iterator[Problem]:
    made = {*recipe.measures.values(), *recipe.totals, *recipe.percent_of}
    for slug in sorted(made - set(resource.measures)):
        what = f"the import of {resource.name} makes the measure {slug!r}, which the dataset does not declare"
        yield Problem(place, what, suggest(slug, resource.measures) or "Declare it under measures.")
