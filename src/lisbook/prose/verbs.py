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
from lisbook.errors import LisBookError, suggest
from lisbook.prose.expressions import ExpressionError
from lisbook.prose.figures import Figures
from lisbook.prose.phrases import Part, Phrase
from lisbook.prose.questions import Questions, known
from lisbook.prose.records import Claim, Figure, figure_id
from lisbook.statistics.compare import Comparison, compare_observations
from lisbook.statistics.rank import count_positions, measure_spread, without_marked
from lisbook.statistics.rounding import render_number, render_value
from lisbook.statistics.words import render_place

Measure = Literal["value", "change", "difference", "ratio", "rank", "share"]
MEASURES = ("value", "change", "difference", "ratio", "rank", "share")
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
        self.ask = Questions(catalogue, area)
        self.make = Figures(self.ask)

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
        where = self.ask.area(area)
        if measure == "value":
            return Phrase((self.make.value(self.ask.observe(indicator, where, period), area, period),))
        if measure == "rank":
            return Phrase((self.make.place(indicator, where, area, period),))
        if against is None:
            other = "an earlier period" if measure == "change" else "an area"
            raise ExpressionError(f"the measure {measure} needs `against`", f"Name {other} with against=….")
        if measure == "change":
            change = self.ask.change(indicator, where, against, period)
            return Phrase((self.make.change(change, area, period, against),))
        return Phrase((self.make.relation(measure, indicator, where, area, period, against),))

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
        where = self.ask.area(area)
        members = without_marked(self.ask.members(indicator, where, period))
        spread = measure_spread(members, self.catalogue.resolution(indicator))
        if not spread.is_clear:
            raise ExpressionError(
                f"{indicator}: highest and lowest do not differ clearly", "Use count() instead of gap()."
            )
        value = spread.ratio if measure == "ratio" else spread.difference
        if value is None or measure not in {"ratio", "difference"}:
            raise ExpressionError(f"{indicator} has no gap as {measure!r}", 'Use measure="difference" or "ratio".')
        text = render_number(value, 1) if measure == "ratio" else self.make.difference_text(indicator, value)
        ends = (*spread.highest, *spread.lowest)
        name = "gap" if measure == "difference" else "gap-ratio"
        return Phrase((replace(self.make.derived(ends, name, value, text, area, period), area=where),))

    @_recorded
    def count(
        self, indicator: str, word: str, against: str | None = None, area: str | None = None, period: str = "latest"
    ) -> Phrase:
        """How many members are clearly above, clearly below or not clearly different from another area (itself, if not said)."""
        where = self.ask.area(area)
        reference_area = self.ask.area(against) if against else where
        members, reference = self.ask.alike(indicator, where, reference_area, period)
        positions = count_positions(members, reference, self.ask.least(indicator, reference))
        found = {"above": positions.above, "below": positions.below, "not clearly different from": positions.unclear}
        if word not in found:
            raise ExpressionError(f"count() knows no word {word!r}", suggest(word, found))
        number = len(found[word])
        text = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
        slug = word.replace(" ", "-")
        counted = self.make.derived((reference, *members), f"count-{slug}", float(number), text, area, period)
        figure = replace(counted, area=where, against=reference_area)
        claim = Claim(
            "count",
            f"{number} {word}",
            indicator,
            where,
            reference.period.iso,
            reference_area,
            float(number),
            known(reference),
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
        where = self.ask.area(area)
        change = self.ask.change(indicator, where, since, period, relative_to)
        claim = Claim(
            "trend", change.trend, indicator, where, change.later.period.iso, change.earlier.period.iso,
            known(change.later), known(change.earlier),
        )  # fmt: skip
        terms = {
            "real": " in real terms",
            "relative": f" relative to {self.ask.name(relative_to)}" if relative_to else "",
        }
        tail = terms.get(change.terms, "")
        if change.trend == "showed no clear change":
            return Phrase((change.trend + tail,), (claim,))
        if not size:
            return Phrase((change.trend + tail,), (claim,))
        parts: tuple[Part, ...] = (f"{change.trend} by ", self.make.change(change, area, period, since), tail)
        return Phrase(tuple(part for part in parts if part), (claim,))

    @_recorded
    def compare(self, indicator: str, against: str, area: str | None = None, period: str = "latest") -> Phrase:
        """ "above", "below" or "not clearly different from": where the area stands to another in the same period."""
        where = self.ask.area(area)
        own, other = self.ask.pair(indicator, where, self.ask.area(against), period)
        word = compare_observations(own, other, self.ask.least(indicator, own, other))
        return Phrase((word,), (self._comparison_claim("compare", word, own, other),))

    @_recorded
    def rank(
        self, indicator: str, area: str | None = None, period: str = "latest", against: str | None = None
    ) -> Phrase:
        """ "third highest of the 12 districts with a figure"; where bounds do not permit a place, the position to the parent.

        Ranked among the areas of the same level, those apart left out.
        """
        where = self.ask.area(area)
        own, place = self.ask.place(indicator, where, period)
        if place is not None:
            figure = self.make.rank_of(own, place, area, period)
            ranked = [self.areas.get(rival.area) for rival in self.ask.rivals(indicator, where, own.period)]
            apart = [rival.id for rival in ranked if rival.apart]
            plain = place.of - len(apart)
            noun = "".join((f" {self.areas.level(where).plural}", *(f" and {self.ask.name(name)}" for name in apart)))
            rank, size = render_place(place), float(place.of)
            claim = Claim("rank", rank, indicator, where, own.period.iso, f"{plain}{noun}", known(own), size)
            of = self.make.derived((own,), "ranked", float(plain), str(plain), area, period)
            return Phrase((figure, " of ", of, noun), (claim,))
        parent = self.areas.get(where).parent
        reference = self.ask.area(against) if against else parent
        if reference is None:
            raise ExpressionError(f"{indicator} permits no rank", "Name an area to compare with: against=….")
        own, other = self.ask.pair(indicator, where, reference, period)
        word = compare_observations(own, other, self.ask.least(indicator, own, other))
        return Phrase((f"{word} {self.ask.name(reference)}",), (self._comparison_claim("rank", word, own, other),))

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
            values = f"{render_value(claim.value, unit, self.ask.decimals(indicator))} in {claim.area}, "
            values += f"{render_value(claim.reference, unit, self.ask.decimals(indicator))} in {claim.against}"
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
        """The member with the highest value and the value, "Northam (81.2%)"; refused where no member clearly leads."""
        return self._extreme(indicator, area, period, value, "highest")

    @_recorded
    def lowest(self, indicator: str, area: str | None = None, period: str = "latest", value: bool = True) -> Phrase:
        """The member with the lowest value and the value; refused where no member is clearly last."""
        return self._extreme(indicator, area, period, value, "lowest")

    @_recorded
    def period(self, indicator: str, area: str | None = None) -> Phrase:
        """The latest period with a value, as printed: 2023, 2024/25."""
        return Phrase((self.catalogue.latest(indicator, self.ask.area(area)).label,))

    @_recorded
    def name(self, area: str | None = None) -> Phrase:
        """An area's name as a sentence needs it; the page's own when none is named."""
        return Phrase((self.ask.name(self.ask.area(area)),))

    @_recorded
    def lead(self, area: str | None = None) -> Phrase:
        """The body that leads for the area."""
        found = self.areas.get(self.ask.area(area))
        if found.lead is None:
            raise ExpressionError(f"{found.id} has no lead body in config/areas.yml", "Add one with its source.")
        return Phrase((found.lead.name,))

    @_recorded
    def members(self, area: str | None = None) -> Phrase:
        """How many of the smallest areas it is made of, by noun: "11 districts and the Old Town"."""
        where = self.ask.area(area)
        members = self.areas.members(where)
        plain = [member for member in members if not member.apart]
        apart = [self.ask.name(member.id) for member in members if member.apart]
        level = self.areas.level(plain[0].id)
        number = _NUMBERS[len(plain)] if len(plain) < len(_NUMBERS) else str(len(plain))
        count = Figure(
            figure_id("members", "count", area), number, level.plural, float(len(plain)), measure="count", area=where
        )
        return Phrase(
            (count, f" {level.plural if len(plain) != 1 else level.noun}", *(f" and {name}" for name in apart))
        )

    def _extreme(self, indicator: str, area: str | None, period: str, value: bool, end: str) -> Phrase:
        where = self.ask.area(area)
        members = [one for one in without_marked(self.ask.members(indicator, where, period)) if one.value is not None]
        if not members:
            raise ExpressionError(f"{indicator} has no value for any member of {where}", "Choose another period.")
        choose = max if end == "highest" else min
        found = choose(members, key=lambda observed: (known(observed), observed.area))
        others = [observed for observed in members if observed.area != found.area]
        wanted: Comparison = "above" if end == "highest" else "below"
        limits = any(observed.lower is not None for observed in members)
        tied = [observed for observed in others if observed.value == found.value]
        rounding = self.catalogue.resolution(indicator)
        unclear = limits and any(compare_observations(found, other, rounding) != wanted for other in others)
        if unclear or tied or not self.catalogue.indicator(indicator).ranked:
            what = f"{indicator}: no member of {where} is clearly the {end}"
            raise ExpressionError(what, "Use count(), which says how many are clearly above or below.")
        claim = Claim(end, found.area, indicator, where, found.period.iso, where, known(found), known(found))
        name = self.ask.name(found.area)
        if not value:
            return Phrase((name,), (claim,))
        return Phrase((f"{name} (", self.make.value(found, found.area, period), ")"), (claim,))

    def _judge(
        self, indicator: str, word: str, against: str | None, since: str | None, area: str | None, period: str
    ) -> tuple[bool, Claim]:
        where = self.ask.area(area)
        if (against is None) == (since is None):
            raise ExpressionError("a claim needs either `against` or `since`", "Name an area, or an earlier period.")
        if since is not None:
            words: tuple[str, ...] = ("rose", "fell", "showed no clear change")
            change = self.ask.change(indicator, where, since, period)
            claim = Claim(
                "claim", change.trend, indicator, where, change.later.period.iso, change.earlier.period.iso,
                known(change.later), known(change.earlier),
            )  # fmt: skip
        else:
            words = ("above", "below", "not clearly different from")
            own, other = self.ask.pair(indicator, where, self.ask.area(against), period)
            found = compare_observations(own, other, self.ask.least(indicator, own, other))
            claim = self._comparison_claim("claim", found, own, other)
        if word not in words:
            raise ExpressionError(f"no claim can say {word!r}", f"Known: {', '.join(words)}.")
        return claim.word == word, claim

    def _comparison_claim(self, kind: str, word: str, own: Observation, other: Observation) -> Claim:
        return Claim(kind, word, own.indicator, own.area, own.period.iso, other.area, known(own), known(other))
