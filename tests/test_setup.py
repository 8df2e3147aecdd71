"""What stands at the top of the project: environments that agree, locks that name no place, targets that tell the truth."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirements(lines: list[str]) -> dict[str, str]:
    found = (Requirement(line) for line in lines)
    return {_normal(one.name): str(one.specifier) for one in found}


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_conda_users_get_the_packages_and_bounds_of_pyproject(project):
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    names = [line for line in environment["dependencies"] if isinstance(line, str)]
    conda = _requirements([line for line in names if line != "pip"])
    python = conda.pop("python")
    assert python == project["requires-python"]
    assert conda == _requirements(project["dependencies"])


def _locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    starts = [
        line.removesuffix("\\").split(";")[0].strip() for line in lines if line and not line.startswith((" ", "#"))
    ]
    return {_normal(line.split("==")[0]): line.split("==")[1] for line in starts}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_package_by_hash_and_names_no_place(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^--(?!hash)", text, re.MULTILINE)
    blocks = [block for block in re.split(r"\n(?=\S)", text) if block and not block.startswith("#")]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_locks_satisfy_pyproject_and_agree_with_each_other(project):
    book, everything = _locked("requirements.lock"), _locked("requirements-dev.lock")
    for line in project["dependencies"]:
        one = Requirement(line)
        assert one.specifier.contains(book[_normal(one.name)], prereleases=True), line
    for extra in ("test", "lab", "import"):
        for line in project["optional-dependencies"][extra]:
            one = Requirement(line)
            assert one.specifier.contains(everything[_normal(one.name)], prereleases=True), line
    assert {name: version for name, version in everything.items() if name in book} == book


def test_the_dependencies_each_have_a_reason():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    start = lines.index("dependencies = [")
    listed = lines[start + 1 : lines.index("]", start)]
    assert all("#" in line for line in listed)


def _make(*targets: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *targets], cwd=ROOT, capture_output=True, text=True, check=False)


def test_make_help_names_what_can_be_made():
    told = _make("help").stdout
    for target in ("book", "test", "soak", "check", "lab", "clean"):
        assert re.search(rf"^  make {target}\b", told, re.MULTILINE), target


@pytest.mark.parametrize("target", ["serve", "diff", "bench"])
def test_a_target_whose_part_comes_later_says_so_and_fails(target):
    done = _make(target)
    assert done.returncode != 0
    assert "not built yet" in done.stderr


def test_no_tracked_file_tells_where_it_was_written():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    home, here = str(Path.home()), str(ROOT)
    for name in tracked.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.stat().st_size < 5_000_000:
            text = path.read_bytes().decode("utf-8", "replace")
            assert here not in text, name
            assert f"{home}/" not in text, name
