"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lisbook.project import find_root

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The project; by default the nearest parent folder with a _toc.yml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, metavar="N", help="Pages executed at a time.")]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="NAME", help="Papermill engine that executes the pages.")
]


def root_of(project: Path | None) -> Path:
    """The project's root: the folder named, or the nearest one above the working directory."""
    return find_root(project if project is not None else Path.cwd()) if project is None else _named(project)


def _named(project: Path) -> Path:
    # A project that is named must be one itself: a typing mistake must not lead to the project around it.
    from lisbook.errors import UsageError
    from lisbook.project import MARK

    if not (project / MARK).is_file():
        raise UsageError(f"{project} is no project: it has no {MARK}.")
    return project.resolve()
