"""Edits of the catalogue file that leave every other byte as it was: comments, order and spacing included."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lisbook.data.package import PACKAGE_PATH
from lisbook.errors import Problem, ProjectError
from lisbook.yamlfile import parse_yaml

_SCALAR = re.compile(
    r"""(?P<key>\s*(?:-\s+)?(?P<name>[\w-]+):[ ]+)"""
    r"""(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^#\n]*?)"""
    r"""(?P<rest>\s*(?:[ ]\#.*)?)"""
)


def entries_by_name(text: str) -> dict[str, dict[str, Any]]:
    """The plain entries of the catalogue's resources, by name; ProjectError when the text is no YAML."""
    value = parse_yaml(text, PACKAGE_PATH).value
    resources = value.get("resources") if isinstance(value, dict) else None
    found = [each for each in resources or () if isinstance(each, dict)]
    return {str(each["name"]): each for each in found if "name" in each}


def with_entry(text: str, name: str, changes: Mapping[str, str | int]) -> str:
    """The catalogue's text with these properties of the resource `name` set.

    A property stands on a line of its own; one that is not there yet gets a line below the path.
    """
    for key, value in changes.items():
        text = _with_property(text, name, key, value)
    return text


def _with_property(text: str, name: str, key: str, value: str | int) -> str:
    document = parse_yaml(text, PACKAGE_PATH)
    resources = document.value.get("resources", []) if isinstance(document.value, dict) else []
    index = next((i for i, each in enumerate(resources) if isinstance(each, dict) and each.get("name") == name), None)
    if index is None:
        remedy = "Add an entry for it: lisbook new dataset shows one."
        raise ProjectError([Problem(PACKAGE_PATH, f"has no dataset {name!r}", remedy)])
    lines = text.splitlines(keepends=True)
    is_new = key not in resources[index]
    line = document.lines.get(("resources", index, "path" if is_new else key))
    bare = lines[line - 1].rstrip("\r\n") if line is not None else ""
    match = _SCALAR.fullmatch(bare)
    if line is None or match is None or match["name"] != ("path" if is_new else key):
        what = f"the dataset {name} has no line `{key}: …` that could be rewritten"
        remedy = f"Give it one, for example `{key}: {_render(value)}`, and repeat the command."
        raise ProjectError([Problem(document.place(("resources", index, "name")), what, remedy)])
    ending = lines[line - 1][len(bare) :] or "\n"
    if is_new:
        indent = " " * (len(match["key"]) - len(match["key"].lstrip(" -")))
        lines[line - 1] = bare + ending
        lines.insert(line, f"{indent}{key}: {_render(value)}{ending}")
    else:
        lines[line - 1] = f"{match['key']}{_render(value)}{match['rest']}{ending}"
    return "".join(lines)


def read_catalogue_text(root: Path) -> str:
    """The catalogue as it stands, line ends included; ProjectError when it is missing or no UTF-8."""
    try:
        return (root / PACKAGE_PATH).read_bytes().decode("utf-8")
    except OSError:
        raise ProjectError(
            [Problem(PACKAGE_PATH, "there is no such file", "Restore it from version control.")]
        ) from None
    except UnicodeDecodeError:
        raise ProjectError([Problem(PACKAGE_PATH, "is not UTF-8", "Save it with the encoding UTF-8.")]) from None


def _render(value: str | int) -> str:
    return json.dumps(value, ensure_ascii=False)
