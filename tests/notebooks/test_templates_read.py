"""Templates: their parameters, what is given to them, and the notebook made ready for one page."""

from __future__ import annotations

import json

import nbformat
import pytest

from lisbook.notebooks.templates import check_parameters, is_for, load_template, prepare
from lisbook.plan import PlannedPage


def write_template(root, parameters: str, *cells, tags=("parameters",)):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(parameters, metadata={"tags": list(tags)}), *cells]
    )
    path = root / "notebooks/t.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(nbformat.writes(notebook))
    return load_template(root, "t")


def page(key: str = "exeshire", **parameters) -> PlannedPage:
    return PlannedPage(f"t/{key}", "t", key, key, parameters, 60, "config/pages.yml:2 pages[0].parameters")


def test_parameters_are_read_with_type_default_and_remark(tmp_path):
    source = (
        'area: str = "x"  # id of the area\nyears: list[int] = [2019, 2020]\n'
        "limit: float = -1  # percent\nfast: bool = False\n"
    )
    template, problems = write_template(tmp_path, source)
    assert problems == ()
    assert [(one.name, one.type, one.default, one.remark) for one in template.parameters] == [
        ("area", "str", "x", "id of the area"),
        ("years", "list", [2019, 2020], ""),
        ("limit", "float", -1, "percent"),
        ("fast", "bool", False, ""),
    ]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("area = 'x'", "its parameters cell has a line that declares nothing: area = 'x'"),
        ("import os", "its parameters cell has a line that declares nothing: import os"),
        ("area: str", "its parameters cell has a line that declares nothing: area: str"),
        ("area: str = open('x')", "its parameters cell has a line that declares nothing: area: str = open('x')"),
        ("area: Path = 'x'", "its parameters cell has a line that declares nothing: area: Path = 'x'"),
        ("since: int = '2019'", "the default of since is no int"),
        ("since: int = True", "the default of since is no int"),
        ("area: str = ", "its parameters cell is not Python: invalid syntax"),
    ],
)
def test_what_declares_nothing_is_told(tmp_path, source, told):
    _, (problem,) = write_template(tmp_path, source)
    assert problem.what == told


def test_a_template_has_one_cell_of_parameters(tmp_path):
    second = nbformat.v4.new_code_cell("x: int = 1", metadata={"tags": ["parameters"]})
    assert write_template(tmp_path, "x: int = 1", second)[1][0].what == "has 2 cells tagged 'parameters'"
    assert write_template(tmp_path, "x: int = 1", tags=())[1][0].what == "has no cell tagged 'parameters'"


@pytest.mark.parametrize(
    ("value", "good"),
    [("2019", True), (2019, False), (None, False), (True, False), (["2019"], False)],
)
def test_a_value_must_be_of_the_declared_type(tmp_path, value, good):
    template, _ = write_template(tmp_path, 'since: str = "2019"')
    problems = list(check_parameters(template, page(since=value)))
    assert (problems == []) is good
    for problem in problems:
        assert problem.where == "config/pages.yml:2 pages[0].parameters.since"


def test_whole_numbers_pass_for_decimal_ones_and_not_the_reverse(tmp_path):
    template, _ = write_template(tmp_path, "a: float = 1.0\nb: int = 1")
    assert list(check_parameters(template, page(a=3, b=3))) == []
    assert [problem.what for problem in check_parameters(template, page(b=3.0))] == [
        "3.0 is no int, which notebooks/t.ipynb asks for"
    ]


def test_a_prepared_notebook_has_the_cells_and_the_narrative_of_its_page(tmp_path):
    markdown = nbformat.v4.new_markdown_cell
    template, _ = write_template(
        tmp_path,
        'area: str = "x"',
        markdown("only", metadata={"lisbook": {"only": ["exeshire"]}}),
        markdown("others", metadata={"lisbook": {"except": ["exeshire"]}}),
        markdown("*place*", metadata={"tags": ["narrative"]}),
        nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="old")], execution_count=7),
        markdown("{eval}`name()`", metadata={"user_expressions": [{"expression": "name()", "result": {}}]}),
    )
    before = json.dumps(template.notebook)

    def sources(key: str, narrative: str | None) -> list[str]:
        return [cell.source for cell in prepare(template, page(key), narrative).cells[1:]]

    assert sources("exeshire", "Mine.") == ["only", "Mine.", "1", "{eval}`name()`"]
    assert sources("upper-exe", None) == ["others", "1", "{eval}`name()`"]
    prepared = prepare(template, page(), None)
    assert [cell.outputs for cell in prepared.cells if cell.cell_type == "code"] == [[], []]
    assert all("user_expressions" not in cell.metadata for cell in prepared.cells)
    assert json.dumps(template.notebook) == before, "the template itself is left as it was"


def test_outputs_and_stored_values_in_a_template_are_warned_of(tmp_path):
    _, problems = write_template(
        tmp_path,
        'area: str = "x"',
        nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="old")]),
        nbformat.v4.new_markdown_cell("x", metadata={"user_expressions": []}),
    )
    assert [(problem.what, problem.warning) for problem in problems] == [
        ("carries outputs", True),
        ("carries stored values of inline expressions", True),
    ]


def test_only_and_except_name_keys():
    assert is_for({}, page("a"))
    assert is_for({"only": ["a"]}, page("a"))
    assert not is_for({"only": ["b"]}, page("a"))
    assert not is_for({"except": ["a"]}, page("a"))
