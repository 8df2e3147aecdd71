"""_toc.yml: the reading order, read, compared with the plan, and brought along with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from lisbook.errors import Problem, suggest
from lisbook.files import write_whole
from lisbook.plan import PlannedPage
from lisbook.yamlfile import Key, YamlDocument, read_yaml

TOC = "_toc.yml"
PAGES = "book/pages/"
BOOK = "book/"


def page_id_of(file: str) -> str | None:
    """The page a file of the book is: `book/pages/people/northam` is people/northam; None for a file outside book/."""
    for prefix in (PAGES, BOOK):
        if file.startswith(prefix):
            return file.removeprefix(prefix).removesuffix(".md").removesuffix(".ipynb")
    return None


def read_toc(root: Path) -> YamlDocument:
    """The document; ProjectError when it cannot be read."""
    return read_yaml(root / TOC, TOC)


def files_in(value: Any, path: tuple[Key, ...] = ()) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Each `file` and the `root`, in reading order, with its place."""
    if isinstance(value, Mapping):
        for key in ("root", "file"):
            if isinstance(value.get(key), str):
                yield value[key], (*path, key)
        for key in ("parts", "chapters", "sections"):
            yield from files_in(value.get(key), (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from files_in(item, (*path, index))


def reading_order(toc: YamlDocument) -> tuple[str, ...]:
    """Ids of the pages, in reading order."""
    found = (page_id_of(file) for file, _ in files_in(toc.value))
    return tuple(page for page in found if page is not None)


def check_toc(toc: YamlDocument, root: Path, pages: Sequence[PlannedPage]) -> Iterator[Problem]:
    """Pages planned and not listed, listed and not planned, listed twice, and files that are not there."""
    planned = {page.id for page in pages}
    seen: dict[str, int | None] = {}
    remedy = "Bring it along with: lisbook plan --write-toc"
    for file, path in files_in(toc.value):
        place = toc.place(path)
        page = page_id_of(file)
        if page is None or ".." in file.split("/"):
            yield Problem(place, f"{file} is not below book/", "Pages stand in book/, executed ones in book/pages/.")
            continue
        if page in seen:
            yield Problem(
                place, f"{page} is listed twice (line {seen[page]})", "A page stands once in the reading order."
            )
        seen.setdefault(page, toc.line(path))
        if file.startswith(PAGES):
            if page not in planned:
                yield Problem(
                    place,
                    f"{page} is listed, but config/pages.yml does not plan it",
                    suggest(page, planned) + " " + remedy,
                )
        elif not (root / f"{BOOK}{page}.md").is_file():
            known = [path.relative_to(root / BOOK).with_suffix("").as_posix() for path in (root / BOOK).rglob("*.md")]
            known = [name for name in known if not name.startswith(("drafts/", "pages/"))]
            yield Problem(place, f"there is no file {BOOK}{page}.md", suggest(page, known) or remedy)
    for planned_page in pages:
        if planned_page.id not in seen:
            yield Problem(TOC, f"the planned page {planned_page.id} is not listed", remedy)


def with_pages(toc: Any, pages: Sequence[PlannedPage]) -> Any:
    """The table of contents with exactly the planned pages: unplanned ones taken out, new ones beside their template's.

    A template's first page heads a chapter and the others are its sections. Hand-written pages and the order of what is
    there already are kept.
    """
    planned = {PAGES + page.id: page for page in pages}
    kept = _without(toc, {file for file, _ in files_in(toc) if file.startswith(PAGES) and file not in planned})
    listed = {file for file, _ in files_in(kept)}
    for file, page in planned.items():
        if file in listed:
            continue
        chapter = _chapter_of(kept, PAGES + page.template + "/")
        if chapter is None:
            _chapters(kept).append({"file": file})
        else:
            chapter.setdefault("sections", []).append({"file": file})
        listed.add(file)
    return kept


def render_toc(value: Any, comment: str) -> str:
    """The YAML text, under its comment."""
    return comment + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)


def _without(value: Any, files: set[str]) -> Any:
    if isinstance(value, list):
        return [
            _without(item, files) for item in value if not (isinstance(item, Mapping) and item.get("file") in files)
        ]
    if isinstance(value, Mapping):
        return {key: _without(item, files) for key, item in value.items()}
    return value


def _chapter_of(value: Any, prefix: str) -> dict[str, Any] | None:
    """The first entry, at any depth, whose file starts with the prefix."""
    if isinstance(value, list):
        return next((found for item in value if (found := _chapter_of(item, prefix))), None)
    if isinstance(value, dict):
        if str(value.get("file", "")).startswith(prefix):
            return value
        return next(
            (found for key in ("parts", "chapters", "sections") if (found := _chapter_of(value.get(key), prefix))), None
        )
    return None


def _chapters(toc: dict[str, Any]) -> list[Any]:
    holder = toc["parts"][0] if toc.get("parts") else toc
    chapters: list[Any] = holder.setdefault("chapters", [])
    return chapters


def update_toc(root: Path, pages: Sequence[PlannedPage]) -> bool:
    """Bring _toc.yml along with the plan, its leading comment kept; whether it changed."""
    text = (root / TOC).read_text(encoding="utf-8")
    comment = "".join(line for line in text.splitlines(keepends=True)[: _comment_lines(text)])
    value = read_toc(root).value
    updated = with_pages(value, pages)
    return updated != value and write_whole(root / TOC, render_toc(updated, comment))


def _comment_lines(text: str) -> int:
    lines = text.splitlines()
    return next((index for index, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
