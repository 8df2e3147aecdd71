"""Outputs of notebooks as nodes of ours: MyST-NB asks this renderer about each form of each output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from lisbook.book.nodes import chart_node, table_node
from lisbook.charts.chart import MIME_TYPE, chart_digest
from lisbook.prose.phrases import PAYLOAD

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer


class OutputRenderer:
    """The renderer that pyproject.toml names in the group `myst_nb.mime_renderers`."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = (("*", MIME_TYPE, 1),)

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer,  # noqa: ARG004 - MyST-NB's signature
        data: MimeData,
        inline: bool,
    ) -> list[nodes.Element] | None:
        """The nodes of a chart or a table of ours; None leaves the output to MyST-NB."""
        ours: dict[str, Any] = data.output_metadata.get(PAYLOAD, {})
        if inline or not ours:
            return None
        if data.mime_type == MIME_TYPE and ours["kind"] == "chart":
            spec = plain(data.content)
            chart = plain(ours["chart"])
            return [chart_node(spec, chart, chart_digest(spec, chart), ours.get("reads", {}))]
        if data.mime_type == "text/html" and ours["kind"] == "table":
            return [table_node(plain(ours["table"]))]
        return None


def plain(value: Any) -> Any:
    """Plain dictionaries and lists in place of nbformat's."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value
