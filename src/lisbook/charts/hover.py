"""What a pointer or a finger shows: the words of the nearest point, the same as in the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from lisbook.charts.points import Point
from lisbook.charts.printed import PrintedForm
from lisbook.charts.theme import Row

WORDS = ("Line", "Area", "Period", "Value", "95% interval", "Note")


def hover_words(point: Point, form: PrintedForm) -> dict[str, str]:
    """What the pointer shows for a point: the same texts as the table."""
    words = {"Area": point.area, "Period": point.period, "Value": point.text}
    if point.bounds:
        words["95% interval"] = form.interval(*point.bounds)
    if point.flags:
        words["Note"] = "; ".join(point.flags)
    return words


def tooltip_fields(rows: Iterable[Row]) -> list[alt.Tooltip]:
    """The pointer's fields, as far as any row has them."""
    present = {key for row in rows for key in row}
    return [alt.Tooltip(f"{key}:N") for key in WORDS if key in present]


def hover_layer(
    points: alt.Chart, x: alt.X, y: alt.Y, colour: Any, rows: Sequence[Row], fields: Sequence[str]
) -> alt.Chart:
    """Dots that appear at the point nearest to the pointer, with its words; not part of the still picture.

    fields: those that together tell one row from all others.
    """
    near = alt.selection_point(
        name="near", nearest=True, on="pointerover", clear="pointerout", fields=list(fields), empty=False
    )
    seen = alt.OpacityValue(0, condition={"param": "near", "value": 1, "empty": False})
    dots = points.mark_point(filled=True, size=130, shape="circle", stroke="white", strokeWidth=2)
    layer: alt.Chart = dots.encode(x=x, y=y, color=colour, opacity=seen, tooltip=tooltip_fields(rows))
    return layer.properties(name="live-near").add_params(near)
