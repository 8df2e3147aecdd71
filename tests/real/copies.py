"""Copies of the real project, for tests that build it."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent.parent
PROJECT = ("_config.yml", "_toc.yml", "book", "config", "lis_data", "notebooks", "requirements.lock")


def copy_project(target: Path) -> Path:
    """What makes the real project, as it stands in the working tree, without anything made from it."""
    target.mkdir(parents=True)
    for name in PROJECT:
        source = REPOSITORY / name
        if source.is_dir():
            made = ["pages", "drafts"] if name == "book" else [".ipynb_checkpoints"]
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns(*made))
        else:
            shutil.copy2(source, target / name)
    return target


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
