"""Boundaries for a map: only the areas shown, flat, with what the map says of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

FEATURES = "areas"


def prune_topology(topology: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The topology of the areas in `told` (by code), with what it tells as their properties; unused arcs are gone.

    Degrees are squeezed by the cosine of the latitude, so that a flat drawing has the shapes of a map; coordinates that
    are no degrees (a national grid) stay as they are.
    """
    geometries = [
        {"type": geometry["type"], "arcs": geometry["arcs"], "properties": dict(told[code])}
        for item in topology["objects"].values()
        for geometry in item["geometries"]
        if (code := _code(geometry)) in told
    ]
    used = sorted({_forward(index) for geometry in geometries for index in _flat(geometry["arcs"])})
    place = {old: new for new, old in enumerate(used)}
    for geometry in geometries:
        geometry["arcs"] = _renumber(geometry["arcs"], place)
    arcs = [[list(position[:2]) for position in topology["arcs"][index]] for index in used]
    pruned: dict[str, Any] = {
        "type": "Topology",
        "objects": {FEATURES: {"type": "GeometryCollection", "geometries": geometries}},
    }
    transform = topology.get("transform")
    if transform is None:
        squeeze = _squeeze([position for arc in arcs for position in arc])
        pruned["arcs"] = [[[x * squeeze, y] for x, y in arc] for arc in arcs]
        return pruned
    squeeze = _squeeze(_decoded(arcs, transform))
    pruned["arcs"] = arcs
    pruned["transform"] = {
        "scale": [transform["scale"][0] * squeeze, transform["scale"][1]],
        "translate": [transform["translate"][0] * squeeze, transform["translate"][1]],
    }
    return pruned


def aspect_of(topology: Mapping[str, Any]) -> float:
    """Height over width of a pruned topology as it is drawn."""
    transform = topology.get("transform")
    arcs = topology["arcs"]
    positions = [p for arc in arcs for p in arc] if transform is None else _decoded(arcs, transform)
    wide = max(x for x, _ in positions) - min(x for x, _ in positions)
    tall = max(y for _, y in positions) - min(y for _, y in positions)
    return tall / wide


def _code(geometry: Mapping[str, Any]) -> str:
    properties = geometry.get("properties") or {}
    return str(geometry.get("id") or properties.get("area_code") or properties.get("areacd") or "")


def _squeeze(positions: list[list[float]]) -> float:
    if not positions or any(abs(x) > 360 or abs(y) > 90 for x, y in positions):
        return 1.0
    return math.cos(math.radians(sum(y for _, y in positions) / len(positions)))


def _decoded(arcs: list[list[list[float]]], transform: Mapping[str, Any]) -> list[list[float]]:
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    found = []
    for arc in arcs:
        x = y = 0.0
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            found.append([x * scale_x + from_x, y * scale_y + from_y])
    return found


def _forward(index: int) -> int:
    """TopoJSON writes an arc walked backwards as the complement of its number."""
    return ~index if index < 0 else index


def _flat(arcs: Any) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [index for item in arcs for index in _flat(item)]


def _renumber(arcs: Any, place: Mapping[int, int]) -> Any:
    if isinstance(arcs, int):
        return ~place[~arcs] if arcs < 0 else place[arcs]
    return [_renumber(item, place) for item in arcs]
