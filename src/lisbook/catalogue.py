"""The catalogue: every value of every indicator, for areas that publishers know and for areas made of others.

A value is taken where it is best, in this order:
1. the publisher's own: the area has a code and the dataset a row with a value (of a ratio without a published value:
   both parts);
2. computed from the smallest areas it is made of, the one way the indicator allows: sum, ratio of sums, weighted mean;
3. none, with a status that says why.

Rules of the second way (DESIGN, statistics):
- A sum leaves nobody out: one member without a value and there is no sum, since leaving it out would count it as zero.
- In ratios and weighted means the members with a value hold at least 95 % of the weight, the others are named in
  `missing`. Every member's weight must be known, or nobody could tell what is missing. Where the area's own weight is
  published, the members must also hold 95 % of that.
- Where a publisher gives limits for some members, a value without limits is not usable (surveys: a sample too small to
  judge).
- Weights are of the year of the period: the one it starts in, for several pooled years the middle one. Where that
  year's weights are not out, the latest earlier ones of up to two years before serve, the same year for all members;
  then the mean is an estimate.
- An area with one child only is not made of it (the United Kingdom is more than England).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from lisbook.areas import AreaTree
from lisbook.config.areas import Area
from lisbook.config.indicators import Indicator, IndicatorsFile, Unit, Weight
from lisbook.errors import LisBookError, UsageError, suggest
from lisbook.periods import Period, parse_period
from lisbook.statistics.aggregate import (
    coverage,
    is_covered,
    ratio_of_sums,
    sum_of,
    weighted_half_width,
    weighted_mean,
)
from lisbook.statistics.observations import Method, Observation, reference_year

if TYPE_CHECKING:
    from lisbook.data.table import Row

__all__ = [
    "Catalogue",
    "DataMissingError",
    "Observation",
    "PublishedGap",
    "Recorder",
    "TableSource",
]

Read = tuple[str, str]  # dataset, area code
T = TypeVar("T")
_YEARS_BACK = 2  # how far weights of an earlier year may stand in


class TableSource(Protocol):
    """Where rows come from: the datasets of a project, or a table made up in a test."""

    def slice(self, dataset: str, measure: str, area_code: str) -> tuple[Row, ...]:
        """Rows of one measure and area, oldest first; none when the dataset has no such rows."""

    def measures(self, dataset: str) -> Sequence[str]:
        """Measures the dataset holds."""


class Recorder(Protocol):
    """Is told of every slice that an answer stands on, found or found missing."""

    def read(self, dataset: str, area_code: str) -> None:
        """The slice of a dataset for an area was read."""


class DataMissingError(LisBookError):
    """An indicator has no value at all for an area, or none in the year asked for; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class PublishedGap:
    """Our aggregate beside the publisher's own value for the same area and period, both in the indicator's unit."""

    period: Period
    ours: float
    published: float

    @property
    def difference(self) -> float:
        """Ours less published, in the indicator's unit."""
        return self.ours - self.published

    @property
    def percent(self) -> float | None:
        """The difference in percent of the published value; None where that is zero."""
        return 100 * self.difference / abs(self.published) if self.published else None


@dataclass(frozen=True, slots=True)
class _Member:
    """What one member brings to an aggregate: its own observation, its weight, and for a ratio its two parts."""

    observed: Observation
    weight: float | None = None
    numerator: float | None = None
    denominator: float | None = None


