"""Where pages are published: the folders that hold the sources (`book/pages/`, `book/`) are no part of an address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

_PREFIXES = ("book/pages/", "book/")
_RESERVED = {"search": "the search page", "genindex": "Sphinx's index"}
_INDEX_START, _INDEX_END = "Search.setIndex(", ")"


def address_of(docname: str) -> str:
    """The page id under which a document is published: `people/northam` for `book/pages/people/northam`."""
    for prefix in _PREFIXES:
        if docname.startswith(prefix):
            return docname[len(prefix) :]
    return docname


def clashing_addresses(docnames: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each document whose address is taken, with the words that say by what."""
    taken = dict(_RESERVED)
    for docname in sorted(docnames):
        address = address_of(docname)
        if address in taken:
            yield docname, taken[address]
        else:
            taken[address] = docname


class BookBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder, publishing each page under its address.

    It writes every page every time: a changed title stands in the sidebar of all of them.
    """

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 - Sphinx's signature
        """The page's relative URL."""
        return quote(address_of(docname)) + self.link_suffix

    def get_outfilename(self, pagename: str) -> str:
        """The page's file."""
        return str(Path(self.outdir, *address_of(pagename).split("/"))) + self.out_suffix

    def get_outdated_docs(self) -> Iterator[str]:
        """All pages."""
        yield from self.env.found_docs

    def write_buildinfo(self) -> None:
        """Nothing: its digest of the configuration holds paths of this machine, and no build here is partial."""

    def dump_search_index(self) -> None:
        """Write the index with addresses in place of document names, so that what is found is linked right."""
        super().dump_search_index()
        path = Path(self.outdir, self.searchindex_filename)
        if self.indexer is not None:
            path.write_text(steady_index(path.read_text("utf-8")), "utf-8")


def steady_index(searchindex: str) -> str:
    """The text of searchindex.js with addresses for document names; their order, to which all else refers, stays.

    Words that only a removed page had are dropped, so that a build after another gives what a clean one gives.
    """
    index = json.loads(searchindex.removeprefix(_INDEX_START).removesuffix(_INDEX_END))
    index["docnames"] = [address_of(name) for name in index["docnames"]]
    index["filenames"] = [address_of(name) for name in index["filenames"]]
    for words in ("terms", "titleterms"):
        index[words] = {word: pages for word, pages in index.get(words, {}).items() if pages != []}
    return _INDEX_START + json.dumps(index, separators=(",", ":"), sort_keys=True) + _INDEX_END
