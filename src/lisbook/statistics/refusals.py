"""What statistics refuses to do, and why: a sentence for the reader of a problem, a reason for the caller."""

from __future__ import annotations

from typing import Literal

from lisbook.errors import LisBookError

Reason = Literal[
    "no-value",
    "different-indicators",
    "different-areas",
    "different-periods",
    "different-lengths",
    "same-period",
    "wrong-order",
    "overlapping-periods",
    "break",
    "current-prices",
    "no-deflator",
    "not-ranked",
]


class RefusedError(LisBookError):
    """A comparison, change or rank of unlike with unlike; the message is a sentence, `reason` its kind."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        self.reason = reason
        self.sentence = sentence
        super().__init__(sentence)

    def __reduce__(self) -> tuple[type[RefusedError], tuple[Reason, str]]:
        # An error with two arguments would not survive the way back from a worker process otherwise.
        return type(self), (self.reason, self.sentence)
