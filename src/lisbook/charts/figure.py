"""A chart as HTML: words first, a still picture that a live one replaces, the table, and what can be taken away."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from lisbook.charts.theme import page_spec
from lisbook.tables import render_table_html, table_from_json


def render_figure_html(chart: Mapping[str, Any], digest: str, static_prefix: str) -> str:
    """The figure of a chart, from the JSON of `Chart.to_json`.

    It is whole without scripts: headline, picture with alt text, source, table. `static_prefix` leads from the page to
    the folder that holds `charts/<digest>.svg` and its siblings. Every text is escaped.
    """
    files = f"{static_prefix}charts/{digest}"
    title, alt = html.escape(chart["title"]), html.escape(chart["alt"], quote=True)
    width, height = (int(side) for side in chart["size"])
    table = table_from_json(chart["table"])
    label = html.escape(f"Table of values: {chart['title']}", quote=True)
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in chart["notes"])
    return (
        f'<figure class="chart" id="{html.escape(chart["id"])}" data-chart="{digest}">\n'
        f'<figcaption class="chart-head"><p class="chart-title">{title}</p>\n'
        f'<p class="chart-subtitle">{html.escape(chart["subtitle"])}</p></figcaption>\n'
        f'<div class="chart-picture"><img src="{files}.svg" alt="{alt}" width="{width}" height="{height}" '
        'loading="lazy" decoding="async"></div>\n'
        f'<p class="chart-source">{html.escape(chart["source"])}</p>\n'
        + (f'<ul class="chart-notes">{notes}</ul>\n' if notes else "")
        + f'<details class="chart-data"><summary>Table of values<span class="visually-hidden">: {title}</span></summary>\n'
        f'<div class="table-region" role="region" aria-label="{label}" tabindex="0">\n{render_table_html(table)}</div>\n'
        "</details>\n"
        f'<p class="chart-files"><a href="{files}.csv" download>Download the data<span class="visually-hidden"> of: {title}'
        f'</span> (CSV)</a> <a href="{files}.svg" download>Download the picture<span class="visually-hidden"> of: {title}'
        "</span> (SVG)</a></p>\n"
        "</figure>\n"
    )


def chart_script(digest: str, spec: dict[str, Any]) -> str:
    """The script file that hands a chart's specification to the page; a file, since `file://` pages may not fetch."""
    return f"window.lisbookChart({script_json(digest)},{script_json(page_spec(spec))});\n"


def script_json(value: Any) -> str:
    """JSON that no HTML or JavaScript parser can mistake for the end of a script or of a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
