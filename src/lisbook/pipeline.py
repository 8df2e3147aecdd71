"""The stages joined: check, run, draft, compile. Each takes a project's root and says what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from lisbook.book.compile import compile_book
from lisbook.checks.everything import check_project
from lisbook.data.acceptance import check_digests
from lisbook.drafts.content import PageContent, content_of_markdown, content_of_notebook
from lisbook.drafts.draft import render_draft, render_sidecar
from lisbook.drafts.ledger import render_ledger
from lisbook.errors import Problem, ProjectError, UsageError, sorted_problems, suggest
from lisbook.files import digest_of, sha256_of_file, write_whole
from lisbook.handwritten import hand_written_pages, read_prose
from lisbook.manifest import render_manifest
from lisbook.notebooks.run import DEFAULT_ENGINE, Progress, Run, run_all
from lisbook.notebooks.templates import load_template
from lisbook.plan import PlannedPage, template_path
from lisbook.project import Project, load_project
from lisbook.prose.evaluate import evaluate_prose
from lisbook.prose.phrases import Phrase
from lisbook.toc import read_toc, reading_order

LEDGER = "_build/figures.json"
MANIFEST = "_build/manifest.json"
HTML = "_build/html"
DRAFTS = "book/drafts"


@dataclass(frozen=True)
class Report:
    """What a stage did: pages made, files that changed, problems and warnings."""

    pages: tuple[str, ...]
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(problem.warning for problem in self.problems)


def plan_runs(project: Project, pages: Sequence[str] = ()) -> tuple[Run, ...]:
    """The runs of the named pages, of all when none is named.

    A name may be a page's id, a template's name for all its pages, or hold `*`. UsageError for a name that is none;
    ProjectError when a template cannot be used.
    """
    chosen = [page for page in project.pages if not pages or any(_is_named(page, name) for name in pages)]
    for name in pages:
        if not any(_is_named(page, name) for page in project.pages):
            known = [page.id for page in project.pages] + [page.template for page in project.pages]
            raise UsageError(f"There is no page {name!r}. {suggest(name, known)}")
    templates, problems = {}, []
    for name in dict.fromkeys(page.template for page in chosen):
        templates[name], found = load_template(project.root, name)
        problems += [problem for problem in found if not problem.warning]
    if problems:
        raise ProjectError(problems)
    runs = []
    for page in chosen:
        template = templates[page.template]
        assert template is not None  # without problems there is a template
        narrative = project.root / page.narrative
        text = read_prose(project.root, narrative) if narrative.is_file() else None
        runs.append(Run(page, template, text))
    return tuple(runs)


def run_pages(
    root: Path,
    pages: Sequence[str] = (),
    engine: str = DEFAULT_ENGINE,
    workers: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Execute the pages, then write the drafts and the ledger of all pages that are executed by now."""
    project = load_project(root)
    runs = plan_runs(project, pages)
    # While somebody works on figures, a changed file is a warning; check and build refuse it until it is accepted.
    problems = [replace(problem, warning=True) for problem in check_digests(root, project.package)]
    results = run_all(root, runs, engine, workers, progress)
    problems += [problem for result in results for problem in result.problems]
    changed, found = write_drafts(project)
    made = tuple(result.run.page.id for result in results if not result.problems)
    return Report(made, changed, sorted_problems([*problems, *found]))


def build_book(root: Path, engine: str = DEFAULT_ENGINE, workers: int = 1, progress: Progress | None = None) -> Report:
    """Check, run and compile; after a problem nothing is compiled and the last good book stays."""
    problems = check_project(root)
    if not all(problem.warning for problem in problems):
        return Report((), (), problems)
    report = run_pages(root, (), engine, workers, progress)
    report = Report(report.pages, report.changed, sorted_problems([*problems, *report.problems]))
    if not report.is_good:
        return report
    compiled = compile_book(root)
    if not compiled.problems:
        write_manifest(load_project(root))
    return Report(report.pages, report.changed, sorted_problems([*report.problems, *compiled.problems]))


def page_contents(project: Project) -> tuple[tuple[PageContent, ...], tuple[Problem, ...]]:
    """The content of every page that exists by now, in reading order, and what keeps others from being read."""
    contents: dict[str, PageContent] = {}
    problems: list[Problem] = []
    for page in project.pages:
        path = project.root / page.notebook
        if path.is_file():
            try:
                notebook = json.loads(path.read_text(encoding="utf-8"))
                contents[page.id] = content_of_notebook(page.id, notebook)
            except (ValueError, KeyError, TypeError):
                what = "cannot be read as an executed page"
                problems.append(Problem(page.notebook, what, f"Execute it again: lisbook run {page.id}"))
    verbs = project.verbs(None).table()
    for page_id, path in hand_written_pages(project.root).items():
        try:
            source = read_prose(project.root, path)
        except ProjectError as error:
            problems += error.problems
            continue
        found = list(evaluate_prose(source, verbs, path.relative_to(project.root).as_posix()))
        phrases = [item for item in found if isinstance(item, Phrase)]
        if len(phrases) == len(found):
            contents[page_id] = content_of_markdown(page_id, source, phrases)
        problems += [item for item in found if isinstance(item, Problem)]
    order = reading_order(read_toc(project.root))
    ordered = [contents[page] for page in order if page in contents]
    return tuple(ordered), tuple(problems)


