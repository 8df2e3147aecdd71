"""The content of a page as readers get it: blocks of prose, charts and tables, with every figure and claim in them.

Read from an executed notebook, or from a hand-written page with its expressions evaluated. Both come to the same record,
so drafts, ledger and sidecars have one way of being made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lisbook.charts.chart import MIME_TYPE, chart_digest
from lisbook.files import digest_of
from lisbook.prose.markdown import replace_expressions
from lisbook.prose.phrases import PAYLOAD, Phrase, phrase_from_json, reads_from_json
from lisbook.prose.records import Claim, Figure
from lisbook.tables import DataTable, table_from_json

Where = Literal["prose", "table", "chart"]
_TITLE = re.compile(r"^#[ \t]+(?P<title>.+?)[ \t#]*$", re.MULTILINE)
_LABEL = re.compile(r"^\([a-z0-9-]+\)=\n", re.MULTILINE)


@dataclass(frozen=True)
class ProseBlock:
    """Markdown with its numbers and words filled in."""

    text: str


@dataclass(frozen=True)
class ChartBlock:
    """A chart's words, its table, and digests of what it looks like and of what it shows."""

    id: str
    title: str
    subtitle: str
    alt: str
    source: str
    notes: tuple[str, ...]
    table: DataTable
    values: tuple[Mapping[str, Any], ...]
    digest: str
    encoding_digest: str
    data_digest: str


@dataclass(frozen=True)
class TableBlock:
    """A table that stands on its own."""

    table: DataTable


@dataclass(frozen=True)
class TextBlock:
    """What a cell printed."""

    text: str


Block = ProseBlock | ChartBlock | TableBlock | TextBlock


@dataclass(frozen=True)
class PageContent:
    """Everything published on one page. `figures` pairs each figure with the kind of place it stands in."""

    page: str
    title: str
    blocks: tuple[Block, ...]
    figures: tuple[tuple[Where, Figure], ...]
    claims: tuple[Claim, ...]
    reads: frozenset[tuple[str, str]]
    code_digest: str
    prose_digest: str


def content_of_notebook(page_id: str, notebook: Mapping[str, Any]) -> PageContent:
    """The content of an executed and steadied notebook."""
    gathered = _Gathered()
    for cell in notebook["cells"]:
        metadata = cell.get("metadata", {})
        answer = metadata.get(PAYLOAD, {}).get("answer")
        if answer is not None:
            gathered.add_reads(answer)
        if cell["cell_type"] == "markdown":
            phrases = [
                phrase_from_json(item["result"]["metadata"][PAYLOAD]) for item in metadata.get("user_expressions", [])
            ]
            gathered.add_prose(_text(cell["source"]), phrases)
        elif cell["cell_type"] == "code":
            gathered.code.append(_text(cell["source"]))
            for output in cell.get("outputs", []):
                gathered.add_output(output)
    for hidden in notebook["metadata"].get(PAYLOAD, {}).get("hidden", []):
        gathered.add_reads(hidden["answer"])
        gathered.code.append(hidden["when"])
    return gathered.content(page_id)


def content_of_markdown(page_id: str, source: str, phrases: Sequence[Phrase]) -> PageContent:
    """The content of a hand-written page; `phrases` are the values of its expressions, in order."""
    gathered = _Gathered()
    gathered.add_prose(source, phrases)
    return gathered.content(page_id)


class _Gathered:
    """What has been read of a page so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.figures: list[tuple[Where, Figure]] = []
        self.claims: list[Claim] = []
        self.reads: set[tuple[str, str]] = set()
        self.code: list[str] = []
        self.prose: list[str] = []

    def content(self, page_id: str) -> PageContent:
        text = "\n\n".join(block.text for block in self.blocks if isinstance(block, ProseBlock))
        found = _TITLE.search(text)
        return PageContent(
            page=page_id,
            title=found["title"] if found else page_id,
            blocks=tuple(self.blocks),
            figures=tuple(self.figures),
            claims=tuple(self.claims),
            reads=frozenset(self.reads),
            code_digest=digest_of(self.code),
            prose_digest=digest_of(self.prose),
        )

    def add_prose(self, source: str, phrases: Sequence[Phrase]) -> None:
        self.prose.append(source)
        for phrase in phrases:
            self.figures += [("prose", figure) for figure in phrase.figures]
            self.claims += phrase.claims
            self.reads |= phrase.reads
        filled = replace_expressions(source, lambda position, _: phrases[position].text)
        self.blocks.append(ProseBlock(_LABEL.sub("", filled).strip()))

    def add_reads(self, answer: Mapping[str, Any]) -> None:
        self.reads |= reads_from_json(answer["metadata"][PAYLOAD]["reads"])

    def add_output(self, output: Mapping[str, Any]) -> None:
        if output["output_type"] == "stream":
            self.blocks.append(TextBlock(_text(output["text"]).rstrip("\n")))
            return
        data, payload = output.get("data", {}), output.get("metadata", {}).get(PAYLOAD)
        if payload is None:
            if data:
                self.blocks.append(TextBlock(_text(data.get("text/plain", ""))))
            return
        where: Where = "prose"
        if payload["kind"] == "chart":
            where = "chart"
            self.blocks.append(_chart_block(payload["chart"], data[MIME_TYPE]))
        elif payload["kind"] == "table":
            where = "table"
            self.blocks.append(TableBlock(table_from_json(payload["table"])))
        else:
            self.blocks.append(ProseBlock(_text(data["text/plain"])))
        self.figures += [(where, Figure.from_json(item)) for item in payload.get("figures", [])]
        self.claims += [Claim.from_json(item) for item in payload.get("claims", [])]
        self.reads |= reads_from_json(payload.get("reads", {}))


def _chart_block(chart: Mapping[str, Any], spec: Mapping[str, Any]) -> ChartBlock:
    return ChartBlock(
        id=chart["id"],
        title=chart["title"],
        subtitle=chart["subtitle"],
        alt=chart["alt"],
        source=chart["source"],
        notes=tuple(chart["notes"]),
        table=table_from_json(chart["table"]),
        values=tuple(chart["values"]),
        digest=chart_digest(spec, chart),
        encoding_digest=digest_of(_encoding(spec)),
        data_digest=digest_of(chart["values"]),
    )


def _encoding(spec: Any) -> Any:
    """A specification without its data and words: how a chart is drawn, whatever it shows."""
    if isinstance(spec, Mapping):
        left_out = {"data", "datasets", "title", "description", "usermeta", "domain", "values", "labelExpr"}
        return {key: _encoding(value) for key, value in spec.items() if key not in left_out}
    if isinstance(spec, list):
        return [_encoding(item) for item in spec]
    return spec


def _text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def datasets_of(content: PageContent) -> Iterator[str]:
    """Names of the datasets whose figures the page prints, sorted."""
    yield from sorted({name for _, figure in content.figures for name in figure.datasets})
