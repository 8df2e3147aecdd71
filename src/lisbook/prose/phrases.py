"""What a verb gives back: words and figures in order, the claims they make, and the data they were read from."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lisbook.prose.records import Claim, Figure

Part = str | Figure
PAYLOAD = "lisbook"  # the key of output metadata under which everything of ours travels


@dataclass(frozen=True)
class Phrase:
    """A piece of a sentence. `reads` names the slices (dataset, area code) that it stands on."""

    parts: tuple[Part, ...]
    claims: tuple[Claim, ...] = ()
    reads: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def text(self) -> str:
        """The phrase as printed."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

    def __str__(self) -> str:
        return self.text

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: parts (text, or the position of a figure), figures, claims, reads."""
        positions = iter(range(len(self.figures)))
        return {
            "kind": "phrase",
            "parts": [part if isinstance(part, str) else next(positions) for part in self.parts],
            "figures": [figure.to_json() for figure in self.figures],
            "claims": [claim.to_json() for claim in self.claims],
            "reads": reads_to_json(self.reads),
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        """As a Jupyter front end shows it; the metadata carries everything that the book needs."""
        data = {"text/plain": self.text, "text/html": html.escape(self.text)}
        return data, {PAYLOAD: self.to_json()}


def phrase_from_json(value: Mapping[str, Any]) -> Phrase:
    """The phrase that `to_json` wrote."""
    figures = [Figure.from_json(item) for item in value["figures"]]
    parts = tuple(part if isinstance(part, str) else figures[part] for part in value["parts"])
    claims = tuple(Claim.from_json(item) for item in value["claims"])
    return Phrase(parts, claims, reads_from_json(value["reads"]))


def reads_to_json(reads: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Area codes by dataset, both sorted."""
    result: dict[str, list[str]] = {}
    for dataset, code in sorted(reads):
        result.setdefault(dataset, []).append(code)
    return result


def reads_from_json(value: Mapping[str, list[str]]) -> frozenset[tuple[str, str]]:
    """The slices that `reads_to_json` wrote."""
    return frozenset((dataset, code) for dataset, codes in value.items() for code in codes)
