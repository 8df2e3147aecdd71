"""Tables as readers see them, whatever stands in a cell."""

from __future__ import annotations

import html.parser

from hypothesis import given
from hypothesis import strategies as st

from lisbook.tables import Column, DataTable, render_table_html, render_table_markdown, table_from_json

HOSTILE = '<script>alert("1")</script> | \\| `x` & \n</table>'
TEXT = st.text(max_size=8) | st.just(HOSTILE)


@st.composite
def tables(draw: st.DrawFn) -> DataTable:
    width = draw(st.integers(1, 4))
    columns = tuple(Column(draw(TEXT), draw(st.booleans())) for _ in range(width))
    rows = draw(st.lists(st.tuples(*[TEXT] * width), max_size=4))
    return DataTable(draw(TEXT), columns, tuple(rows), tuple(draw(st.lists(TEXT, max_size=2))))


class Cells(html.parser.HTMLParser):
    """Tags met, and texts of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser hands them over
        self.tags.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.tags[-1] in {"td", "th"} and self.cells:
            self.cells[-1] += data


@given(tables())
def test_a_table_survives_json(table):
    assert table_from_json(table.to_json()) == table


@given(tables())
def test_no_text_becomes_markup(table):
    seen = Cells()
    seen.feed(render_table_html(table))
    assert set(seen.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert seen.tags.count("tr") == len(table.rows) + 1
    assert len(seen.cells) == len(table.columns) * (len(table.rows) + 1)


def test_cells_are_headed_by_their_row_and_column():
    table = DataTable("Rates", (Column("Area"), Column("Rate", numeric=True)), (("Dunwell", "71.2%"),))
    shown = render_table_html(table)
    assert '<th scope="col">Area</th><th scope="col" class="numeric">Rate</th>' in shown
    assert '<th scope="row">Dunwell</th><td class="numeric">71.2%</td>' in shown
    assert "<caption>Rates</caption>" in shown


@given(tables())
def test_markdown_has_one_line_for_each_row_and_all_its_cells(table):
    lines = render_table_markdown(table).split("\n")
    rows = [line for line in lines[2:] if line.startswith("|")][: len(table.rows) + 2]
    assert len(rows) == len(table.rows) + 2
    for row in rows:
        assert row.replace("\\\\", "").replace("\\|", "").count("|") == len(table.columns) + 1
