"""Inline expressions: one call of a verb with literal arguments, so that it can be judged without running any code."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lisbook.errors import LisBookError, suggest

Verb = Callable[..., Any]


class ExpressionError(LisBookError):
    """An inline expression that is no call of a verb with literal arguments, or whose verb refused.

    `what` leaves the expression out: whoever reports it says which one it is, and where.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}. {remedy}")

    def __reduce__(self) -> tuple[type[ExpressionError], tuple[str, str]]:
        return type(self), (self.what, self.remedy)


@dataclass(frozen=True)
class Call:
    """A parsed expression: the verb's name and its literal arguments."""

    verb: str
    positional: tuple[Any, ...]
    named: Mapping[str, Any]


def parse_expression(text: str) -> Call:
    """The call in an inline expression; ExpressionError when it is anything but a verb with literal arguments."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"is not an expression: {error.msg}", "Write a verb and its arguments.") from None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise ExpressionError("is no call of a verb", 'Write a verb such as figure("employment-rate").')
    try:
        positional = tuple(ast.literal_eval(argument) for argument in node.args)
        named = {keyword.arg or "": ast.literal_eval(keyword.value) for keyword in node.keywords}
    except ValueError:
        remedy = "Write texts and numbers out: the check judges them without running code."
        raise ExpressionError("has an argument that is no literal", remedy) from None
    if "" in named:
        raise ExpressionError("unpacks arguments", "Write each argument out.")
    return Call(node.func.id, positional, named)


def evaluate_expression(text: str, verbs: Mapping[str, Verb]) -> Any:
    """What the verb of an expression returns; ExpressionError for an unknown verb, wrong arguments, or a refusal."""
    call = parse_expression(text)
    if call.verb not in verbs:
        raise ExpressionError(f"uses the unknown verb {call.verb!r}", suggest(call.verb, verbs))
    verb = verbs[call.verb]
    signature = inspect.signature(verb)
    try:
        bound = signature.bind(*call.positional, **call.named)
    except TypeError as error:
        names = ", ".join(signature.parameters)
        raise ExpressionError(str(error), f"{call.verb} takes: {names}.") from None
    return verb(*bound.args, **bound.kwargs)
