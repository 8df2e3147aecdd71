"""Hand-written pages: which Markdown files below book/ are pages, and under which ids."""

from __future__ import annotations

from pathlib import Path

_NOT_PAGES = ("drafts", "pages")  # made by runs: drafts for reviewers, executed notebooks


def hand_written_pages(root: Path) -> dict[str, Path]:
    """Path of each hand-written page by its id (its path below book/ without suffix), sorted."""
    folder = root / "book"
    found = {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.md")}
    return {page: path for page, path in sorted(found.items()) if page.split("/")[0] not in _NOT_PAGES}
