"""Ranks in words: highest, second highest, joint third lowest, 12th highest."""

from __future__ import annotations

from lisbook.statistics.rank import Place

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def render_place(place: Place, highest: str = "highest", lowest: str = "lowest") -> str:
    """A place counted from the nearer end, from the top when both are as near: "highest", "joint second lowest".

    `highest` and `lowest` are the words for the two ends, such as "largest" and "smallest".
    """
    is_upper = place.from_top <= place.from_bottom
    number, end = (place.from_top, highest) if is_upper else (place.from_bottom, lowest)
    words = ["joint"] if place.joint else []
    if number > 1:
        words.append(render_ordinal(number))
    return " ".join([*words, end])


def render_ordinal(number: int) -> str:
    """first to tenth in words, then 11th, 21st, 102nd; ValueError below 1."""
    if number < 1:
        raise ValueError(f"there is no place {number}")
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
