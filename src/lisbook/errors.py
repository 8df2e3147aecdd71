"""What can go wrong, told as where, what and what to do.

LisBookError
   ProjectError        one or more problems in the project's own files; exit code 1
   UsageError          the command was asked for something that is not there; exit code 2
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right: where it is, what is wrong, what to do about it.

    `where` is a path below the project, with the line where one is known (`config/areas.yml:12`), or a page and cell.
    Problems sort by place, then by text, so that two checks of one project print the same report.
    """

    where: str
    what: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        label = "warning: " if self.warning else ""
        return f"{self.where}\n  {label}{self.what}\n  {self.remedy}"


class LisBookError(Exception):
    """Root of every error this package raises on purpose; the command line prints it without a traceback."""

    exit_code = 1


class ProjectError(LisBookError):
    """Problems in the project that its owner can put right: all that were found, sorted, without repeats."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = sorted_problems(problems)
        super().__init__(render_problems(self.problems))

    def __reduce__(self) -> tuple[type[ProjectError], tuple[tuple[Problem, ...]]]:
        # An exception is otherwise made anew from its message, on the way back from a worker process.
        return type(self), (self.problems,)


class UsageError(LisBookError):
    """The command line names something that does not exist: a page, a format, a folder."""

    exit_code = 2


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order of place and text, each once."""
    return tuple(sorted(set(problems)))


def render_problems(problems: Sequence[Problem]) -> str:
    """A report with one paragraph per problem, in the order given."""
    return "\n".join(str(problem) for problem in problems)


def suggest(wrong: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or lists a few when none is near; empty when nothing is known."""
    names = sorted(set(known))
    near = difflib.get_close_matches(wrong, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    if not names:
        return ""
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return f"Known: {shown}."
