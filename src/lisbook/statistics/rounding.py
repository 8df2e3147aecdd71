"""Numbers as they are printed: rounded half up as publishers do, with their unit, and never a minus before a zero.

Rounding works on the shortest decimal text of a number, as a reader would round what is published: 0.285 becomes 0.29,
though the binary number nearest to 0.285 lies below it. Words and ranks are never computed from these texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from lisbook.config.indicators import Unit

MINUS = "\N{MINUS SIGN}"
_MILLION = Decimal(10) ** 6


def rounded(value: float, decimals: int) -> Decimal:
    """The value rounded half away from zero to so many decimals; a zero is never negative. ValueError unless finite."""
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"{value} cannot be printed as a number")
    return _quantized(exact, decimals)


def render_number(value: float, decimals: int) -> str:
    """Digits with thousands separators and the typographic minus: "1,234.5", "−0.3"."""
    return _sign(rounded(value, decimals), signed=False) + _digits(rounded(value, decimals))


def render_value(value: float, unit: Unit, decimals: int | None = None, *, short: bool = False) -> str:
    """A value with its unit: "75.2%", "£68,890", "−£1,200". `decimals` by default the unit's.

    `short` prints a million and more as "£1.2 million" or "3.4 billion", for counts too large to be read out digit by
    digit.
    """
    number = rounded(value, _decimals(unit, decimals))
    if (short or unit.short) and (large := _in_words(Decimal(repr(float(value))))):
        return _sign(number, signed=False) + unit.prefix + large + unit.suffix
    return _sign(number, signed=False) + unit.prefix + _digits(number) + _agreeing(number, unit.suffix)


def render_difference(value: float, unit: Unit, decimals: int | None = None, *, signed: bool = False) -> str:
    """A change or difference with the unit's words for one: "2.1 percentage points", "£1,200".

    Without its sign, since a word tells the direction; `signed` for tables: "+2.1", "−2.1", and "0.0" for none.
    """
    number = rounded(value, _decimals(unit, decimals))
    suffix = unit.suffix if unit.difference_suffix is None else unit.difference_suffix
    sign = _sign(number, signed=True) if signed else ""
    return sign + unit.prefix + _digits(number) + _agreeing(number, suffix)


def render_percent(value: float, decimals: int = 1, *, signed: bool = False) -> str:
    """A percentage, of a change for instance: "12.3%"; without its sign unless `signed`."""
    number = rounded(value, decimals)
    return (_sign(number, signed=True) if signed else "") + _digits(number) + "%"


def prints_alike(one: float, other: float, decimals: int) -> bool:
    """Whether two values are printed with the same digits, though they may differ unrounded."""
    return rounded(one, decimals) == rounded(other, decimals)


def decimals_that_tell_apart(one: float, other: float, decimals: int, most: int = 6) -> int | None:
    """The fewest decimals, from `decimals` up to `most`, that print two values differently; None if none do."""
    return next((count for count in range(decimals, most + 1) if not prints_alike(one, other, count)), None)


def prints_as_sum(parts: Sequence[float], total: float, decimals: int) -> bool:
    """Whether the printed parts add up to the printed total; if not, a footnote says that components may not sum."""
    return sum((rounded(part, decimals) for part in parts), Decimal(0)) == rounded(total, decimals)


def _quantized(exact: Decimal, decimals: int) -> Decimal:
    with localcontext() as context:
        # Enough digits for every finite float: the largest has 309 before the point.
        context.prec = 400
        number = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(number) if number == 0 else number


def _decimals(unit: Unit, decimals: int | None) -> int:
    return unit.decimals if decimals is None else decimals


def _sign(number: Decimal, *, signed: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if signed and number > 0 else ""


def _digits(number: Decimal) -> str:
    return f"{abs(number):,f}"


def _agreeing(number: Decimal, suffix: str) -> str:
    """The suffix, "1 percentage point" without its s; "1.0 percentage points" keeps it."""
    return (
        suffix[:-1] if abs(number) == 1 and number.as_tuple().exponent == 0 and suffix.endswith(" points") else suffix
    )


def _in_words(exact: Decimal) -> str:
    """The size in millions or billions to one decimal; empty below a million. 999,960,000 is 1.0 billion."""
    millions = abs(exact) / _MILLION
    if millions < 1:
        return ""
    if _quantized(millions, 1) < 1000:
        return f"{_digits(_quantized(millions, 1))} million"
    return f"{_digits(_quantized(millions / 1000, 1))} billion"
