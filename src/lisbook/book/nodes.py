"""Nodes of our own in Sphinx's documents: printed figures, charts and tables, and how each output format shows them.

Documents are shared between builders, so a node holds the record and the format is chosen when it is written.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from lisbook.prose.records import Figure
from lisbook.tables import render_table_html, table_from_json

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class printed_figure(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes, and their visitors, in small letters
    """A published number; `figure` is its ledger entry as JSON, its child the text as printed."""


class chosen_words(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words that a verb chose from the data. They look like any others; ids of sections are not made from them."""


class drawn_chart(nodes.General, nodes.Element):  # noqa: N801
    """A chart: `spec`, `chart` (all else as JSON), `digest`, `datasets`. Its children say it in words, for search."""


class data_table(nodes.General, nodes.Element):  # noqa: N801
    """A table: `table` as JSON. Its children hold its words, for search."""


def figure_node(figure: Figure) -> printed_figure:
    """The node of a printed number, without an id: only the first use on a page gets one."""
    return printed_figure("", figure.text, figure=figure.to_json())


def chart_node(spec: dict[str, Any], chart: dict[str, Any], digest: str, datasets: Iterable[str]) -> drawn_chart:
    """The node of a chart; `datasets` are those it was drawn from."""
    words = nodes.paragraph("", f"{chart['title']} {chart['alt']}")
    return drawn_chart("", words, spec=spec, chart=chart, digest=digest, datasets=sorted(datasets))


def table_node(table: dict[str, Any]) -> data_table:
    """The node of a table."""
    cells = [table["caption"], *(column["label"] for column in table["columns"])]
    cells += [cell for row in table["rows"] for cell in row]
    return data_table("", nodes.paragraph("", " ".join([*cells, *table["notes"]])), table=table)


def source_address(figure: Figure) -> str | None:
    """Id of the entry among the page's sources that a figure leads to; None when it stands on no source of ours."""
    if figure.fact:
        return f"source-fact-{figure.fact}"
    return f"source-{figure.datasets[0]}" if figure.datasets else None


def render_figure(figure: Figure, ids: list[str]) -> tuple[str, str]:
    """What stands before and after the text of a printed figure in HTML."""
    attributes = ['class="figure"']
    attributes += [f'id="{html.escape(ids[0])}"'] if ids else []
    attributes.append(f'value="{html.escape(_value(figure.value))}"')
    remarks = [*(["estimate"] if figure.estimate else []), *figure.flags]
    title = f' title="{html.escape("; ".join(remarks))}"' if remarks else ""
    address = source_address(figure)
    if address is None:
        return f"<data {' '.join(attributes)}{title}>", "</data>"
    link = f'<a href="#{html.escape(address)}"{title}>'
    return f"<data {' '.join(attributes)}>{link}", "</a></data>"


def _value(value: float | str | None) -> str:
    """The unrounded value with the fewest digits that give it back."""
    return "" if value is None else str(value).removesuffix(".0")


def render_table(table: dict[str, Any]) -> str:
    """The table in a region that can be scrolled with the keyboard where the page is narrow."""
    label = html.escape(table["caption"], quote=True)
    body = render_table_html(table_from_json(table))
    return f'<div class="table-region" role="region" aria-label="{label}" tabindex="0">\n{body}</div>\n'


def static_prefix(translator: HTML5Translator) -> str:
    """Relative path from the page being written to `_static/`."""
    page = translator.builder.get_target_uri(translator.docnames[0]).split("#")[0]
    return relative_uri(page, "_static/")


def _visit_figure_html(translator: HTML5Translator, node: printed_figure) -> None:
    before, _ = render_figure(Figure.from_json(node["figure"]), node["ids"])
    translator.body.append(before)


def _depart_figure_html(translator: HTML5Translator, node: printed_figure) -> None:
    _, after = render_figure(Figure.from_json(node["figure"]), node["ids"])
    translator.body.append(after)


def _visit_chart_html(translator: HTML5Translator, node: drawn_chart) -> None:
    from lisbook.charts.figure import render_figure_html

    translator.body.append(render_figure_html(node["chart"], node["digest"], static_prefix(translator)))
    raise nodes.SkipNode


def _visit_table_html(translator: HTML5Translator, node: data_table) -> None:
    translator.body.append(render_table(node["table"]))
    raise nodes.SkipNode


def _pass(translator: Any, node: nodes.Element) -> None:
    """Formats that know nothing of ours show the words."""


def add_nodes(app: Sphinx) -> None:
    """Tell Sphinx about our nodes."""
    plain: Any = {"latex": (_pass, _pass), "text": (_pass, _pass), "man": (_pass, _pass), "texinfo": (_pass, _pass)}
    app.add_node(printed_figure, html=(_visit_figure_html, _depart_figure_html), **plain)
    app.add_node(chosen_words, html=(_pass, _pass), **plain)
    app.add_node(drawn_chart, html=(_visit_chart_html, None), **plain)
    app.add_node(data_table, html=(_visit_table_html, None), **plain)
