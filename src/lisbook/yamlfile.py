"""YAML read strictly: every value keeps its line, duplicate keys and alias bombs are refused, dates stay text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lisbook.errors import Problem, ProjectError

Key = str | int
_OPENING = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
LARGEST_FILE_BYTES = 10_000_000
DEEPEST = 50
_COLLECTIONS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml: slower, same result
    _Loader = yaml.SafeLoader


@dataclass(frozen=True)
class YamlDocument:
    """The plain value of a YAML file and the line on which each part of it stands."""

    where: str
    value: Any
    lines: dict[tuple[Key, ...], int]

    def line(self, path: Sequence[Key]) -> int | None:
        """Line of the value at this path, or of its nearest parent that has one; None for an empty file."""
        steps = tuple(path)
        while steps not in self.lines:
            if not steps:
                return None
            steps = steps[:-1]
        return self.lines[steps]

    def place(self, path: Sequence[Key]) -> str:
        """`file:line` of the value at this path."""
        line = self.line(path)
        return self.where if line is None else f"{self.where}:{line}"


def read_yaml(path: Path, where: str) -> YamlDocument:
    """Read one YAML file; `where` is how problems name it.

    Raises ProjectError for a file that is missing, too large, no UTF-8, no YAML, or that repeats a key or uses anchors.
    """
    if not path.is_file():
        raise ProjectError([Problem(where, "there is no such file", "Create it, or restore it from version control.")])
    if path.stat().st_size > LARGEST_FILE_BYTES:
        size = f"it has {path.stat().st_size:,} bytes; {LARGEST_FILE_BYTES:,} is the most that is read"
        raise ProjectError([Problem(where, size, "Keep tables in lis_data/ and split registers by kind.")])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        raise ProjectError([Problem(where, what, "Save the file with the encoding UTF-8.")]) from None
    return parse_yaml(text, where)


def parse_yaml(text: str, where: str) -> YamlDocument:
    """The document in the text; raises ProjectError as `read_yaml` does."""
    try:
        _refuse_bombs(text, where)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{where}:{mark.line + 1}" if mark else where
        what = f"is not YAML: {error.problem or error.context}"
        raise ProjectError(
            [Problem(place, what, "Look at the indentation, quotes and colons on and above this line.")]
        ) from None
    except yaml.YAMLError as error:
        raise ProjectError(
            [Problem(where, f"is not YAML: {error}", "Remove the characters that YAML does not allow.")]
        ) from None
    reader = _Reader(where)
    value = None if root is None else reader.value(root, ())
    if reader.problems:
        raise ProjectError(reader.problems)
    return YamlDocument(where, value, reader.lines)


def _refuse_bombs(text: str, where: str) -> None:
    # A few nested aliases can stand for billions of nodes, and a shared node has no line of its own. Thousands of open
    # brackets make libyaml run out of stack, which no exception tells.
    depth = 0
    for token in yaml.scan(text, Loader=_Loader):
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST:
            place = f"{where}:{token.start_mark.line + 1}"
            raise ProjectError([Problem(place, f"is nested more than {DEEPEST} deep", "Write it flatter.")])
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            place = f"{where}:{token.start_mark.line + 1}"
            raise ProjectError(
                [Problem(place, "uses a YAML anchor or alias", "Write the value out where it is needed.")]
            )


class _Reader:
    """Turns YAML nodes into plain values and notes the line of each."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.lines: dict[tuple[Key, ...], int] = {}
        self.problems: list[Problem] = []
        # Scalars are resolved by PyYAML itself; timestamps stay text, so that dates mean the same everywhere.
        self._constructor = yaml.SafeLoader("")

    def value(self, node: yaml.Node, path: tuple[Key, ...]) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.CollectionNode) and node.tag not in _COLLECTIONS:
            self._report(node, f"has the tag {node.tag!r}", "Write plain lists and mappings.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:timestamp":
            return node.value
        try:
            return self._constructor.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError) as error:
            self._report(node, f"cannot be read: {getattr(error, 'problem', None) or error}", "Put the text in quotes.")
            return None

    def _mapping(self, node: yaml.MappingNode, path: tuple[Key, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self._report(key_node, "has a key that is a list or a mapping", "Use plain text as the key.")
                continue
            if key in result:
                first = self.lines[(*path, key)]
                self._report(key_node, f"repeats the key {key!r} of line {first}", "Keep one of the two.")
                continue
            result[key] = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = key_node.start_mark.line + 1
        return result

    def _report(self, node: yaml.Node, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self.where}:{node.start_mark.line + 1}", what, remedy))