class Catalogue:
    """Answers questions about values; reads each slice once, tells the recorder of every slice an answer stands on."""

    def __init__(
        self, areas: AreaTree, indicators: IndicatorsFile, tables: TableSource, recorder: Recorder | None = None
    ) -> None:
        self.areas = areas
        self.recorder = recorder
        self._indicators = {indicator.id: indicator for indicator in indicators.indicators}
        self._units = {unit.id: unit for unit in indicators.units}
        self._weights = {weight.id: weight for weight in indicators.weights}
        self._tables = tables
        self.deflator_source = indicators.deflator  # where the price level comes from; None where none is configured
        self._listening: list[set[Read]] = []
        self._memory: dict[tuple[object, ...], tuple[object, frozenset[Read]]] = {}

    # -- what there is ------------------------------------------------------------------------------------------------

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the configuration."""
        return tuple(self._indicators.values())

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator; UsageError with a suggestion when there is none of that id."""
        try:
            return self._indicators[indicator_id]
        except KeyError:
            known = suggest(indicator_id, self._indicators)
            raise UsageError(f"There is no indicator {indicator_id!r}. {known}") from None

    def unit(self, indicator_id: str) -> Unit:
        """The unit in which the indicator's values are printed."""
        return self._units[self.indicator(indicator_id).unit]

    def resolution(self, indicator_id: str) -> float:
        """The difference, in the indicator's unit, up to which two values count as not different.

        The publisher's rounding; where the configuration names none, one step of the last printed digit, so that prose
        never says that a value rose from 5.1 to 5.1.
        """
        indicator = self.indicator(indicator_id)
        if indicator.rounded_to is not None:
            return indicator.rounded_to
        decimals = self.unit(indicator_id).decimals if indicator.decimals is None else indicator.decimals
        return float(f"1e-{decimals}")

    def uncertainty(self, indicator_id: str, *observed: Observation) -> float:
        """How far our own estimates may be off, in the indicator's unit: the gap that `check` admits; 0 for the others.

        The gap is measured where the publisher's value is known, so it is a guide where it is not.
        """
        check = self.indicator(indicator_id).aggregate.check
        sizes = [abs(one.value) for one in observed if one.estimate and one.value is not None]
        if check is None or not sizes:
            return 0.0
        return check.largest * (max(sizes) / 100 if check.unit == "percent" else 1)

    def periods(self, indicator_id: str, area_id: str) -> tuple[Period, ...]:
        """Periods for which the area has a value, oldest first."""
        return tuple(observed.period for observed in self.series(indicator_id, area_id))

    def latest(self, indicator_id: str, area_id: str) -> Period:
        """The last period for which the area has a value; DataMissingError when there is none at all."""
        indicator, area = self.indicator(indicator_id), self.areas.get(area_id)
        for period in reversed(self._listed(indicator, area)):
            if self._at(indicator, area, period).value is not None:
                return period
        raise DataMissingError(f"There is no value of {indicator.id} for {area.id}{self._why_none(indicator, area)}")

    def latest_common(self, indicator_id: str, area_ids: Sequence[str]) -> Period:
        """The last period for which all these areas have a value; DataMissingError when there is none."""
        shared = set.intersection(*(set(self.periods(indicator_id, area_id)) for area_id in area_ids))
        if not shared:
            names = ", ".join(area_ids)
            raise DataMissingError(f"There is no period in which {names} all have a value of {indicator_id}.")
        return max(shared)

    # -- values -------------------------------------------------------------------------------------------------------

    def observe(self, indicator_id: str, area_id: str, period: Period | str = "latest") -> Observation:
        """The value for an area and a period, or the observation that says by its status why there is none.

        `period` is a period, its ISO text, a year ("2019": the one period starting in it) or "latest". UsageError for
        a text that is none of these or a year in which several periods start; DataMissingError for a year in which
        none does.
        """
        indicator, area = self.indicator(indicator_id), self.areas.get(area_id)
        return self._at(indicator, area, self._period(indicator, area, period))

    def observe_without_apart(self, indicator_id: str, area_id: str, period: Period | str = "latest") -> Observation:
        """The value computed from the members not set apart (`excluded` names those); as `observe` when none is.

        For a value beside the area's own one (a region also shown without its business district). Always computed, since
        publishers do not give it; of an indicator that may not be aggregated there is none.
        """
        indicator, area = self.indicator(indicator_id), self.areas.get(area_id)
        when = self._period(indicator, area, period)
        members = self.areas.members(area.id)
        kept = tuple(member for member in members if not member.apart)
        if len(kept) == len(members):
            return self._at(indicator, area, when)
        left_out = tuple(member.id for member in members if member.apart)
        if indicator.aggregate.rule == "none" or not kept:
            return Observation(indicator.id, area.id, when, None, status="no-aggregate", excluded=left_out)

        def compute() -> Observation:
            made = self._aggregate(indicator, area, kept, when, whole=False)
            return replace(made, excluded=tuple(sorted({*made.excluded, *left_out})))

        return self._remember(("without apart", indicator.id, area.id, when), compute)

    def series(self, indicator_id: str, area_id: str) -> tuple[Observation, ...]:
        """All observations of an area that have a value, oldest first."""
        indicator, area = self.indicator(indicator_id), self.areas.get(area_id)
        every = (self._at(indicator, area, period) for period in self._listed(indicator, area))
        return tuple(observed for observed in every if observed.value is not None)

    def segments(self, indicator_id: str, area_id: str) -> tuple[tuple[Observation, ...], ...]:
        """The series cut at the indicator's breaks: what one line of a chart may join. Empty segments are left out."""
        breaks = sorted(parse_period(text).start for text in self.indicator(indicator_id).breaks)
        cut: dict[int, list[Observation]] = {}
        for observed in self.series(indicator_id, area_id):
            cut.setdefault(sum(start <= observed.period.start for start in breaks), []).append(observed)
        return tuple(tuple(part) for part in cut.values())

    def members(
        self, indicator_id: str, area_id: str, period: Period | str = "latest", *, apart: bool = False
    ) -> tuple[Observation, ...]:
        """One observation for each of the smallest areas an area is made of, those without a value included.

        Areas marked apart are left out for indicators that are (`apart` in the configuration), unless `apart` is asked
        for. "latest" is the last period in which any of them has a value.
        """
        indicator, area = self.indicator(indicator_id), self.areas.get(area_id)
        chosen = tuple(
            member for member in self.areas.members(area.id) if apart or not (indicator.apart and member.apart)
        )
        if period == "latest":
            last = [periods[-1] for member in chosen if (periods := self.periods(indicator.id, member.id))]
            if not last:
                raise DataMissingError(f"There is no value of {indicator.id} for any area in {area.id}.")
            when = max(last)
        else:
            when = self._period(indicator, chosen[0] if chosen else area, period, others=chosen)
        return tuple(self._at(indicator, member, when) for member in chosen)

    def gap_to_published(self, indicator_id: str, area_id: str) -> tuple[PublishedGap, ...]:
        """Our aggregate beside the publisher's own value, for every period that has both; oldest first.

        Nothing for an area that is not made of others and for an indicator that may not be aggregated.
        """
        indicator, area = self.indicator(indicator_id), self.areas.get(area_id)
        if indicator.aggregate.rule == "none" or not self._is_divided(area):
            return ()
        gaps = []
        for period in self._own_periods(indicator, area):
            own = self._own(indicator, area, period)
            ours = self._aggregate(indicator, area, self.areas.members(area.id), period)
            if own is not None and own.value is not None and ours.value is not None:
                gaps.append(PublishedGap(period, ours.value, own.value))
        return tuple(gaps)

    # -- reads --------------------------------------------------------------------------------------------------------

    def slice(self, dataset: str, measure: str, area_code: str) -> tuple[Row, ...]:
        """Rows of one measure and area, oldest first: the one place where slices are read, and told to the recorder."""

        def compute() -> tuple[Row, ...]:
            self._report({(dataset, area_code)})
            return self._tables.slice(dataset, measure, area_code)

        return self._remember(("slice", dataset, measure, area_code), compute)

    def yearly(self, reference: str, area_id: str) -> dict[int, float]:
        """Published values of `dataset/measure` for an area by year, in its unit: what a deflator is made of."""
        dataset, measure = reference.split("/")
        rows = self._rows(dataset, measure, self.areas.get(area_id)).values()
        return {reference_year(row.period): row.value for row in rows if row.value is not None}

    @contextmanager
    def recording(self) -> Iterator[set[Read]]:
        """A set that fills, while the block runs, with each (dataset, area code) that an answer stands on."""
        reads: set[Read] = set()
        self._listening.append(reads)
        try:
            yield reads
        finally:
            self._listening.pop()
            self._report(reads)

    def _report(self, reads: set[Read] | frozenset[Read]) -> None:
        """Tell the innermost listener, which passes on all it heard when it ends; without one, the recorder."""
        if self._listening:
            self._listening[-1].update(reads)
        elif self.recorder is not None:
            for dataset, area_code in sorted(reads):
                self.recorder.read(dataset, area_code)

    def _remember(self, key: tuple[object, ...], compute: Callable[[], T]) -> T:
        """The answer to a question, computed once; its reads are reported each time it is asked."""
        if key in self._memory:
            answer, heard = self._memory[key]
            self._report(heard)
            return cast(T, answer)
        with self.recording() as reads:
            fresh = compute()
        self._memory[key] = (fresh, frozenset(reads))
        return fresh

    def _rows(self, dataset: str, measure: str, area: Area) -> dict[Period, Row]:
        return {row.period: row for row in self.slice(dataset, measure, area.code)} if area.code else {}

    def _in_year(self, reference: str, area: Area, year: int) -> Row | None:
        """The row of `dataset/measure` whose period starts in the year, the last of several."""
        dataset, measure = reference.split("/")
        rows = [row for row in self.slice(dataset, measure, area.code) if row.period.year == year] if area.code else []
        return rows[-1] if rows else None

    # -- periods ------------------------------------------------------------------------------------------------------

    def _own_periods(self, indicator: Indicator, area: Area) -> tuple[Period, ...]:
        """Periods the publisher lists for the area, with or without a value."""
        found: set[Period] = set()
        if indicator.measure is not None:
            found |= self._rows(indicator.dataset, indicator.measure, area).keys()
        if indicator.aggregate.numerator is not None:
            dataset, measure = indicator.aggregate.numerator.split("/")
            found |= self._rows(dataset, measure, area).keys()
        return tuple(sorted(found))

    def _listed(self, indicator: Indicator, area: Area) -> tuple[Period, ...]:
        """Periods in which the area may have a value: its own, and its members' where it may be computed from them."""

        def compute() -> tuple[Period, ...]:
            found = set(self._own_periods(indicator, area))
            if indicator.aggregate.rule != "none" and self._is_divided(area):
                for member in self.areas.members(area.id):
                    found.update(self._own_periods(indicator, member))
            return tuple(sorted(found))

        return self._remember(("listed", indicator.id, area.id), compute)

    def _period(self, indicator: Indicator, area: Area, asked: Period | str, others: Sequence[Area] = ()) -> Period:
        if isinstance(asked, Period):
            return asked
        if asked == "latest":
            return self.latest(indicator.id, area.id)
        if re.fullmatch(r"\d{4}", asked):
            return self._period_of_year(indicator, area, int(asked), others)
        try:
            return parse_period(asked)
        except ValueError:
            form = 'write "latest", a year as in "2019", or a period as in "2019-01-01/P1Y"'
            raise UsageError(f"{asked!r} is no period: {form}.") from None

    def _period_of_year(self, indicator: Indicator, area: Area, year: int, others: Sequence[Area]) -> Period:
        listed: set[Period] = set()
        for one in (area, *others):
            listed.update(self._listed(indicator, one))
        found = sorted(period for period in listed if period.year == year)
        if len(found) == 1:
            return found[0]
        if found:
            choice = ", ".join(period.iso for period in found)
            raise UsageError(f"{indicator.id} has several periods that start in {year}: write one of {choice}.")
        raise DataMissingError(f"There is no value of {indicator.id} for {area.id} in {year}{self._range(listed)}")

    def _range(self, listed: set[Period]) -> str:
        return f": its periods run from {min(listed).iso} to {max(listed).iso}." if listed else "."

    def _why_none(self, indicator: Indicator, area: Area) -> str:
        statuses = {self._at(indicator, area, period).status for period in self._listed(indicator, area)}
        if statuses == {"missing"} and self._is_divided(area):
            return ": too few of its members have one in any period."
        if statuses:
            return f": {' or '.join(sorted(statuses))} in every period."
        if indicator.aggregate.rule == "none" and self._is_divided(area):
            return ": it is not published for the area, and may not be computed from its members."
        return ": it is not published for the area."

    # -- computing ----------------------------------------------------------------------------------------------------

    def _is_divided(self, area: Area) -> bool:
        """Whether an area is made of others. One child alone is a part of it, not the whole."""
        return len(self.areas.children(area.id)) > 1

    def _at(self, indicator: Indicator, area: Area, period: Period) -> Observation:
        return self._remember(("at", indicator.id, area.id, period), lambda: self._observe(indicator, area, period))

    def _observe(self, indicator: Indicator, area: Area, period: Period) -> Observation:
        own = self._own(indicator, area, period)
        if own is not None and own.value is not None:
            return own
        if self._is_divided(area):
            if indicator.aggregate.rule != "none":
                return self._aggregate(indicator, area, self.areas.members(area.id), period)
            return own or Observation(indicator.id, area.id, period, None, status="no-aggregate")
        return own or self._without_row(indicator, area, period)

    def _without_row(self, indicator: Indicator, area: Area, period: Period) -> Observation:
        return Observation(indicator.id, area.id, period, None, status="missing", missing=(area.id,))

    def _own(self, indicator: Indicator, area: Area, period: Period) -> Observation | None:
        """The publisher's own value, or its status; None where the publisher does not list the area and period."""
        row = self._rows(indicator.dataset, indicator.measure, area).get(period) if indicator.measure else None
        if row is not None and (row.value is not None or indicator.aggregate.rule != "ratio"):
            return Observation(
                indicator.id, area.id, period, row.value, row.lower, row.upper,
                status="" if row.value is not None else row.status or "missing", flags=row.flags,
                missing=() if row.value is not None else (area.id,),
                codes=(row.area_code,), datasets=(indicator.dataset,),
            )  # fmt: skip
        return self._own_ratio(indicator, area, period) if indicator.aggregate.rule == "ratio" else None

    def _own_ratio(self, indicator: Indicator, area: Area, period: Period) -> Observation | None:
        parts = self._parts(indicator, area, period)
        if parts is None:
            return None
        top, bottom = parts
        bare = Observation(
            indicator.id, area.id, period, None, flags=tuple(sorted({*top.flags, *bottom.flags})), method="ratio",
            codes=(top.area_code,), datasets=self._part_datasets(indicator),
        )  # fmt: skip
        if top.value is None or bottom.value is None:
            return replace(bare, status=top.status or bottom.status or "missing", missing=(area.id,))
        if bottom.value <= 0:
            return replace(bare, status="not-applicable", missing=(area.id,))
        return replace(bare, value=ratio_of_sums((top.value,), (bottom.value,), indicator.aggregate.scale))

    def _parts(self, indicator: Indicator, area: Area, period: Period) -> tuple[Row, Row] | None:
        """Rows of numerator and denominator; the denominator's of the same period, else of the same year."""
        rule = indicator.aggregate
        if rule.numerator is None or rule.denominator is None:
            return None
        top = self._row_at(rule.numerator, area, period)
        bottom = self._row_at(rule.denominator, area, period) or self._in_year(rule.denominator, area, period.year)
        return None if top is None or bottom is None else (top, bottom)

    def _row_at(self, reference: str, area: Area, period: Period) -> Row | None:
        dataset, measure = reference.split("/")
        return self._rows(dataset, measure, area).get(period)

    def _part_datasets(self, indicator: Indicator) -> tuple[str, ...]:
        parts = (indicator.aggregate.numerator, indicator.aggregate.denominator)
        return tuple(sorted({part.split("/")[0] for part in parts if part is not None}))

    def _aggregate(
        self, indicator: Indicator, area: Area, members: Sequence[Area], period: Period, *, whole: bool = True
    ) -> Observation:
        """The value of these members together. `whole`: they make up the area, and are held to its own weight."""
        match indicator.aggregate.rule:
            case "sum":
                return self._sum(indicator, area, members, period)
            case "ratio":
                return self._ratio(indicator, area, members, period, whole)
            case "weighted":
                return self._weighted(indicator, area, members, period, whole)
            case "none":
                return Observation(indicator.id, area.id, period, None, status="no-aggregate")

    def _sum(self, indicator: Indicator, area: Area, members: Sequence[Area], period: Period) -> Observation:
        brought = [
            _Member(self._own(indicator, member, period) or self._without_row(indicator, member, period))
            for member in members
        ]
        made = self._made(indicator, area, period, "sum", brought, (indicator.dataset,))
        values = [member.observed.value for member in brought if member.observed.value is not None]
        return made if made.missing else replace(made, value=sum_of(values), status="")

    def _ratio(
        self, indicator: Indicator, area: Area, members: Sequence[Area], period: Period, whole: bool
    ) -> Observation:
        brought = []
        for member in members:
            parts = self._parts(indicator, member, period)
            top, bottom = parts or (None, self._in_year(indicator.aggregate.denominator or "", member, period.year))
            observed = self._own_ratio(indicator, member, period) or self._without_row(indicator, member, period)
            weight = bottom.value if bottom else None
            brought.append(_Member(observed, weight, top.value if top else None, weight))
        own = self._in_year(indicator.aggregate.denominator or "", area, period.year) if whole else None
        made = self._made(indicator, area, period, "ratio", brought, self._part_datasets(indicator))
        if not self._covers(brought, own.value if own else None):
            return made
        pairs = [
            (member.numerator, member.denominator)
            for member in brought
            if member.numerator is not None and member.denominator is not None
        ]
        value = ratio_of_sums([top for top, _ in pairs], [bottom for _, bottom in pairs], indicator.aggregate.scale)
        return replace(made, value=value, status="", estimate=bool(made.missing))

    def _weighted(
        self, indicator: Indicator, area: Area, members: Sequence[Area], period: Period, whole: bool
    ) -> Observation:
        weight = self._weights[indicator.aggregate.by or ""]
        observed = [
            self._own(indicator, member, period) or self._without_row(indicator, member, period) for member in members
        ]
        if indicator.bounds and any(_half_width(one) is not None for one in observed):
            observed = [
                one if one.value is None or _half_width(one) is not None else replace(one, value=None, status="missing")
                for one in observed
            ]
        wanted = reference_year(period)
        year, weights = self._weights_near(weight, members, wanted)
        brought = [_Member(one, known) for one, known in zip(observed, weights, strict=True)]
        datasets = (indicator.dataset, *(ref.split("/")[0] for ref in (*weight.times, *weight.over)))
        made = self._made(indicator, area, period, "weighted", brought, datasets)
        own = self._weight_of(weight, area, year) if whole else None
        if not self._covers(brought, own):
            return made
        used = [
            (one.observed.value, one.weight, _half_width(one.observed))
            for one in brought
            if one.observed.value is not None and one.weight is not None
        ]
        shares = [share for _, share, _ in used]
        value = weighted_mean([value for value, _, _ in used], shares)
        halves = [half for _, _, half in used if half is not None]
        half = weighted_half_width(halves, shares) if indicator.bounds and len(halves) == len(shares) else None
        exact = indicator.aggregate.exact and not made.missing and year == wanted
        return replace(
            made, value=value, status="", estimate=not exact, weight_year=year,
            lower=None if half is None else value - half, upper=None if half is None else value + half,
        )  # fmt: skip

    def _made(
        self, indicator: Indicator, area: Area, period: Period, method: Method, brought: Sequence[_Member],
        datasets: Sequence[str],
    ) -> Observation:  # fmt: skip
        """An aggregate without its value yet: who is in it, who is missing, flags, codes and datasets."""
        used = [one.observed for one in brought if one.observed.value is not None]
        missing = tuple(sorted(one.observed.area for one in brought if one.observed.value is None))
        return Observation(
            indicator.id, area.id, period, None, status="missing", method=method, excluded=missing, missing=missing,
            flags=tuple(sorted({flag for one in used for flag in one.flags})),
            codes=tuple(sorted({code for one in used for code in one.codes})), datasets=tuple(sorted(set(datasets))),
        )  # fmt: skip

    def _covers(self, brought: Sequence[_Member], own: float | None) -> bool:
        """Whether members with a value hold enough of all members' weight, and of the area's own where published."""
        everyone = [one.weight for one in brought if one.weight is not None]
        if len(everyone) < len(brought):
            return False
        known = [one.weight for one in brought if one.observed.value is not None and one.weight is not None]
        return is_covered(coverage(known, everyone)) and (own is None or is_covered(coverage(known, (own,))))

    def _weights_near(self, weight: Weight, members: Sequence[Area], year: int) -> tuple[int, tuple[float | None, ...]]:
        """Weights of the members, all of one year: this one, or the latest of the two before in which all have one."""
        for candidate in range(year, year - _YEARS_BACK - 1, -1):
            weights = tuple(self._weight_of(weight, member, candidate) for member in members)
            if None not in weights:
                return candidate, weights
        return year, tuple(self._weight_of(weight, member, year) for member in members)

    def _weight_of(self, weight: Weight, area: Area, year: int) -> float | None:
        """The weight of an area in a year, in whatever unit its parts give: only its size beside others' counts."""
        product = 1.0
        for reference in weight.times:
            row = self._in_year(reference, area, year)
            if row is None or row.value is None:
                return None
            product *= row.value
        for reference in weight.over:
            row = self._in_year(reference, area, year)
            if row is None or not row.value:
                return None
            product /= row.value
        return product


def _half_width(observed: Observation) -> float | None:
    """Half the distance between the limits; None without both. Used where an aggregate needs one number a side."""
    if observed.lower is None or observed.upper is None:
        return None
    return (observed.upper - observed.lower) / 2
