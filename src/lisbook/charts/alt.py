"""Alt text from the points of a chart: kind, measure, where lines start and end, who is highest and who lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lisbook.charts.points import ChartText, Point, by_time, has_bounds, value_of, with_values

LIMIT = 400


def trend_alt(text: ChartText, series: Sequence[Sequence[Point]]) -> str:
    """Start and end of each line; highest and lowest value of the first."""
    told = [_line_words(by_time(points)) for points in series if points]
    extremes = _extremes_in_time(with_values(series[0])) if series else ""
    missing = _missing([point for points in series for point in points])
    return _shorten([f"Line chart. {_measure(text)}", *told[:1], extremes, *told[1:], missing])


def interval_alt(text: ChartText, points: Sequence[Point], reference: Point | None) -> str:
    """The range of the areas, the page's own area, the reference, and that intervals may overlap."""
    kind = "Dots with 95% intervals" if has_bounds(points) else "Dot chart"
    caution = "Where intervals overlap, the order of areas may be due to chance." if has_bounds(points) else ""
    own = [_value_words(point) for point in points if point.role == "main"]
    line = [_value_words(reference)] if reference else []
    return _shorten([f"{kind}. {_measure(text)}", _range_words(points), *own, *line, caution, _missing(points)])


def bar_alt(text: ChartText, points: Sequence[Point], references: Sequence[Point]) -> str:
    """The range of the areas, the page's own area and the references."""
    own = [_value_words(point) for point in points if point.role == "main"]
    others = [_value_words(point) for point in references]
    missing = _missing([*points, *references])
    return _shorten([f"Bar chart. {_measure(text)}", _range_words(points), *own, *others, missing])


def map_alt(text: ChartText, points: Sequence[Point], classes: Sequence[str], apart: Sequence[str]) -> str:
    """The range of the areas and the classes that the map shows them in."""
    shades = ""
    if len(classes) > 1:
        shades = f"Shaded in {len(classes)} classes, from {classes[0][:1].lower()}{classes[0][1:]} to {classes[-1]}."
    aside = f"Shown apart: {_and(apart)}." if apart else ""
    return _shorten([f"Map. {_measure(text)}", _range_words(points), shades, aside, _missing(points)])


def gap_alt(text: ChartText, highest: Sequence[Point], lowest: Sequence[Point], reference: Sequence[Point]) -> str:
    """Highest and lowest in the first and in the last period, and the reference."""
    parts = [f"Range over time. {_measure(text)}"]
    for word, points in (("Highest", with_values(highest)), ("Lowest", with_values(lowest))):
        if points:
            first, last = points[0], points[-1]
            told = f"{word}: {first.area}, {first.text} in {first.period}"
            parts.append(told + (f"; {last.area}, {last.text} in {last.period}." if last is not first else "."))
    parts += [_line_words(by_time(reference))] if reference else []
    return _shorten([*parts, _missing([*highest, *lowest])])


def _measure(text: ChartText) -> str:
    return (text.subtitle or text.title).rstrip(". ") + "."


def _line_words(points: Sequence[Point]) -> str:
    known = with_values(points)
    if not known:
        return f"{points[0].area}: no values."
    first, last = known[0], known[-1]
    if first is last:
        return f"{first.area}: {first.text} in {first.period}."
    return f"{first.area}: {first.text} in {first.period}, {last.text} in {last.period}."


def _extremes_in_time(points: Sequence[Point]) -> str:
    if len(points) < 3:
        return ""
    high, low = max(points, key=value_of), min(points, key=value_of)
    if high.value == low.value:
        return ""
    return f"Its highest value is {high.text} ({high.period}), its lowest {low.text} ({low.period})."


def _range_words(points: Sequence[Point]) -> str:
    known = with_values(points)
    if not known:
        return "No values."
    high, low = max(known, key=value_of), min(known, key=value_of)
    if len(known) == 1:
        return _value_words(high)
    return f"{len(known)} areas, from {low.text} ({low.area}) to {high.text} ({high.area})."


def _value_words(point: Point) -> str:
    return f"{point.area}: {point.text}."


def _missing(points: Sequence[Point]) -> str:
    missing = [point for point in points if point.value is None]
    if not missing:
        return ""
    several = len({point.period for point in points}) > 1
    names = list(dict.fromkeys(f"{point.area} {point.period}" if several else point.area for point in missing))
    return f"No value for {_and(names)}." if len(names) <= 4 else f"No value for {len(names)} of {len(points)} points."


def _and(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _shorten(sentences: Iterable[str]) -> str:
    """The first sentences that fit; the kind and measure always stand."""
    kept = ""
    for sentence in filter(None, sentences):
        joined = f"{kept} {sentence}".strip()
        if kept and len(joined) > LIMIT:
            continue
        kept = joined
    return kept
