"""Records of config/prose.yml: typed numbers that prose may carry, each with the reason."""

from __future__ import annotations

from pydantic import Field

from lisbook.config.records import Record


class AllowedNumber(Record):
    """Text with digits that is a name and no statistic ("Level 4"), with the reason why it may be typed."""

    text: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class ProseFile(Record):
    """config/prose.yml. `years` allows years typed in prose (2018); data periods come from a verb all the same."""

    years: tuple[int, int] = Field(description="first and last year that may be typed")
    allowed: tuple[AllowedNumber, ...] = ()
    direction_words: tuple[str, ...] = Field(description="words that a verb should choose; typed, they are warnings")
