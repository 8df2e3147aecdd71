"""_toc.yml and the plan, compared both ways and brought together."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.plan import PlannedPage
from lisbook.toc import TOC, check_toc, files_in, page_id_of, read_toc, reading_order, update_toc, with_pages
from lisbook.yamlfile import parse_yaml
from tests.fixtures import SMALL

NAMES = [f"{template}/{key}" for template in ("labour", "homes", "play") for key in ("a", "b", "c")]
START = {
    "format": "jb-book",
    "root": "book/index",
    "parts": [
        {
            "caption": "One",
            "chapters": [{"file": "book/pages/labour/a", "sections": [{"file": "book/pages/labour/b"}]}],
        },
        {"caption": "About", "chapters": [{"file": "book/about/limits"}, {"file": "book/pages/play/c"}]},
    ],
}


def page(name: str) -> PlannedPage:
    template, key = name.split("/")
    return PlannedPage(name, template, key, key, {}, 1, "pages.yml:1")


@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_bringing_the_toc_along_gives_exactly_the_plan_and_twice_equals_once(names):
    pages = [page(name) for name in names]
    start = copy.deepcopy(START)
    once = with_pages(start, pages)
    listed = [page_id_of(file) for file, _ in files_in(once) if file.startswith("book/pages/")]
    assert sorted(listed) == sorted(names)
    assert with_pages(copy.deepcopy(once), pages) == once
    assert start == START, "what came in is left as it was"


def test_hand_written_pages_and_the_order_there_was_are_kept():
    kept = with_pages(START, [page("labour/b"), page("labour/a"), page("play/c"), page("labour/c")])
    assert [page_id_of(file) for file, _ in files_in(kept)] == [
        "index",
        "labour/a",
        "labour/b",
        "labour/c",
        "about/limits",
        "play/c",
    ]


def test_the_section_pages_of_a_chapter_that_goes_are_not_lost():
    kept = with_pages(START, [page("labour/b"), page("play/c")])
    assert "labour/b" in [page_id_of(file) for file, _ in files_in(kept)]


def test_the_small_project_lists_what_it_plans(small_project):
    toc = read_toc(SMALL)
    assert list(check_toc(toc, SMALL, small_project.pages)) == []
    assert reading_order(toc)[0] == "index"
    assert set(reading_order(toc)) == {*(one.id for one in small_project.pages), "index", "about/sources"}


def test_both_directions_are_checked(small_project):
    toc = read_toc(SMALL)
    without = list(check_toc(toc, SMALL, small_project.pages[1:]))
    assert [problem.what for problem in without] == ["labour/exeshire is listed, but config/pages.yml does not plan it"]
    more = [*small_project.pages, replace(small_project.pages[0], id="work/dunwell")]
    assert [problem.what for problem in check_toc(toc, SMALL, more)] == ["the planned page work/dunwell is not listed"]


@pytest.mark.parametrize("file", ["../secret", "book/../secret", "notebooks/work", "/etc/hostname"])
def test_pages_outside_the_book_are_refused(file):
    toc = parse_yaml(f"root: {file}\n", TOC)
    assert "is not below book/" in next(iter(check_toc(toc, SMALL, []))).what


def test_a_page_stands_once():
    toc = parse_yaml("root: book/index\nchapters:\n- file: book/index\n", TOC)
    assert [problem.what for problem in check_toc(toc, SMALL, [])] == ["index is listed twice (line 1)"]


def test_the_comment_stays_and_an_agreeing_toc_is_not_written(small, small_project):
    before = (small / TOC).read_bytes()
    assert update_toc(small, small_project.pages) is False
    assert (small / TOC).read_bytes() == before
    assert update_toc(small, small_project.pages[:-1]) is True
    text = (small / TOC).read_text()
    assert text.splitlines()[0] == before.decode().splitlines()[0]
    assert "homes/lower-exe" not in text


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["root", "file", "parts", "chapters", "sections"]), inner)
        ),
        max_leaves=12,
    )
)
def test_no_shape_of_toc_breaks_the_check(value):
    toc = parse_yaml("", TOC)
    for problem in check_toc(replace(toc, value=value), SMALL, []):
        assert problem.what
