"""Hand-written pages: which Markdown files below book/ are pages, under which ids; and prose read safely."""

from __future__ import annotations

from pathlib import Path

from lisbook.errors import Problem, ProjectError
from lisbook.files import is_inside

_NOT_PAGES = ("drafts", "pages")  # made by runs: drafts for reviewers, executed notebooks


def hand_written_pages(root: Path) -> dict[str, Path]:
    """Path of each hand-written page by its id (its path below book/ without suffix), sorted."""
    folder = root / "book"
    found = {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.md")}
    return {page: path for page, path in sorted(found.items()) if page.split("/")[0] not in _NOT_PAGES}


def read_prose(root: Path, path: Path) -> str:
    """The text of a Markdown file; ProjectError when it leads out of the project or is no UTF-8."""
    where = path.relative_to(root).as_posix()
    if not is_inside(path, root):
        raise ProjectError([Problem(where, "leads out of the project", "Replace the link by the file itself.")])
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise ProjectError([Problem(f"{where}:{line}", what, "Save the file with the encoding UTF-8.")]) from None
