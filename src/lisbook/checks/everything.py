"""All checks of a project, in one report."""

from __future__ import annotations

from pathlib import Path

from lisbook.checks.data import check_data
from lisbook.checks.indicators import check_indicators
from lisbook.checks.pages import check_documents, check_prose, check_templates
from lisbook.data.acceptance import check_digests
from lisbook.errors import Problem, ProjectError, sorted_problems
from lisbook.project import read_project
from lisbook.toc import check_toc, read_toc


def check_project(root: Path) -> tuple[Problem, ...]:
    """Every problem of the project, sorted. What rests on a faulty part is not judged before that part is mended."""
    project, problems = read_project(root)
    if project is None:
        return problems
    found: list[Problem] = [*check_digests(root, project.package)]
    try:
        toc = read_toc(root)
        found += check_toc(toc, root, project.pages)
    except ProjectError as error:
        found += error.problems
    data_problems = check_data(project)
    indicator_problems = tuple(check_indicators(project))
    templates, template_problems = check_templates(project)
    found += [*data_problems, *indicator_problems, *template_problems, *check_documents(project)]
    if not data_problems and not indicator_problems:
        found += check_prose(project, templates)
    return sorted_problems(found)
