"""Each real template, run on a small fixed data set, against a committed regression: pytest-notebook compares them.

A regression holds what readers get of each cell: its Markdown with the numbers filled in, and its outputs in plain text.
What is volatile in an executed notebook was steadied before; what may differ all the same is listed in IGNORED and
REPLACED. `make accept` renews the regressions.
"""

from __future__ import annotations

import nbformat
import pytest
import yaml
from pytest_notebook.execution import ExecuteResult
from pytest_notebook.nb_regression import NBRegressionFixture

from lisbook.drafts.content import content_of_notebook
from lisbook.notebooks.run import run_all
from lisbook.pipeline import plan_runs
from lisbook.project import load_project
from lisbook.prose.markdown import replace_expressions
from lisbook.prose.phrases import phrase_from_json
from tests.fixtures import HERE, REPOSITORY, made_once
from tests.notebooks.fixed_data import AREA, make_fixed_project

REGRESSIONS = HERE / "notebooks" / "regressions"
PLAN = yaml.safe_load((REPOSITORY / "config/pages.yml").read_text(encoding="utf-8"))["pages"]
TEMPLATES = [entry["template"] for entry in PLAN if {"sub-region", AREA} & set(entry["keys"])]
IGNORED = ("/metadata", "/nbformat_minor", "/cells/*/execution_count")
REPLACED = (("/cells/*/outputs", r"0x[0-9a-f]{6,}", "0x…"),)

pytestmark = pytest.mark.xdist_group("templates")


@pytest.fixture(scope="session")
def executed(tmp_path_factory):
    """The real templates executed for one sub-region, once for the session."""
    with made_once(tmp_path_factory, "fixed-project") as (root, new):
        if new:
            make_fixed_project(root)
            project = load_project(root)
            results = run_all(root, plan_runs(project, [f"{name}/{AREA}" for name in TEMPLATES]), workers=2)
            assert [str(problem) for result in results for problem in result.problems] == []
    return root


def reduced(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as readers get it: filled-in Markdown, and outputs in plain text."""
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            stored = cell.metadata.get("user_expressions", [])
            phrases = [phrase_from_json(item["result"]["metadata"]["lisbook"]).text for item in stored]
            source = replace_expressions(cell.source, lambda position, _, phrases=phrases: phrases[position])
            cells.append(nbformat.v4.new_markdown_cell(source, id=cell.id))
        else:
            outputs = [
                nbformat.v4.new_output("display_data", data={"text/plain": output.data["text/plain"]})
                for output in cell.outputs
                if "data" in output
            ]
            cells.append(nbformat.v4.new_code_cell(cell.source, id=cell.id, outputs=outputs))
    return nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_gives_its_regression(template, executed, monkeypatch, request):
    path = REGRESSIONS / f"{template}.ipynb"
    made = reduced(nbformat.read(executed / f"book/pages/{template}/{AREA}.ipynb", as_version=4))
    if request.config.getoption("--accept"):
        path.parent.mkdir(exist_ok=True)
        nbformat.write(made, path)
    # Our engine has executed it already, Markdown included, which pytest-notebook's own execution passes by.
    monkeypatch.setattr(
        "pytest_notebook.nb_regression.execute_notebook", lambda *_, **__: ExecuteResult(None, made, {})
    )
    compare = NBRegressionFixture(post_processors=(), diff_ignore=IGNORED, diff_replace=REPLACED, diff_use_color=False)
    compare.check(str(path))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_prints_figures_of_its_area_and_names_their_data(template, executed):
    notebook = nbformat.read(executed / f"book/pages/{template}/{AREA}.ipynb", as_version=4)
    content = content_of_notebook(f"{template}/{AREA}", notebook)
    kinds = {where for where, _ in content.figures}
    assert kinds == {"prose", "chart", "table"}
    assert any(figure.area == AREA for _, figure in content.figures)
    assert all(figure.datasets or figure.fact or figure.measure == "count" for _, figure in content.figures)
    assert content.claims
