"""Records of config/strategy/facts.yml: figures quoted from documents, each once, with its passage."""

from __future__ import annotations

from lisbook.config.records import Record, Slug


class Passage(Record):
    """Where a document says it: the id of the document and its paragraph or section."""

    document: str
    paragraph: str = ""


class Fact(Record):
    """One figure that a document states: printed as `text`, never recomputed, always with its source."""

    id: Slug
    statement: str
    text: str
    value: float | str
    unit: str
    as_of: str
    source: Passage
    caveat: str = ""


class FactsFile(Record):
    """config/strategy/facts.yml."""

    facts: tuple[Fact, ...]
