"""Checks of config/indicators.yml against the data package: every name it uses stands for something."""

from __future__ import annotations

from collections.abc import Iterator

from lisbook.config.indicators import Indicator
from lisbook.errors import Problem, suggest
from lisbook.periods import parse_period
from lisbook.project import Project
from lisbook.yamlfile import Key


def check_indicators(project: Project) -> Iterator[Problem]:
    """Unknown datasets, measures, units and weights, breaks that are no periods."""
    source, file = project.indicators_source, project.indicators
    units = [unit.id for unit in file.units]
    weights = [weight.id for weight in file.weights]
    for index, weight in enumerate(file.weights):
        for field in ("times", "over"):
            for number, reference in enumerate(getattr(weight, field)):
                yield from _reference(project, reference, ("weights", index, field, number))
    if file.deflator is not None:
        yield from _reference(project, file.deflator.current, ("deflator", "current"))
        yield from _reference(project, file.deflator.chained, ("deflator", "chained"))
    for index, indicator in enumerate(file.indicators):
        path: tuple[Key, ...] = ("indicators", index)
        place = source.place(path)
        if indicator.unit not in units:
            what = f"{indicator.id} is in the unknown unit {indicator.unit!r}"
            yield Problem(source.place((*path, "unit")), what, suggest(indicator.unit, units))
        by = indicator.aggregate.by
        if by is not None and by not in weights:
            what = f"{indicator.id} is weighted by the unknown weight {by!r}"
            yield Problem(source.place((*path, "aggregate")), what, suggest(by, weights))
        yield from _where_values_stand(project, indicator, path, place)
        for text in indicator.breaks:
            try:
                parse_period(text)
            except ValueError as error:
                yield Problem(source.place((*path, "breaks")), f"{indicator.id}: {error}", "Correct the period.")


def _where_values_stand(project: Project, indicator: Indicator, path: tuple[Key, ...], place: str) -> Iterator[Problem]:
    source = project.indicators_source
    if indicator.dataset not in project.package:
        known = [dataset.name for dataset in project.package.datasets]
        what = f"{indicator.id} names the unknown dataset {indicator.dataset!r}"
        yield Problem(source.place((*path, "dataset")), what, suggest(indicator.dataset, known))
    elif indicator.measure is not None:
        yield from _reference(project, f"{indicator.dataset}/{indicator.measure}", (*path, "measure"))
    elif indicator.aggregate.rule != "ratio":
        yield Problem(place, f"{indicator.id} names no measure", "Only a ratio may do without a published value.")
    for field in ("numerator", "denominator"):
        reference = getattr(indicator.aggregate, field)
        if reference is not None:
            yield from _reference(project, reference, (*path, "aggregate", field))


def _reference(project: Project, reference: str, path: tuple[Key, ...]) -> Iterator[Problem]:
    dataset, measure = reference.split("/")
    place = project.indicators_source.place(path)
    if dataset not in project.package:
        known = [entry.name for entry in project.package.datasets]
        yield Problem(place, f"there is no dataset {dataset!r}", suggest(dataset, known))
    elif measure not in project.package.dataset(dataset).measures:
        what = f"the dataset {dataset} has no measure {measure!r}"
        yield Problem(place, what, suggest(measure, project.package.dataset(dataset).measures))
