"""Prose evaluated without a kernel: each expression of a Markdown text, its phrase or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lisbook.errors import Problem
from lisbook.prose.expressions import ExpressionError, evaluate_expression
from lisbook.prose.markdown import inline_expressions
from lisbook.prose.phrases import Phrase


def evaluate_prose(
    source: str, verbs: Mapping[str, Callable[..., Phrase]], where: str, note: str = ""
) -> Iterator[Phrase | Problem]:
    """For each expression in order its phrase, or a problem with its line; `note` says for which page, if need be."""
    for inline in inline_expressions(source):
        try:
            yield evaluate_expression(inline.expression, verbs)
        except ExpressionError as error:
            yield Problem(f"{where}:{inline.line}", f"{note}`{inline.expression}`: {error.what}", error.remedy)
