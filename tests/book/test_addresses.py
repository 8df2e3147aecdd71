"""Where pages are published."""

from __future__ import annotations

import json

import pytest

from lisbook.book.addresses import address_of, clashing_addresses, steady_index


@pytest.mark.parametrize(
    ("docname", "address"),
    [
        ("book/pages/people/west-london", "people/west-london"),
        ("book/index", "index"),
        ("book/about/sources", "about/sources"),
        ("book/pages", "pages"),
        ("search", "search"),
        ("notes/book/index", "notes/book/index"),
    ],
)
def test_folders_of_sources_are_no_part_of_an_address(docname, address):
    assert address_of(docname) == address


def test_two_pages_with_one_address_are_found():
    assert list(clashing_addresses(["book/people", "book/pages/people", "book/index"])) == [
        ("book/people", "book/pages/people")
    ]


def test_a_page_cannot_take_the_place_of_search():
    assert list(clashing_addresses(["book/search"])) == [("book/search", "the search page")]


def index_of(text):
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


def test_search_results_are_linked_by_address_in_the_order_of_the_index():
    index = {"docnames": ["book/index", "book/pages/a/b"], "filenames": ["book/i.md", "book/pages/a/b.x"]}
    steady = index_of(steady_index(f"Search.setIndex({json.dumps(index)})"))
    assert steady["docnames"] == ["index", "a/b"]
    assert steady["filenames"] == ["i.md", "a/b.x"]


def test_words_of_removed_pages_leave_the_index():
    index = {"docnames": [], "filenames": [], "terms": {"gone": [], "one": 0}, "titleterms": {"gone": []}}
    steady = index_of(steady_index(f"Search.setIndex({json.dumps(index)})"))
    assert steady["terms"] == {"one": 0}
    assert steady["titleterms"] == {}
