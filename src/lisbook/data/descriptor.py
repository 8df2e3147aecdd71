"""Edits of the catalogue file that leave every other byte as it was: comments, order and spacing included."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from lisbook.data.package import PACKAGE_PATH
from lisbook.errors import Problem, ProjectError
from lisbook.yamlfile import parse_yaml

_SCALAR = re.compile(
    r"""(?P<key>\s*(?:-\s+)?(?P<name>[\w-]+):[ ]+)"""
    r"""(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^#\n]*?)"""
    r"""(?P<rest>\s*(?:[ ]\#.*)?)"""
)


def with_entry(text: str, name: str, changes: Mapping[str, str | int]) -> str:
    """The catalogue's text with these properties of the resource `name` set; each must have a line of its own."""
    document = parse_yaml(text, PACKAGE_PATH)
    resources = document.value.get("resources", []) if isinstance(document.value, dict) else []
    index = next((i for i, each in enumerate(resources) if isinstance(each, dict) and each.get("name") == name), None)
    if index is None:
        what = f"has no dataset {name!r}"
        raise ProjectError([Problem(PACKAGE_PATH, what, "Add an entry for it: lisbook new dataset shows one.")])
    lines = text.splitlines(keepends=True)
    for key, value in changes.items():
        line = document.lines.get(("resources", index, key))
        match = _SCALAR.fullmatch(lines[line - 1].rstrip("\r\n")) if line is not None else None
        if line is None or match is None or match["name"] != key:
            what = f"the dataset {name} has no line `{key}: …` that could be rewritten"
            remedy = f"Give it one, for example `{key}: {_render(value)}`, and repeat the command."
            raise ProjectError([Problem(document.place(("resources", index, "name")), what, remedy)])
        ending = lines[line - 1][len(lines[line - 1].rstrip("\r\n")) :]
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
