"""What charts of many areas share: one row an area, names in full and horizontal, values that cannot be drawn as text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from lisbook.charts.metrics import text_width, wrap
from lisbook.charts.points import Point, value_of
from lisbook.charts.theme import LABEL_SIZE, LINE_HEIGHT, SOFT_INK, Row, lookup, named

FEW = 14  # up to so many areas get wide rows and wrapped names
_NARROW_NAME = 132


@dataclass(frozen=True)
class Layout:
    """Rows from the top: `drawn` with their marks, `told` only as text; free rows between groups carry no name."""

    drawn: tuple[tuple[int, Point], ...]
    told: tuple[tuple[int, Point], ...]
    count: int  # rows, free ones included
    step: int  # pixels from row to row

    @property
    def height(self) -> int:
        """Height of all rows in pixels."""
        return self.count * self.step

    @property
    def named(self) -> tuple[tuple[int, Point], ...]:
        """Every row with its point, from the top."""
        return (*self.drawn, *self.told)


def lay_out(groups: Sequence[Sequence[Point]], apart: Collection[str], *, first: int = 0) -> Layout:
    """Rows for groups of points, a free row between groups, values without a mark last; `first` free rows at the top.

    apart: ids of areas whose value is printed but not drawn, since its size would say nothing about the others.
    """
    row = first
    drawn: list[tuple[int, Point]] = []
    told: list[tuple[int, Point]] = []
    last = [point for group in groups for point in group if point.value is None or point.area_id in apart]
    shown = [[point for point in group if point not in last] for group in groups]
    for target, group in [*((drawn, group) for group in shown), (told, last)]:
        if group:
            row += 1 if drawn else 0
            target += [(row + index, point) for index, point in enumerate(group)]
            row += len(group)
    few = row <= FEW
    wraps = few and any(text_width(label(point), LABEL_SIZE, bold=True) > _NARROW_NAME for _, point in (*drawn, *told))
    return Layout(tuple(drawn), tuple(told), row, 2 * LINE_HEIGHT + 6 if wraps else 30 if few else 24)


def label(point: Point) -> str:
    """The name beside a row; the page's own area says so in words as well as in weight."""
    return f"{point.area} (this area)" if point.role == "main" else point.area


def row_axis(layout: Layout) -> alt.Y:
    """The axis of names: horizontal, in full, the page's own area in bold."""
    rows = [row for row, _ in layout.named]
    few = layout.step != 24
    names: list[str | list[str]] = [
        wrap(label(point), _NARROW_NAME, LABEL_SIZE, bold=True) if few else label(point) for _, point in layout.named
    ]
    own = [row for row, point in layout.named if point.role == "main"]
    weight = {"condition": {"test": f"indexof({own}, datum.value) >= 0", "value": "bold"}, "value": "normal"}
    return (
        alt.Y("row:O")
        .scale(domain=list(range(layout.count)), paddingInner=0.3, paddingOuter=0.15)
        .axis(
            values=rows,
            labelExpr=lookup(rows, names),
            labelFontSize=LABEL_SIZE if few else LABEL_SIZE - 1,
            labelFontWeight=weight,
            labelPadding=8,
            labelOverlap=False,
            grid=False,
            title=None,
        )
    )


def sorted_by_value(points: Sequence[Point]) -> list[Point]:
    """Highest first, areas of equal value by name; points without a value last, by name."""
    valued = sorted((p for p in points if p.value is not None), key=lambda p: (-value_of(p), p.area))
    return valued + sorted((p for p in points if p.value is None), key=lambda p: p.area)


def told_rows(layout: Layout, apart: Collection[str]) -> list[Row]:
    """The rows that are text only: why there is no value, or the value of an area shown apart."""
    return [
        {"row": row, "told": f"{point.text} (shown apart)" if point.area_id in apart and point.value is not None else point.text}
        for row, point in layout.told
    ]


def told_layer(y: alt.Y) -> Iterator[alt.Chart]:
    """Text in place of a mark."""
    yield (
        named("told")
        .mark_text(align="left", baseline="middle", dx=4, color=SOFT_INK)
        .encode(x=alt.value(0), y=y, text="told:N")
        .properties(name="told")
    )
