"""The chart that notebooks return: specification, alt text, table and values, all from the same points."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lisbook.charts.points import ChartText
from lisbook.charts.theme import lab_spec
from lisbook.files import digest_of
from lisbook.tables import DataTable

MIME_TYPE = "application/vnd.vegalite.v6+json"
LAB_MIME_TYPE = "application/vnd.vegalite.v5+json"  # the newest that JupyterLab 4.6 draws
SERVER_MARK = "JPY_SESSION_NAME"  # Jupyter's server gives it to the kernels of notebooks that people have open


@dataclass(frozen=True)
class Chart:
    """A finished chart. `values` are the rows of its CSV; `extra` is metadata that the page adds (figures, claims)."""

    text: ChartText
    kind: str
    alt: str
    spec: dict[str, Any]
    table: DataTable
    values: tuple[dict[str, Any], ...]
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_extra(self, extra: Mapping[str, Any]) -> Chart:
        """The same chart with more metadata."""
        return replace(self, extra={**self.extra, **extra})

    def to_json(self) -> dict[str, Any]:
        """Everything but the specification, as plain JSON."""
        size = self.spec.get("usermeta", {}).get("lisbook", {})
        return {
            "id": self.text.id,
            "kind": self.kind,
            "title": self.text.title,
            "subtitle": self.text.subtitle,
            "source": self.text.source,
            "unit_axis": self.text.unit_axis,
            "notes": list(self.text.notes),
            "alt": self.alt,
            "table": self.table.to_json(),
            "values": [dict(row) for row in self.values],
            "size": [size.get("width", 680), size.get("height", 400)],
        }

    def _repr_mimebundle_(
        self,
        include: Collection[str] | None = None,  # noqa: ARG002 - IPython's names; it filters by itself
        exclude: Collection[str] | None = None,  # noqa: ARG002
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        words = f"{self.text.title}\n{self.alt}"
        data = {MIME_TYPE: self.spec, "text/plain": words}
        if SERVER_MARK in os.environ:
            data[LAB_MIME_TYPE] = lab_spec(self.spec)
        return data, {"lisbook": {"kind": "chart", "chart": self.to_json(), **self.extra}}


def chart_digest(spec: Mapping[str, Any], chart_json: Mapping[str, Any]) -> str:
    """Twenty hexadecimal digits that stand for what a chart shows and says: the name of its files."""
    return digest_of([spec, chart_json])[:20]
