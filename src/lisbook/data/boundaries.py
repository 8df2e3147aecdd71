"""Outlines of areas from a publisher's GeoJSON, made small: a TopoJSON in which neighbours share their borders.

Needs the extra `import` (topojson, which brings shapely); nothing else in the package does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lisbook.data.descriptor import read_catalogue_text, with_entry
from lisbook.data.importing import write_together
from lisbook.data.package import DATA_FOLDER, PACKAGE_PATH
from lisbook.errors import LisBookError, Problem, ProjectError
from lisbook.files import sha256_of_bytes

BOUNDARIES_NAME = "boundaries"
BOUNDARIES_PATH = f"{DATA_FOLDER}/boundaries.topojson"
TOLERANCE_DEGREES = 0.0006  # about 50 metres: finer than a pixel of a map 600 pixels wide across a county
GRID = 10_000  # positions in each direction
LARGEST_BYTES = 25_000


def simplify_boundaries(geojson: dict[str, Any], where: str, code: str = "areacd", name: str = "areanm") -> str:
    """TopoJSON text with one object `areas`; each outline has its area code as `id` and as property `area_code`.

    `code` and `name` are the properties of the source. Raises ProjectError for a file that is no collection of outlines
    with codes, LisBookError when the extra is not installed.
    """
    try:
        from topojson.core.topology import Topology
    except ModuleNotFoundError:
        raise LisBookError(
            "Boundaries need the extra `import`. Install it with: pip install 'lisbook[import]'"
        ) from None
    features = _features(geojson, where, code, name)
    topology = Topology(
        {"type": "FeatureCollection", "features": features},
        object_name="areas",
        prequantize=GRID,
        toposimplify=TOLERANCE_DEGREES,
        prevent_oversimplify=True,
    ).to_dict()
    for geometry in topology["objects"]["areas"]["geometries"]:
        geometry["id"] = geometry["properties"]["area_code"]
    topology["objects"]["areas"]["geometries"].sort(key=lambda geometry: geometry["id"])
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def import_boundaries(root: Path, file: Path, *, retrieved: str | None = None) -> tuple[Path, ...]:
    """Write boundaries.topojson and its catalogue entry from a GeoJSON file; returns the files that changed."""
    try:
        geojson = json.loads(file.read_text("utf-8-sig"))
    except OSError:
        raise ProjectError([Problem(str(file), "there is no such file", "Check the name.")]) from None
    except ValueError as error:
        raise ProjectError([Problem(file.name, f"is no GeoJSON: {error}", "Fetch the file again.")]) from None
    content = simplify_boundaries(geojson, file.name).encode()
    if len(content) > LARGEST_BYTES:
        what = f"would make {len(content):,} bytes; {LARGEST_BYTES:,} is the most that a page should load"
        raise ProjectError([Problem(file.name, what, "Take fewer areas or a more generalised source.")])
    changes: dict[str, str | int] = {"bytes": len(content), "hash": f"sha256:{sha256_of_bytes(content)}"}
    if retrieved is not None:
        changes["retrieved"] = retrieved
    catalogue = with_entry(read_catalogue_text(root), BOUNDARIES_NAME, changes)
    return write_together({root / BOUNDARIES_PATH: content, root / PACKAGE_PATH: catalogue.encode()})


def _features(geojson: Any, where: str, code: str, name: str) -> list[dict[str, Any]]:
    found = geojson.get("features") if isinstance(geojson, dict) else None
    if not isinstance(found, list) or not found:
        what = "is no GeoJSON collection of outlines"
        raise ProjectError([Problem(where, what, "Export it as GeoJSON with one feature for each area.")])
    features = []
    for number, feature in enumerate(found):
        properties = feature.get("properties") or {} if isinstance(feature, dict) else {}
        if code not in properties or name not in properties or not feature.get("geometry"):
            what = f"feature {number} lacks {code}, {name} or its outline; it has {', '.join(properties) or 'nothing'}"
            raise ProjectError([Problem(where, what, "Rename the properties of code and name, or repair the feature.")])
        kept = {"area_code": properties[code], "name": properties[name]}
        features.append({"type": "Feature", "properties": kept, "geometry": feature["geometry"]})
    return sorted(features, key=lambda feature: str(feature["properties"]["area_code"]))
