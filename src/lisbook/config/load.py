"""From a YAML file to a checked record; every fault becomes a problem with file, line and a suggestion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from lisbook.config.records import TEXT_FORMS
from lisbook.errors import Problem, ProjectError, suggest
from lisbook.yamlfile import Key, YamlDocument, read_yaml

R = TypeVar("R", bound=BaseModel)
# What the patterns of text fields ask for, in words.
_FORMS = {
    field.metadata[0].pattern: field.description
    for kind in TEXT_FORMS
    for field in get_args(kind)
    if isinstance(field, FieldInfo)
}


def load_record(root: Path, relative: str, kind: type[R]) -> tuple[R | None, YamlDocument | None, tuple[Problem, ...]]:
    """Read `relative` below the project's root as one record of `kind`.

    Returns the record and its document, or None and the problems: all of the file's, not only the first.
    """
    try:
        document = read_yaml(root / relative, relative)
    except ProjectError as error:
        return None, None, error.problems
    record, problems = parse_record(document, kind)
    return record, document, problems


def parse_record(document: YamlDocument, kind: type[R]) -> tuple[R | None, tuple[Problem, ...]]:
    """The record in a document, or None and every problem in it."""
    repeats = tuple(_repeated_ids(document, document.value, ()))
    if repeats:
        return None, repeats
    try:
        # JSON mode: lists become tuples, while text for a number stays an error.
        return kind.model_validate_json(json.dumps(document.value)), ()
    except ValidationError as error:
        return None, tuple(_problem(document, kind, detail) for detail in error.errors())


def _repeated_ids(document: YamlDocument, value: Any, path: tuple[Key, ...]) -> Iterator[Problem]:
    """A problem for each record of a list whose id another record of the list has already."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _repeated_ids(document, item, (*path, key))
    elif isinstance(value, list):
        seen: dict[str, int | None] = {}
        for index, item in enumerate(value):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and name in seen:
                what = f"the id {name} is used twice in {_dotted(path)} (first in line {seen[name]})"
                yield Problem(document.place((*path, index)), what, "Keep one of the two, or give each its own id.")
            elif isinstance(name, str):
                seen[name] = document.line((*path, index))
            yield from _repeated_ids(document, item, (*path, index))


def _problem(document: YamlDocument, kind: type[BaseModel], detail: ErrorDetails) -> Problem:
    path: tuple[Key, ...] = detail["loc"]
    where = f"{document.place(path)} {_dotted(path)}".rstrip()
    if detail["type"] == "extra_forbidden":
        known = _fields_at(kind, path[:-1])
        return Problem(where, f"there is no field {path[-1]!r}", suggest(str(path[-1]), known) or "Remove it.")
    if detail["type"] == "missing":
        return Problem(where, f"the field {path[-1]!r} is missing", "Add it; the README's reference lists the fields.")
    if detail["type"] == "string_pattern_mismatch":
        form = _FORMS.get(detail["ctx"]["pattern"], f"text like {detail['ctx']['pattern']}")
        return Problem(where, f"{json.dumps(detail['input'], ensure_ascii=False)} does not fit", f"Write {form}.")
    message = detail["msg"].removeprefix("Value error, ")
    shown = json.dumps(detail["input"], ensure_ascii=False)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return Problem(where, f"{shown} does not fit: {message[:1].lower()}{message[1:]}", "Correct the value.")


def _dotted(path: tuple[Key, ...]) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def _fields_at(kind: Any, path: tuple[Key, ...]) -> list[str]:
    """Names of the fields a record has at this path, followed through tuples and mappings of records."""
    for step in path:
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        if isinstance(step, int):
            continue
        field = kind.model_fields.get(step)
        kind = _record_in(field.annotation) if field else None
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _record_in(part)
        if found is not None:
            return found
    return None