def write_drafts(project: Project) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write draft and sidecar of every page, take away those of pages that are no more, and write the ledger.

    Returns the drafts whose bytes changed, and problems of hand-written pages.
    """
    contents, problems = page_contents(project)
    folder = project.root / DRAFTS
    slices = _SliceDigests(project)
    changed: list[str] = []
    expected: set[Path] = set()
    for content in contents:
        base = folder / content.page
        texts = {
            base.with_name(base.name + ".md"): render_draft(content, project.package),
            base.with_name(base.name + ".json"): render_sidecar(content, _inputs(project, content.page), slices),
        }
        for path, text in texts.items():
            expected.add(path)
            if write_whole(path, text):
                changed.append(path.relative_to(project.root).as_posix())
    kept = {project.root / DRAFTS / page.id for page in project.pages}  # a failed page keeps its last draft
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in {".md", ".json"} and path not in expected and path.with_suffix("") not in kept:
            path.unlink()
            changed.append(path.relative_to(project.root).as_posix())
    write_whole(project.root / LEDGER, render_ledger(contents, project.package))
    return tuple(changed), problems


def write_manifest(project: Project) -> None:
    """Write the manifest of the book as it stands."""
    outputs = [path for path in (project.root / HTML).rglob("*") if path.is_file()]
    outputs += [path for path in (project.root / DRAFTS).rglob("*") if path.is_file()]
    outputs.append(project.root / LEDGER)
    write_whole(project.root / MANIFEST, render_manifest(project.root, project.pages, outputs))


class _SliceDigests:
    """Digest of a dataset's rows for an area: sixteen hexadecimal digits, which tell any two apart that meet here."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, dataset: str, area_code: str) -> str:
        key = (dataset, area_code)
        if key not in self._known:
            table = self._project.tables.table(dataset)
            rows = [
                [row.period.iso, row.measure, row.value, row.lower, row.upper, row.status, *row.flags]
                for measure in table.measures
                for row in table.slice(measure, area_code)
            ]
            self._known[key] = digest_of(rows)[:16]
        return self._known[key]


def _inputs(project: Project, page_id: str) -> dict[str, str]:
    """Digests of the files a page is written in."""
    page = project.page(page_id)
    if page is None:
        path = hand_written_pages(project.root)[page_id]
        return {path.relative_to(project.root).as_posix(): sha256_of_file(path)}
    files = [template_path(page.template), page.narrative]
    return {name: sha256_of_file(project.root / name) for name in files if (project.root / name).is_file()}


def _is_named(page: PlannedPage, name: str) -> bool:
    return page.id == name or page.template == name or fnmatchcase(page.id, name)


def check_drafts(root: Path) -> tuple[Problem, ...]:
    """Drafts whose recorded inputs are no longer those of the project: a person forgot to run it again."""
    project = load_project(root)
    slices = _SliceDigests(project)
    problems: list[Problem] = []
    remedy = "Bring the drafts up to date with: lisbook run"
    pages = [page.id for page in project.pages] + list(hand_written_pages(root))
    for page in pages:
        where = f"{DRAFTS}/{page}.json"
        if not (root / where).is_file():
            problems.append(Problem(where, "there is no draft of this page", remedy))
            continue
        try:
            sidecar = json.loads((root / where).read_text(encoding="utf-8"))
            recorded = {
                (name, code): digest for name, codes in sidecar["slices"].items() for code, digest in codes.items()
            }
            inputs = dict(sidecar["inputs"])
        except (ValueError, KeyError, AttributeError):
            problems.append(Problem(where, "cannot be read as a draft's sidecar", remedy))
            continue
        now = _inputs(project, page)
        for name in sorted({*inputs, *now}):
            if inputs.get(name) != now.get(name):
                problems.append(Problem(where, f"{name} changed since the draft was made", remedy))
        for (dataset, code), digest in sorted(recorded.items()):
            if dataset not in project.package or slices(dataset, code) != digest:
                problems.append(
                    Problem(where, f"the data of {dataset} for {code} changed since the draft was made", remedy)
                )
    return sorted_problems(problems)
