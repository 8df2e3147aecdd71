"""The one place where Jupyter Book is started: executed notebooks and hand-written pages in, `_build/html` out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lisbook.errors import Problem, sorted_problems
from lisbook.project import MARK, load_project

HTML = "_build/html"
_NEXT = "_build/next"  # Jupyter Book makes _build/html below this
_LAST = "_build/last"
# jsonschema would build forty grammars for web addresses, which takes two seconds and serves nothing here.
_START = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_book.cli.main import main; main()"
_FLAGS = ("--warningiserror", "--nitpick", "--keep-going", "--quiet")
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_MESSAGE = re.compile(r"^(?:(?P<where>[^\s].*?): ?)?(?P<level>WARNING|ERROR|CRITICAL|SEVERE): (?P<what>.*)$")
_STOP = re.compile(r"^(?:Extension error|Configuration error|Theme error|Exception occurred|Error).*?:?$")
_KIND = re.compile(r"\s*\[[a-z_]+(?:\.[a-z_]+)*\]$")
_CELL_LINES = 10_000  # MyST-NB counts the lines of cell n from n times this


@dataclass(frozen=True, slots=True)
class BookResult:
    """The outcome of one compilation. With problems, `html` is the last good book, or None when there is none."""

    html: Path | None
    pages: int
    seconds: float
    problems: tuple[Problem, ...] = ()


def compile_book(root: Path, *, verbose: bool = False) -> BookResult:
    """Compile the book of the project at `root` from a clean folder; only a good one takes the place of the last.

    Raises ProjectError when the project cannot be read. `verbose` shows what Jupyter Book says.
    """
    start = time.monotonic()
    load_project(root)
    root = root.resolve()
    target, workplace = root / HTML, root / _NEXT
    _recover(root)
    shutil.rmtree(workplace, ignore_errors=True)
    try:
        code, said = _run_jupyter_book(root, workplace, verbose=verbose)
        problems = sorted_problems(_problems(said, root))
        if code and not problems:
            remedy = "Run the command with --verbose to see all of what it says."
            problems = (Problem(MARK, f"Jupyter Book stopped: {_last_line(said)}", remedy),)
        made = workplace / HTML
        if not problems:
            _swap(made, target, root / _LAST)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
    pages = sum(1 for path in target.rglob("*.html") if "_static" not in path.parts) - 1 if target.is_dir() else 0
    return BookResult(target if target.is_dir() else None, max(pages, 0), time.monotonic() - start, problems)


def _run_jupyter_book(root: Path, output: Path, *, verbose: bool) -> tuple[int, str]:
    """Exit code and standard error of one build, in an environment without colour, zone or locale of the day."""
    command = [sys.executable, "-P", "-c", _START, "build", str(root), "--path-output", str(output), *_FLAGS]
    steady = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **steady}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if verbose:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode, done.stderr


def _problems(said: str, root: Path) -> Iterator[Problem]:
    """Each warning of the build as a problem; lines that follow one and are set in are its remedy."""
    lines = [_ESCAPE.sub("", line) for line in said.splitlines()]
    for index, line in enumerate(lines):
        match = _MESSAGE.match(line)
        if match is None:
            continue
        follow = []
        for other in lines[index + 1 :]:
            if not other.startswith("  ") or _MESSAGE.match(other):
                break
            follow.append(other.strip())
        where, remedy = _place(match["where"] or "", root)
        what = _KIND.sub("", match["what"]).replace(f"{root}/", "")
        told = _KIND.sub("", " ".join(follow)).replace(f"{root}/", "")
        yield Problem(where, what, told or remedy)
    for index, line in enumerate(lines):
        if line.startswith(("Extension error", "Configuration error", "Theme error", "Exception occurred")):
            what = " ".join(other.strip() for other in lines[index + 1 : index + 3]) or line
            yield Problem(MARK, what.replace(f"{root}/", ""), "Correct the project's settings or its extension.")


def _place(location: str, root: Path) -> tuple[str, str]:
    """The place of a warning below the project, cells counted as people count them; and what to do there."""
    path, _, number = location.rpartition(":")
    if not number.isdigit():
        path, number = location, ""
    relative = path.removeprefix(f"{root}/") or "_config.yml"
    line = int(number) if number else 0
    if relative.endswith(".ipynb"):
        template = relative.removeprefix("book/pages/").partition("/")[0].removesuffix(".ipynb")
        cell, within = divmod(line, _CELL_LINES)
        where = f"{relative}, cell {cell}, line {max(within, 1)}" if cell else relative
        return where, f"Correct notebooks/{template}.ipynb or the page's narrative, then run the page again."
    where = f"{relative}:{line}" if line else relative
    return where, "Correct the page, then build again."


def _last_line(said: str) -> str:
    lines = [_ESCAPE.sub("", line).strip() for line in said.splitlines() if line.strip(" =")]
    return lines[-1] if lines else "it said nothing"


def _swap(made: Path, target: Path, last: Path) -> None:
    """Put the new book in the place of the last one; `_recover` mends what an interruption leaves."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(last)
    made.rename(target)
    shutil.rmtree(last, ignore_errors=True)


def _recover(root: Path) -> None:
    last, target = root / _LAST, root / HTML
    if last.exists() and not target.exists():
        last.rename(target)
    shutil.rmtree(last, ignore_errors=True)
