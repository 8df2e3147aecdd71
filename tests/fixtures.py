"""What the tests of the engine stand on: copies of the small project, its one run of a session, and golden texts."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from lisbook.cli.main import main
from lisbook.project import Project, load_project

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
SMALL = HERE / "projects" / "small"
BROKEN = HERE / "projects" / "broken"


def copy_small(target: Path) -> Path:
    """A fresh copy of the small project, without anything made in it."""
    return Path(shutil.copytree(SMALL, target, ignore=shutil.ignore_patterns("_build", "drafts", "pages")))


@contextmanager
def made_once(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """A folder that all workers of a session share, and whether it is still to be made. Others wait meanwhile."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / f"{name}.done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a worker that failed left
        yield folder, not done.exists()
        done.touch()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A fresh copy of the small project, for tests that change it."""
    return copy_small(tmp_path / "small")


@pytest.fixture(scope="session")
def small_project() -> Project:
    """The small project, read; nothing may be written in it."""
    return load_project(SMALL)


@pytest.fixture(scope="session")
def run_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small project with all its pages executed, made once for the session. Copy it to change it."""
    with made_once(tmp_path_factory, "run-small") as (root, new):
        if new:
            from lisbook.pipeline import run_pages

            copy_small(root)
            report = run_pages(root, workers=2)
            assert report.problems == ()
    return root


@dataclass(frozen=True)
class Said:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def lisbook(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command line of lisbook in this process."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text with a file; `pytest --accept` writes the file instead."""

    def check(text: str, path: Path) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: make accept writes it"
        assert text == path.read_text(encoding="utf-8"), "read the difference; if it is meant: make accept"

    return check
