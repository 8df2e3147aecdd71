"""The small project as a book, from the command line: another area, no other place on any page."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from lisbook.files import sha256_of_file
from tests.fixtures import Said, copy_small, made_once

pytestmark = pytest.mark.xdist_group("build")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project built once for the session, with two workers."""
    from lisbook.pipeline import build_book

    with made_once(tmp_path_factory, "built-small") as (root, new):
        if new:
            copy_small(root)
            report = build_book(root, workers=2)
            assert report.problems == ()
    return root


def digests(root: Path, *folders: str) -> dict[str, str]:
    found = (path for folder in folders for path in sorted((root / folder).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): sha256_of_file(path) for path in found}


def test_every_page_is_published(built):
    html = built / "_build/html"
    for page in ("index", "labour/exeshire", "labour/upper-exe", "homes/lower-exe", "about/sources"):
        assert (html / f"{page}.html").is_file()


def test_no_other_place_stands_on_any_page(built):
    for path in (built / "_build/html").rglob("*.html"):
        text = re.sub(r"<(script|style).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "london" not in text.lower(), path.name
        assert "borough" not in text.lower(), path.name
        assert "There is no Exeshire" in text, "the banner stands on every page"


def test_the_manifest_is_that_of_the_book(built):
    manifest = json.loads((built / "_build/manifest.json").read_text(encoding="utf-8"))
    for name, digest in {**manifest["inputs"], **manifest["outputs"]}.items():
        assert sha256_of_file(built / name) == digest
    assert "_build/html/labour/upper-exe.html" in manifest["outputs"]


def test_a_build_after_another_has_the_same_bytes_with_one_worker(built, tmp_path, lisbook):
    root = Path(shutil.copytree(built, tmp_path / "elsewhere"))
    before = digests(root, "book", "_build")
    said: Said = lisbook("build", "--workers", "1", "--project", root)
    assert (said.code, said.out) == (0, "_build/html/index.html\n")
    assert said.err.endswith("6 pages executed, 0 drafts changed\n")
    assert digests(root, "book", "_build") == before


def test_a_problem_keeps_the_last_good_book(built, tmp_path, lisbook):
    root = Path(shutil.copytree(built, tmp_path / "project"))
    before = digests(root, "_build")
    page = root / "book/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nThere are 12.\n", encoding="utf-8")
    said: Said = lisbook("build", "--project", root)
    assert said.code == 1
    assert said.err.endswith("1 problem\nThe last good book was kept.\n")
    assert digests(root, "_build") == before
