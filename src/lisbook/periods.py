"""Periods as the publisher gives them, in ISO 8601: `2023-01-01/P1Y`, `2024-08-01/P1Y`, `2022-01-01/P3Y`, `2021-03-21`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_ISO = re.compile(r"(?P<start>\d{4}-\d{2}-\d{2})(?:/P(?P<count>[1-9]\d?)(?P<unit>[YM]))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of months from its first day, or one day (`months` 0). Sorts by start, then by length."""

    start: dt.date
    months: int

    @property
    def iso(self) -> str:
        """The publisher's form, as in the data and the ledger."""
        if not self.months:
            return self.start.isoformat()
        years, rest = divmod(self.months, 12)
        return f"{self.start.isoformat()}/P{years}Y" if not rest else f"{self.start.isoformat()}/P{self.months}M"

    @property
    def year(self) -> int:
        """The year in which the period starts: what `period="2019"` asks for."""
        return self.start.year

    @property
    def years(self) -> float:
        """Length in years; 0 for a single day."""
        return self.months / 12

    @property
    def end(self) -> dt.date:
        """The day after the period's last day (the day itself for a single day)."""
        index = self.start.year * 12 + self.start.month - 1 + self.months
        return dt.date(index // 12, index % 12 + 1, self.start.day)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self == other or (self.start < other.end and other.start < self.end)

    @property
    def label(self) -> str:
        """As printed: 2023, 2024/25, 2022 to 2024, January 2026, mid-2024."""
        start, month = self.start.year, self.start.month
        if not self.months:
            if (month, self.start.day) == (6, 30):
                return f"mid-{start}"  # ONS's own name for its population estimates' date
            return f"{_MONTHS[month - 1]} {start}"
        if self.months == 1:
            return f"{_MONTHS[month - 1]} {start}"
        if self.months == 12:
            return f"{start}" if month == 1 else f"{start}/{(start + 1) % 100:02d}"
        last = self.end.year - (1 if self.end.month == 1 else 0)
        if self.months % 12 == 0 and month == 1:
            return f"{start} to {last}"
        final = self.end.replace(day=1) - dt.timedelta(days=1)
        return f"{_MONTHS[month - 1]} {start} to {_MONTHS[final.month - 1]} {final.year}"


def parse_period(text: str) -> Period:
    """The period an ISO text names; ValueError with a sentence when it names none."""
    match = _ISO.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no period: write 2023-01-01/P1Y, 2022-01-01/P3Y or 2021-03-21")
    try:
        start = dt.date.fromisoformat(match["start"])
    except ValueError:
        raise ValueError(f"{text!r} is no period: {match['start']} is not a day of the calendar") from None
    count = int(match["count"] or 0)
    months = count * 12 if match["unit"] == "Y" else count
    if months and start.day != 1:
        raise ValueError(f"{text!r} is no period: a span of months starts on the first of a month")
    return Period(start, months)
