"""Labels beside line ends, moved apart so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres for labels of those heights, near where asked for, without overlap, between low and high if they fit.

    Labels that would touch are gathered in a block, which is centred on the mean of their wishes.
    """
    order = sorted(range(len(centres)), key=lambda index: centres[index])
    blocks: list[tuple[float, list[int]]] = []  # top edge, labels from the top
    for index in order:
        members = [index]
        top = _fit(centres, heights, members, low, high)
        while blocks and blocks[-1][0] + sum(heights[member] for member in blocks[-1][1]) > top:
            members = blocks.pop()[1] + members
            top = _fit(centres, heights, members, low, high)
        blocks.append((top, members))
    placed = [0.0] * len(centres)
    for top, members in blocks:
        for member in members:
            placed[member] = top + heights[member] / 2
            top += heights[member]
    return placed


def _fit(centres: Sequence[float], heights: Sequence[float], members: Sequence[int], low: float, high: float) -> float:
    wishes, above = 0.0, 0.0
    for member in members:
        wishes += centres[member] - above - heights[member] / 2
        above += heights[member]
    return max(low, min(wishes / len(members), high - above))
