"""What holds for the engine as a whole: it names no area, its imports run one way, its style is one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.fixtures import REPOSITORY

SOURCES = REPOSITORY / "src" / "lisbook"
TOOLS = Path(sys.executable).parent
TEXT = {".py", ".css", ".html", ".js", ".md", ".yml", ".yaml", ".txt"}


def area_names() -> set[str]:
    """Names of the real project's areas, those left out that are words of other subjects too."""
    areas = yaml.safe_load((REPOSITORY / "config/areas.yml").read_text(encoding="utf-8"))["areas"]
    plain = {area["name"] for area in areas if area["level"] not in {"country", "region"}}
    return plain | {"London", "borough"}


def test_the_engine_names_no_area():
    words = re.compile(rf"\b(?:{'|'.join(sorted(re.escape(name) for name in area_names()))})", re.IGNORECASE)
    found = [
        f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()}"
        for path in sorted(SOURCES.rglob("*"))
        if path.suffix in TEXT and "vendor" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if words.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports", "--no-cache"]],
    ids=["ruff", "format", "mypy", "imports"],
)
def test_the_tree_is_in_order_for(command):
    done = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
