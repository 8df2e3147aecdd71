"""What the verbs ask of the data: observations that may be set side by side, changes, places, doubt."""

from __future__ import annotations

from dataclasses import replace

from lisbook.areas import AreaTree
from lisbook.catalogue import Catalogue, Observation
from lisbook.periods import Period
from lisbook.prose.expressions import ExpressionError
from lisbook.statistics.change import Change, measure_change
from lisbook.statistics.prices import Deflator, make_deflator, measure_real_change, measure_relative_change
from lisbook.statistics.rank import Place, place_of, without_marked

_LEAST_RANKED = 3  # of two, a comparison says as much


def known(observed: Observation) -> float:
    """The value of an observation that was asked for with one."""
    assert observed.value is not None  # refused before it comes to this
    return observed.value


class Questions:
    """The questions of one page. What the data do not support is refused with an ExpressionError or a LisBookError."""

    def __init__(self, catalogue: Catalogue, own_area: str | None) -> None:
        self.catalogue = catalogue
        self.areas: AreaTree = catalogue.areas
        self.own_area = own_area

    def area(self, area: str | None) -> str:
        """The area named, or the page's own; its id."""
        where = area or self.own_area
        if where is None:
            raise ExpressionError("the page is about no area", "Name one: area=….")
        return self.areas.get(where).id

    def name(self, area: str) -> str:
        """The area's name as a sentence needs it."""
        return self.areas.in_sentence(area)

    def decimals(self, indicator: str) -> int:
        """Printed decimals: the indicator's own, else its unit's."""
        found = self.catalogue.indicator(indicator)
        return self.catalogue.unit(indicator).decimals if found.decimals is None else found.decimals

    def observe(self, indicator: str, area: str, period: str) -> Observation:
        """The observation, which has a value; ExpressionError when it has none."""
        observed = self.catalogue.observe(indicator, area, period)
        if observed.value is None:
            what = f"{indicator} has no value for {area} in {observed.period.label} ({observed.status})"
            raise ExpressionError(what, "Choose another period, or another indicator.")
        return observed

    def pair(self, indicator: str, one: str, other: str, period: str) -> tuple[Observation, Observation]:
        """Both areas in one period: with "latest", the latest that both have."""
        when: str | Period = self.catalogue.latest_common(indicator, (one, other)) if period == "latest" else period
        own = self.catalogue.observe(indicator, one, when)
        return own, self.catalogue.observe(indicator, other, own.period)

    def members(self, indicator: str, area: str, period: str) -> tuple[Observation, ...]:
        """One observation for each of the smallest areas, those apart left out."""
        return self.catalogue.members(indicator, area, period)

    def alike(
        self, indicator: str, area: str, reference: str, period: str
    ) -> tuple[tuple[Observation, ...], Observation]:
        """The members and another area in the same period."""
        members = self.members(indicator, area, period)
        return members, self.catalogue.observe(indicator, reference, members[0].period)

    def deflator(self) -> Deflator:
        """The price level that config/indicators.yml names."""
        source = self.catalogue.deflator_source
        if source is None:
            raise ExpressionError("no deflator is configured", "Name one in config/indicators.yml: deflator.")
        series = []
        for reference in (source.current, source.chained):
            dataset, measure = reference.split("/")
            rows = self.catalogue.slice(dataset, measure, source.code)
            series.append({row.period.year: row.value for row in rows if row.value is not None})
        return make_deflator(series[0], series[1])

    def change(self, indicator: str, area: str, since: str, period: str, relative_to: str | None = None) -> Change:
        """The change since a period: money in real terms, or relative to another area; our estimates with their doubt."""
        definition = self.catalogue.indicator(indicator)
        later, earlier = self.observe(indicator, area, period), self.observe(indicator, area, since)
        rounding = self.catalogue.resolution(indicator)
        if relative_to is not None:
            reference = self.area(relative_to)
            references = tuple(self.catalogue.observe(indicator, reference, one.period) for one in (earlier, later))
            change = measure_relative_change(earlier, later, (references[0], references[1]), definition, rounding)
        elif definition.prices == "current":
            change = measure_real_change(earlier, later, definition, self.deflator(), rounding)
        else:
            change = measure_change(earlier, later, definition, rounding)
        # In whichever terms: a part of the later value, which is the same part of it in other prices or of another area.
        doubt = self.catalogue.uncertainty(indicator, earlier, later) / (abs(known(later)) or 1.0)
        if doubt and abs(change.difference) <= doubt * abs(known(change.later)):
            return replace(change, trend="showed no clear change")
        return change

    def place(self, indicator: str, area: str, period: str) -> tuple[Observation, Place | None]:
        """The observation and its place among its rivals; None where no place may be stated."""
        own = self.observe(indicator, area, period)
        ranked = self.rivals(indicator, area, own.period)
        others = [rival for rival in ranked if rival.area != area]
        among = len(others) == len(ranked) - 1 and len(ranked) >= _LEAST_RANKED
        fit = among and self.catalogue.indicator(indicator).ranked
        estimates = [rival for rival in others if own.estimate or rival.estimate]
        unclear = any(abs(known(own) - known(one)) <= self.least(indicator, own, one) for one in estimates)
        if not fit or unclear:
            return own, None
        return own, place_of(area, ranked, self.catalogue.resolution(indicator))

    def rivals(self, indicator: str, area: str, period: Period) -> tuple[Observation, ...]:
        """Those an area is ranked among, itself included: of its level, with a value, none of them marked or apart."""
        definition = self.catalogue.indicator(indicator)
        found = [
            self.catalogue.observe(indicator, rival.id, period)
            for rival in self.areas.at_level(self.areas.get(area).level)
            if not (definition.apart and rival.apart)
        ]
        return without_marked([observed for observed in found if observed.value is not None])

    def least(self, indicator: str, *observed: Observation) -> float:
        """The difference that must be exceeded: the publisher's rounding, or what our own estimates may be off by."""
        return max(self.catalogue.resolution(indicator), self.catalogue.uncertainty(indicator, *observed))
