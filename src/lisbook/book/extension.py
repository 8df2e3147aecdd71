"""The Sphinx extension that finishes the book; `_config.yml` names it among its extensions.

All finishing is here and none in the command line, so `jupyter-book build .` after `lisbook run` gives the bytes that
`lisbook build` gives. What it does, in the order in which Sphinx calls:

setup           the edition's date becomes the clock; the builder, nodes, role and directive are made known
config-inited   theme options, language, assets
source-read     inline expressions become roles (source.py)
doctree-read    the list of sources is added; titles are freed of ids and links
html-page       chart scripts where there are charts; nothing that asks outside
build-finished  the files of the charts (chartfiles.py)
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from lisbook.book import appearance
from lisbook.book.addresses import BookBuilder, address_of, clashing_addresses
from lisbook.book.chartfiles import DrawnChart, write_chart_files
from lisbook.book.nodes import add_nodes, chosen_words, drawn_chart, figure_node, printed_figure
from lisbook.book.source import ROLE, Fault, PageSource, prepare_markdown, prepare_notebook
from lisbook.book.sources import XREF, dataset_sections, page_sources, unaccepted, unaccepted_note
from lisbook.data.package import PACKAGE_PATH
from lisbook.errors import ProjectError
from lisbook.project import Project, load_project
from lisbook.prose.phrases import Phrase
from lisbook.version import __version__

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

LOGGER = logging.getLogger(__name__)
PAGE = "lisbook_page"  # in env.temp_data: the source of the page being read
READ = "lisbook_read"  # in env.temp_data: positions of the phrases that were met as roles
CHARTS = "lisbook_charts"  # in env: the charts of each page by digest
SOURCES_PAGE = "lisbook_sources_page"  # in env: the page that describes the datasets
_BEFORE_CONTENTS, _AFTER_CONTENTS = 400, 900  # Sphinx collects titles and contents at 500


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    try:
        book = Book(load_project(Path(app.srcdir)))
    except ProjectError as error:
        raise ExtensionError(str(error)) from None
    os.environ["SOURCE_DATE_EPOCH"] = str(book.epoch)
    if "comments_config" not in app.config:
        app.add_config_value("comments_config", {}, "")  # Jupyter Book sets it whether or not that extension is there
    app.add_builder(BookBuilder, override=True)
    add_nodes(app)
    app.add_role(ROLE, PhraseRole())
    app.add_directive("lisbook-sources", book.directive())
    app.connect("config-inited", book.configure)
    app.connect("env-before-read-docs", book.check_addresses)
    app.connect("env-purge-doc", book.purge)
    app.connect("env-merge-info", book.merge)
    app.connect("source-read", book.read_source)
    app.connect("doctree-read", book.finish_page, priority=_BEFORE_CONTENTS)
    app.connect("doctree-read", book.free_titles, priority=_AFTER_CONTENTS)
    app.connect("missing-reference", book.resolve_dataset)
    app.connect("html-page-context", book.dress_page, priority=_AFTER_CONTENTS)
    app.connect("build-finished", book.write_files, priority=_AFTER_CONTENTS)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}


class PhraseRole(SphinxRole):
    """Puts the phrase of a position in its place: words as text, figures as nodes of their own."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The nodes of one phrase."""
        page: PageSource | None = self.env.temp_data.get(PAGE)
        if page is None or not self.text.isdigit() or int(self.text) >= len(page.phrases):
            return [nodes.Text("…")], []
        self.env.temp_data[READ].add(int(self.text))
        return list(self._parts(page.phrases[int(self.text)])), []

    def _parts(self, phrase: Phrase) -> Iterable[nodes.Node]:
        document = self.inliner.document
        for part in phrase.parts:
            if isinstance(part, str):
                yield chosen_words("", part)
                continue
            node = figure_node(part)
            if part.id not in document.nameids:
                node["ids"].append(part.id)
                node["names"].append(part.id)
                document.note_explicit_target(node)
            yield node


