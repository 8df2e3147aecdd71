"""The manifest: what went in, with which tools and parameters, and what came out, each file with its SHA-256."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lisbook.drafts.draft import FORMAT
from lisbook.files import readable_json, sha256_of_file
from lisbook.plan import PlannedPage

# What a page's bytes can depend on. The lock file, an input, holds the rest of the environment.
TOOLS = (
    "lisbook",
    "jupyter-book",
    "papermill",
    "altair",
    "pandas",
    "vl-convert-python",
    "myst-nb",
    "sphinx-book-theme",
)
INPUTS = ("config", "lis_data", "notebooks", "book", "_config.yml", "_toc.yml", "requirements.lock")
_MADE = ("book/drafts/", "book/pages/")


def input_files(root: Path) -> tuple[Path, ...]:
    """Every file of the project that a page can depend on, sorted: what is made by runs is left out."""
    found: list[Path] = []
    for name in INPUTS:
        path = root / name
        found += [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    kept = (file for file in found if not _is_made(file.relative_to(root).as_posix()))
    return tuple(sorted(kept))


def _is_made(name: str) -> bool:
    hidden = any(part.startswith(".") for part in name.split("/"))
    return hidden or name.startswith(_MADE) or name.endswith(".part")


def render_manifest(root: Path, pages: Iterable[PlannedPage], outputs: Iterable[Path]) -> str:
    """_build/manifest.json. Python's version is given to its minor number, which is what the lock file promises."""
    value: Mapping[str, Any] = {
        "format": FORMAT,
        "tools": {"python": ".".join(platform.python_version_tuple()[:2]), **{name: version(name) for name in TOOLS}},
        "runs": {page.id: {"template": page.template, "parameters": dict(page.parameters)} for page in pages},
        "inputs": _digests(root, input_files(root)),
        "outputs": _digests(root, sorted(outputs)),
    }
    return readable_json(value)


def _digests(root: Path, files: Iterable[Path]) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): sha256_of_file(file) for file in files}
