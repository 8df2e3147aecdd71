"""Reproducible strategy documents: checked data and parameterised notebooks in, a citable book out.

One stage per room, each using only the rooms before it:
config, data > catalogue (statistics) > prose, charts > pages > notebooks (templates, run) > drafts > book > pipeline > cli
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lisbook.version import __version__

if TYPE_CHECKING:
    from lisbook.pages.page import Page, open_page

__all__ = ["Page", "__version__", "open_page"]


def __getattr__(name: str) -> Any:
    # Pandas and Altair take a second to import: only notebooks need them, `lisbook --help` does not.
    if name in {"Page", "open_page"}:
        from lisbook.pages import page

        return getattr(page, name)
    raise AttributeError(f"module 'lisbook' has no attribute {name!r}")
