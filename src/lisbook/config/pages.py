"""Records of config/pages.yml: which template runs for which areas, with which parameters."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from lisbook.config.records import Record, Slug

PageId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$")]


class TemplatePlan(Record):
    """One template and the keys it runs for: area ids, level ids (all areas of the level), or names of its own.

    `key_parameter` is the template's parameter that receives the key (`area` for most).
    """

    template: Slug
    keys: tuple[Slug, ...] = Field(min_length=1)
    key_parameter: str = "area"
    parameters: dict[str, Any] = Field(default_factory=dict)
    overrides: dict[str, dict[str, Any]] = Field(default_factory=dict, description="parameters of single keys")
    timeout_seconds: int = Field(120, gt=0, description="the longest one cell may take")


class PagesFile(Record):
    """config/pages.yml."""

    pages: tuple[TemplatePlan, ...]
