"""Steadying: an executed notebook without clocks, addresses and ids of the moment, so that equal inputs give equal bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import nbformat

from lisbook.files import readable_json
from lisbook.plan import PlannedPage
from lisbook.prose.phrases import PAYLOAD

INJECTED_TAG = "injected-parameters"
_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]+")


def steady_notebook(notebook: nbformat.NotebookNode, page: PlannedPage, template_sha256: str) -> nbformat.NotebookNode:
    """The notebook as it is published; what was volatile is gone or has a fixed value. Steadying twice equals once.

    Cells whose condition did not hold are left out; what they asked is kept in the notebook's metadata, since the page
    depends on it. Code is hidden from readers unless its cell is tagged `show-input`.
    """
    steady = nbformat.from_dict(json.loads(json.dumps(notebook)))
    hidden = list(steady.metadata.get(PAYLOAD, {}).get("hidden", []))
    kept = []
    for cell in steady.cells:
        ours = cell.metadata.get(PAYLOAD, {})
        if ours.get("shown") is False:
            hidden.append({"cell": cell.id, "when": ours["when"], "answer": _plain(ours["answer"])})
        else:
            kept.append(_steady_cell(cell))
    steady.cells = kept
    steady.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            PAYLOAD: {
                "page": page.id,
                "template": page.template,
                "template_sha256": template_sha256,
                "parameters": dict(page.parameters),
                "hidden": hidden,
            },
        }
    )
    steady.nbformat, steady.nbformat_minor = 4, 5
    return steady


def render_notebook(notebook: nbformat.NotebookNode) -> str:
    """The notebook's text as it is written: sorted keys, one item a line."""
    return readable_json(notebook)


def _steady_cell(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    tags = list(cell.metadata.get("tags", []))
    cell.metadata.pop("papermill", None)
    cell.metadata.pop("execution", None)
    if INJECTED_TAG in tags:
        cell.id = INJECTED_TAG  # Papermill gives it a random id
    for stored in cell.metadata.get("user_expressions", []):
        stored["result"] = _plain(stored["result"])
    if PAYLOAD in cell.metadata and "answer" in cell.metadata[PAYLOAD]:
        cell.metadata[PAYLOAD]["answer"] = _plain(cell.metadata[PAYLOAD]["answer"])
    if cell.cell_type == "code":
        for output in cell.outputs:
            _steady_output(output)
        if "show-input" not in tags:
            tags.append("remove-input" if cell.outputs else "remove-cell")
    if tags:
        cell.metadata["tags"] = sorted(set(tags))
    return cell


def _steady_output(output: nbformat.NotebookNode) -> None:
    output.pop("transient", None)
    if output.output_type == "stream":
        output.text = _ADDRESS.sub("0x…", "".join(output.text))
    elif "data" in output and "text/plain" in output.data:
        output.data["text/plain"] = _ADDRESS.sub("0x…", "".join(output.data["text/plain"]))


def _plain(result: Mapping[str, Any]) -> dict[str, Any]:
    """A stored answer with the fields that matter; tracebacks name paths of this machine."""
    return {key: value for key, value in result.items() if key in {"status", "data", "metadata", "ename", "evalue"}}
