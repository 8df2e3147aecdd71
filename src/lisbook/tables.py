"""Tables that readers see: one record, printed as HTML with scopes and caption, as Markdown, and as plain JSON."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, with its unit in words; numeric columns are set flush right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table as printed: the first cell of a row is its heading; `notes` are its footnotes."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, for output metadata."""
        return {
            "caption": self.caption,
            "columns": [{"label": column.label, "numeric": column.numeric} for column in self.columns],
            "rows": [list(row) for row in self.rows],
            "notes": list(self.notes),
        }


def table_from_json(value: Mapping[str, Any]) -> DataTable:
    """The table that `to_json` wrote."""
    return DataTable(
        value["caption"],
        tuple(Column(column["label"], column["numeric"]) for column in value["columns"]),
        tuple(tuple(row) for row in value["rows"]),
        tuple(value["notes"]),
    )


def render_table_html(table: DataTable, *, classes: str = "data-table") -> str:
    """An HTML table with caption, column and row headings; every text escaped."""
    head = "".join(f'<th scope="col"{_numeric(column)}>{html.escape(column.label)}</th>' for column in table.columns)
    body = "".join(f"<tr>{_row_html(table, row)}</tr>\n" for row in table.rows)
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in table.notes)
    return (
        f'<table class="{classes}"><caption>{html.escape(table.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n"
        + (f'<ul class="table-notes">{notes}</ul>\n' if notes else "")
    )


def render_table_markdown(table: DataTable) -> str:
    """A Markdown table under its caption, for drafts and terminals."""
    lines = [f"*{_cell(table.caption)}*", ""]
    lines.append("| " + " | ".join(_cell(column.label) for column in table.columns) + " |")
    lines.append("|" + "|".join(" ---: " if column.numeric else " --- " for column in table.columns) + "|")
    lines += ["| " + " | ".join(_cell(text) for text in row) + " |" for row in table.rows]
    if table.notes:
        lines += ["", *(f"- {note}" for note in table.notes)]
    return "\n".join(lines) + "\n"


def _row_html(table: DataTable, row: tuple[str, ...]) -> str:
    first = f'<th scope="row">{html.escape(row[0])}</th>' if row else ""
    rest = (
        f"<td{_numeric(column)}>{html.escape(text)}</td>"
        for column, text in zip(table.columns[1:], row[1:], strict=True)
    )
    return first + "".join(rest)


def _numeric(column: Column) -> str:
    return ' class="numeric"' if column.numeric else ""


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
