"""Where pages are published."""

from __future__ import annotations

import pytest

from lisbook.book.addresses import address_of, clashing_addresses, with_addresses


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


def test_search_results_are_linked_by_address_in_the_order_of_the_index():
    index = 'Search.setIndex({"docnames":["book/index","book/pages/a/b"],"filenames":["book/index.md","book/pages/a/b.ipynb"]})'
    assert with_addresses(index) == 'Search.setIndex({"docnames":["index","a/b"],"filenames":["index.md","a/b.ipynb"]})'
