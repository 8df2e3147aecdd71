"""How our charts look: palette, fonts and grid, as plain values that each specification carries itself."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
from altair.utils import schemapi

from lisbook.charts.metrics import wrap
from lisbook.charts.points import ChartText

# The Government Analysis Function's palette; each has a contrast of 3:1 or more with white.
NAVY, ORANGE, PLUM, TEAL = "#12436D", "#F46A25", "#801650", "#28A197"
LINE_COLOURS = (NAVY, ORANGE, PLUM, TEAL)
# The same hues for text, with 4.5:1 or more.
INK_COLOURS = (NAVY, "#A8400A", PLUM, "#1A7A72")
DASHES: tuple[list[int], ...] = ([1, 0], [7, 3], [2, 3], [10, 3, 2, 3])
QUIET = "#6F99BF"  # bars that are not the page's own area; 3:1 with white
RAMP = ("#C9D8E6", "#9DBAD3", "#6F99BF", "#3D6F9E", NAVY)
INK, SOFT_INK, GRID, WHITE = "#0B0C0C", "#505A5F", "#E3E6E8", "#FFFFFF"

# Liberation Sans is bundled with vl-convert, and has the widths of Arial and Helvetica: one layout everywhere.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
LABEL_SIZE = 15
LINE_HEIGHT = 17
STATIC_WIDTH = 680
Row = dict[str, Any]  # one row of a data set in a specification
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LAB_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def named(dataset: str) -> alt.Chart:
    """The start of a layer that draws the named data set of its specification."""
    return alt.Chart(alt.NamedData(name=dataset))


def theme_config() -> dict[str, Any]:
    """Our Vega-Lite configuration, new each time."""
    return {
        "aria": False,  # the figure's own alt text and table speak; marks would only repeat numbers without order
        "background": WHITE,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": LABEL_SIZE,
            "labelColor": INK,
            "labelPadding": 6,
            "labelLineHeight": LINE_HEIGHT,
            "labelLimit": 0,
            "titleFontSize": LABEL_SIZE,
            "titleFontWeight": "normal",
            "titleColor": SOFT_INK,
            "gridColor": GRID,
            "gridWidth": 1,
            "domain": False,
            "ticks": False,
            "labelAngle": 0,
        },
        "legend": {
            "labelFontSize": LABEL_SIZE,
            "labelColor": INK,
            "labelLimit": 0,
            "titleFontSize": LABEL_SIZE,
            "titleFontWeight": "normal",
            "titleColor": SOFT_INK,
            "titleLimit": 0,
            "symbolSize": 220,
        },
        "text": {"fontSize": LABEL_SIZE, "lineHeight": LINE_HEIGHT, "color": INK},
        "title": {
            "anchor": "start",
            "frame": "group",
            "fontSize": 19,
            "fontWeight": "bold",
            "lineHeight": 23,
            "color": INK,
            "subtitleFontSize": LABEL_SIZE,
            "subtitleLineHeight": 19,
            "subtitleColor": SOFT_INK,
            "offset": 14,
        },
    }


def finish(
    layers: Iterable[alt.Chart],
    data: Mapping[str, Any],
    text: ChartText,
    alt_text: str,
    *,
    kind: str,
    height: int,
    outside: int,
    aspect: float | None = None,
) -> dict[str, Any]:
    """The finished specification: validated, with our theme whatever theme is enabled in this process.

    Layers name their data, `data` holds each once. `outside` is the likely height in pixels of what stands around the
    plot (axes, legend), kept for the page's layout until the picture is loaded; `aspect` is height over width of a plot
    whose height follows its width.
    """
    # Altair would validate every channel by itself and then all of them again as a whole: once is enough, and faster.
    with alt.theme.enable("none"), schemapi.debug_mode(False):
        drawn = [layer for layer in layers if not _is_empty(layer, data)]
        spec: dict[str, Any] = alt.layer(*drawn).properties(width="container", height=height).to_dict()
    spec["$schema"] = SCHEMA
    spec["datasets"] = {name: rows for name, rows in data.items() if rows}
    spec["config"] = theme_config()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec["padding"] = {"left": 4, "right": 6, "top": 6, "bottom": 4}
    spec["description"] = alt_text
    spec["title"] = {
        "text": wrap(text.title, STATIC_WIDTH - 40, 19, bold=True),
        "subtitle": wrap(text.subtitle, STATIC_WIDTH - 40, LABEL_SIZE),
    }
    spec["usermeta"] = {"lisbook": {"kind": kind, "width": STATIC_WIDTH, "height": height + outside}}
    if aspect is not None:
        spec["usermeta"]["lisbook"]["aspect"] = round(aspect, 3)
    return spec


def _is_empty(layer: alt.Chart, data: Mapping[str, Any]) -> bool:
    return isinstance(layer.data, alt.NamedData) and not data[str(layer.data.name)]


def page_spec(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification for the book's pages, where title and subtitle stand as text above the chart."""
    return {key: value for key, value in spec.items() if key != "title"}


def lab_spec(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification for JupyterLab 4.6: it draws Vega-Lite 5, and hangs on a width of "container"."""
    return {**spec, "$schema": LAB_SCHEMA, "width": STATIC_WIDTH}


def static_spec(spec: dict[str, Any], width: int = STATIC_WIDTH) -> dict[str, Any]:
    """The specification of the still picture: a numeric width, no title, nothing that only a pointer would show."""
    still = copy.deepcopy(page_spec(spec))
    still["width"] = width
    still.pop("params", None)
    if "layer" in still:
        still["layer"] = [layer for layer in still["layer"] if not str(layer.get("name", "")).startswith("live-")]
    return still


def lookup(values: Sequence[float], labels: Sequence[str | list[str]], item: str = "datum.value") -> str:
    """A Vega expression that gives an axis value its text; JSON literals, so that no text can be read as code."""
    texts = json.dumps(list(labels), ensure_ascii=True)
    return f"{texts}[indexof({json.dumps(list(values))}, {item})]"
