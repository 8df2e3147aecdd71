"""Numbers as the values of a chart are printed: the same prefix, unit and decimals on axes, intervals and classes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lisbook.charts.points import Point

_PRINTED = re.compile(r"[−-]?(?P<before>[^\d−-]*)[−-]?\d[\d,]*(?:\.(?P<decimals>\d+))?(?P<after>.*)", re.DOTALL)
MINUS = "−"


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """How values of one measure are written: "£" + 1,234 + "", or "" + 74.2 + "%"."""

    before: str = ""
    after: str = ""
    decimals: int = 0

    def write(self, value: float, decimals: int | None = None) -> str:
        """The value in this form; a real minus sign, thousands apart by commas."""
        places = self.decimals if decimals is None else decimals
        number = f"{abs(value):,.{places}f}"
        sign = MINUS if value < 0 and any(digit in number for digit in "123456789") else ""
        return f"{sign}{self.before}{number}{self.after}"

    def interval(self, lower: float, upper: float) -> str:
        """Both bounds: "71.0% to 77.4%"."""
        return f"{self.write(lower)} to {self.write(upper)}"


def printed_form(points: Iterable[Point]) -> PrintedForm:
    """The form that the printed texts share; a prefix or unit that they do not share is left out."""
    found = [_PRINTED.fullmatch(point.text) for point in points if point.value is not None]
    matches = [match for match in found if match]
    if not matches:
        return PrintedForm()
    before = {match["before"] for match in matches}
    after = {match["after"] for match in matches}
    decimals = max(len(match["decimals"] or "") for match in matches)
    return PrintedForm(before.pop() if len(before) == 1 else "", after.pop() if len(after) == 1 else "", decimals)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: its ends and its ticks, with their texts."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    @property
    def domain(self) -> list[float]:
        """Both ends, for the specification."""
        return [self.low, self.high]

    def position(self, value: float, length: float) -> float:
        """Pixels from the high end of an axis of that length."""
        return (self.high - value) / (self.high - self.low) * length

    def value_at(self, position: float, length: float) -> float:
        """The value at so many pixels from the high end."""
        return self.high - position / length * (self.high - self.low)


def nice_scale(values: Sequence[float], form: PrintedForm, *, zero: bool = False, ticks: int = 5) -> Scale:
    """A scale with round ticks that holds all values; from zero when asked, or when the data come close to it."""
    low, high = min(values), max(values)
    if zero or 0 < low < 0.2 * high:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        pad = abs(low) * 0.05 or 1.0
        low, high = (low if low == 0 else low - pad), high + pad
    step = nice_step((high - low) / ticks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    marks = tuple(round(index * step, decimals + 2) + 0.0 for index in range(first, last + 1))
    return Scale(marks[0], marks[-1], marks, tuple(form.write(mark, decimals) for mark in marks))


def nice_step(rough: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is no smaller than `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
