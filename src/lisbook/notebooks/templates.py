"""Templates: notebooks with a parameters cell, read, checked, and made ready for one page."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from lisbook.errors import Problem, suggest
from lisbook.files import is_inside, sha256_of_bytes
from lisbook.plan import PlannedPage, template_path
from lisbook.prose.phrases import PAYLOAD

PARAMETERS_TAG = "parameters"
NARRATIVE_TAG = "narrative"
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "list": (list,),
    "dict": (dict,),
}


@dataclass(frozen=True)
class Parameter:
    """A name in the parameters cell with its type, default and remark."""

    name: str
    type: str
    default: Any
    remark: str


@dataclass(frozen=True)
class Template:
    """A notebook that makes pages: its parsed cells, its parameters, and the digest of its bytes."""

    name: str
    where: str
    notebook: nbformat.NotebookNode
    parameters: tuple[Parameter, ...]
    sha256: str

    def markdown_cells(self) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        """Position, source and our metadata of each Markdown cell."""
        for index, cell in enumerate(self.notebook.cells):
            if cell.cell_type == "markdown":
                yield index, cell.source, cell.metadata.get(PAYLOAD, {})


def load_template(root: Path, name: str) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template of this name, or None and what is wrong with it."""
    where = template_path(name)
    path = root / where
    if not path.is_file():
        known = sorted(file.stem for file in (root / "notebooks").glob("*.ipynb"))
        what = f"there is no template {name!r}"
        return None, (Problem(where, what, suggest(name, known) or "Create it with: lisbook new page"),)
    if not is_inside(path, root):
        return None, (Problem(where, "leads out of the project", "Replace the link by the file itself."),)
    content = path.read_bytes()
    try:
        notebook = nbformat.reads(content.decode("utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (UnicodeDecodeError, ValueError, nbformat.ValidationError) as error:
        what = f"is no notebook: {str(error).splitlines()[0]}"
        return None, (Problem(where, what, "Open and save it in JupyterLab, or restore it."),)
    parameters, problems = _read_parameters(where, notebook)
    if any(cell.get("outputs") for cell in notebook.cells):
        problems.append(
            Problem(where, "carries outputs", "Clear all outputs before committing a template.", warning=True)
        )
    if any("user_expressions" in cell.metadata for cell in notebook.cells):
        what = "carries stored values of inline expressions"
        problems.append(Problem(where, what, "Strip them before committing a template.", warning=True))
    return Template(name, where, notebook, tuple(parameters), sha256_of_bytes(content)), tuple(problems)


def check_parameters(template: Template, page: PlannedPage) -> Iterator[Problem]:
    """Unknown, mistyped and missing parameters of a page's run."""
    declared = {parameter.name: parameter for parameter in template.parameters}
    for name, value in page.parameters.items():
        where = f"{page.where}.{name}"
        if name not in declared:
            what = f"{template.where} declares no parameter {name!r}"
            yield Problem(where, what, suggest(name, declared))
            continue
        wanted = declared[name].type
        if not _fits(value, wanted):
            what = f"{json.dumps(value, ensure_ascii=False)} is no {wanted}, which {template.where} asks for"
            yield Problem(where, what, f"Give a value of the type {wanted}.")


def prepare(template: Template, page: PlannedPage, narrative: str | None) -> nbformat.NotebookNode:
    """The notebook that is executed for a page: the template with the page's own narrative in its place.

    Cells for other areas (metadata `lisbook.only`) are left out. Nothing of the template's own outputs is kept.
    """
    notebook = nbformat.from_dict(json.loads(json.dumps(template.notebook)))
    kept = []
    for cell in notebook.cells:
        ours = cell.metadata.get(PAYLOAD, {})
        if not is_for(ours, page):
            continue
        if NARRATIVE_TAG in cell.metadata.get("tags", []):
            if narrative is None:
                continue
            cell.source = narrative
        cell.metadata.pop("user_expressions", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        kept.append(cell)
    notebook.cells = kept
    return notebook


def is_for(ours: Mapping[str, Any], page: PlannedPage) -> bool:
    """Whether a cell with this metadata stands on the page: `only` and `except` list keys."""
    only: Sequence[str] | None = ours.get("only")
    return (only is None or page.key in only) and page.key not in ours.get("except", [])


def _read_parameters(where: str, notebook: nbformat.NotebookNode) -> tuple[list[Parameter], list[Problem]]:
    cells = [cell for cell in notebook.cells if PARAMETERS_TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        what = "has no cell tagged 'parameters'" if not cells else f"has {len(cells)} cells tagged 'parameters'"
        remedy = 'Tag the one cell that holds the defaults, such as: since: str = "2015"  # first year shown'
        return [], [Problem(where, what, remedy)]
    source = cells[0].source
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [], [Problem(where, f"its parameters cell is not Python: {error.msg}", "Correct the cell.")]
    parameters, problems = [], []
    for node in tree.body:
        parameter = _parameter(node, source.splitlines())
        if parameter is None:
            what = f"its parameters cell has a line that declares nothing: {ast.unparse(node)}"
            problems.append(Problem(where, what, "Write: name: type = default  # remark, with literal defaults."))
        elif not _fits(parameter.default, parameter.type):
            what = f"the default of {parameter.name} is no {parameter.type}"
            problems.append(Problem(where, what, "Correct the type or the default."))
        else:
            parameters.append(parameter)
    return parameters, problems


def _parameter(node: ast.stmt, lines: Sequence[str]) -> Parameter | None:
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name) or node.value is None:
        return None
    kind = ast.unparse(node.annotation).split("[")[0]
    if kind not in _TYPES:
        return None
    try:
        default = ast.literal_eval(node.value)
    except ValueError:
        return None
    after = lines[(node.end_lineno or node.lineno) - 1][node.end_col_offset or 0 :]
    return Parameter(node.target.id, kind, default, after.partition("#")[2].strip())


def _fits(value: Any, kind: str) -> bool:
    if isinstance(value, bool) and kind != "bool":
        return False  # Python counts True as 1; a YAML `yes` for a year is a mistake
    return isinstance(value, _TYPES[kind])
