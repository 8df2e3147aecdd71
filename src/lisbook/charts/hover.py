"""What a pointer or a finger shows: the words of the nearest point, the same as in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from lisbook.charts.points import Point
from lisbook.charts.printed import PrintedForm

_WORDS = ("Line", "Area", "Period", "Value", "95% interval", "Note")


def tooltip(place: str) -> dict[str, str]:
    """The words that rows carry at `place` (a Vega expression), in reading order whatever order their JSON has."""
    parts = (f"isValid({place}['{word}']) ? {{'{word}': {place}['{word}']}} : {{}}" for word in _WORDS)
    return {"expr": f"merge({', '.join(parts)})"}


# Over the points lie the invisible cells of `nearest`, whose datum is the point: fields of Altair's own tooltip would
# read "undefined" there in Vega-Lite 6.4 (vega/vega-lite, pull request 9707).
TIP = tooltip("(datum.datum || datum).tip")
SHAPE_TIP = tooltip("datum.properties.tip")


def hover_words(point: Point, form: PrintedForm, **more: str) -> dict[str, str]:
    """What the pointer shows for a point: the same texts as the table, after `more`."""
    words = {**more, "Area": point.area, "Period": point.period, "Value": point.text}
    if point.bounds and point.value is not None:
        words["95% interval"] = form.interval(*point.bounds)
    if point.flags:
        words["Note"] = "; ".join(point.flags)
    return words


def hover_layer(points: alt.Chart, x: alt.X, y: alt.Y, colour: Any, fields: Sequence[str]) -> alt.Chart:
    """Dots that appear at the point nearest to the pointer, with its words; not part of the still picture.

    fields: those that together tell one row from all others.
    """
    near = alt.selection_point(
        name="near", nearest=True, on="pointerover", clear="pointerout", fields=list(fields), empty=False
    )
    seen = alt.OpacityValue(0, condition={"param": "near", "value": 1, "empty": False})
    dots = points.mark_point(filled=True, size=130, shape="circle", stroke="white", strokeWidth=2, tooltip=TIP)
    layer: alt.Chart = dots.encode(x=x, y=y, color=colour, opacity=seen)
    return layer.properties(name="live-near").add_params(near)
