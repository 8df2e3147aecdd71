"""Checks of pages: templates and parameters, prose and its expressions, the documents they make up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from lisbook.errors import Problem, ProjectError, suggest
from lisbook.handwritten import hand_written_pages, read_prose
from lisbook.notebooks.templates import NARRATIVE_TAG, Template, check_parameters, is_for, load_template
from lisbook.plan import PlannedPage
from lisbook.project import Project
from lisbook.prose.evaluate import evaluate_prose
from lisbook.prose.expressions import ExpressionError, evaluate_expression
from lisbook.prose.numbers import check_numbers
from lisbook.prose.phrases import Phrase


def check_templates(project: Project) -> tuple[Mapping[str, Template], tuple[Problem, ...]]:
    """The templates of the plan, and the faults of their notebooks and of the parameters given to them."""
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(page.template for page in project.pages):
        template, found = load_template(project.root, name)
        problems += found
        if template is not None:
            templates[name] = template
    for page in project.pages:
        if page.template in templates and templates[page.template].parameters:
            problems += check_parameters(templates[page.template], page)
    return templates, tuple(problems)


def check_documents(project: Project) -> Iterator[Problem]:
    """Pages that a document names and nobody makes."""
    pages = [page.id for page in project.pages] + list(hand_written_pages(project.root))
    for index, document in enumerate(project.document.documents):
        for number, pattern in enumerate(document.pages):
            if not any(fnmatchcase(page, pattern) for page in pages):
                what = f"the document {document.id} names the page {pattern}, which does not exist"
                yield Problem(
                    project.document_source.place(("documents", index, "pages", number)), what, suggest(pattern, pages)
                )


def check_prose(project: Project, templates: Mapping[str, Template]) -> Iterator[Problem]:
    """Typed numbers and every expression of every page: templates for each area, narratives, hand-written pages."""
    for template in templates.values():
        for index, source, _ in template.markdown_cells():
            yield from check_numbers(source, f"{template.where} cell {index + 1}", project.prose)
    for page in project.pages:
        if page.template in templates:
            yield from _check_page(project, templates[page.template], page)
    yield from _check_narratives(project)
    for path in hand_written_pages(project.root).values():
        yield from _check_file(project, path, project.verbs(None).table())


def _check_page(project: Project, template: Template, page: PlannedPage) -> Iterator[Problem]:
    """Expressions of a template as this page's area has them, conditions first."""
    verbs = project.verbs(page.area).table()
    for index, cell in enumerate(template.notebook.cells):
        ours = cell.metadata.get("lisbook", {})
        if not is_for(ours, page):
            continue
        where = f"{template.where} cell {index + 1}"
        if "when" in ours:
            try:
                answer = evaluate_expression(ours["when"], verbs)
            except ExpressionError as error:
                yield Problem(where, f"for {page.id}, its condition `{ours['when']}`: {error.what}", error.remedy)
                continue
            if isinstance(answer, Phrase) and answer.text != "yes":
                continue
        if cell.cell_type == "markdown" and NARRATIVE_TAG not in cell.metadata.get("tags", []):
            note = f"for {page.id}, "
            yield from (
                found for found in evaluate_prose(cell.source, verbs, where, note) if isinstance(found, Problem)
            )
    narrative = project.root / page.narrative
    if narrative.is_file():
        yield from _check_file(project, narrative, verbs)


def _check_file(project: Project, path: Path, verbs: Mapping[str, Callable[..., Phrase]]) -> Iterator[Problem]:
    """Typed numbers and expressions of one Markdown file."""
    where = path.relative_to(project.root).as_posix()
    try:
        source = read_prose(project.root, path)
    except ProjectError as error:
        yield from error.problems
        return
    yield from check_numbers(source, where, project.prose)
    yield from (found for found in evaluate_prose(source, verbs, where) if isinstance(found, Problem))


def _check_narratives(project: Project) -> Iterator[Problem]:
    known = [page.id for page in project.pages]
    folder = project.root / "notebooks" / "narrative"
    for path in sorted(folder.rglob("*.md")):
        page = path.relative_to(folder).with_suffix("").as_posix()
        if page not in known:
            where = path.relative_to(project.root).as_posix()
            yield Problem(
                where, f"is the narrative of {page}, which config/pages.yml does not plan", suggest(page, known)
            )
