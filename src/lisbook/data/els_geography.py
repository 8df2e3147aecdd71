"""Areas from ONS Explore Local Statistics' list (els-geo-metadata.json): code, name, level, parents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lisbook.data.geography import Geography, GeographyArea, level_of_code
from lisbook.errors import Problem, ProjectError

# The parent that matters to us comes first: a region before a country, a county or combined authority never.
_PARENT_LEVELS = ("region", "country")


def read_els_geography(path: Path) -> Geography:
    """The areas in the file; ProjectError when it is not laid out as known."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
        areas = {area.code: area for area in _areas(content)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        what = "is no list of areas with areacd, areanm and parents"
        raise ProjectError([Problem(path.name, what, "Take src/lib/data/geo-metadata.json of ONS's app.")]) from None
    return Geography(areas)


def _areas(content: Mapping[str, Mapping[str, Any]]) -> Iterator[GeographyArea]:
    for code, entry in content.items():
        yield GeographyArea(code, entry["areanm"], level_of_code(code), _parent(entry["parents"]))


def _parent(parents: Sequence[str]) -> str:
    for level in _PARENT_LEVELS:
        for code in parents:
            # Great Britain and the like are groups; the tree goes from England straight to the United Kingdom.
            if level_of_code(code) == level and code not in ("K03000001", "K04000001"):
                return code
    return ""
