"""Figures and claims: the records that the ledger is made of (DESIGN, contracts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number and where it comes from. `value` is unrounded, in `unit`; `text` is what stands on the page."""

    id: str
    text: str
    unit: str
    value: float | str | None = None
    measure: str = "value"
    indicator: str | None = None
    fact: str | None = None
    area: str | None = None
    codes: tuple[str, ...] = ()
    period: str | None = None
    against: str | None = None
    bounds: tuple[float, float] | None = None
    estimate: bool = False
    excluded: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, without fields that say nothing."""
        fields = asdict(self).items()
        return {key: _plain(value) for key, value in fields if value is not None and value is not False and value != ()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Figure:
        """The figure that `to_json` wrote."""
        fields: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Claim:
    """One published qualitative statement: the word, what it is about, and the values that decide it."""

    kind: str  # trend | compare | rank | claim
    word: str
    indicator: str
    area: str
    period: str
    against: str  # an area's id or an earlier period
    value: float
    reference: float

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Claim:
        """The claim that `to_json` wrote."""
        return cls(**value)


def figure_id(indicator: str, measure: str = "value", area: str | None = None, period: str | None = None) -> str:
    """`fig-<indicator>[-<measure>][-<area>][-<period>]`: a lasting address, never a running number.

    The page's own area and the latest period are left out, so that next year's data keep the address.
    """
    parts = ["fig", indicator]
    if measure != "value":
        parts.append(measure)
    parts += [part for part in (area, period) if part]
    return "-".join(parts)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
