"""A page as its notebook sees it: one area, the verbs of prose, and charts and tables that word their own headlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from lisbook.catalogue import Observation
from lisbook.charts.chart import Chart
from lisbook.charts.points import Break, ChartText
from lisbook.charts.trend import trend_chart
from lisbook.config.indicators import Indicator
from lisbook.errors import UsageError
from lisbook.files import canonical_json
from lisbook.pages.headlines import (
    Headline,
    extremes_headline,
    gap_headline,
    positions_headline,
    trend_headline,
)
from lisbook.pages.outputs import PageTable, chart_extra
from lisbook.pages.tables import indicators_table, members_table
from lisbook.pages.values import footnotes, point_of, source_line
from lisbook.periods import parse_period
from lisbook.project import Project, find_root, load_project
from lisbook.prose.phrases import Phrase
from lisbook.prose.records import Figure, figure_id
from lisbook.prose.verbs import Verbs
from lisbook.statistics.prices import in_real_terms
from lisbook.statistics.rank import measure_spread, without_marked
from lisbook.statistics.refusals import RefusedError


def open_page(area: str | None = None, project: str | Path | None = None) -> Page:
    """The page of an area, with its data at hand.

    The project is the nearest one from the working directory upwards, or the folder given. UsageError when there is
    none or it has no such area; ProjectError with every problem when its configuration cannot be read.
    """
    root = find_root(Path.cwd()) if project is None else Path(project)
    return Page(_opened(str(root.resolve())), area)


@lru_cache(maxsize=4)
def _opened(root: str) -> Project:
    return load_project(Path(root))


class Page:
    """One area's page. `verbs` go into sentences; charts and tables are shown as the last value of a cell."""

    def __init__(self, project: Project, area: str | None) -> None:
        self.project = project
        self.area = None if area is None else project.areas.get(area)
        self._verbs: Verbs = project.verbs(area)
        self.verbs: Mapping[str, Callable[..., Phrase]] = self._verbs.table()

    def trend_chart(self, indicator: str, since: str | None = None, against: Sequence[str] | None = None) -> Chart:
        """Lines over time for the page's area and its comparators; money in current prices is drawn in real terms.

        `since`: the year of the first period shown. The headline says what the data say of the page's area.
        """
        with self.project.catalogue.recording() as reads:
            area = self._own()
            definition = self.project.catalogue.indicator(indicator)
            others = [other.id for other in self.project.areas.comparators(area)] if against is None else against
            lines = [self._line(indicator, name, since) for name in (area, *others)]
            lines = [line for line in lines if line]
            if not lines or lines[0][0].area != area:
                raise UsageError(f"{indicator} has no figures for {area}: choose another indicator for its chart.")
            first, last = lines[0][0], lines[0][-1]
            headline = trend_headline(self.project, self._verbs, first, last)
            real = definition.prices == "current"
            seen = [observed for line in lines for observed in line]
            notes = [*footnotes(self.project, indicator, seen)]
            if real:
                base = self._verbs.ask.deflator().base_year  # whatever the last year drawn
                notes = [note for note in notes if "current prices" not in note]
                deflator = self.project.catalogue.deflator_source
                notes.append(f"In the prices of {base}; {deflator.title if deflator else ''}.")
            text = self._text(
                definition,
                "trend",
                headline.text,
                self._span(lines),
                seen,
                tuple(notes),
                suffix=" in real terms" if real else "",
            )
            points = [
                [point_of(self.project, observed, "comparator" if index else "main") for observed in line]
                for index, line in enumerate(lines)
            ]
            breaks = [Break(parse_period(start).start.isoformat()) for start in definition.breaks]
            chart = trend_chart(text, points, breaks=breaks)
        return self._with_ledger(chart, definition, seen, headline, reads)

    def members_chart(self, indicator: str, period: str = "latest", against: str | None = None) -> Chart:
        """The areas it is made of: ranked bars where the data permit, else dots with their intervals and no ranking."""
        from lisbook.charts.bar import bar_chart
        from lisbook.charts.interval import interval_chart

        with self.project.catalogue.recording() as reads:
            area = self._own()
            definition = self.project.catalogue.indicator(indicator)
            members = self.project.catalogue.members(indicator, area, period)
            when = members[0].period
            names = [against] if against else [area, *(other.id for other in self.project.areas.comparators(area))]
            references = [self.project.catalogue.observe(indicator, name, when) for name in names]
            bounded = any(one.lower is not None for one in members) or not definition.ranked
            references = [one for one in references if one.value is not None][: 1 if bounded else 2]  # those drawn
            seen = [*members, *references]
            points = [point_of(self.project, one, "member") for one in members]
            marks = [point_of(self.project, one, "comparator") for one in references]
            if bounded or len(members) < 2:
                headline = positions_headline(self.project, members, references)
            else:
                headline = extremes_headline(self.project, members)
            notes = footnotes(self.project, indicator, seen)
            text = self._text(definition, "members", headline.text, when.label, seen, notes)
            chart = interval_chart(text, points, next(iter(marks), None)) if bounded else bar_chart(text, points, marks)
        return self._with_ledger(chart, definition, seen, headline, reads)

    def map_chart(self, indicator: str, period: str = "latest") -> Chart:
        """Where it is high and low, over all areas of the members' level; this page's own are outlined."""
        from lisbook.charts.maps import map_chart

        with self.project.catalogue.recording() as reads:
            area = self._own()
            definition = self.project.catalogue.indicator(indicator)
            own = self.project.areas.members(area)
            whole = (self.project.areas.get(area), *self.project.areas.ancestors(area))
            widest = [one for one in whole if own[0].level in {m.level for m in self.project.areas.members(one.id)}]
            within = [one for one in widest if any(one.id == page.area for page in self.project.pages)][-1]
            members = self.project.catalogue.members(indicator, within.id, period, apart=True)
            shown = [
                replace(one, value=None, status="not-applicable")
                if definition.apart and self.project.areas.get(one.area).apart
                else one
                for one in members
            ]
            points = [point_of(self.project, one, "member") for one in shown]
            plain = [one for one in shown if one.value is not None]
            if any(one.lower is not None for one in plain) or not definition.ranked:
                references = [self.project.catalogue.observe(indicator, within.id, members[0].period)]
                headline = positions_headline(self.project, plain, [one for one in references if one.value is not None])
            else:
                headline = extremes_headline(self.project, plain)
            notes = footnotes(self.project, indicator, plain)
            text = self._text(
                definition, "map", headline.text, members[0].period.label, plain, notes, place=within.name
            )
            highlight = [] if within.id == area else [one.id for one in own]
            boundaries = self.project.boundaries
            chart = map_chart(text, points, boundaries, highlight=highlight)
        return self._with_ledger(chart, definition, plain, headline, reads)

    def gap_chart(self, indicator: str, since: str | None = None) -> Chart:
        """The highest and the lowest member of each period, and the range between them."""
        from lisbook.charts.gap import gap_chart

        with self.project.catalogue.recording() as reads:
            area = self._own()
            definition = self.project.catalogue.indicator(indicator)
            periods = sorted(
                {
                    period
                    for member in self.project.areas.members(area)
                    for period in self.project.catalogue.periods(indicator, member.id)
                    if since is None or period.year >= int(since)
                }
            )
            tops, bottoms, spreads = [], [], []
            for period in periods:
                members = [self._real(one) for one in self.project.catalogue.members(indicator, area, period)]
                valued = without_marked([one for one in members if one is not None and one.value is not None])
                if len(valued) >= 2:
                    tops.append(max(valued, key=lambda one: (one.value or 0.0, one.area)))
                    bottoms.append(min(valued, key=lambda one: (one.value or 0.0, one.area)))
                    spreads.append(measure_spread(valued))
            if not tops:
                raise UsageError(f"{indicator} has too few figures for the members of {area}: no gap can be drawn.")
            headline = gap_headline(self.project, spreads[0], spreads[-1])
            span = f"{tops[0].period.label} to {tops[-1].period.label}"
            notes = [n for n in footnotes(self.project, indicator, [*tops, *bottoms]) if "current prices" not in n]
            if definition.prices == "current":
                notes.append(f"In the prices of {self._verbs.ask.deflator().base_year}.")
            suffix = " in real terms" if definition.prices == "current" else ""
            text = self._text(definition, "gap", headline.text, span, [*tops, *bottoms], tuple(notes), suffix=suffix)
            chart = gap_chart(
                text,
                [point_of(self.project, one, "member") for one in tops],
                [point_of(self.project, one, "member") for one in bottoms],
                [],
            )
        return self._with_ledger(chart, definition, [*tops, *bottoms], headline, reads)

    def table(self, indicators: Sequence[str], caption: str, since: str | None = None) -> PageTable:
        """One row for each indicator: latest period, the page's area, its comparators, the change since a year."""
        with self.project.catalogue.recording() as reads:
            table, figures, claims = indicators_table(
                self.project, self._verbs, self._own(), indicators, caption, since
            )
        return PageTable(table, figures, claims, frozenset(reads))

    def members_table(self, indicators: Sequence[str], caption: str, period: str = "latest") -> PageTable:
        """One row for each area it is made of, one column for each indicator."""
        with self.project.catalogue.recording() as reads:
            table, figures = members_table(self.project, self._own(), indicators, caption, period)
        return PageTable(table, figures, (), frozenset(reads))

    # -- shared -------------------------------------------------------------------------------------------------------

    def _own(self) -> str:
        if self.area is None:
            raise UsageError("This page is about no area: open it with open_page(area).")
        return self.area.id

    def _line(self, indicator: str, area: str, since: str | None) -> list[Observation]:
        series = self.project.catalogue.series(indicator, area)
        kept = [one for one in series if since is None or one.period.year >= int(since)]
        return [real for one in kept if (real := self._real(one)) is not None]

    def _real(self, observed: Observation) -> Observation | None:
        """In real terms where the indicator is in current prices; None for years without a price level."""
        if self.project.catalogue.indicator(observed.indicator).prices != "current":
            return observed
        try:
            return in_real_terms(observed, self._verbs.ask.deflator())
        except RefusedError:
            return None

    def _span(self, lines: Sequence[Sequence[Observation]]) -> str:
        periods = sorted({observed.period for line in lines for observed in line})
        return periods[0].label if len(periods) == 1 else f"{periods[0].label} to {periods[-1].label}"

    def _text(
        self,
        definition: Indicator,
        kind: str,
        title: str,
        when: str,
        seen: Sequence[Observation],
        notes: tuple[str, ...],
        *,
        suffix: str = "",
        place: str | None = None,
    ) -> ChartText:
        unit = self.project.catalogue.unit(definition.id)
        where = place or (self.area.name if self.area else "")
        datasets = sorted({name for observed in seen for name in observed.datasets})
        said = [] if unit.axis.lower() in definition.title.lower() else [unit.axis]  # no "Jobs, jobs"
        return ChartText(
            id=figure_id(definition.id, kind),
            title=title,
            subtitle=", ".join([definition.title + suffix, *said, where, when]),
            source=source_line(self.project, [definition.dataset, *(n for n in datasets if n != definition.dataset)]),
            unit_axis=unit.axis,
            notes=notes,
        )

    def _with_ledger(
        self,
        chart: Chart,
        definition: Indicator,
        seen: Sequence[Observation],
        headline: Headline,
        reads: set[tuple[str, str]],
    ) -> Chart:
        """The chart with its ledger entry, the figures and claims of its headline, and the slices it was read from."""
        periods = sorted({observed.period for observed in seen})
        entry = Figure(
            id=chart.text.id,
            text=chart.text.title,
            unit=definition.unit,
            measure="chart",
            indicator=definition.id,
            area=self._own(),
            codes=tuple(sorted({code for observed in seen for code in observed.codes})),
            period=periods[-1].iso,
            against=None if len(periods) == 1 else periods[0].iso,
            estimate=any(observed.estimate for observed in seen),
            excluded=tuple(sorted({name for observed in seen for name in observed.excluded})),
            flags=tuple(sorted({flag for observed in seen for flag in observed.flags})),
            datasets=tuple(sorted({name for observed in seen for name in observed.datasets})),
        )
        extra: dict[str, Any] = chart_extra((entry, *headline.figures), headline.claims, reads)
        assert canonical_json(extra)  # metadata is JSON, or it would be lost on the way
        return chart.with_extra(extra)
