"""Steadying: nothing of the moment stays, everything that readers get does."""

from __future__ import annotations

import json

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from lisbook.notebooks.steady import render_notebook, steady_notebook
from lisbook.plan import PlannedPage

PAGE = PlannedPage("work/a", "work", "a", "a", {"area": "a", "since": "2019"}, 60, "config/pages.yml:2")
ANSWERS = st.sampled_from(["yes", "no"])
NOISE = st.text(alphabet="0123456789abcdef", min_size=8, max_size=8)


def executed(noise: str, answer: str = "yes") -> nbformat.NotebookNode:
    """A notebook as Papermill leaves it; `noise` stands wherever clocks, random ids and addresses do."""
    stored = {
        "status": "ok",
        "data": {"text/plain": answer},
        "metadata": {
            "lisbook": {"kind": "phrase", "parts": [answer], "figures": [], "claims": [], "reads": {"work": ["E1"]}}
        },
        "transient": {"display_id": noise},
    }
    clock = {"papermill": {"start_time": noise, "duration": noise, "status": "completed"}}
    v4 = nbformat.v4
    cells = [
        v4.new_code_cell('area: str = "x"', id="parameters", metadata={"tags": ["parameters"], **clock}),
        v4.new_code_cell('area = "a"', id=noise, metadata={"tags": ["injected-parameters"], **clock}),
        v4.new_markdown_cell(
            "{eval}`name()`",
            id="headline",
            metadata={
                "user_expressions": [{"expression": "name()", "result": stored | {"traceback": [noise]}}],
                **clock,
            },
        ),
        v4.new_markdown_cell(
            "shown?",
            id="shown",
            metadata={"lisbook": {"when": "holds()", "answer": stored, "shown": answer == "yes"}, **clock},
        ),
        v4.new_code_cell(
            "x",
            id="shows",
            metadata={"execution": {"iopub.status.busy": noise}, **clock},
            outputs=[
                v4.new_output("stream", text=f"<object at 0x{noise}>"),
                v4.new_output("display_data", data={"text/plain": f"<Thing at 0x{noise}>"}),
            ],
        ),
    ]
    notebook = v4.new_notebook(
        cells=cells,
        metadata={"papermill": {"start_time": noise}, "language_info": {"name": "python", "version": noise}},
    )
    cells[-1].outputs[-1]["transient"] = {"display_id": noise}  # as kernels send it; the format does not allow it
    return notebook


def steady(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return steady_notebook(notebook, PAGE, "0" * 64)


@settings(max_examples=8)
@given(NOISE, NOISE, ANSWERS)
def test_equal_runs_give_equal_bytes(one, other, answer):
    assert render_notebook(steady(executed(one, answer))) == render_notebook(steady(executed(other, answer)))


@settings(max_examples=8)
@given(NOISE, ANSWERS)
def test_steadying_twice_equals_once(noise, answer):
    once = steady(executed(noise, answer))
    assert steady(once) == once
    nbformat.validate(once)


@settings(max_examples=8)
@given(NOISE)
def test_what_comes_in_is_left_as_it_was(noise):
    notebook = executed(noise)
    before = json.dumps(notebook)
    steady(notebook)
    assert json.dumps(notebook) == before


def test_a_cell_whose_condition_did_not_hold_goes_and_what_it_read_stays():
    made = steady(executed("0123abcd", "no"))
    assert "shown" not in [cell.id for cell in made.cells]
    (hidden,) = made.metadata["lisbook"]["hidden"]
    assert hidden["when"] == "holds()"
    assert hidden["answer"]["metadata"]["lisbook"]["reads"] == {"work": ["E1"]}


def test_code_is_hidden_unless_it_is_to_be_shown():
    notebook = executed("0123abcd")
    notebook.cells[-1].metadata["tags"] = ["show-input"]
    tags = {cell.id: cell.metadata.get("tags") for cell in steady(notebook).cells if cell.cell_type == "code"}
    assert tags == {
        "parameters": ["parameters", "remove-cell"],
        "injected-parameters": ["injected-parameters", "remove-cell"],
        "shows": ["show-input"],
    }
    assert steady(executed("0123abcd")).cells[-1].metadata.tags == ["remove-input"]


def test_the_page_and_its_parameters_are_told_in_the_notebook():
    assert steady(executed("0123abcd")).metadata["lisbook"]["parameters"] == {"area": "a", "since": "2019"}
