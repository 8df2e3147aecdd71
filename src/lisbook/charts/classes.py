"""Classes of a map: at most five, by quantiles with rounded limits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lisbook.charts.printed import PrintedForm, nice_step

MOST = 5
METHOD = "Each class holds about as many areas as the next; its limits are rounded."


@dataclass(frozen=True, slots=True)
class Classes:
    """Limits between classes, lowest first, and the name of each class; one class more than limits."""

    limits: tuple[float, ...]
    labels: tuple[str, ...]

    def of(self, value: float) -> str:
        """The class of an unrounded value; a value on a limit belongs to the class above it."""
        return self.labels[bisect_right(self.limits, value)]


def classify(values: Sequence[float], form: PrintedForm, most: int = MOST) -> Classes:
    """Classes for these values: as many as `most` when there are three areas or more to a class, none of them empty."""
    ordered = sorted(values)
    wanted = max(1, min(most, len(ordered) // 3 or 1, len(set(ordered))))
    spread = ordered[-1] - ordered[0]
    if wanted == 1 or spread == 0:
        return Classes((), (form.write(ordered[0]) if spread == 0 else form.interval(ordered[0], ordered[-1]),))
    # As round as the bulk of the areas allows: one far outlier must not make all limits coarse.
    bulk = _quantile(ordered, 0.9) - _quantile(ordered, 0.1) or spread
    step = max(nice_step(bulk / 25), 10.0**-form.decimals)
    limits: list[float] = []
    for index in range(1, wanted):
        limit = round(round(_quantile(ordered, index / wanted) / step) * step, 9)
        below = bisect_right([value for value in ordered if value < limit], limit)
        held = below - sum(value < limits[-1] for value in ordered) if limits else below
        if held > 0 and limit <= ordered[-1] and (not limits or limit > limits[-1]):
            limits.append(limit)
    if not limits:
        return Classes((), (form.interval(ordered[0], ordered[-1]),))
    texts = [form.write(limit, _decimals(limits)) for limit in limits]
    middle = [f"{low} to under {high}" for low, high in pairwise(texts)]
    return Classes(tuple(limits), (f"Under {texts[0]}", *middle, f"{texts[-1]} and over"))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _decimals(limits: Sequence[float]) -> int:
    return max(len(f"{limit:.6f}".rstrip("0").partition(".")[2]) for limit in limits)
