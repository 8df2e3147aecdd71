"""Records of config/areas.yml: levels of geography and areas. The engine knows no area by name."""

from __future__ import annotations

from pydantic import Field

from lisbook.config.records import GssCode, Record, Slug


class Level(Record):
    """A level of geography and what one and several of its areas are called."""

    id: Slug
    noun: str
    plural: str
    within: Slug | None = Field(
        None, description="level of which every area of this level has exactly one as its parent"
    )


class Partnership(Record):
    """The body that leads for an area, with the passage that says so."""

    name: str
    source: str


class Area(Record):
    """One geography: with a code of its own, or made of the areas whose parent it is, or both."""

    id: Slug
    name: str
    level: Slug
    code: GssCode | None = None
    parent: Slug | None = None
    the: bool = Field(False, description="whether the name takes 'the' in a sentence")
    lead: Partnership | None = None
    comparators: tuple[Slug, ...] = Field(
        (), description="areas it is compared with, nearest first; inherited from the parent where absent"
    )
    apart: bool = Field(
        False, description="so few residents that per-resident measures say nothing: see indicators' `apart`"
    )
    note: str = ""


class AreasFile(Record):
    """config/areas.yml."""

    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
