"""Figures made of observations: the printed text and the entry in the ledger, in one place for every measure."""

from __future__ import annotations

from lisbook.catalogue import Observation
from lisbook.config.indicators import Indicator
from lisbook.prose.expressions import ExpressionError
from lisbook.prose.questions import Questions, known
from lisbook.prose.records import Figure, figure_id
from lisbook.statistics.change import Change
from lisbook.statistics.compare import compare_observations
from lisbook.statistics.rank import Place
from lisbook.statistics.rounding import render_difference, render_number, render_percent, render_value
from lisbook.statistics.words import render_place


class Figures:
    """Makes the figures of one page. `area` and `period` are as the verb was given them: they make the figure's id."""

    def __init__(self, ask: Questions) -> None:
        self.ask = ask

    def difference_text(self, indicator: str, value: float) -> str:
        """A difference in the indicator's unit, without its sign."""
        return render_difference(value, self.ask.catalogue.unit(indicator), self.ask.decimals(indicator))

    def value(self, observed: Observation, area: str | None, period: str) -> Figure:
        """The value itself."""
        text = render_value(
            known(observed), self.ask.catalogue.unit(observed.indicator), self.ask.decimals(observed.indicator)
        )
        return self.derived((observed,), "value", known(observed), text, area, period)

    def change(self, change: Change, area: str | None, period: str, against: str) -> Figure:
        """The size of a change: in the unit for rates, in percent for levels."""
        definition = self.ask.catalogue.indicator(change.later.indicator)
        in_points = change.terms == "relative" or self.ask.catalogue.unit(definition.id).difference_suffix is not None
        if change.terms == "relative":
            value, text = change.difference, f"{render_number(abs(change.difference), 1)} percentage points"
        elif in_points or change.percent is None:
            value, text = change.difference, self.difference_text(definition.id, change.difference)
        else:
            value, text = change.percent, render_percent(change.percent)
        both = (change.later, change.earlier)
        return self.derived(both, "change", value, text, area, period, against=change.earlier.period.iso, since=against)

    def relation(self, measure: str, indicator: str, where: str, area: str | None, period: str, against: str) -> Figure:
        """A difference, ratio or share between two areas in one period."""
        own, other = self.ask.pair(indicator, where, self.ask.area(against), period)
        compare_observations(own, other)  # refuses unlike periods and missing values
        one, base = known(own), known(other)
        definition = self.ask.catalogue.indicator(indicator)
        if measure == "difference":
            value, text = one - base, self.difference_text(indicator, one - base)
        elif base == 0:
            raise ExpressionError(f"{indicator} of {against} is zero", "A ratio needs another base.")
        elif measure == "ratio":
            value, text = one / base, render_number(one / base, 1)
        elif definition.aggregate.rule != "sum":
            raise ExpressionError(f"{indicator} is no sum, so has no shares", 'Use measure="ratio".')
        else:
            value, text = 100 * one / base, render_percent(100 * one / base)
        return self.derived((own, other), measure, value, text, area, period, against=other.area)

    def place(self, indicator: str, where: str, area: str | None, period: str) -> Figure:
        """The place of an area in words; ExpressionError where none may be stated."""
        own, place = self.ask.place(indicator, where, period)
        if place is None:
            raise ExpressionError(
                f"{indicator} permits no rank for {where}", "Use rank(), which then gives the position."
            )
        return self.rank_of(own, place, area, period)

    def rank_of(self, own: Observation, place: Place, area: str | None, period: str) -> Figure:
        """A place in words."""
        return self.derived((own,), "rank", float(place.from_top), render_place(place), area, period)

    def derived(
        self,
        observed: tuple[Observation, ...],
        measure: str,
        value: float,
        text: str,
        area: str | None,
        period: str,
        *,
        against: str | None = None,
        since: str | None = None,
    ) -> Figure:
        """The ledger's entry for a number made of these observations; the first is the one it is about."""
        first = observed[0]
        definition: Indicator = self.ask.catalogue.indicator(first.indicator)
        named = area if area and area != self.ask.own_area else None
        other = against if since is None else since
        suffix = "-".join(part for part in (other, None if period == "latest" else period) if part)
        bounds = (
            None if first.lower is None or first.upper is None or measure != "value" else (first.lower, first.upper)
        )
        return Figure(
            id=figure_id(first.indicator, measure, named, _slug(suffix) or None),
            text=text,
            value=value,
            unit=definition.unit,
            measure=measure,
            indicator=first.indicator,
            area=first.area,
            codes=tuple(sorted({code for one in observed for code in one.codes})),
            period=first.period.iso,
            against=against,
            bounds=bounds,
            estimate=any(one.estimate for one in observed),
            excluded=tuple(sorted({name for one in observed for name in one.excluded})),
            flags=tuple(sorted({flag for one in observed for flag in one.flags})),
            datasets=tuple(sorted({name for one in observed for name in one.datasets})),
        )


def _slug(text: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in text).strip("-").lower()
