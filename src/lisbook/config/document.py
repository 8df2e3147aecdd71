"""Records of config/document.yml: the edition and the documents it publishes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lisbook.config.records import Date, Record, Slug

DocumentStatus = Literal["worked-example", "draft", "consultation", "agreed", "signed-off", "historical"]


class Author(Record):
    """Who answers for the text, a body or a person, and as what."""

    name: str
    role: str = ""


class Document(Record):
    """One published work: its title, its standing and its pages (ids, or whole templates as `people/*`)."""

    id: Slug
    title: str
    status: DocumentStatus
    pages: tuple[str, ...] = Field(min_length=1)


class Edition(Record):
    """The version all pages carry; its date is the book's clock, so that a rebuild has the same bytes."""

    version: str
    date: Date
    licence: str
    licence_url: str


class DocumentFile(Record):
    """config/document.yml."""

    title: str
    language: str = "en-GB"
    banner: str = Field(description="what every page says about its standing")
    edition: Edition
    authors: tuple[Author, ...] = Field(min_length=1)
    documents: tuple[Document, ...] = Field(min_length=1)
