"""Tables of a page: indicators by area and its comparators, and members by indicator."""

from __future__ import annotations

from collections.abc import Sequence

from lisbook.pages.values import footnotes, source_line, value_text
from lisbook.project import Project
from lisbook.prose.expressions import ExpressionError
from lisbook.prose.records import Claim, Figure
from lisbook.prose.verbs import Verbs
from lisbook.tables import Column, DataTable


def indicators_table(
    project: Project, verbs: Verbs, area: str, indicators: Sequence[str], caption: str, since: str | None
) -> tuple[DataTable, tuple[Figure, ...], tuple[Claim, ...]]:
    """One row for each indicator; all values of a row are of the area's latest period, which the row names."""
    comparators = project.areas.comparators(area)
    columns = [Column("Measure"), Column("Period"), Column(project.areas.get(area).name, numeric=True)]
    columns += [Column(other.name, numeric=True) for other in comparators]
    if since is not None:
        columns.append(Column(f"Change in {project.areas.get(area).name} since {since}"))
    rows: list[tuple[str, ...]] = []
    figures: list[Figure] = []
    claims: list[Claim] = []
    notes: dict[str, list[str]] = {}
    datasets: list[str] = []
    for indicator in indicators:
        own = project.catalogue.observe(indicator, area)
        cells = [project.catalogue.indicator(indicator).title, own.period.label]
        seen = [own, *(project.catalogue.observe(indicator, other.id, own.period) for other in comparators)]
        for observed in seen:
            cells.append(value_text(project, observed))
            if observed.value is not None:
                figures += verbs.figure(indicator, area=observed.area, period=observed.period.iso).figures
        if since is not None:
            try:
                phrase = verbs.trend(indicator, since=since, area=area)
            except ExpressionError:
                # A break, pooled years, prices without a deflator; or nothing to compare with at all.
                earlier = any(period.year <= int(since) for period in project.catalogue.periods(indicator, area))
                cells.append("not comparable" if earlier else "no earlier figure")
            else:
                cells.append(phrase.text)
                figures += phrase.figures
                claims += phrase.claims
        # A comparator without a published value is an estimate of ours as well.
        for note in footnotes(project, indicator, [own, *(one for one in seen[1:] if one.estimate)]):
            if "confidence" not in note:  # the table prints no intervals
                notes.setdefault(note, []).append(project.catalogue.indicator(indicator).title)
        datasets += own.datasets
        rows.append(tuple(cells))
    said = (f"{'; '.join(titles)}: {note}" for note, titles in notes.items())
    table = DataTable(caption, tuple(columns), tuple(rows), (*said, source_line(project, datasets)))
    return table, tuple(figures), tuple(claims)


def members_table(
    project: Project, area: str, indicators: Sequence[str], caption: str, period: str
) -> tuple[DataTable, tuple[Figure, ...]]:
    """One row for each member, one column for each indicator with its unit and period."""
    verbs = project.verbs(area)
    columns = [Column("Area")]
    by_area: dict[str, list[str]] = {}
    datasets: list[str] = []
    notes: list[str] = []
    figures: list[Figure] = []
    for member in project.areas.members(area):
        by_area[member.id] = [member.name]
    for indicator in indicators:
        definition = project.catalogue.indicator(indicator)
        observed = project.catalogue.members(indicator, area, period, apart=True)
        columns.append(Column(f"{definition.title}, {observed[0].period.label}", numeric=True))
        for one in observed:
            if definition.apart and project.areas.get(one.area).apart:
                by_area[one.area].append("not shown")
                continue
            by_area[one.area].append(value_text(project, one))
            if one.value is not None:
                figures += verbs.figure(indicator, area=one.area, period=one.period.iso).figures
        datasets += [name for one in observed for name in one.datasets]
        notes += footnotes(project, indicator, [one for one in observed if one.value is not None])
    rows = tuple(tuple(cells) for cells in by_area.values())
    ordered = tuple(dict.fromkeys(notes))
    table = DataTable(caption, tuple(columns), rows, (*ordered, source_line(project, datasets)))
    return table, tuple(figures)
