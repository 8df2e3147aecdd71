"""The tiny book, built by Jupyter Book: what its files say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from lisbook.book.compile import BookResult, compile_book
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


def test_pages_from_data_that_nobody_accepted_say_so_and_others_do_not(tiny, html, tmp_path):
    root = tmp_path / "changed"
    shutil.copytree(tiny, root)
    with (root / "lis_data/employment-rate.csv").open("a") as table:
        table.write("E92000001,2024-01-01/P1Y,employment-rate,75.0,,,,\n")
    assert compile_book(root).problems == ()
    said = {name: "not yet accepted" in (root / f"_build/html/{name}.html").read_text() for name in PAGES}
    assert said["people/northam"]
    assert not said["about/sources"]
    assert not any("not yet accepted" in (html / f"{name}.html").read_text() for name in PAGES)


def test_no_file_names_the_place_where_it_was_built(tiny, html):
    needle = str(tiny).encode()
    assert not [name for name, content in tree(html).items() if needle in content]


def test_a_second_build_gives_the_same_bytes_and_leaves_nothing_beside_the_book(tiny, html, tmp_path):
    shutil.copytree(tiny, tmp_path / "again")
    assert compile_book(tmp_path / "again").pages == 4
    assert tree(tmp_path / "again/_build/html") == tree(html)
    assert {path.name for path in (tmp_path / "again/_build").iterdir()} == {"html", "cache"}


def test_jupyter_book_alone_gives_the_same_bytes_and_so_does_a_build_after_another(html, tmp_path):
    root = make_project(tmp_path / "elsewhere" / "deeper")
    command = [*JUPYTER_BOOK, "-W", "-n", "--keep-going"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(root / "_build/html") == tree(html)

    # A page leaves the book: built over what stands there, and built clean.
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text().replace("      - file: book/pages/people/northam\n", ""))
    (root / "book/pages/people/northam.ipynb").unlink()
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    after = tree(root / "_build/html")
    assert "people/northam.html" not in after
    assert len([name for name in after if name.startswith("_static/charts/")]) == 3
    compile_book(root)
    assert tree(root / "_build/html") == after


@pytest.fixture(scope="module")
def broken(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BookResult]:
    """The built project with one fault of each kind, as an interruption between two renames left it, built again."""
    root = tmp_path_factory.mktemp("broken") / "project"
    shutil.copytree(tiny, root)
    (root / "_build/html").rename(root / "_build/last")
    index = root / "book/index.md"
    faults = """
{eval}`figure("employment-rate")`

[gone](gone.md)

<p>{eval}`figure("employment-rate", area="northam")`</p>
"""
    index.write_text(index.read_text() + faults)
    (root / "book/people").mkdir()
    (root / "book/people/northam.md").write_text("# Northam")
    (root / "book/search.md").write_text("# Search")
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text() + "      - file: book/people/northam\n      - file: book/search\n")
    notebook = root / "book/pages/people/testshire.ipynb"
    notebook.write_text(notebook.read_text().replace('"user_expressions"', '"other"'))
    return root, compile_book(root)


def test_after_a_failure_the_last_good_book_stays_even_if_an_earlier_build_was_cut_off(broken, html):
    root, result = broken
    assert result.problems
    assert result.html == root / "_build/html"
    assert tree(root / "_build/html") == tree(html)


@pytest.mark.parametrize(
    ("where", "what", "remedy"),
    [
        ("book/index.md:11", '`figure("employment-rate")`: the page is about no area', "Name one: area=…."),
        ("book/index.md:13", "gone.md", "Correct the page"),
        ("book/index.md:1", "an inline expression (71.4%) stands where no role is read", "Move it out"),
        ("book/people/northam.md", "as people/northam.html, which is book/pages/people/northam", "Rename one"),
        ("book/search.md", "as search.html, which is the search page", "Rename one"),
        ("book/pages/people/testshire.ipynb, cell 1, line 1", "`name()` has no stored value", "lisbook run"),
    ],
    ids=["expression", "link", "lost", "twice", "search", "not-executed"],
)
def test_each_warning_is_a_problem_with_place_and_remedy(broken, where, what, remedy):
    _, result = broken
    found = [problem for problem in result.problems if problem.where == where and what in problem.what]
    assert found, "\n".join(map(str, result.problems))
    assert remedy in found[0].remedy


def test_no_problem_shows_a_traceback_or_a_path_of_this_machine(broken):
    root, result = broken
    report = "\n".join(map(str, result.problems))
    assert "Traceback" not in report
    assert str(root) not in report
