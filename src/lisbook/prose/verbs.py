"""The verbs of prose: each turns data into a number or a word, and says what it did.

One `Verbs` serves one page. A verb never prints more than the data allow: where a comparison is refused, so is the page.
Words come from closed vocabularies with stated rules (statistics.compare, statistics.change).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Literal, ParamSpec

from lisbook.areas import AreaTree
from lisbook.catalogue import Catalogue, Observation
from lisbook.config.facts import FactsFile
from lisbook.config.indicators import Indicator
from lisbook.errors import LisBookError, suggest
from lisbook.periods import Period
from lisbook.prose.expressions import ExpressionError
from lisbook.prose.phrases import Part, Phrase
from lisbook.prose.records import Claim, Figure, figure_id
from lisbook.statistics.change import Change, measure_change
from lisbook.statistics.compare import Comparison, compare_observations
from lisbook.statistics.prices import Deflator, make_deflator, measure_real_change, measure_relative_change
from lisbook.statistics.rank import Place, count_positions, measure_spread, place_of, without_marked
from lisbook.statistics.rounding import render_difference, render_number, render_percent, render_value
from lisbook.statistics.words import render_place

Measure = Literal["value", "change", "difference", "ratio", "rank", "share"]
MEASURES = ("value", "change", "difference", "ratio", "rank", "share")
_LEAST_RANKED = 3  # of two, a comparison says as much
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

P = ParamSpec("P")


class Answer(Phrase):
    """A yes or no, for conditions of cells; true or false in code."""

    def __bool__(self) -> bool:
        return self.text == "yes"


def _recorded(verb: Callable[P, Phrase]) -> Callable[P, Phrase]:
    """The verb, its phrase carrying the slices it read; what it refuses told as an ExpressionError."""

    @wraps(verb)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Phrase:
        verbs: Verbs = args[0]  # type: ignore[assignment]
        with verbs.catalogue.recording() as reads:
            try:
                phrase = verb(*args, **kwargs)
            except ExpressionError:
                raise
            except LisBookError as error:
                what, _, remedy = str(error).partition(". ")
                default = "Choose a period, area or verb that the data support."
                raise ExpressionError(what.rstrip("."), remedy or default) from error
        return type(phrase)(phrase.parts, phrase.claims, frozenset(reads))

    return wrapped


class Verbs:
    """The verbs of one page, bound to its area. `area` None: a page about no area, whose verbs must name one."""

    def __init__(self, catalogue: Catalogue, facts: FactsFile, area: str | None) -> None:
        self.catalogue = catalogue
        self.areas: AreaTree = catalogue.areas
        self.facts = {fact.id: fact for fact in facts.facts}
        self.own_area = area

    def table(self) -> Mapping[str, Callable[..., Phrase]]:
        """The verbs by the names that expressions use."""
        names = (
            "figure", "fact", "trend", "compare", "rank", "claim", "holds",
            "highest", "lowest", "gap", "count", "period", "name", "lead", "members",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    # -- numbers ------------------------------------------------------------------------------------------------------

    @_recorded
    def figure(
        self,
        indicator: str,
        area: str | None = None,
        period: str = "latest",
        measure: Measure = "value",
        against: str | None = None,
    ) -> Phrase:
        """One number.

        value; change (against an earlier period: in the unit for rates, in percent for levels, money in real terms);
        difference and ratio (against another area, same period); rank ("third highest"); share (in percent of the
        other area's value, for indicators that are sums). Sizes are printed without sign, since words give the direction.
        """
        if measure not in MEASURES:
            raise ExpressionError(f"there is no measure {measure!r}", suggest(measure, MEASURES))
        where = self._area(area)
        if measure == "value":
            return Phrase((self._value(self._observe(indicator, where, period), area, period),))
        if measure == "rank":
            return Phrase((self._rank_figure(indicator, where, area, period),))
        if against is None:
            other = "an earlier period" if measure == "change" else "an area"
            raise ExpressionError(f"the measure {measure} needs `against`", f"Name {other} with against=….")
        if measure == "change":
            change = self._change(indicator, where, against, period)
            return Phrase((self._change_figure(change, area, period, against),))
        return Phrase((self._relation(measure, indicator, where, area, period, against),))

    @_recorded
    def fact(self, id: str) -> Phrase:
        """A figure quoted from a document, as config/strategy/facts.yml has it."""
        if id not in self.facts:
            raise ExpressionError(f"there is no fact {id!r}", suggest(id, self.facts))
        fact = self.facts[id]
        return Phrase((Figure(f"fig-{id}", fact.text, fact.unit, fact.value, fact=fact.id, period=fact.as_of),))

    @_recorded
    def gap(
        self, indicator: str, area: str | None = None, period: str = "latest", measure: str = "difference"
    ) -> Phrase:
        """Between the highest and the lowest member: their difference, or how many times the one is the other.

        Refused where the two do not differ clearly.
        """
        where = self._area(area)
        members = without_marked(self._members(indicator, where, period))
        spread = measure_spread(members, self.catalogue.resolution(indicator))
        if not spread.is_clear:
            raise ExpressionError(
                f"{indicator}: highest and lowest do not differ clearly", "Use count() instead of gap()."
            )
        value = spread.ratio if measure == "ratio" else spread.difference
        if value is None or measure not in {"ratio", "difference"}:
            raise ExpressionError(f"{indicator} has no gap as {measure!r}", 'Use measure="difference" or "ratio".')
        text = render_number(value, 1) if measure == "ratio" else self._difference_text(indicator, value)
        ends = (*spread.highest, *spread.lowest)
        name = "gap" if measure == "difference" else "gap-ratio"
        return Phrase((replace(self._derived(ends, name, value, text, area, period), area=where),))

    @_recorded
    def count(
        self, indicator: str, word: str, against: str | None = None, area: str | None = None, period: str = "latest"
    ) -> Phrase:
        """How many members are clearly above, clearly below or not clearly different from another area (itself, if not said)."""
        where = self._area(area)
        reference_area = self._area(against) if against else where
        members, reference = self._alike(indicator, where, reference_area, period)
        positions = count_positions(members, reference, self._least(indicator, reference))
        found = {"above": positions.above, "below": positions.below, "not clearly different from": positions.unclear}
        if word not in found:
            raise ExpressionError(f"count() knows no word {word!r}", suggest(word, found))
        number = len(found[word])
        text = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
        slug = word.replace(" ", "-")
        counted = self._derived((reference, *members), f"count-{slug}", float(number), text, area, period)
        figure = replace(counted, area=where, against=reference_area)
        claim = Claim(
            "count",
            f"{number} {word}",
            indicator,
            where,
            reference.period.iso,
            reference_area,
            float(number),
            _known(reference),
        )
        return Phrase((figure,), (claim,))

    # -- words --------------------------------------------------------------------------------------------------------

    @_recorded
    def trend(
        self,
        indicator: str,
        since: str,
        period: str = "latest",
        area: str | None = None,
        size: bool = True,
        relative_to: str | None = None,
    ) -> Phrase:
        """ "rose by 2.1 percentage points", "fell by 3.0% in real terms", "showed no clear change".

        Money in current prices is put in real terms, or set against another area with `relative_to`. Without `size`
        only the word. The change runs from the period starting in `since`.
        """
        where = self._area(area)
        change = self._change(indicator, where, since, period, relative_to)
        claim = Claim(
            "trend", change.trend, indicator, where, change.later.period.iso, change.earlier.period.iso,
            _known(change.later), _known(change.earlier),
        )  # fmt: skip
        terms = {"real": " in real terms", "relative": f" relative to {self._name(relative_to)}" if relative_to else ""}
        tail = terms.get(change.terms, "")
        if change.trend == "showed no clear change":
            return Phrase((change.trend + tail,), (claim,))
        if not size:
            return Phrase((change.trend + tail,), (claim,))
        parts: tuple[Part, ...] = (f"{change.trend} by ", self._change_figure(change, area, period, since), tail)
        return Phrase(tuple(part for part in parts if part), (claim,))

    @_recorded
    def compare(self, indicator: str, against: str, area: str | None = None, period: str = "latest") -> Phrase:
        """ "above", "below" or "not clearly different from": where the area stands to another in the same period."""
        where = self._area(area)
        own, other = self._pair(indicator, where, self._area(against), period)
        word = compare_observations(own, other, self._least(indicator, own, other))
        return Phrase((word,), (self._comparison_claim("compare", word, own, other),))

    @_recorded
    def rank(
        self, indicator: str, area: str | None = None, period: str = "latest", against: str | None = None
    ) -> Phrase:
        """ "third highest of the 12 districts with a figure"; where bounds do not permit a place, the position to the parent.

        Ranked among the areas of the same level, those apart left out.
        """
        where = self._area(area)
        own, place = self._place(indicator, where, period)
        if place is not None:
            figure = self._rank_of(own, place, area, period)
            ranked = [self.areas.get(rival.area) for rival in self._rivals(indicator, where, own.period)]
            apart = [rival.id for rival in ranked if rival.apart]
            plain = place.of - len(apart)
            noun = "".join((f" {self.areas.level(where).plural}", *(f" and {self._name(name)}" for name in apart)))
            rank, size = render_place(place), float(place.of)
            claim = Claim("rank", rank, indicator, where, own.period.iso, f"{plain}{noun}", _known(own), size)
            of = self._derived((own,), "ranked", float(plain), str(plain), area, period)
            return Phrase((figure, " of ", of, noun), (claim,))
        parent = self.areas.get(where).parent
        reference = self._area(against) if against else parent
        if reference is None:
            raise ExpressionError(f"{indicator} permits no rank", "Name an area to compare with: against=….")
        own, other = self._pair(indicator, where, reference, period)
        word = compare_observations(own, other, self._least(indicator, own, other))
        return Phrase((f"{word} {self._name(reference)}",), (self._comparison_claim("rank", word, own, other),))

    @_recorded
    def claim(
        self,
        indicator: str,
        word: str,
        against: str | None = None,
        since: str | None = None,
        area: str | None = None,
        period: str = "latest",
        text: str | None = None,
    ) -> Phrase:
        """The word (or `text` in its place), if the data bear it out; ExpressionError with the values if they do not."""
        held, claim = self._judge(indicator, word, against, since, area, period)
        if not held:
            unit = self.catalogue.unit(indicator)
            values = f"{render_value(claim.value, unit, self._decimals(indicator))} in {claim.area}, "
            values += f"{render_value(claim.reference, unit, self._decimals(indicator))} in {claim.against}"
            what = f"the claim that {indicator} in {claim.area} is {word!r} is untrue: it is {claim.word!r} ({values})"
            raise ExpressionError(what, "Correct the sentence, or let trend() or compare() choose the word.")
        return Phrase((text if text is not None else word,), (claim,))

    @_recorded
    def holds(
        self,
        indicator: str,
        word: str,
        against: str | None = None,
        since: str | None = None,
        area: str | None = None,
        period: str = "latest",
    ) -> Phrase:
        """Whether a claim is true: "yes" or "no", for the condition of a cell."""
        held, claim = self._judge(indicator, word, against, since, area, period)
        return Answer(("yes" if held else "no",), (claim,))

    @_recorded
    def highest(self, indicator: str, area: str | None = None, period: str = "latest", value: bool = True) -> Phrase:
        """The member with the highest value and the value, "Camden (81.2%)"; refused where no member clearly leads."""
        return self._extreme(indicator, area, period, value, "highest")

    @_recorded
    def lowest(self, indicator: str, area: str | None = None, period: str = "latest", value: bool = True) -> Phrase:
        """The member with the lowest value and the value; refused where no member is clearly last."""
        return self._extreme(indicator, area, period, value, "lowest")

    @_recorded
    def period(self, indicator: str, area: str | None = None) -> Phrase:
        """The latest period with a value, as printed: 2023, 2024/25."""
        return Phrase((self.catalogue.latest(indicator, self._area(area)).label,))

    @_recorded
    def name(self, area: str | None = None) -> Phrase:
        """An area's name as a sentence needs it; the page's own when none is named."""
        return Phrase((self._name(self._area(area)),))

    @_recorded
    def lead(self, area: str | None = None) -> Phrase:
        """The body that leads for the area."""
        found = self.areas.get(self._area(area))
        if found.lead is None:
            raise ExpressionError(f"{found.id} has no lead body in config/areas.yml", "Add one with its source.")
        return Phrase((found.lead.name,))

    @_recorded
    def members(self, area: str | None = None) -> Phrase:
        """How many of the smallest areas it is made of, by noun: "11 districts and the Old Town"."""
        where = self._area(area)
        members = self.areas.members(where)
        plain = [member for member in members if not member.apart]
        apart = [self._name(member.id) for member in members if member.apart]
        level = self.areas.level(plain[0].id)
        number = _NUMBERS[len(plain)] if len(plain) < len(_NUMBERS) else str(len(plain))
        count = Figure(
            figure_id("members", "count", area), number, level.plural, float(len(plain)), measure="count", area=where
        )
        return Phrase(
            (count, f" {level.plural if len(plain) != 1 else level.noun}", *(f" and {name}" for name in apart))
        )

    # -- what the verbs share -----------------------------------------------------------------------------------------

    def _area(self, area: str | None) -> str:
        where = area or self.own_area
        if where is None:
            raise ExpressionError("the page is about no area", "Name one: area=….")
        return self.areas.get(where).id

    def _name(self, area: str) -> str:
        return self.areas.in_sentence(area)

    def _decimals(self, indicator: str) -> int:
        found = self.catalogue.indicator(indicator)
        return self.catalogue.unit(indicator).decimals if found.decimals is None else found.decimals

    def _difference_text(self, indicator: str, value: float) -> str:
        return render_difference(value, self.catalogue.unit(indicator), self._decimals(indicator))

    def _observe(self, indicator: str, area: str, period: str) -> Observation:
        observed = self.catalogue.observe(indicator, area, period)
        if observed.value is None:
            what = f"{indicator} has no value for {area} in {observed.period.label} ({observed.status})"
            raise ExpressionError(what, "Choose another period, or another indicator.")
        return observed

    def _pair(self, indicator: str, one: str, other: str, period: str) -> tuple[Observation, Observation]:
        """Both areas in one period: with "latest", the latest that both have."""
        when: str | Period = self.catalogue.latest_common(indicator, (one, other)) if period == "latest" else period
        own = self.catalogue.observe(indicator, one, when)
        return own, self.catalogue.observe(indicator, other, own.period)

    def _members(self, indicator: str, area: str, period: str) -> tuple[Observation, ...]:
        return self.catalogue.members(indicator, area, period)

    def _alike(
        self, indicator: str, area: str, reference: str, period: str
    ) -> tuple[tuple[Observation, ...], Observation]:
        members = self._members(indicator, area, period)
        return members, self.catalogue.observe(indicator, reference, members[0].period)

    def _deflator(self) -> Deflator:
        source = self.catalogue.deflator_source
        if source is None:
            raise ExpressionError("no deflator is configured", "Name one in config/indicators.yml: deflator.")
        series = []
        for reference in (source.current, source.chained):
            dataset, measure = reference.split("/")
            rows = self.catalogue.slice(dataset, measure, source.code)
            series.append({row.period.year: row.value for row in rows if row.value is not None})
        return make_deflator(series[0], series[1])

    def _change(self, indicator: str, area: str, since: str, period: str, relative_to: str | None = None) -> Change:
        definition = self.catalogue.indicator(indicator)
        later, earlier = self._observe(indicator, area, period), self._observe(indicator, area, since)
        rounding = self.catalogue.resolution(indicator)
        if relative_to is not None:
            reference = self._area(relative_to)
            references = tuple(self.catalogue.observe(indicator, reference, one.period) for one in (earlier, later))
            change = measure_relative_change(earlier, later, (references[0], references[1]), definition, rounding)
        elif definition.prices == "current":
            change = measure_real_change(earlier, later, definition, self._deflator(), rounding)
        else:
            change = measure_change(earlier, later, definition, rounding)
        # In whichever terms: a part of the later value, which is the same part of it in other prices or of another area.
        doubt = self.catalogue.uncertainty(indicator, earlier, later) / (abs(_known(later)) or 1.0)
        if doubt and abs(change.difference) <= doubt * abs(_known(change.later)):
            return replace(change, trend="showed no clear change")
        return change

    def _place(self, indicator: str, area: str, period: str) -> tuple[Observation, Place | None]:
        own = self._observe(indicator, area, period)
        ranked = self._rivals(indicator, area, own.period)
        others = [rival for rival in ranked if rival.area != area]
        among = len(others) == len(ranked) - 1 and len(ranked) >= _LEAST_RANKED
        fit = among and self.catalogue.indicator(indicator).ranked
        estimates = [rival for rival in others if own.estimate or rival.estimate]
        unclear = any(abs(_known(own) - _known(one)) <= self._least(indicator, own, one) for one in estimates)
        if not fit or unclear:
            return own, None
        return own, place_of(area, ranked, self.catalogue.resolution(indicator))

    def _rivals(self, indicator: str, area: str, period: Period) -> tuple[Observation, ...]:
        """Those an area is ranked among, itself included: of its level, with a value, none of them marked or apart."""
        definition = self.catalogue.indicator(indicator)
        found = [
            self.catalogue.observe(indicator, rival.id, period)
            for rival in self.areas.at_level(self.areas.get(area).level)
            if not (definition.apart and rival.apart)
        ]
        return without_marked([observed for observed in found if observed.value is not None])

    def _least(self, indicator: str, *observed: Observation) -> float:
        """The difference that must be exceeded: the publisher's rounding, or what our own estimates may be off by."""
        return max(self.catalogue.resolution(indicator), self.catalogue.uncertainty(indicator, *observed))

    def _extreme(self, indicator: str, area: str | None, period: str, value: bool, end: str) -> Phrase:
        where = self._area(area)
        members = [one for one in without_marked(self._members(indicator, where, period)) if one.value is not None]
        if not members:
            raise ExpressionError(f"{indicator} has no value for any member of {where}", "Choose another period.")
        choose = max if end == "highest" else min
        found = choose(members, key=lambda observed: (_known(observed), observed.area))
        others = [observed for observed in members if observed.area != found.area]
        wanted: Comparison = "above" if end == "highest" else "below"
        limits = any(observed.lower is not None for observed in members)
        tied = [observed for observed in others if observed.value == found.value]
        rounding = self.catalogue.resolution(indicator)
        unclear = limits and any(compare_observations(found, other, rounding) != wanted for other in others)
        if unclear or tied or not self.catalogue.indicator(indicator).ranked:
            what = f"{indicator}: no member of {where} is clearly the {end}"
            raise ExpressionError(what, "Use count(), which says how many are clearly above or below.")
        claim = Claim(end, found.area, indicator, where, found.period.iso, where, _known(found), _known(found))
        name = self._name(found.area)
        if not value:
            return Phrase((name,), (claim,))
        return Phrase((f"{name} (", self._value(found, found.area, period), ")"), (claim,))

    def _judge(
        self, indicator: str, word: str, against: str | None, since: str | None, area: str | None, period: str
    ) -> tuple[bool, Claim]:
        where = self._area(area)
        if (against is None) == (since is None):
            raise ExpressionError("a claim needs either `against` or `since`", "Name an area, or an earlier period.")
        if since is not None:
            known: tuple[str, ...] = ("rose", "fell", "showed no clear change")
            change = self._change(indicator, where, since, period)
            claim = Claim(
                "claim", change.trend, indicator, where, change.later.period.iso, change.earlier.period.iso,
                _known(change.later), _known(change.earlier),
            )  # fmt: skip
        else:
            known = ("above", "below", "not clearly different from")
            own, other = self._pair(indicator, where, self._area(against), period)
            found = compare_observations(own, other, self._least(indicator, own, other))
            claim = self._comparison_claim("claim", found, own, other)
        if word not in known:
            raise ExpressionError(f"no claim can say {word!r}", f"Known: {', '.join(known)}.")
        return claim.word == word, claim

    def _comparison_claim(self, kind: str, word: str, own: Observation, other: Observation) -> Claim:
        return Claim(kind, word, own.indicator, own.area, own.period.iso, other.area, _known(own), _known(other))

    # -- figures ------------------------------------------------------------------------------------------------------

    def _value(self, observed: Observation, area: str | None, period: str) -> Figure:
        text = render_value(
            _known(observed), self.catalogue.unit(observed.indicator), self._decimals(observed.indicator)
        )
        return self._derived((observed,), "value", _known(observed), text, area, period)

    def _change_figure(self, change: Change, area: str | None, period: str, against: str) -> Figure:
        definition = self.catalogue.indicator(change.later.indicator)
        in_points = change.terms == "relative" or self.catalogue.unit(definition.id).difference_suffix is not None
        if change.terms == "relative":
            value, text = change.difference, f"{render_number(abs(change.difference), 1)} percentage points"
        elif in_points or change.percent is None:
            value, text = change.difference, self._difference_text(definition.id, change.difference)
        else:
            value, text = change.percent, render_percent(change.percent)
        both = (change.later, change.earlier)
        return self._derived(
            both, "change", value, text, area, period, against=change.earlier.period.iso, since=against
        )

    def _relation(
        self, measure: str, indicator: str, where: str, area: str | None, period: str, against: str
    ) -> Figure:
        own, other = self._pair(indicator, where, self._area(against), period)
        compare_observations(own, other)  # refuses unlike periods and missing values
        one, base = _known(own), _known(other)
        definition = self.catalogue.indicator(indicator)
        if measure == "difference":
            value, text = one - base, self._difference_text(indicator, one - base)
        elif base == 0:
            raise ExpressionError(f"{indicator} of {against} is zero", "A ratio needs another base.")
        elif measure == "ratio":
            value, text = one / base, render_number(one / base, 1)
        elif definition.aggregate.rule != "sum":
            raise ExpressionError(f"{indicator} is no sum, so has no shares", 'Use measure="ratio".')
        else:
            value, text = 100 * one / base, render_percent(100 * one / base)
        return self._derived((own, other), measure, value, text, area, period, against=other.area)

    def _rank_figure(self, indicator: str, where: str, area: str | None, period: str) -> Figure:
        own, place = self._place(indicator, where, period)
        if place is None:
            raise ExpressionError(
                f"{indicator} permits no rank for {where}", "Use rank(), which then gives the position."
            )
        return self._rank_of(own, place, area, period)

    def _rank_of(self, own: Observation, place: Place, area: str | None, period: str) -> Figure:
        return self._derived((own,), "rank", float(place.from_top), render_place(place), area, period)

    def _derived(
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
        definition: Indicator = self.catalogue.indicator(first.indicator)
        named = area if area and area != self.own_area else None
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


def _known(observed: Observation) -> float:
    assert observed.value is not None  # a verb refuses observations without a value before it comes to this
    return observed.value


def _slug(text: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in text).strip("-").lower()
