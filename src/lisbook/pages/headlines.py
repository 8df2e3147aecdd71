"""Headlines of charts, worded from the data: a template serves many areas, so it cannot know what a chart shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lisbook.catalogue import Observation
from lisbook.pages.values import decimals_of, value_text
from lisbook.project import Project
from lisbook.prose.expressions import ExpressionError
from lisbook.prose.records import Claim, Figure, figure_id
from lisbook.prose.verbs import Verbs
from lisbook.statistics.rank import Spread, count_positions, measure_spread, without_marked
from lisbook.statistics.refusals import RefusedError
from lisbook.statistics.rounding import render_difference


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence with the figures and claims it makes."""

    text: str
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()


def trend_headline(project: Project, verbs: Verbs, first: Observation, last: Observation) -> Headline:
    """What happened between the first and last period drawn; the last value alone where a change is refused."""
    noun = project.catalogue.indicator(first.indicator).noun
    place = project.areas.in_sentence(first.area)
    try:
        phrase = verbs.trend(first.indicator, since=first.period.iso, period=last.period.iso, area=first.area)
    except ExpressionError as error:
        if not isinstance(error.__cause__, RefusedError):
            raise
        text = value_text(project, last)
        return Headline(f"{_capital(noun)} in {place} was {text} in {last.period.label}")
    sentence = f"{_capital(noun)} in {place} {phrase.text} between {first.period.label} and {last.period.label}"
    return Headline(sentence, phrase.figures, phrase.claims)


_NO_BAR = {"provisional"}  # a flag with which a value may still be named as the highest or lowest


def extremes_headline(project: Project, members: Sequence[Observation]) -> Headline:
    """Who has the highest and the lowest value, with both; flagged values are passed over, except provisional ones."""
    indicator = project.catalogue.indicator(members[0].indicator)
    sound = [one for one in members if not set(one.flags) - _NO_BAR]
    if sum(one.value is not None for one in sound) >= 2:
        members = sound
    spread = measure_spread(without_marked(members), project.catalogue.resolution(indicator.id))
    top, bottom = spread.highest[0], spread.lowest[0]
    if not spread.is_clear:
        return Headline(f"{_capital(indicator.noun)} does not differ clearly between the areas shown")
    tops, bottoms = _names(project, spread.highest), _names(project, spread.lowest)
    text = (
        f"{_capital(indicator.noun)} is highest in {tops} ({value_text(project, top)}) "
        f"and lowest in {bottoms} ({value_text(project, bottom)})"
    )
    claims = tuple(
        Claim(word, one.area, one.indicator, one.area, one.period.iso, one.area, one.value or 0.0, one.value or 0.0)
        for word, one in (("highest", top), ("lowest", bottom))
    )
    return Headline(text, (), claims)


def _bare(noun: str) -> str:
    return noun.removeprefix("the ")


def gap_headline(project: Project, first: Spread, last: Spread) -> Headline:
    """How far apart the highest and the lowest member were in the first and in the last period drawn."""
    indicator = project.catalogue.indicator(first.highest[0].indicator)
    unit, decimals = project.catalogue.unit(indicator.id), decimals_of(project, indicator.id)
    figures = tuple(
        Figure(
            figure_id(indicator.id, "gap", period=_year(spread)),
            render_difference(spread.difference, unit, decimals),
            indicator.unit,
            spread.difference,
            measure="gap",
            indicator=indicator.id,
            codes=tuple(sorted({code for one in (*spread.highest, *spread.lowest) for code in one.codes})),
            period=spread.highest[0].period.iso,
            datasets=tuple(sorted({name for one in (*spread.highest, *spread.lowest) for name in one.datasets})),
        )
        for spread in (last, first)
    )
    text = f"The highest and the lowest {_bare(indicator.noun)} were {figures[0].text} apart"
    text += f" in {last.highest[0].period.label}"
    if first.highest[0].period != last.highest[0].period:
        text += f" and {figures[1].text} in {first.highest[0].period.label}"
    return Headline(text, figures)


def _year(spread: Spread) -> str:
    return str(spread.highest[0].period.year)


def positions_headline(project: Project, members: Sequence[Observation], references: Sequence[Observation]) -> Headline:
    """How many members are clearly above and clearly below a reference area: for estimates, which are not ranked."""
    indicator = project.catalogue.indicator(members[0].indicator)
    if not references:
        known = sum(one.value is not None for one in members)
        return Headline(f"{_capital(indicator.noun)} is known for {known} of {len(members)} areas")
    reference = references[0]
    least = max(project.catalogue.resolution(indicator.id), project.catalogue.uncertainty(indicator.id, reference))
    found = count_positions(members, reference, least)
    known = len(found.above) + len(found.below) + len(found.unclear)
    place = project.areas.in_sentence(reference.area)
    plural = project.areas.level(members[0].area).plural
    text = (
        f"Of {_number(known)} {plural} with a figure, {_number(len(found.above))} {_stand(len(found.above))} clearly "
        f"above {place} on {indicator.noun} and {_number(len(found.below))} clearly below"
    )
    claims = tuple(
        Claim("count", f"{len(areas)} {word}", indicator.id, reference.area, reference.period.iso, reference.area,
              float(len(areas)), reference.value or 0.0)
        for word, areas in (("above", found.above), ("below", found.below))
    )  # fmt: skip
    return Headline(text, (), claims)


def _names(project: Project, observed: Sequence[Observation]) -> str:
    names = [project.areas.in_sentence(one.area) for one in observed]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _number(count: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)


def _stand(count: int) -> str:
    return "stands" if count <= 1 else "stand"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
