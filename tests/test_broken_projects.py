"""Each folder of tests/projects/broken is the small project with one fault, and the exact message that tells it.

fault.yml says what differs: `edits` (file, the text found once in it, what is put there), `remove`, `link` (file: target),
and the `command` that meets the fault (check, if not said). Files below files/ are laid over the project. Changed data are
accepted first, unless `accept` is false. expected.txt is what the command prints as problems; `make accept` renews it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from lisbook.data.acceptance import accept, check_digest
from lisbook.data.package import load_package
from tests.fixtures import BROKEN, SMALL, copy_small

CASES = sorted(path.parent.name for path in BROKEN.glob("*/fault.yml"))


def make_faulty(root: Path, case: Path) -> str:
    """Write the small project with the fault of a case to `root`; returns the command that meets it."""
    fault: dict[str, Any] = yaml.safe_load((case / "fault.yml").read_text(encoding="utf-8")) or {}
    copy_small(root)
    (root.parent / "outside").mkdir()
    for name in ("secret.csv", "secret.md", "secret.ipynb"):
        (root.parent / "outside" / name).write_text("secret\n")
    for edit in fault.get("edits", []):
        path = root / edit["file"]
        text = path.read_text(encoding="utf-8")
        assert edit["find"] in text, f"{edit['file']} no longer holds: {edit['find']}"
        path.write_text(text.replace(edit["find"], edit["put"], 1), encoding="utf-8")
    for name in fault.get("remove", []):
        (root / name).unlink()
    for name, target in fault.get("link", {}).items():
        path = root / name
        path.unlink(missing_ok=True)
        path.symlink_to(root.parent / target)
    if (case / "files").is_dir():
        shutil.copytree(case / "files", root, dirs_exist_ok=True)
    if fault.get("accept", True):
        accept_changes(root)
    return str(fault.get("command", "check"))


def accept_changes(root: Path) -> None:
    """Accept data files that differ from the catalogue, so that their digest is not the fault that is told."""
    package, _ = load_package(root)
    for resource in package.resources:
        if (root / resource.path).is_file() and check_digest(root, resource):
            accept(root, resource.name)


@pytest.mark.parametrize("name", CASES)
def test_a_broken_project_is_explained_as_expected(name, tmp_path, lisbook, golden):
    command = make_faulty(tmp_path / "project", BROKEN / name)
    said = lisbook(*command.split(), "--project", tmp_path / "project")
    assert said.code == 1, said.err
    assert "Traceback" not in said.out + said.err
    assert "secret" not in said.out
    assert str(tmp_path) not in said.err, "messages name files from the project on"
    golden(said.err, BROKEN / name / "expected.txt")


def test_every_broken_project_has_exactly_one_fault_file_and_the_small_project_none(lisbook):
    assert sorted(path.name for path in BROKEN.iterdir()) == CASES
    said = lisbook("check", "--project", SMALL)
    assert (said.code, said.out, said.err) == (0, "The project is in order.\n", "")
