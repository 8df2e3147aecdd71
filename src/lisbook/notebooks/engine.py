"""A Papermill engine that also evaluates the inline expressions of Markdown cells, in order, in a guarded kernel.

Papermill and nbclient pass Markdown cells by. This engine asks the kernel for each `{eval}` expression as Jupyter's
`user_expressions` and stores the answer in the cell's metadata, where jupyterlab-myst and mystmd keep theirs.
It is an entry point, so `papermill --engine lisbook-kernel` works by itself.
"""

from __future__ import annotations

import os
import queue
import shutil
import sys
import tempfile
import time
from typing import Any, cast

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine

from lisbook.prose.markdown import inline_expressions
from lisbook.prose.phrases import PAYLOAD

# Hash order, time zone and locale differ between machines and must not reach a page.
STEADY_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class GuardedKernelManager(AsyncKernelManager):
    """Starts our guarded kernel with this interpreter, whatever kernels the machine has, over Unix sockets."""

    def __init__(self, **options: Any) -> None:
        if os.name == "posix":
            # Free TCP ports are raced for when kernels start side by side. By default the sockets of the IPC transport
            # lie in the working directory of whoever opens them; a folder of its own gives each kernel its own.
            folder = tempfile.mkdtemp(prefix="lisbook-")
            self._folder: str | None = folder
            options |= {"transport": "ipc", "connection_file": f"{folder}/kernel.json", "ip": f"{folder}/kernel"}
        else:
            self._folder = None
        super().__init__(**options)

    def cleanup_connection_file(self) -> None:
        """Remove the connection file and the folder of the sockets."""
        super().cleanup_connection_file()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel that runs are made with."""
        argv = [sys.executable, "-m", "lisbook.notebooks.kernel", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3 (lisbook)", language="python")


class NotebookClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, with Markdown cells evaluated in their turn and conditional cells passed by."""

    async def async_execute_cell(
        self,
        cell: nbformat.NotebookNode,
        cell_index: int,
        execution_count: int | None = None,
        store_history: bool = True,
    ) -> nbformat.NotebookNode:
        """Evaluate the cell's condition, then its code or its inline expressions.

        A cell that ran out of time, or whose kernel died, is marked: Papermill itself forgets which one it was.
        """
        try:
            return await self._execute_in_turn(cell, cell_index, execution_count, store_history)
        except (CellTimeoutError, DeadKernelError):
            cell.metadata[PAYLOAD] = {**cell.metadata.get(PAYLOAD, {}), "stopped": True}
            raise

    execute_cell = run_sync(async_execute_cell)

    async def _execute_in_turn(
        self, cell: nbformat.NotebookNode, cell_index: int, execution_count: int | None, store_history: bool
    ) -> nbformat.NotebookNode:
        ours = cell.metadata.get(PAYLOAD, {})
        if "when" in ours:
            answer = (await self._ask(cell, [ours["when"]]))[0]
            cell.metadata[PAYLOAD] = {**ours, "answer": answer, "shown": _is_true(answer)}
            if not cell.metadata[PAYLOAD]["shown"]:
                return cell
        if cell.cell_type == "markdown":
            expressions = [inline.expression for inline in inline_expressions(cell.source)]
            if expressions:
                answers = await self._ask(cell, expressions)
                cell.metadata["user_expressions"] = [
                    {"expression": expression, "result": answer}
                    for expression, answer in zip(expressions, answers, strict=True)
                ]
            return cell
        return await super().async_execute_cell(cell, cell_index, execution_count, store_history)

    async def _ask(self, cell: nbformat.NotebookNode, expressions: list[str]) -> list[dict[str, Any]]:
        """The kernel's answers, in order; CellTimeoutError or DeadKernelError when there are none."""
        named = {str(index): expression for index, expression in enumerate(expressions)}
        kernel: Any = self.kc
        message = await ensure_async(kernel.execute("", silent=True, store_history=False, user_expressions=named))
        timeout = self._get_timeout(cell)
        deadline = None if timeout is None else time.monotonic() + timeout
        while deadline is None or time.monotonic() < deadline:
            try:
                reply = await ensure_async(kernel.shell_channel.get_msg(timeout=0.5))
            except (TimeoutError, queue.Empty):
                if not await ensure_async(cast(Any, self.km).is_alive()):
                    raise DeadKernelError("Kernel died") from None
                continue
            if reply["parent_header"].get("msg_id") == message:
                answers = reply["content"].get("user_expressions", {})
                return [answers[str(index)] for index in range(len(expressions))]
        raise CellTimeoutError.error_from_timeout_and_cell("", timeout, cell)


class KernelEngine(Engine):  # type: ignore[misc]
    """`papermill --engine lisbook-kernel`: one standard kernel for each run."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        execution_timeout: float | None = None,
        start_timeout: float = 60,
        **options: Any,
    ) -> nbformat.NotebookNode:
        """Execute the notebook that Papermill hands over, in place; Papermill's contract for engines."""
        client = NotebookClient(
            nb_man,
            kernel_manager_class=GuardedKernelManager,
            kernel_name=kernel_name,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            record_timing=False,
            # Papermill's own options that the client knows; the rest is for other engines.
            resources=options.get("resources", {}),
            coalesce_streams=True,
            ipython_hist_file="",
        )
        # A run that somebody starts from an open notebook is no open notebook: charts add a form for those.
        inherited = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
        return client.execute(env={**inherited, **STEADY_ENVIRONMENT})


def _is_true(answer: dict[str, Any]) -> bool:
    return answer.get("status") == "ok" and answer["data"].get("text/plain") == "yes"
