"""What commands print: results to stdout, progress and problems to stderr, JSON for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lisbook.errors import Problem, render_problems
from lisbook.notebooks.run import RunResult


def say(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")


def say_json(value: Any) -> None:
    """The result for a machine."""
    say(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def report_problems(problems: Sequence[Problem]) -> int:
    """Print all problems to stderr; the exit code they mean: 1, or 0 when all are warnings."""
    if problems:
        sys.stderr.write(render_problems(problems) + "\n")
    faults = sum(not problem.warning for problem in problems)
    warnings = len(problems) - faults
    if problems:
        told = [f"{faults} problem{'s' * (faults != 1)}"] * bool(faults) + [
            f"{warnings} warning{'s' * (warnings != 1)}"
        ] * bool(warnings)
        sys.stderr.write("\n" + ", ".join(told) + "\n")
    return 1 if faults else 0


def problems_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """The problems as plain JSON."""
    return [{"where": one.where, "what": one.what, "remedy": one.remedy, "warning": one.warning} for one in problems]


class RunProgress:
    """A bar over the runs, on stderr; failed pages are named as they fail. Nothing moves where nobody watches."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=self._console, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("executing", total=total)
        self._done = 0
        self._total = total

    def __enter__(self) -> RunProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, result: RunResult) -> None:
        """Count one run that ended."""
        self._done += 1
        self._bar.advance(self._task)
        state = "failed" if result.problems else "executed"
        if result.problems or not self._console.is_terminal:
            self._bar.console.print(
                f"[{self._done}/{self._total}] {result.run.page.id} {state}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )
