"""The same inputs give the same bytes: whatever the folder, the number of workers, or who calls Jupyter Book."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lisbook.pipeline import build_book
from tests.real.copies import copy_project, tree


@pytest.fixture(scope="module")
def two_books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The real book built twice from nothing: by one worker, and by two in a folder of another name and depth."""
    one = copy_project(tmp_path_factory.mktemp("one") / "book")
    other = copy_project(tmp_path_factory.mktemp("other") / "deeper" / "a book with spaces")
    for root, workers in ((one, 1), (other, 2)):
        report = build_book(root, workers=workers)
        assert report.problems == ()
    return one, other


@pytest.mark.parametrize("made", ["book/pages", "book/drafts", "_build/html"])
def test_one_and_two_workers_in_different_folders_give_the_same_bytes(two_books, made):
    one, other = (tree(root / made) for root in two_books)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_ledger_and_manifest_are_the_same_too(two_books):
    one, other = two_books
    for name in ("figures.json", "manifest.json"):
        assert (one / "_build" / name).read_bytes() == (other / "_build" / name).read_bytes(), name


def test_a_second_build_changes_nothing(two_books):
    root = two_books[0]
    before = {name: tree(root / name) for name in ("book", "_build/html")}
    report = build_book(root, workers=2)
    assert report.problems == ()
    assert report.changed == ()
    assert {name: tree(root / name) for name in before} == before


def test_jupyter_book_called_by_itself_gives_the_same_bytes(two_books):
    root = two_books[1]
    ours = tree(root / "_build/html")
    shutil.rmtree(root / "_build/html")
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = tree(root / "_build/html")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
