"""Records of config/indicators.yml: units, weights and indicators."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from lisbook.config.records import MeasureRef, Record, Slug

AggregateRule = Literal["sum", "ratio", "weighted", "none"]
Direction = Literal["higher", "lower", "neutral"]
Status = Literal["official", "in-development", "experimental", "historic", "compiled-by-others"]


class Unit(Record):
    """How values of a unit are printed. A change or difference may need other words ("percentage points")."""

    id: Slug
    prefix: str = ""
    suffix: str = ""
    decimals: int = Field(0, ge=0, le=6)
    difference_suffix: str | None = Field(
        None, description="suffix of a change or difference; as `suffix` where absent"
    )
    axis: str = Field(description="the unit in words, for axes, subtitles and table headings")
    short: bool = Field(False, description="print a million and more as '1.2 million'")


class Weight(Record):
    """A weight for means over areas: a product of published measures, divided by others, all of the same period's year."""

    id: Slug
    title: str
    times: tuple[MeasureRef, ...] = Field(min_length=1)
    over: tuple[MeasureRef, ...] = ()


class Gap(Record):
    """The largest gap between our aggregate and the published value that is known and accepted."""

    largest: float = Field(ge=0)
    unit: Literal["percent", "points"]


class Aggregate(Record):
    """The one way in which an indicator may be computed for an area made of others (DESIGN: statistics)."""

    rule: AggregateRule
    by: Slug | None = Field(None, description="weight id, for a weighted mean")
    exact: bool = Field(False, description="the weight is the published denominator, so the mean is no estimate")
    numerator: MeasureRef | None = None
    denominator: MeasureRef | None = None
    scale: float = Field(1, gt=0, description="ratio x scale = value, 100 for percentages")
    check: Gap | None = None

    @model_validator(mode="after")
    def _parts_fit_the_rule(self) -> Aggregate:
        if (self.rule == "weighted") != (self.by is not None):
            raise ValueError("a weighted mean names its weight with `by`, and no other rule does")
        if (self.rule == "ratio") != (self.numerator is not None and self.denominator is not None):
            raise ValueError("a ratio names its `numerator` and `denominator`, and no other rule does")
        return self


class Indicator(Record):
    """One measure: what it counts, in which unit, where its values stand and how it may be aggregated."""

    id: Slug
    title: str
    noun: str = Field(description="the indicator inside a sentence: 'the employment rate'")
    foundation: Slug
    unit: Slug
    direction: Direction
    status: Status = "official"
    population: str = Field(description="who or what is counted, in plain words")
    dataset: Slug
    measure: Slug | None = Field(
        None, description="measure with the published value; absent when only the parts of a ratio are published"
    )
    bounds: bool = Field(False, description="the publisher gives 95 % confidence limits")
    decimals: int | None = Field(None, ge=0, le=6, description="printed decimals, where other than the unit's")
    rounded_to: float | None = Field(
        None, gt=0, description="the publisher's rounding: a change no larger than this is no change"
    )
    aggregate: Aggregate
    apart: bool = Field(
        False, description="areas marked apart stay out of ranks, ranges, gaps and map classes of this indicator"
    )
    prices: Literal["current", "chained", "none"] = "none"
    pooled_years: int = Field(1, ge=1, description="years pooled in one value; overlapping pools are not compared")
    breaks: tuple[str, ...] = Field(
        (), description="first period after a break; lines stop before it and changes do not cross it"
    )
    ranked: bool = Field(True, description="false where the publisher advises against ranking")
    note: str = ""


class DeflatorSource(Record):
    """Where the price level comes from: one area's series in current prices over the same in chained volumes."""

    title: str
    code: str = Field(description="GSS code of the area whose series they are")
    current: MeasureRef
    chained: MeasureRef


class IndicatorsFile(Record):
    """config/indicators.yml."""

    units: tuple[Unit, ...]
    deflator: DeflatorSource | None = None
    weights: tuple[Weight, ...] = ()
    indicators: tuple[Indicator, ...]
