"""From observations to what charts and tables print: points, footnotes, source lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lisbook.catalogue import Observation
from lisbook.charts.points import Point
from lisbook.data.package import NOT_KNOWN
from lisbook.project import Project
from lisbook.statistics.rounding import render_value

_REASONS = {
    "suppressed": "suppressed by the publisher",
    "missing": "no figure",
    "not-applicable": "not applicable",
    "no-aggregate": "not published for this area",
    "": "no figure",
}


def decimals_of(project: Project, indicator: str) -> int:
    """Printed decimals: the indicator's own, else its unit's."""
    own = project.catalogue.indicator(indicator).decimals
    return project.catalogue.unit(indicator).decimals if own is None else own


def value_text(project: Project, observed: Observation) -> str:
    """The value as printed with its unit, or the reason why there is none."""
    if observed.value is None:
        return _REASONS.get(observed.status, observed.status)
    unit = project.catalogue.unit(observed.indicator)
    return render_value(observed.value, unit, decimals_of(project, observed.indicator))


def point_of(project: Project, observed: Observation, role: str) -> Point:
    """The observation as a chart draws it."""
    area = project.areas.get(observed.area)
    return Point(
        area=area.name,
        area_id=area.id,
        code=area.code,
        period=observed.period.label,
        start=observed.period.start.isoformat(),
        value=observed.value,
        lower=observed.lower,
        upper=observed.upper,
        text=value_text(project, observed),
        role=role,
        flags=tuple(flag.replace("-", " ") for flag in observed.flags),
        iso=observed.period.iso,
    )


def source_line(project: Project, datasets: Iterable[str]) -> str:
    """Publisher, series and release of each dataset, in one line."""
    entries = [project.package.dataset(name) for name in dict.fromkeys(datasets)]
    told = dict.fromkeys(f"{entry.publisher}, {entry.series} ({released(entry.released)})" for entry in entries)
    return "Source: " + "; ".join(told)


def released(date: str) -> str:
    """A release date or month as words: "released 20 November 2025"; "release date not known" where none is."""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    parts = date.split("-")
    if len(parts) == 3:
        return f"released {int(parts[2])} {months[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return f"released {months[int(parts[1]) - 1]} {parts[0]}"
    return f"released {date}" if date and date != NOT_KNOWN else "release date not known"


def footnotes(project: Project, indicator: str, observed: Iterable[Observation]) -> tuple[str, ...]:
    """What a reader must know about these values: estimates, areas left out, missing members, flags, bounds, breaks."""
    seen = list(observed)
    definition = project.catalogue.indicator(indicator)
    notes: list[str] = []
    if any(one.estimate for one in seen):
        weight = next((w.title for w in project.indicators.weights if w.id == definition.aggregate.by), "a weight")
        estimated = [one.area for one in seen if one.estimate]
        members = _members_noun(project, estimated)
        mean = f"the mean of its {members}' figures, weighted by {_lower(weight)}"
        notes.append(f"Our own estimate for {_names(project, estimated)}: {mean}.")
    # A district's ratio has the method too, but is made of its own two published parts: there is nothing to tell.
    elif added := [one.area for one in seen if one.method in {"sum", "ratio"} and project.areas.children(one.area)]:
        members = _members_noun(project, added)
        notes.append(f"Our own figure for {_names(project, added)}: added up from those published for its {members}.")
    missing = {name for one in seen for name in one.missing if name != one.area}
    if missing:
        notes.append(f"Without a figure, so not part of the total: {_names(project, missing)}.")
    if alone := [one.area for one in seen if one.area in one.missing and one.area not in missing]:
        notes.append(f"Without a figure: {_names(project, alone)}.")
    if definition.apart and (apart := _apart_nearby(project, seen)):
        others = project.areas.level(apart[0]).plural
        notes.append(
            f"{_capital(_names(project, apart))} is part of totals but not shown among the {others}: with so few "
            "residents its figures cannot be set beside theirs."
        )
    if any(one.lower is not None for one in seen):
        notes.append("The figures come from a survey: the range shown is the 95 % confidence interval.")
    if any(one.estimate and one.lower is not None for one in seen):
        notes.append("The interval of our own estimate is an approximation from those of its members.")
    for flag in sorted({flag for one in seen for flag in one.flags}):
        flagged = list(dict.fromkeys(one.area for one in seen if flag in one.flags))
        every = len(flagged) > 2 and len(flagged) == len({one.area for one in seen})
        areas = "all areas shown" if every else _names(project, flagged)
        notes.append(f"{_capital(project.package.flags.get(flag, flag)).rstrip('.')}: {areas}.")
    if definition.status == "in-development":
        notes.append("The publisher labels these statistics as in development.")
    elif definition.status == "experimental":
        notes.append("The publisher labels these statistics as experimental.")
    elif definition.status == "historic":
        notes.append("Historic figures: nothing later is in the data of this book.")
    if definition.prices == "current" and not any("real" in note for note in notes):
        notes.append("In current prices, which rise with inflation.")
    return tuple(notes)


def _apart_nearby(project: Project, seen: Sequence[Observation]) -> list[str]:
    """The areas that stand apart and belong to the first area seen, or to the same parent as one of the areas seen.

    The first is the page's own; a comparator further on that contains such an area is no reason to speak of it.
    """
    tree = project.areas
    parents = {tree.get(one.area).parent for one in seen if not tree.children(one.area)}
    first = {seen[0].area} if seen else set()
    return [
        area.id
        for area in tree
        if area.apart and (area.parent in parents or first & {one.id for one in tree.ancestors(area.id)})
    ]


def _names(project: Project, areas: Iterable[str]) -> str:
    names = [project.areas.in_sentence(area) for area in dict.fromkeys(areas)]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def _members_noun(project: Project, areas: Iterable[str]) -> str:
    """What the smallest areas that these are made of are called."""
    return " and ".join(
        dict.fromkeys(project.areas.level(m.id).plural for area in areas for m in project.areas.members(area))
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
