"""Rules that every chart keeps: those of the Government Analysis Function, and our own about names and data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lisbook.charts.chart import Chart

MAX_LINES = 4
MAX_CLASSES = 5
MAX_ALT = 420
MIN_FONT = 12
MIN_CONTRAST = 3.0
_RANKING = re.compile(r"\b(rank\w*|league|best|worst|tops?|leads?|leading)\b", re.I)
_GENERATED = re.compile(r"(view|param|layer|concat)_\d+|data-[0-9a-f]{8,}")

Rule = Callable[[Chart], Iterator[str]]


def lint_chart(chart: Chart) -> tuple[str, ...]:
    """What is wrong with a chart, each fault one sentence that begins with its id; nothing when it keeps all rules."""
    return tuple(f"{chart.text.id}: {fault}" for rule in RULES for fault in rule(chart))


def check_title(chart: Chart) -> Iterator[str]:
    """The headline says what the chart shows; the name of an indicator is no headline."""
    title = chart.text.title.strip()
    if not title:
        yield "it has no headline title"
    elif title.casefold() in chart.text.subtitle.casefold():
        yield "its title only names the measure: say what the chart shows"


def check_subtitle(chart: Chart) -> Iterator[str]:
    """The subtitle names measure, unit, area and period."""
    subtitle = chart.text.subtitle
    if not subtitle.strip():
        yield "it has no statistical subtitle"
        return
    labels = [str(row["period_label"]) for row in chart.values]
    if labels and not any(label in subtitle for label in labels):
        yield "its subtitle names no period that the chart shows"
    if chart.text.unit_axis.casefold() not in subtitle.casefold():
        yield "its subtitle does not name the unit"


def check_source(chart: Chart) -> Iterator[str]:
    """A source line that says it is one."""
    if not chart.text.source.startswith("Source"):
        yield "it has no source line"


def check_lines(chart: Chart) -> Iterator[str]:
    """At most four lines, each told apart by more than its colour, each colour seen on white."""
    for layer in _layers(chart.spec, "line"):
        encoding = layer.get("encoding", {})
        scale = _scale(encoding, "color")
        domain, colours = scale.get("domain", []), scale.get("range", [])
        if len(domain) > MAX_LINES:
            yield f"it has {len(domain)} lines: at most {MAX_LINES} can be told apart"
        if len(domain) > 1 and len({str(dash) for dash in _scale(encoding, "strokeDash").get("range", [])}) < len(
            domain
        ):
            yield "its lines differ by colour only: give each its own dashes"
        for colour in colours:
            if contrast_with_white(colour) < MIN_CONTRAST:
                yield f"its line colour {colour} has less than {MIN_CONTRAST:g}:1 contrast with white"


def check_fills(chart: Chart) -> Iterator[str]:
    """A map has at most five classes, and says in words which is which."""
    for layer in _layers(chart.spec, "geoshape"):
        for channel in ("color", "fill"):
            coded = layer.get("encoding", {}).get(channel, {})
            if "field" not in coded:
                continue
            scale = _scale(layer.get("encoding", {}), channel)
            # Hatching for missing values is a gradient, and no class.
            colours = {colour for colour in scale.get("range", []) if isinstance(colour, str)}
            classes = colours or _fills(chart.spec, str(coded["field"]))
            if len(classes) > MAX_CLASSES:
                yield f"it has {len(classes)} classes: at most {MAX_CLASSES} can be told apart"
            drawn = any("legend" in str(other.get("name", "")) for other in _all_layers(chart.spec))
            if coded.get("legend", True) is None and not drawn:
                yield "its colours have no legend: meaning would rest on colour only"


def check_bars(chart: Chart) -> Iterator[str]:
    """Bars begin at zero, or their lengths mislead."""
    for layer in _layers(chart.spec, "bar"):
        for channel in ("x", "y"):
            coded = layer.get("encoding", {}).get(channel, {})
            if coded.get("type") != "quantitative":
                continue
            scale = coded.get("scale") or {}
            domain = scale.get("domain")
            if domain is not None and not min(domain) <= 0 <= max(domain):
                yield f"its bars begin at {min(domain):g}, not at zero"
            elif domain is None and scale.get("zero") is False:
                yield "its bars need not begin at zero"


def check_axes(chart: Chart) -> Iterator[str]:
    """One scale for each direction."""
    for part in _walk(chart.spec):
        resolve = part.get("resolve")
        if not isinstance(resolve, Mapping):
            continue
        kept_apart = {(key, channel) for key, value in resolve.items() for channel in value if channel in ("x", "y")}
        if any(resolve[key][channel] == "independent" for key, channel in kept_apart):
            yield "it has two axes in one direction"


def check_text(chart: Chart) -> Iterator[str]:
    """Text is horizontal and large enough."""
    for part in _walk(chart.spec):
        turned = [key for key in ("angle", "labelAngle", "titleAngle") if part.get(key) not in (None, 0)]
        yield from (f"its text is not horizontal ({key})" for key in turned)
        for key, value in part.items():
            if key.endswith("ontSize") and isinstance(value, (int, float)) and value < MIN_FONT:
                yield f"its text is small ({key} {value:g}, at least {MIN_FONT})"
    for layer in _all_layers(chart.spec):
        axis = layer.get("encoding", {}).get("y", {}).get("axis")
        if isinstance(axis, Mapping) and axis.get("title") and axis.get("titleAngle") != 0:
            yield "the title of its vertical axis is not horizontal"


def check_alt(chart: Chart) -> Iterator[str]:
    """Alt text with numbers, of a length that can be listened to, the same inside the picture."""
    if not chart.alt.strip():
        yield "it has no alt text"
    elif not re.search(r"\d", chart.alt):
        yield "its alt text gives no number"
    if len(chart.alt) > MAX_ALT:
        yield f"its alt text has {len(chart.alt)} characters: at most {MAX_ALT}"
    if chart.spec.get("description") != chart.alt:
        yield "its picture carries another alt text than the page"


def check_table(chart: Chart) -> Iterator[str]:
    """Everything that is drawn stands in the table."""
    words = [column.label for column in chart.table.columns] + [cell for row in chart.table.rows for cell in row]
    for row in chart.values:
        printed, area = str(row["value_as_printed"]), str(row["area"])
        if not any(word == printed or word.startswith((f"{printed} (", f"{printed} [")) for word in words):
            yield f"its table lacks the value of {area} {row['period_label']} ({printed})"
        if not any(word == area or word.startswith(f"{area} (") for word in words):
            yield f"its table does not name {area}"


def check_ranking(chart: Chart) -> Iterator[str]:
    """Estimates with intervals are not ranked."""
    if chart.kind != "interval":
        return
    for where, words in (("title", chart.text.title), ("alt text", chart.alt)):
        if found := _RANKING.search(words):
            yield f'its {where} says "{found.group()}": estimates with intervals are not ranked'


def check_data(chart: Chart) -> Iterator[str]:
    """The data are inside; no name depends on what was drawn before."""
    for part in _walk(chart.spec):
        if isinstance(part.get("url"), str):
            yield f"it would fetch {part['url']}"
        name = part.get("name")
        if isinstance(name, str) and _GENERATED.fullmatch(name):
            yield f"it has a generated name ({name})"
    yield from (
        f"it has a generated name ({name})" for name in chart.spec.get("datasets", {}) if _GENERATED.fullmatch(name)
    )


RULES: tuple[Rule, ...] = (
    check_title,
    check_subtitle,
    check_source,
    check_lines,
    check_fills,
    check_bars,
    check_axes,
    check_text,
    check_alt,
    check_table,
    check_ranking,
    check_data,
)


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG between a colour (#RRGGBB) and white."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _walk(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of a specification but the rows of its data and what only our own code reads."""
    if isinstance(value, Mapping):
        yield value
        for key, part in value.items():
            if key not in ("datasets", "values", "usermeta"):
                yield from _walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part)


def _all_layers(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (part for part in _walk(spec) if "mark" in part)


def _layers(spec: Mapping[str, Any], mark: str) -> Iterator[Mapping[str, Any]]:
    """The layers drawn with that kind of mark."""
    for layer in _all_layers(spec):
        kind = layer["mark"]["type"] if isinstance(layer["mark"], Mapping) else layer["mark"]
        if kind == mark:
            yield layer


def _scale(encoding: Mapping[str, Any], channel: str) -> Mapping[str, Any]:
    return encoding.get(channel, {}).get("scale") or {}


def _fills(spec: Mapping[str, Any], field: str) -> set[str]:
    """The colours that rows name themselves, where no scale chooses them."""
    rows = (row for rows in spec.get("datasets", {}).values() if isinstance(rows, list) for row in rows)
    return {str(row[field]) for row in rows if isinstance(row, Mapping) and field in row}
