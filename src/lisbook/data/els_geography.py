"""Areas from ONS Explore Local Statistics' list (els-geo-metadata.json): code, name, level, parents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lisbook.data.descriptor import read_catalogue_text, with_entry
from lisbook.data.geography import (
    GEOGRAPHY_NAME,
    Geography,
    GeographyArea,
    level_of_code,
    read_geography,
    render_geography,
)
from lisbook.data.importing import GEOGRAPHY_PATH, write_together
from lisbook.data.package import PACKAGE_PATH
from lisbook.errors import Problem, ProjectError
from lisbook.files import sha256_of_bytes

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


def import_els_geography(root: Path, file: Path, *, retrieved: str | None = None) -> tuple[Path, ...]:
    """Write geography.csv and its catalogue entry; areas that the list lacks stay, since datasets may use them."""
    areas = read_els_geography(file)
    known, _ = read_geography(root / GEOGRAPHY_PATH)
    content = render_geography(areas.with_areas(known)).encode()
    changes: dict[str, str | int] = {"bytes": len(content), "hash": f"sha256:{sha256_of_bytes(content)}"}
    if retrieved is not None:
        changes["retrieved"] = retrieved
    catalogue = with_entry(read_catalogue_text(root), GEOGRAPHY_NAME, changes)
    return write_together({root / GEOGRAPHY_PATH: content, root / PACKAGE_PATH: catalogue.encode()})


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
