"""What charts of many areas share: one row an area, names in full, and as text what cannot be drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from lisbook.charts.axes import x_pixel
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
    few: bool  # few enough areas for wide rows and names in lines

    @property
    def height(self) -> int:
        """Height of all rows in pixels."""
        return self.count * self.step

    @property
    def font_size(self) -> int:
        """Size of the names."""
        return LABEL_SIZE if self.few else LABEL_SIZE - 1

    @property
    def names_width(self) -> int:
        """Pixels from the left edge of the longest name to the plot."""
        lines = (line for _, point in self.named for line in name_lines(point, few=self.few))
        return round(max(text_width(line, self.font_size) for line in lines)) + 8

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
    most = max((len(name_lines(point, few=few)) for _, point in (*drawn, *told)), default=1)
    step = max(30, most * LINE_HEIGHT + 8) if few else 24
    return Layout(tuple(drawn), tuple(told), row, step, few)


def name_lines(point: Point, *, few: bool) -> list[str]:
    """The name beside a row, in lines where rows are wide; the page's own area says so in words too."""
    own = "(this area)" if point.role == "main" else ""
    together = f"{point.area} {own}".strip()
    if not few or text_width(together, LABEL_SIZE, bold=bool(own)) <= _NARROW_NAME:
        return [together]
    return wrap(point.area, _NARROW_NAME, LABEL_SIZE, bold=bool(own)) + ([own] if own else [])


def row_axis(layout: Layout) -> alt.Y:
    """The axis of names: horizontal, in full, the page's own area in bold."""
    rows = [row for row, _ in layout.named]
    names = [name_lines(point, few=layout.few) for _, point in layout.named]
    own = [row for row, point in layout.named if point.role == "main"]
    weight = {"condition": {"test": f"indexof({own}, datum.value) >= 0", "value": "bold"}, "value": "normal"}
    lines = [-(len(name) - 1) * LINE_HEIGHT / 2 for name in names]
    # Vega hangs further lines below the first; each name is lifted so that its middle meets its row.
    lift = []
    for shift in sorted({line for line in lines if line}):
        moved = [row for row, line in zip(rows, lines, strict=True) if line == shift]
        lift.append({"test": f"indexof({moved}, datum.value) >= 0", "value": shift})
    return (
        alt.Y("row:O")
        .scale(domain=list(range(layout.count)), paddingInner=0.3, paddingOuter=0.15)
        .axis(
            values=rows,
            labelExpr=lookup(rows, names),
            labelFontSize=layout.font_size,
            labelFontWeight=weight,
            labelOffset={"condition": lift, "value": 0} if lift else 0,
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
        {
            "row": row,
            "told": point.text + (" (shown apart)" if point.area_id in apart and point.value is not None else ""),
        }
        for row, point in layout.told
    ]


def told_layer(y: alt.Y) -> Iterator[alt.Chart]:
    """Text in place of a mark."""
    yield (
        named("told")
        .mark_text(align="left", baseline="middle", dx=4, color=SOFT_INK)
        .encode(x=x_pixel(0), y=y, text=alt.Text("told:N"))
        .properties(name="told")
    )
