"""Recipes: how a publisher's file looks and which of its figures we take; the next release needs no code."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lisbook.config.records import Record, Slug

Status = Literal["suppressed", "missing", "not-applicable"]


class Columns(Record):
    """Headings of the publisher's columns, where the layout leaves them open."""

    code: str | None = Field(None, description="area code")
    name: str | None = Field(None, description="area name; stands in for the code where the file has none")
    label: str | None = Field(None, description="which figure a row holds")
    period: str | None = None
    value: str | None = None


class Mark(Record):
    """A flag the publisher gives outside the table, for example in a bulletin or beside an area's name."""

    flag: Slug
    reason: str
    measures: tuple[Slug, ...] = Field(min_length=1)
    areas: tuple[str, ...] = Field((), description="area codes; all areas where empty")
    periods: tuple[str, ...] = Field(min_length=1, description="ISO periods")


class Recipe(Record):
    """How one dataset is read from its publisher's file."""

    layout: Slug
    file: str = Field(description="name of the publisher's file, with * for what changes between releases")
    measures: dict[str, Slug] = Field(
        {}, description="the file's label of a figure -> our measure; other labels are left out"
    )
    totals: dict[Slug, tuple[str, ...]] = Field({}, description="our measure -> labels added up, for parts of ratios")
    percent_of: dict[Slug, tuple[str, str]] = Field(
        {}, description="our measure -> label of a number, label of a percentage of it"
    )
    columns: Columns = Columns()
    sheet: str | None = None
    encoding: str = "utf-8-sig"
    period: str | None = Field(
        None, description="period of a plain year, with {year} or {previous}; or one period for all rows"
    )
    first_period: str | None = Field(None, description="earlier periods are left out (ISO text)")
    codes: dict[str, str] = Field({}, description="the file's area code or name -> ours")
    code_list: str | None = Field(None, description="table below lis_data/ with the columns code,area_code")
    keep: tuple[str, ...] = Field((), description="area codes to keep, by their beginning; all where empty")
    drop: tuple[str, ...] = Field((), description="area codes of the file to leave out")
    add_up: dict[str, tuple[str, ...]] = Field(
        {}, description="area the file lacks -> beginnings of the codes it is the sum of"
    )
    bounded: bool = Field(False, description="every usable value has limits; one without is flagged unreliable")
    markers: dict[str, Status] = Field({}, description="marks in this file that differ from the usual meaning")
    marks: tuple[Mark, ...] = ()