class Book:
    """The project's side of the conversation with Sphinx: one instance for each build."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def unaccepted(self) -> frozenset[str]:
        """Datasets that were changed and not accepted; `lisbook build` refuses them, a preview shows them with a note."""
        return unaccepted(self.project)

    @property
    def epoch(self) -> int:
        """Midnight, UTC, of the edition's date, in seconds."""
        date = dt.date.fromisoformat(self.project.document.edition.date)
        return int(dt.datetime.combine(date, dt.time(), tzinfo=dt.UTC).timestamp())

    def directive(self) -> type[SphinxDirective]:
        """The directive `{lisbook-sources}`: every dataset of the data package."""
        project = self.project

        class SourcesDirective(SphinxDirective):
            def run(self) -> list[nodes.Node]:
                setattr(self.env, SOURCES_PAGE, self.env.docname)
                self.env.note_dependency(str(project.root / PACKAGE_PATH))
                return list(dataset_sections(project))

        return SourcesDirective

    def configure(self, _: Sphinx, config: Config) -> None:
        """Settings that every book shares, and those that follow from config/document.yml."""
        appearance.configure(config, self.project.document)

    def check_addresses(self, _: Sphinx, env: BuildEnvironment, __: Sequence[str]) -> None:
        """Two pages with one address are a problem, and so is one where the book has a page of its own."""
        for docname, other in clashing_addresses(env.found_docs):
            what = f"would be published as {address_of(docname)}.html, which is {other}"
            LOGGER.warning("%s\n  Rename one of the two.", what, location=docname, type="lisbook", subtype="address")

    def read_source(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Replace the page's inline expressions by roles; what has no value is warned of."""
        path = Path(app.env.doc2path(docname))
        if path.suffix == ".ipynb":
            page = prepare_notebook(content[0])
        else:
            page = prepare_markdown(content[0], self.project.verbs(None).table())
            if page.phrases:
                app.env.note_reread()  # its figures may come from any data file
        content[0] = page.text
        app.env.temp_data[PAGE] = page
        app.env.temp_data[READ] = set()
        for fault in page.faults:
            line = fault.line if fault.cell is None else fault.cell * 10000 + fault.line
            _warn(fault, (docname, line))

    def finish_page(self, app: Sphinx, document: nodes.document) -> None:
        """Note the page's charts, add its sources, and see that no expression was lost on the way."""
        env = app.env
        page: PageSource | None = env.temp_data.get(PAGE)
        charts = {
            node["digest"]: DrawnChart(node["spec"], node["chart"], tuple(node["datasets"]))
            for node in document.findall(drawn_chart)
        }
        if charts:
            _charts(env)[env.docname] = charts
        if page is None:
            return
        for position in sorted(set(range(len(page.phrases))) - env.temp_data[READ]):
            what = f"an inline expression ({page.phrases[position].text}) stands where no role is read"
            remedy = "Move it out of the code, comment or raw HTML around it."
            _warn(Fault(1, what, remedy), (env.docname, 1))
        _steady_section_ids(document)
        sources = page_sources(self.project, page.datasets, page.facts)
        section = next(iter(document.findall(nodes.section)), None)
        changed = self.unaccepted & page.datasets
        if changed and section is not None:
            section.insert(1, unaccepted_note(self.project, changed))  # below the title
            env.note_reread()  # until the file is accepted or restored
        if sources is not None and section is not None:
            section += sources
            env.note_dependency(str(self.project.root / PACKAGE_PATH))

    def free_titles(self, app: Sphinx, _: nodes.document) -> None:
        """Figures in titles are text in sidebars and contents: an id stands once, and a link holds no other link."""
        env = app.env
        for tree in (env.titles, env.longtitles, env.tocs):
            for node in [*tree[env.docname].findall(printed_figure), *tree[env.docname].findall(chosen_words)]:
                node.parent.replace(node, nodes.Text(node.astext()))

    def resolve_dataset(
        self, app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
    ) -> nodes.Node | None:
        """The link from a page's list to the entry on the page about sources; the bare title where there is none."""
        if node["reftype"] != XREF:
            return None
        page = getattr(env, SOURCES_PAGE, None)
        if page is None or page not in env.found_docs:
            return content
        builder: Builder = app.builder
        return make_refnode(builder, node.get("refdoc", env.docname), page, node["reftarget"], content)

    def dress_page(
        self, app: Sphinx, pagename: str, _: str, context: dict[str, Any], __: nodes.document | None
    ) -> None:
        """The page's own scripts and words."""
        appearance.dress_page(app, context, has_charts=pagename in _charts(app.env))

    def purge(self, _: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page that is read anew."""
        _charts(env).pop(docname, None)
        if getattr(env, SOURCES_PAGE, None) == docname:
            setattr(env, SOURCES_PAGE, None)

    def merge(self, _: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
        """Take over what a parallel reader found."""
        _charts(env).update({name: charts for name, charts in _charts(other).items() if name in set(docnames)})
        if getattr(other, SOURCES_PAGE, None) is not None:
            setattr(env, SOURCES_PAGE, getattr(other, SOURCES_PAGE))

    def write_files(self, app: Sphinx, failure: Exception | None) -> None:
        """Write each used chart's picture, script and values, and remove what no page has any more."""
        if failure is None and app.builder.name == "html":
            pages = {address_of(docname): charts for docname, charts in sorted(_charts(app.env).items())}
            write_chart_files(Path(app.outdir), self.project, pages)
            _remove_other_pages(app)
            appearance.remove_unused_assets(Path(app.outdir, "_static"))


def _charts(env: BuildEnvironment) -> dict[str, dict[str, DrawnChart]]:
    if not hasattr(env, CHARTS):
        setattr(env, CHARTS, {})
    charts: dict[str, dict[str, DrawnChart]] = getattr(env, CHARTS)
    return charts


def _steady_section_ids(document: nodes.document) -> None:
    """Give sections ids that data cannot change: made from the words of their titles that no verb chose."""
    taken = {name for section in document.findall(nodes.section) for name in section["ids"]}
    for section in document.findall(nodes.section):
        title = section.next_node(nodes.title)
        if title is None or title.parent is not section or not title.next_node(_is_data):
            continue
        words = "".join(text for text in title.findall(nodes.Text) if not _is_data(text.parent))
        name = nodes.make_id(words) or "section"
        if name not in taken:
            taken.add(name)
            section["ids"] = [name]


def _is_data(node: nodes.Node | None) -> bool:
    return isinstance(node, printed_figure | chosen_words)


def _remove_other_pages(app: Sphinx) -> None:
    """Pages of an earlier build that are no longer in the book."""
    builder = app.builder
    wanted = {Path(builder.get_outfilename(name)) for name in (*app.env.found_docs, "search")}  # type: ignore[attr-defined]
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if path not in wanted and "_static" not in path.relative_to(app.outdir).parts:
            path.unlink()


def _warn(fault: Fault, location: tuple[str, int]) -> None:
    LOGGER.warning("%s\n  %s", fault.what, fault.remedy, location=location, type="lisbook", subtype="expression")
