"""Runs: one execution of a template for one page, through Papermill; several at a time, each in a kernel of its own."""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from lisbook.errors import Problem
from lisbook.files import write_whole
from lisbook.notebooks.steady import INJECTED_TAG, render_notebook, steady_notebook
from lisbook.notebooks.templates import Template, prepare
from lisbook.plan import PlannedPage
from lisbook.prose.phrases import PAYLOAD

DEFAULT_ENGINE = "lisbook-kernel"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Run:
    """What is to be executed: a page, its template and the prose that is its own."""

    page: PlannedPage
    template: Template
    narrative: str | None


@dataclass(frozen=True)
class RunResult:
    """What came of a run: the steadied notebook, or the problems and the failed notebook that was kept."""

    run: Run
    notebook: nbformat.NotebookNode | None
    problems: tuple[Problem, ...]


Progress = Callable[[RunResult], None]


def run_all(
    root: Path, runs: Sequence[Run], engine: str = DEFAULT_ENGINE, workers: int = 1, progress: Progress | None = None
) -> tuple[RunResult, ...]:
    """Execute the runs, `workers` at a time; results in the order of the runs, whichever ended first.

    A failing run does not stop the others. Executed notebooks go to book/pages/, failed ones to _build/failed/.
    """
    results: dict[str, RunResult] = {}
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        waiting = [pool.submit(run_page, root, run, engine) for run in runs]
        try:
            for done in as_completed(waiting):
                result = done.result()
                results[result.run.page.id] = result
                if progress is not None:
                    progress(result)
        except BaseException:
            for future in waiting:
                future.cancel()
            raise
    return tuple(results[run.page.id] for run in runs)


def run_page(root: Path, run: Run, engine: str = DEFAULT_ENGINE) -> RunResult:
    """Execute one run and write its notebook, whole or not at all."""
    prepared = prepare(run.template, run.page, run.narrative)
    executed, fault = _execute(root, run, prepared, engine)
    problems = tuple(_problems(run, executed, fault))
    failed = root / "_build" / "failed" / f"{run.page.id}.ipynb"
    if problems:
        steady = None
        if executed is not None:
            write_whole(failed, nbformat.writes(executed))
    else:
        assert executed is not None
        steady = steady_notebook(executed, run.page, run.template.sha256)
        write_whole(root / run.page.notebook, render_notebook(steady))
        failed.unlink(missing_ok=True)
    return RunResult(run, steady, problems)


def _execute(
    root: Path, run: Run, prepared: nbformat.NotebookNode, engine: str
) -> tuple[nbformat.NotebookNode | None, Exception | None]:
    """The notebook as far as it was executed, and what stopped it."""
    import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="lisbook-") as folder:
        source, target = Path(folder) / "prepared.ipynb", Path(folder) / "executed.ipynb"
        source.write_text(nbformat.writes(prepared), encoding="utf-8")
        fault: Exception | None = None
        with warnings.catch_warnings():
            # Papermill copies fields that newer nbformat versions ask for; both sides are validated by us.
            warnings.simplefilter("ignore")
            try:
                papermill.execute_notebook(
                    str(source),
                    str(target),
                    parameters=dict(run.page.parameters),
                    engine_name=engine,
                    kernel_name="python3",
                    language="python",
                    progress_bar=False,
                    execution_timeout=run.page.timeout_seconds,
                    resources={"metadata": {"path": str(root / "notebooks")}},
                )
            except Exception as error:  # whatever a notebook raises is that page's problem, told below
                fault = error
        executed = nbformat.read(target, as_version=4) if target.is_file() else None
    return executed, fault


def _problems(run: Run, executed: nbformat.NotebookNode | None, fault: Exception | None) -> Iterator[Problem]:
    kept = f"The notebook as far as it ran is kept at _build/failed/{run.page.id}.ipynb."
    if executed is None:
        what = f"could not be executed: {_first_line(str(fault))}"
        yield Problem(run.page.id, what, "See that the kernel starts: lisbook run --workers 1.")
        return
    told, ended = False, fault is not None and _ended_it(fault)
    for cell in executed.cells:
        where = _place(run, cell)
        for stored in cell.metadata.get("user_expressions", []):
            result = stored["result"]
            if result.get("status") != "ok":
                told = True
                yield Problem(where, f"`{stored['expression']}`: {_sentence(result)}", kept)
        answer = cell.metadata.get(PAYLOAD, {}).get("answer")
        if answer is not None and answer.get("status") != "ok":
            told = True
            yield Problem(where, f"its condition: {_sentence(answer)}", kept)
        if ended and cell.metadata.get(PAYLOAD, {}).get("stopped"):
            continue  # what it says is how its kernel was ended, told below
        for output in cell.get("outputs", []):
            if output.output_type == "error" and not cell.get("id", "").startswith("papermill-error"):
                told = True
                yield Problem(where, f"{output.ename}: {_first_line(output.evalue)}", kept)
    if fault is not None and (ended or not told):
        yield Problem(*_fault(run, executed, fault), kept)


def _ended_it(fault: Exception) -> bool:
    """Whether this is how a kernel is ended from outside: out of time, or dead."""
    return "Timeout" in type(fault).__name__ or "DeadKernel" in type(fault).__name__


def _fault(run: Run, executed: nbformat.NotebookNode, fault: Exception) -> tuple[str, str]:
    """Where and what, for a run that ended without an error output: a timeout or a dead kernel."""
    name = type(fault).__name__
    stopped = [cell for cell in executed.cells if cell.metadata.get(PAYLOAD, {}).get("stopped")]
    where = _place(run, stopped[0]) if stopped else run.page.id
    if "Timeout" in name:
        return where, f"ran longer than {run.page.timeout_seconds} seconds (timeout_seconds in config/pages.yml)"
    if "DeadKernel" in name:
        return where, "its kernel died: out of memory, or a crash in compiled code"
    return where, f"{name}: {_first_line(str(fault))}"


def _place(run: Run, cell: nbformat.NotebookNode) -> str:
    """Page, and the number of the cell in the template it stands in (counted from 1)."""
    if INJECTED_TAG in cell.metadata.get("tags", []):
        return f"{run.page.id}, parameters from config/pages.yml"
    for number, own in enumerate(run.template.notebook.cells, start=1):
        if own.get("id") == cell.get("id"):
            return f"{run.page.id}, cell {number} of {run.template.where}"
    return run.page.id


def _sentence(result: dict[str, Any]) -> str:
    text = _first_line(result.get("evalue", ""))
    return text if result.get("ename") == "ExpressionError" else f"{result.get('ename')}: {text}"


def _first_line(text: str) -> str:
    lines = [line for line in _ANSI.sub("", text).splitlines() if line.strip()]
    return lines[0].strip() if lines else "no message"
