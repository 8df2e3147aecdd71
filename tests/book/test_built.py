"""The tiny book, built by Jupyter Book: what its files say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from lisbook.book.compile import compile_book
from tests.book.tiny import HOSTILE, make_project

JUPYTER_BOOK = (sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ".")
PAGES = ("index", "people/testshire", "people/northam", "about/sources", "search")


def read(html: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((html / f"{page}.html").read_text(), "html.parser")


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(params=PAGES)
def page(request, html):
    return read(html, request.param)


def test_pages_are_published_under_their_ids(html):
    assert {path.relative_to(html).as_posix() for path in html.rglob("*.html")} == {f"{name}.html" for name in PAGES}


def test_every_link_between_pages_leads_somewhere(html):
    for name in PAGES:
        file = html / f"{name}.html"
        for link in BeautifulSoup(file.read_text(), "html.parser").find_all(["a", "link", "script", "img"]):
            address = link.get("href") or link.get("src") or ""
            if address.startswith(("http", "data:")) or not address:
                continue
            path, _, fragment = address.partition("#")
            target = (file.parent / path.partition("?")[0]).resolve() if path else file
            assert target.is_file(), f"{name}: {address}"
            if fragment and target.suffix == ".html" and path:
                assert BeautifulSoup(target.read_text(), "html.parser").find(id=fragment), f"{name}: {address}"


def test_nothing_is_loaded_from_outside(page):
    loaded = [node.get("src") or node.get("href") for node in page.find_all(["script", "img", "link", "iframe"])]
    assert not [address for address in loaded if address and "://" in address]


def test_each_page_has_one_h1_a_language_a_banner_and_the_edition(page):
    assert len(page.find_all("h1")) == 1
    assert page.html["lang"] == "en-GB"
    assert "Invented for a test & <b>nobody's</b> policy." in page.find(class_="bd-header-announcement").text
    assert "edition 0.0.1, 31 January 2026" in page.find(class_="lisbook-edition").text


def test_ids_stand_once_on_a_page(page):
    ids = [node["id"] for node in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_figure_has_its_id_at_its_first_use_and_leads_to_the_pages_sources(html):
    first, second = read(html, "index").find_all("data", value="74.2")
    assert first["id"] == "fig-employment-rate-testshire"
    assert second.get("id") is None
    assert first.a["href"] == second.a["href"] == "#source-employment-rate"


def test_the_pages_sources_lead_to_the_description_of_the_dataset(html):
    entry = read(html, "people/northam").find(id="source-employment-rate")
    assert entry.a["href"] == "../about/sources.html#employment-rate"
    assert "Released November 2025" in entry.text


def test_titles_are_plain_text_where_they_stand_as_links(html):
    soup = read(html, "people/northam")
    assert soup.title.text == "People in Northam — A Plan for Testshire"
    for nav in soup.find_all("nav"):
        assert nav.find("data") is None
        assert not [link for link in nav.find_all("a") if link.find("a")]
    assert soup.find("a", class_="left-prev").find(class_="prev-next-title").text == "People in Testshire"


def test_ids_of_sections_hold_no_data(html):
    sections = [section["id"] for section in read(html, "people/northam").find_all("section")]
    assert sections == ["people-in", "the-rate-of", "sources-of-this-page"]


def test_dollars_are_money(html):
    assert "It costs $5 or $6" in read(html, "index").article.text


def test_hostile_text_stays_text(html):
    soup = read(html, "people/northam")
    assert not [script for script in soup.find_all("script") if "hacked" in script.text]
    assert HOSTILE in soup.find("table", class_="data-table").parent.parent.text or HOSTILE in soup.article.text
    sources = read(html, "about/sources")
    assert HOSTILE in sources.find(id="employment-rate").h2.text
    assert not [link for link in sources.find_all("a") if link["href"].startswith("javascript")]


def test_charts_have_their_files_and_only_they(html):
    charts = {figure["data-chart"] for name in PAGES for figure in read(html, name).find_all("figure")}
    files = {path.name for path in (html / "_static/charts").iterdir()}
    assert files == {f"{digest}.{kind}" for digest in charts for kind in ("js", "svg", "csv")}
    assert len(charts) == 2


def test_the_chart_script_is_loaded_where_there_are_charts(html):
    assert "lisbook-charts.js" in str(read(html, "people/northam"))
    assert "lisbook-charts.js" not in str(read(html, "index"))
    assert (html / "_static/vega-bundle.js").stat().st_size > 100_000


def test_no_file_names_the_place_where_it_was_built(tiny, html):
    needle = str(tiny).encode()
    assert not [name for name, content in tree(html).items() if needle in content]


def test_another_place_and_jupyter_book_alone_give_the_same_bytes(html, tmp_path):
    root = make_project(tmp_path / "elsewhere" / "deeper")
    command = [*JUPYTER_BOOK, "-W", "-n", "--keep-going"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(root / "_build/html") == tree(html)


def test_a_second_build_gives_the_same_bytes_and_leaves_nothing_beside_the_book(project):
    compile_book(project)
    first = tree(project / "_build/html")
    assert compile_book(project).pages == 4
    assert tree(project / "_build/html") == first
    assert {path.name for path in (project / "_build").iterdir()} == {"html", "cache"}


def test_after_a_failure_the_last_good_book_stays(project):
    compile_book(project)
    before = tree(project / "_build/html")
    index = project / "book/index.md"
    index.write_text(index.read_text() + '\n{eval}`figure("employment-rat")` and [gone](gone.md)\n')
    result = compile_book(project)
    assert [problem.where for problem in result.problems] == ["book/index.md:11", "book/index.md:11"]
    assert "employment-rat" in result.problems[0].what
    assert result.problems[0].remedy == "Did you mean employment-rate?"
    assert "gone.md" in result.problems[1].what
    assert "Traceback" not in str(result.problems)
    assert tree(project / "_build/html") == before


def test_an_interrupted_swap_is_mended(project):
    compile_book(project)
    before = tree(project / "_build/html")
    (project / "_build/html").rename(project / "_build/last")
    (project / "book/index.md").write_text("# A\n\n[gone](gone.md)\n")
    result = compile_book(project)
    assert result.problems
    assert tree(project / "_build/html") == before


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("book/people/northam.md", "# Northam", "as people/northam.html, which is book/pages/people/northam"),
        ("book/search.md", "# Search", "as search.html, which is the search page"),
    ],
    ids=["twice", "search"],
)
def test_an_address_that_is_taken_is_a_problem(project, name, text, what):
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text(text)
    toc = project / "_toc.yml"
    toc.write_text(toc.read_text() + f"      - file: {name.removesuffix('.md')}\n")
    (problem, *_) = compile_book(project).problems
    assert problem.what.endswith(what)
    assert problem.remedy == "Rename one of the two."


def test_an_expression_that_no_role_replaces_is_a_problem(project):
    index = project / "book/index.md"
    index.write_text(index.read_text() + '\n<p>{eval}`figure("employment-rate", area="northam")`</p>\n')
    (problem,) = compile_book(project).problems
    assert problem.where == "book/index.md:1"
    assert problem.what == "an inline expression (71.4%) stands where no role is read"


def test_a_page_that_was_not_executed_is_named_with_its_cell(project):
    notebook = project / "book/pages/people/northam.ipynb"
    notebook.write_text(notebook.read_text().replace('"user_expressions"', '"other"'))
    problems = compile_book(project).problems
    assert problems[0].where == "book/pages/people/northam.ipynb, cell 1, line 1"
    assert problems[0].what == "`name()` has no stored value"
    assert problems[0].remedy == "Execute the page: lisbook run"


def test_pages_that_left_the_book_leave_the_folder(project):
    command = [*JUPYTER_BOOK, "-q"]
    subprocess.run(command, cwd=project, capture_output=True, check=True)
    toc = project / "_toc.yml"
    toc.write_text(toc.read_text().replace("      - file: book/pages/people/northam\n", ""))
    (project / "book/pages/people/northam.ipynb").unlink()
    subprocess.run(command, cwd=project, capture_output=True, check=True)
    built = tree(project / "_build/html")
    assert "people/northam.html" not in built
    assert len([name for name in built if name.startswith("_static/charts/")]) == 3
    shutil.rmtree(project / "_build")
    compile_book(project)
    assert tree(project / "_build/html") == built
