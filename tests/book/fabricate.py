"""Executed notebooks without a kernel, as `lisbook run` leaves them, for tests of the book alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lisbook.prose.expressions import evaluate_expression
from lisbook.prose.markdown import inline_expressions

Cell = str | Any  # Markdown, or an object with a MIME bundle


def notebook_text(page: str, cells: Sequence[Cell], verbs: Mapping[str, Callable[..., Any]]) -> str:
    """The JSON of an executed notebook: expressions with their stored values, objects as outputs of hidden code."""
    made = [_cell(index, cell, verbs) for index, cell in enumerate(cells)]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "lisbook": {"page": page}}
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def write_notebook(root: Path, page: str, cells: Sequence[Cell], verbs: Mapping[str, Callable[..., Any]]) -> None:
    path = root / "book/pages" / f"{page}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook_text(page, cells, verbs))


def _cell(index: int, cell: Cell, verbs: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    if isinstance(cell, str):
        stored = []
        for inline in inline_expressions(cell):
            data, metadata = evaluate_expression(inline.expression, verbs)._repr_mimebundle_()
            result = {"status": "ok", "data": data, "metadata": metadata}
            stored.append({"expression": inline.expression, "result": result})
        metadata = {"user_expressions": stored} if stored else {}
        return {"cell_type": "markdown", "id": f"cell-{index}", "metadata": metadata, "source": cell}
    data, metadata = cell._repr_mimebundle_()
    output = {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": metadata}
    return {
        "cell_type": "code",
        "id": f"cell-{index}",
        "execution_count": 1,
        "metadata": {"tags": ["remove-input"]},
        "source": "page.chart()",
        "outputs": [output],
    }
