"""What a page's cells show, with the ledger entries that travel in the output's metadata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lisbook.prose.phrases import PAYLOAD, reads_to_json
from lisbook.prose.records import Claim, Figure
from lisbook.tables import DataTable, render_table_html, render_table_markdown


@dataclass(frozen=True)
class PageTable:
    """A table on a page, each number of it in the ledger."""

    table: DataTable
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    reads: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        data = {"text/html": render_table_html(self.table), "text/plain": render_table_markdown(self.table)}
        payload = {"kind": "table", "table": self.table.to_json(), **chart_extra(self.figures, self.claims, self.reads)}
        return data, {PAYLOAD: payload}


def chart_extra(figures: Sequence[Figure], claims: Sequence[Claim], reads: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Figures, claims and reads as output metadata holds them."""
    return {
        "figures": [figure.to_json() for figure in figures],
        "claims": [claim.to_json() for claim in claims],
        "reads": reads_to_json(reads),
    }
