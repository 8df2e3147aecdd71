"""Page sources made ready for Sphinx: each inline expression gives way to a role that carries a position, nothing more.

The phrase itself never passes through Markdown, so no character of it can be taken for markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lisbook.prose.expressions import ExpressionError, evaluate_expression
from lisbook.prose.markdown import Inline, replace_expressions
from lisbook.prose.phrases import PAYLOAD, Phrase, phrase_from_json

ROLE = "lisbook-phrase"


@dataclass(frozen=True)
class Fault:
    """An expression without a value: its line (of the file, or of the cell), what is wrong, what to do."""

    line: int
    what: str
    remedy: str
    cell: int | None = None


@dataclass(frozen=True)
class PageSource:
    """What Sphinx reads, the phrases its roles stand for, and what its outputs say of the data they read."""

    text: str
    phrases: tuple[Phrase, ...]
    datasets: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


def prepare_markdown(text: str, verbs: Mapping[str, Callable[..., Phrase]]) -> PageSource:
    """A hand-written page, its expressions evaluated here and now."""
    found = _Collector()

    def replacement(_: int, inline: Inline) -> str:
        try:
            return found.add(evaluate_expression(inline.expression, verbs))
        except ExpressionError as error:
            found.faults.append(Fault(inline.line, f"`{inline.expression}`: {error.what}", error.remedy))
            return "…"

    source = replace_expressions(text, replacement)
    return found.page(source)


def prepare_notebook(text: str) -> PageSource:
    """An executed notebook, its expressions replaced by the values stored in the cells' metadata.

    Of an output of ours only the form that the book draws is kept; the notebook's own metadata is not for readers.
    """
    notebook = json.loads(text)
    found = _Collector()
    for position, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] == "markdown":
            stored = cell["metadata"].pop("user_expressions", [])
            cell["source"] = replace_expressions(_joined(cell["source"]), found.stored(stored, position))
        for output in cell.get("outputs", []):
            ours = output.get("metadata", {}).get(PAYLOAD)
            if ours:
                found.read(ours)
                output["data"] = {kind: data for kind, data in output["data"].items() if kind != "text/plain"}
    notebook["metadata"] = {"language_info": {"name": "python"}}
    return found.page(json.dumps(notebook, ensure_ascii=False))


class _Collector:
    """Gathers phrases and data sources while a page is gone through."""

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.datasets: set[str] = set()
        self.facts: set[str] = set()
        self.faults: list[Fault] = []

    def add(self, phrase: Phrase) -> str:
        """Note the phrase; returns the role that stands for it."""
        self.phrases.append(phrase)
        self.datasets |= {dataset for dataset, _ in phrase.reads}
        for figure in phrase.figures:
            self.datasets |= set(figure.datasets)
            self.facts |= {figure.fact} if figure.fact else set()
        return f"{{{ROLE}}}`{len(self.phrases) - 1}`"

    def read(self, payload: Mapping[str, Any]) -> None:
        """Note the data that a chart or a table was made from."""
        self.datasets |= set(payload.get("reads", {}))
        for figure in payload.get("figures", []):
            self.datasets |= set(figure.get("datasets", []))
            self.facts |= {figure["fact"]} if "fact" in figure else set()

    def stored(self, answers: list[Mapping[str, Any]], cell: int) -> Callable[[int, Inline], str]:
        """What replaces the expressions of one cell, from the answers stored with it."""

        def replacement(position: int, inline: Inline) -> str:
            answer = answers[position] if position < len(answers) else {}
            payload = answer.get("result", {}).get("metadata", {}).get(PAYLOAD)
            if answer.get("expression") != inline.expression or payload is None:
                what = f"`{inline.expression}` has no stored value"
                self.faults.append(Fault(inline.line, what, "Execute the page: lisbook run", cell))
                return "…"
            return self.add(phrase_from_json(payload))

        return replacement

    def page(self, text: str) -> PageSource:
        """The finished source."""
        return PageSource(
            text, tuple(self.phrases), frozenset(self.datasets), frozenset(self.facts), tuple(self.faults)
        )


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
