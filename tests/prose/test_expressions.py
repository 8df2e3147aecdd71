"""Inline expressions: one verb, literal arguments, nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisbook.prose.expressions import ExpressionError, evaluate_expression, parse_expression

LITERALS = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3)


@given(st.lists(LITERALS, max_size=3), st.dictionaries(st.sampled_from(["area", "period", "since"]), LITERALS))
def test_literals_arrive_as_written(positional, named):
    text = f"verb({', '.join([*map(repr, positional), *(f'{key}={value!r}' for key, value in named.items())])})"
    call = parse_expression(text)
    assert (call.verb, list(call.positional), call.named) == ("verb", positional, named)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not an expression"),
        ("figure(", "is not an expression"),
        ("figure", "is no call of a verb"),
        ("1 + 1", "is no call of a verb"),
        ("page.figure('x')", "is no call of a verb"),
        ("(lambda: 1)()", "is no call of a verb"),
        ("figure(area)", "has an argument that is no literal"),
        ("figure('a' + 'b')", "has an argument that is no literal"),
        ("figure(open('x'))", "has an argument that is no literal"),
        ("figure(__import__('os').getcwd())", "has an argument that is no literal"),
        ("figure(f'{x}')", "has an argument that is no literal"),
        ("figure(*['a'])", "has an argument that is no literal"),
        ("figure(**{'area': 'a'})", "unpacks arguments"),
        ("figure('a'); figure('b')", "is not an expression"),
        ("figure('\0')", "is not an expression"),
        ("(" * 500 + ")" * 500, "is not an expression"),
    ],
)
def test_anything_else_is_refused(text, told):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert caught.value.what.startswith(told)


@given(st.text())
def test_no_text_does_more_than_be_refused(text):
    with contextlib.suppress(ExpressionError):
        parse_expression(text)


def test_unknown_verbs_and_arguments_are_met_with_the_known_ones():
    verbs = {"figure": lambda indicator, area=None: (indicator, area)}
    assert evaluate_expression(' figure("x", area="a") ', verbs) == ("x", "a")
    with pytest.raises(ExpressionError, match=r"uses the unknown verb 'figur'\. Did you mean figure\?"):
        evaluate_expression('figur("x")', verbs)
    with pytest.raises(ExpressionError, match=r"'place'.*figure takes: indicator, area\."):
        evaluate_expression('figure("x", place="a")', verbs)
