"""The reference of the configuration, written from the records that check it, so that it cannot drift from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from lisbook.config.areas import AreasFile
from lisbook.config.document import DocumentFile
from lisbook.config.facts import FactsFile
from lisbook.config.indicators import IndicatorsFile
from lisbook.config.pages import PagesFile
from lisbook.config.prose import ProseFile

FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("config/document.yml", DocumentFile),
    ("config/areas.yml", AreasFile),
    ("config/indicators.yml", IndicatorsFile),
    ("config/pages.yml", PagesFile),
    ("config/prose.yml", ProseFile),
    ("config/strategy/facts.yml", FactsFile),
)


def render_reference() -> str:
    """Every file, record and field of the configuration in Markdown, in the order in which they are met."""
    lines = ["# Configuration", "", "<!-- Written from the records in src/lisbook/config; `make accept` renews it. -->"]
    for name, record in FILES:
        lines += ["", f"## {name}"]
        for part in dict.fromkeys(_records(record)):
            lines += ["", *_table(part, top=part is record)]
    return "\n".join(lines) + "\n"


def _records(record: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The record and all records inside it, each before those it holds."""
    yield record
    for field in record.model_fields.values():
        for inner in _inside(field.annotation):
            yield from _records(inner)


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


def _table(record: type[BaseModel], *, top: bool) -> Iterator[str]:
    if not top:
        yield f"### {record.__name__}"
        yield ""
        yield " ".join((record.__doc__ or "").split("\n\n")[0].split())
        yield ""
    yield "| field | type | default | meaning |"
    yield "| --- | --- | --- | --- |"
    for name, field in record.model_fields.items():
        needed = field.is_required()
        default = "" if needed else f"`{_default(field.get_default(call_default_factory=True))}`"
        meaning = (field.description or "").replace("|", "\\|")
        yield f"| `{name}`{' (needed)' if needed else ''} | {_type(field.annotation)} | {default} | {meaning} |"


def _default(value: Any) -> str:
    if value is PydanticUndefined or value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return "empty" if value in ("", (), {}) else str(value)


def _type(annotation: Any) -> str:
    """A type in the words of YAML."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(parts[0])
    if origin is tuple:
        inner = [_type(part) for part in parts if part is not Ellipsis]
        return f"list of {inner[0]}" if Ellipsis in parts else f"list ({', '.join(inner)})"
    if origin is dict:
        return f"mapping to {_type(parts[1])}"
    if parts and origin is not None and "Literal" in str(origin):
        return " \\| ".join(str(part) for part in parts)
    if parts:  # a union; what is absent is no type of its own
        return " or ".join(_type(part) for part in parts if part is not type(None))
    names = {str: "text", int: "whole number", float: "number", bool: "true or false", Any: "any"}
    return names.get(annotation) or re.sub(r"(?<!^)(?=[A-Z])", " ", getattr(annotation, "__name__", str(annotation)))
