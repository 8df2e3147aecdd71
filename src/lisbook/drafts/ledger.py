"""The ledger: every number a reader sees that comes from data, over all pages, in one file."""

from __future__ import annotations

from collections.abc import Iterable

from lisbook.data.package import Package
from lisbook.drafts.content import PageContent, datasets_of
from lisbook.drafts.draft import FORMAT, ledger_entries
from lisbook.files import readable_json


def render_ledger(contents: Iterable[PageContent], package: Package) -> str:
    """_build/figures.json: digests of the datasets once, then the entries of each page in the order given."""
    pages = list(contents)
    used = sorted({name for content in pages for name in datasets_of(content)})
    return readable_json(
        {
            "format": FORMAT,
            "datasets": {name: package.dataset(name).sha256 for name in used},
            "figures": [entry for content in pages for entry in ledger_entries(content)],
        }
    )
