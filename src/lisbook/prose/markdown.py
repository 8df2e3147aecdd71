"""Markdown as a source of prose: where its inline expressions stand, and putting other text in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_EVAL = re.compile(
    r"""
    \\[\\`]                                                                             # a tick that is none
    | \{eval\}(?P<ticks>`+)(?P<expression>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)
    | (?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=code)(?!`)                             # code, or another role
    """,
    re.DOTALL | re.VERBOSE,
)
_NOT_PROSE = re.compile(r"\{(?:code|code-block|code-cell|sourcecode|math|raw|parsed-literal|eval-rst|mermaid)\}")
_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")


@dataclass(frozen=True, slots=True)
class Inline:
    """One inline expression: its text and the line, counted from 1, on which it starts."""

    expression: str
    line: int
    start: int
    end: int


def inline_expressions(source: str) -> Iterator[Inline]:
    """The `{eval}` expressions of a Markdown text in order, those shown as code left out."""
    for match in _EVAL.finditer(without_code(source)):
        if match["expression"] is not None:
            line = source.count("\n", 0, match.start()) + 1
            yield Inline(match["expression"].strip(), line, match.start(), match.end())


def replace_expressions(source: str, replacement: Callable[[int, Inline], str]) -> str:
    """The text with each expression replaced by what `replacement` returns for its position and expression."""
    result, last = [], 0
    for position, inline in enumerate(inline_expressions(source)):
        result += [source[last : inline.start], replacement(position, inline)]
        last = inline.end
    return "".join([*result, source[last:]])


def without_code(source: str) -> str:
    """The text with blocks of code, and the marks that open and close directives, made blank; lines and lengths kept."""
    text = "".join(
        " " * (len(line) - 1) + "\n" if line.endswith("\n") and _FENCE.match(line[:-1]) else line
        for line in source.splitlines(keepends=True)
    )
    for start, end in code_spans(source):
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def code_spans(source: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each fenced block of code; fences of directives hold prose (`{note}`) or code."""
    spans: list[tuple[int, int]] = []
    offset, opened, fence = 0, 0, ""
    directives: list[str] = []
    for line in source.splitlines(keepends=True):
        match = _FENCE.match(line.rstrip("\n"))
        if match:
            mark, info = match["fence"], match["info"].strip()
            closes = not info
            if fence:
                if closes and mark[0] == fence[0] and len(mark) >= len(fence):
                    spans.append((opened, offset + len(line)))
                    fence = ""
            elif closes and directives and mark[0] == directives[-1][0] and len(mark) >= len(directives[-1]):
                directives.pop()
            elif info.startswith("{") and not _NOT_PROSE.match(info):
                directives.append(mark)
            else:
                fence, opened = mark, offset
        offset += len(line)
    if fence:
        spans.append((opened, offset))
    return tuple(spans)
